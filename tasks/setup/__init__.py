"""Preparing the house: database, district file, holiday notices, the machine (第二十五条)."""
