"""Inspections: opened, dispatched, chased, returned, disposed of (第四、十、十九至二十二条)."""
