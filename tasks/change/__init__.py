"""Change applications and what they move (第十八条第二款)."""
