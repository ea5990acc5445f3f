"""Papers of what is shipped: texts of licences, the list of parts, and whether all is allowed.

    licences.py view SITE VIEW SYSTEM        link what the console needs of SITE into VIEW
    licences.py papers VIEW SBOM OUT SYSTEM  texts into OUT, hidden parts into SBOM
    licences.py table VIEW                   the table of docs/licences.md

`papers` ends with a message where a licence is not known to be allowed, or a text is missing.
Runs in the environment of the tools (packaging/paperwork.sh makes it), not in the console's own.
"""

import json
import re
import shutil
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PathDistribution, distributions
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).resolve().parent
COMMON = Path("/usr/share/common-licenses")
ENVIRONMENTS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}

#: Every licence that occurs, and why it is no hindrance. Anything else stops the build.
ALLOWED = {
    "permissive": r"MIT|BSD|ISC|Apache|PSF|Python|0BSD|Zlib|CC0|HPND|Unlicense|same as Leaflet",
    "file-level copyleft, unchanged": r"MPL|Mozilla",
    "LGPL: separate, replaceable libraries": r"LGPL|Lesser General Public",
}
TEXT_NAMES = re.compile(r"(licen[cs]e|copying|notice|authors|copyright)", re.IGNORECASE)


def needed(site: Path, system: str) -> Iterator[PathDistribution]:
    """Yield the distributions in ``site`` that the console needs on ``system``, itself left out."""
    held = {
        canonicalize_name(each.metadata["Name"]): each for each in distributions(path=[str(site)])
    }
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    waiting = [Requirement(text) for text in project["dependencies"]]
    seen: set[str] = set()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        environment = {**ENVIRONMENTS[system], "extra": ""}
        if wanted.marker is not None and not wanted.marker.evaluate(environment):
            continue
        if name in seen or name not in held:
            continue
        seen.add(name)
        found = held[name]
        assert isinstance(found, PathDistribution)  # noqa: S101 - what a folder holds is of this kind
        yield found
        for text in found.requires or ():
            inner = Requirement(text)
            if inner.marker is None or "extra" not in str(inner.marker):
                waiting.append(inner)


def view(site: Path, target: Path, system: str) -> None:
    """Link the metadata folders of what is needed into ``target``."""
    target.mkdir(parents=True)
    for each in needed(site, system):
        folder = Path(str(each._path))  # noqa: SLF001 - the folder has no public name
        (target / folder.name).symlink_to(folder.resolve())


def licence_of(distribution: Distribution) -> str:
    """Return what a distribution says of its licence: its expression, classifiers, or own words."""
    data = distribution.metadata
    if said := data.get("License-Expression"):
        return str(said)
    kinds = [str(line) for line in data.get_all("Classifier") or () if line.startswith("License")]
    if kinds:
        return " AND ".join(kind.rsplit(" :: ", maxsplit=1)[-1] for kind in kinds)
    return str(data.get("License") or "").strip().splitlines()[0][:80]


def ground_of(licence: str) -> str | None:
    """Return why ``licence`` lets us ship, or None where it does not or is not known.

    Of alternatives (OR) one is enough, of parts (AND) each is needed.
    """
    grounds = []
    for part in licence.split(" AND "):
        fitting = [
            ground
            for choice in part.split(" OR ")
            for ground, pattern in ALLOWED.items()
            if re.search(pattern, choice)
        ]
        if not fitting:
            return None
        grounds.append(fitting[0])
    return max(grounds, key=list(ALLOWED).index)


def texts_of(distribution: PathDistribution) -> Iterable[Path]:
    """Return the files of a distribution's metadata that hold licences."""
    folder = Path(str(distribution._path))  # noqa: SLF001
    files = (path for path in folder.resolve().rglob("*") if path.is_file())
    return sorted(path for path in files if TEXT_NAMES.search(path.name))


def copy_texts(held: Iterable[PathDistribution], out: Path, system: str) -> list[str]:
    """Copy every licence text into ``out``; return the names of packages that carry none."""
    without = []
    for each in held:
        name = each.metadata["Name"]
        texts = list(texts_of(each))
        if not texts:
            without.append(name)
        for text in texts:
            (out / name).mkdir(exist_ok=True)
            shutil.copyfile(text, out / name / text.name)
    for name in {name for part in bundled(system) for name in part["text"]}:
        own = HERE / "licences" / name
        target = own.name if own.exists() else f"{name}.txt"
        shutil.copyfile(own if own.exists() else COMMON / name, out / target)
    return without


