"""The work assessed (第二十四条)."""
