"""Walking over the areas of a map with the arrow keys."""

from PySide6.QtCore import Qt

from console.widgets.map_layers import MapLayer

KEYS = {
    Qt.Key.Key_Left: "ArrowLeft",
    Qt.Key.Key_Right: "ArrowRight",
    Qt.Key.Key_Up: "ArrowUp",
    Qt.Key.Key_Down: "ArrowDown",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Space: "Enter",
    Qt.Key.Key_Escape: "Escape",
}
"""The keys of the walk, by the names that the DOM has for them."""

DIRECTIONS = {
    "ArrowLeft": (-1.0, 0.0),
    "ArrowRight": (1.0, 0.0),
    "ArrowUp": (0.0, -1.0),
    "ArrowDown": (0.0, 1.0),
}

_ASIDE_COSTS = 1.5


def step(layer: MapLayer, code: str, direction: tuple[float, float]) -> str:
    """Return the area that lies next to ``code`` in ``direction``, or ``code`` at the edge.

    From nowhere ("" or a code of another level) the walk starts at the area nearest the middle.
    """
    points = layer.label_points
    if not points:
        return ""
    start = layer.places.get(code)
    if start is None:
        middle = (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
        return min(
            zip(points, layer.codes, strict=True),
            key=lambda item: (item[0][0] - middle[0]) ** 2 + (item[0][1] - middle[1]) ** 2,
        )[1]
    best, best_cost = code, float("inf")
    for (x, y), other in zip(points, layer.codes, strict=True):
        dx, dy = x - points[start][0], y - points[start][1]
        ahead = dx * direction[0] + dy * direction[1]
        aside = abs(dx * direction[1]) + abs(dy * direction[0])
        cost = ahead + _ASIDE_COSTS * aside
        if ahead > 1e-9 and cost < best_cost:
            best, best_cost = other, cost
    return best
