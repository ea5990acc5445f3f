"""Addresses, capture and watch over live feeds. No Qt."""
