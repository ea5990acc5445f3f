"""Read region outlines from a GeoJSON file that a person named, and say clearly what is wrong."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from console.domain.boundaries import Boundaries, Boundary
from console.domain.errors import ConsoleError
from console.domain.regions import Level
from console.domain.wording import Text

#: A province by townships is about 10 MB; beyond this a file is a mistake or would fill the memory.
LARGEST_FILE_BYTES = 48 * 1024 * 1024

_DERIVE = Text(
    "请选用 WGS84 经纬度的 GeoJSON 行政区边界文件，或恢复默认设置。",
    "Name a GeoJSON file of regions in WGS84 degrees, or return to the default setting.",
)


def load_boundaries(path: Path, level: Level | None = None) -> Boundaries:
    """Read the outlines of one level from a GeoJSON FeatureCollection.

    Features need the properties ``code`` and ``name_zh`` (or ``name``); ``name_en``, ``parent`` and
    ``label`` (longitude, latitude) are used where present. The file's ``note_zh``, ``note_en`` and
    ``level`` are read beside its features.

    Args:
        path: The file.
        level: The level of its regions; None reads the file's own ``level``, and failing that
            takes codes that end in 00 for prefectures and all others for counties.

    Raises:
        ConsoleError: The file or one of its features cannot be used; the place names it.
    """
    document = _read(path)
    features = document.get("features")
    if document.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise ConsoleError(
            str(path),
            Text("不是 GeoJSON 要素集合。", "This is no GeoJSON FeatureCollection."),
            _DERIVE,
        )
    items = tuple(_feature(path, number, each) for number, each in enumerate(features, 1))
    if not items:
        raise ConsoleError(
            str(path), Text("文件中没有任何区域。", "The file holds no region."), _DERIVE
        )
    _refuse_twins(path, items)
    corners = np.concatenate([ring for item in items for ring in item.rings])
    west, south = corners.min(axis=0).tolist()
    east, north = corners.max(axis=0).tolist()
    note = Text(_text(document, "note_zh"), _text(document, "note_en"))
    found = level or _level_told(path, document) or _level_by_codes(items)
    return Boundaries(found, items, note, (west, south, east, north))


def _read(path: Path) -> Mapping[str, object]:
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise ConsoleError(
                str(path),
                Text("文件过大（超过 48 MB）。", "The file is larger than 48 MB."),
                Text("请先简化边界。", "Simplify the outlines first."),
            )
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ConsoleError(
            str(path),
            Text(f"无法读取文件（{reason}）。", f"The file cannot be read ({reason})."),
            Text("请检查设置中的路径和权限。", "Check the path in the settings and its rights."),
        ) from error
    except (ValueError, RecursionError) as error:
        raise ConsoleError(
            str(path), Text("不是有效的 JSON 文件。", "This is not valid JSON."), _DERIVE
        ) from error
    return document if isinstance(document, dict) else {}


def _feature(path: Path, number: int, feature: object) -> Boundary:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(feature, dict) or not isinstance(properties, dict):
        raise _fault(
            path, f"#{number}", "不是带属性的要素。", "This is no feature with properties."
        )
    code = _text(properties, "code")
    name_zh = _text(properties, "name_zh") or _text(properties, "name")
    if not code or not name_zh:
        raise _fault(
            path,
            f"#{number} {code or name_zh}".strip(),
            "缺少 code 或 name_zh 属性。",
            "The property code or name_zh is missing.",
        )
    place = f"#{number} {code} {name_zh}"
    return Boundary(
        code,
        Text(name_zh, _text(properties, "name_en")),
        _rings(path, place, feature.get("geometry")),
        _text(properties, "parent") or None,
        _label(path, place, properties.get("label")),
    )


def _rings(path: Path, place: str, geometry: object) -> tuple[npt.NDArray[np.float64], ...]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if kind not in {"Polygon", "MultiPolygon"} or not isinstance(polygons, list):
        raise _fault(
            path,
            place,
            f"几何类型为 {kind}，应为 Polygon 或 MultiPolygon。",
            f"The geometry is {kind}, and not a Polygon or MultiPolygon.",
        )
    if not all(isinstance(polygon, list) and polygon for polygon in polygons) or not polygons:
        raise _fault(path, place, "边界为空。", "The outline is empty.")
    return tuple(_ring(path, place, ring) for polygon in polygons for ring in polygon)


def _ring(path: Path, place: str, ring: object) -> npt.NDArray[np.float64]:
    points = _points(ring)
    if points is None:
        raise _fault(path, place, "坐标不是数对。", "The coordinates are not pairs of numbers.")
    if not np.isfinite(points).all() or (np.abs(points) > (180, 90)).any():
        raise _fault(
            path,
            place,
            "坐标超出经纬度范围（可能是投影坐标）。",
            "A coordinate is no longitude and latitude in degrees (a projected file?).",
        )
    if not (points[0] == points[-1]).all():
        raise _fault(path, place, "环未闭合。", "A ring is not closed.")
    if len(points) < 4:
        raise _fault(path, place, "环少于四个点。", "A ring has fewer than four points.")
    points.flags.writeable = False
    return points


def _points(value: object) -> npt.NDArray[np.float64] | None:
    """Return an own array of shape (n, 2), or None where ``value`` is no list of number pairs."""
    if not isinstance(value, list) or not value:
        return None
    try:
        points = np.asarray(value)
    except (ValueError, OverflowError):
        return None
    if points.ndim != 2 or points.shape[1] not in {2, 3} or points.dtype.kind not in "iuf":
        return None
    return np.array(points[:, :2], dtype=np.float64)


def _label(path: Path, place: str, value: object) -> tuple[float, float] | None:
    if value is None:
        return None
    points = _points([value]) if isinstance(value, list) else None
    if points is None or not np.isfinite(points).all():
        raise _fault(
            path, place, "label 应为 [经度, 纬度]。", "label is not [longitude, latitude]."
        )
    return float(points[0, 0]), float(points[0, 1])


def _refuse_twins(path: Path, items: Sequence[Boundary]) -> None:
    seen: set[str] = set()
    for number, item in enumerate(items, 1):
        if item.code in seen:
            raise _fault(
                path,
                f"#{number} {item.code} {item.name.zh}",
                "区划代码重复。",
                "An earlier feature has the same code.",
            )
        seen.add(item.code)


def _level_told(path: Path, document: Mapping[str, object]) -> Level | None:
    told = _text(document, "level")
    if not told:
        return None
    if told not in {Level.PROVINCE, Level.PREFECTURE, Level.COUNTY}:
        raise ConsoleError(
            str(path),
            Text(f"未知的 level：{told}。", f"The level {told} is unknown."),
            Text("请写 prefecture 或 county。", "Write prefecture or county."),
        )
    return Level(told)


def _level_by_codes(items: Sequence[Boundary]) -> Level:
    return Level.PREFECTURE if all(item.code.endswith("00") for item in items) else Level.COUNTY


def _text(values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    return value.strip() if isinstance(value, str) else ""


def _fault(path: Path, place: str, zh: str, en: str) -> ConsoleError:
    return ConsoleError(f"{path}, {place}", Text(zh, en), _DERIVE)
