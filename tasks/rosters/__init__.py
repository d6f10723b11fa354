"""Rosters (名录库): read, compared, refreshed (第十一至十五条)."""
