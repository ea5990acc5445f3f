"""The settings: shipped defaults < central file < user's file < environment < command line.

A broken file, key or value never stops the console: what is wrong is left out, the next weaker
source speaks instead, and a ``ConsoleError`` tells place and remedy.
"""

from console.settings.loading import LoadedSettings, load
from console.settings.model import CallsSettings, Settings, VideoSettings, system_language

__all__ = [
    "CallsSettings",
    "LoadedSettings",
    "Settings",
    "VideoSettings",
    "load",
    "system_language",
]
