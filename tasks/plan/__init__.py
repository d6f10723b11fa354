"""The annual plan, its deductions, the year sheet (第九、十六条)."""
