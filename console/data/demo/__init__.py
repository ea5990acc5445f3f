"""The demonstration province: real case history, all else generated from a seed."""

from console.data.demo.keeping import ensure_demo

__all__ = ["ensure_demo"]
