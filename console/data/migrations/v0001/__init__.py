"""What migration 0001 creates, frozen as it was."""
