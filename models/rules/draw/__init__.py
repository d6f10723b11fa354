"""The rules of the draw, ssj-draw/2, step by step (第十七条、第十八条)."""
