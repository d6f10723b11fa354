"""The draw: rosters frozen, announced, drawn, confirmed, recorded (第十七、十八条)."""
