"""What migration 0002 adds, frozen as it was."""
