"""Where everything stands (第十条末款)."""
