"""Alembic migrations of the data contract, shipped with the program and run by it."""