def bundled(system: str) -> list[dict[str, Any]]:
    """Return the parts that no package's metadata tells of."""
    parts = tomllib.loads((HERE / "bundled.toml").read_text("utf-8"))["component"]
    return [part for part in parts if system in part["on"]]


def extend(sbom: Path, held: Iterable[PathDistribution], system: str) -> int:
    """Add to the list of parts what the wheels themselves declare and what ``bundled`` knows."""
    bom = json.loads(sbom.read_text("utf-8"))
    parts = bom.setdefault("components", [])
    versions = {each.metadata["Name"]: each.version for each in held}
    for part in bundled(system):
        version = part["version"]
        if version.startswith("of:"):
            version = versions.get(version[3:], "see requirements/build.txt")
        expression = {"expression": part["licence"]}
        parts.append(
            {
                "type": "library",
                "bom-ref": f"bundled:{part['name']}",
                "name": part["name"],
                "version": version,
                "licenses": [expression],
                "properties": [{"name": "inside", "value": part["inside"]}],
            }
        )
    for each in held:
        parts += declared(each)
    bom["components"] = sorted(parts, key=lambda part: str(part.get("bom-ref", part["name"])))
    sbom.write_text(json.dumps(bom, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return len(parts)


def declared(distribution: PathDistribution) -> Iterator[dict[str, Any]]:
    """Yield the libraries that a wheel's own list of parts declares inside it."""
    name = distribution.metadata["Name"]
    folder = Path(str(distribution._path))  # noqa: SLF001
    for number, file in enumerate(sorted(folder.glob("sboms/*.json"))):
        for part in json.loads(file.read_text("utf-8")).get("components", ()):
            yield {
                "type": "library",
                "bom-ref": f"inside:{name}:{number}:{part.get('bom-ref', part['name'])}",
                "name": part["name"],
                **{key: part[key] for key in ("version", "purl") if key in part},
                "properties": [{"name": "inside", "value": name}],
            }


def papers(folder: Path, sbom: Path, out: Path, system: str) -> None:
    """Write all papers; end with a message where a licence is not allowed or a text is missing."""
    held = sorted(_held(folder), key=lambda each: each.metadata["Name"].lower())
    refused = [each.metadata["Name"] for each in held if ground_of(licence_of(each)) is None]
    if refused:
        sys.exit(f"not known to be allowed: {', '.join(refused)}; see packaging/licences.py")
    out.mkdir(parents=True, exist_ok=True)
    without = set(copy_texts(held, out, system))
    inside = {
        name for part in bundled(system) for name in part["inside"].split(", ") if part["text"]
    }
    known = inside | {"PySide6", "shiboken6"}  # the papers of Qt speak for these too
    if without - known:
        sys.exit(f"no licence text is known for {', '.join(sorted(without - known))}")
    count = extend(sbom, held, system)
    print(f"{len(held)} packages, {count} parts, {sum(1 for _ in out.rglob('*'))} licence files")


def _held(folder: Path) -> Iterator[PathDistribution]:
    for each in distributions(path=[str(folder)]):
        if isinstance(each, PathDistribution):
            yield each


def table(folder: Path) -> None:
    """Print one line for each package: name, version, licence, and why it is allowed."""
    print("| package | version | licence | why it may be shipped |\n|---|---|---|---|")
    for each in sorted(_held(folder), key=lambda each: each.metadata["Name"].lower()):
        licence = licence_of(each)
        print(f"| {each.metadata['Name']} | {each.version} | {licence} | {ground_of(licence)} |")


def main() -> None:
    """Do what the first word says."""
    match sys.argv[1:]:
        case ["view", site, target, system]:
            view(Path(site), Path(target), system)
        case ["papers", folder, sbom, out, system]:
            papers(Path(folder), Path(sbom), Path(out), system)
        case ["table", folder]:
            table(Path(folder))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
