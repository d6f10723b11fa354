"""The sample cycle (make cycle): one whole period on invented rosters, forms and days."""
