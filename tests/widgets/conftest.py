"""The web engine's scheme must be known before the application object is made."""

from console.widgets.map_scheme import register_scheme

register_scheme()
