"""What migration 0003 adds, frozen as it was."""
