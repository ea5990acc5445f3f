"""Operator console for the big screen of an epidemic prevention and control command centre."""

__version__ = "0.1.0"
