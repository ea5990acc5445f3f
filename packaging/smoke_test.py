"""Try the frozen program as people will: other users, databases, paths and networks.

    python packaging/smoke_test.py [PROGRAM] [--quick] [--json] [--only WORD] [--pictures DIR]
    python packaging/smoke_test.py --judge PICTURE     only look at a picture of the overview

Needs Xvfb, and the environment of the tests (.venv); as root it tries more. Ends with 1 where any
trial found a fault.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
import traceback
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from smoke import pictures  # noqa: E402 - found by the line above
from smoke.stage import Stage  # noqa: E402
from smoke.trials import TRIALS, Trial, may_run  # noqa: E402


@dataclass
class Result:
    """What came of one trial; ``state`` is ok, failed or not run."""

    name: str
    state: str
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)


def attempt(trial: Trial, stage: Stage) -> Result:
    """Make one trial; an error of the trial itself counts as a fault."""
    if not may_run(trial):
        return Result(trial.name, "not run", faults=["only root can make this trial"])
    started = time.monotonic()
    try:
        faults = list(trial.run(stage))
    except Exception as error:  # noqa: BLE001 - the others are to be made all the same
        traceback.print_exc()
        faults = [f"{type(error).__name__}: {error}"]
    seconds = round(time.monotonic() - started, 1)
    return Result(trial.name, "failed" if faults else "ok", seconds, faults)


def keep_pictures(work: Path, target: Path) -> None:
    """Copy the pictures that the trials left, under the names of their trials."""
    for picture in work.rglob("pictures/*.png"):
        name = "-".join(picture.relative_to(work).parts[:-2])
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(picture, target / f"{name}-{picture.name}")


def main() -> int:
    """Make the trials and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = ROOT / "dist" / "command-console" / "command-console"
    parser.add_argument("program", type=Path, nargs="?", default=default)
    parser.add_argument("--quick", action="store_true", help="only what CI has time for")
    parser.add_argument("--only", default="", help="only trials whose name holds this")
    parser.add_argument("--json", action="store_true", help="print for a program to read")
    parser.add_argument("--pictures", type=Path, help="where the pictures go")
    parser.add_argument("--judge", type=Path, metavar="PICTURE", help="a picture of the overview")
    options = parser.parse_args()
    if options.judge is not None:
        return pictures.judge(options.judge, ROOT / "resources" / "scenes" / "overview.toml")
    chosen = [t for t in TRIALS if options.only in t.name and (t.quick or not options.quick)]
    results = []
    with tempfile.TemporaryDirectory(prefix="smoke-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        work.chmod(0o755)
        with Stage(options.program.resolve(), work) as stage:
            for trial in chosen:
                result = attempt(trial, stage)
                results.append(result)
                if not options.json:
                    print(f"{result.state:<8}{result.seconds:>6.1f} s  {result.name}", flush=True)
                    for fault in result.faults:
                        print(f"          {fault}", flush=True)
        if options.pictures is not None:
            keep_pictures(work, options.pictures)
    failed = [result for result in results if result.state == "failed"]
    if options.json:
        print(json.dumps([asdict(result) for result in results], ensure_ascii=False, indent=2))
    else:
        print(f"{len(results)} trials, {len(failed)} failed")
    # Once more at the end, where whoever reads a long log looks first.
    for result in failed:
        print(f"FAILED {result.name}: {'; '.join(result.faults)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
