"""The ground every stage stands on; imports no stage."""
