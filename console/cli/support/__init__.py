"""What ``diagnose`` packs for support: gathered, scrubbed of secrets and persons, and written."""

from console.cli.support.bundle import write_bundle
from console.cli.support.contents import folders, gather

__all__ = ["folders", "gather", "write_bundle"]
