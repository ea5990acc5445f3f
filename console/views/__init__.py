"""One window per surface: wall windows and the operator's desk, composed of displays."""
