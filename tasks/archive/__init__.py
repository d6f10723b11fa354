"""Archiving, when nothing is left to do (第十条末款)."""
