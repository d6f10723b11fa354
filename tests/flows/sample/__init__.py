"""The sample cycle, walked once for all of these tests."""
