"""What exists and what the rule says."""
