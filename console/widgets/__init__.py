"""Displays, one to a file: each draws the last snapshot it was given and decides nothing."""
