"""The script that installs what is missing: it asks apt for exactly that, or says what to ask for.

It runs in a copy of its folder, where the programs it calls are stand-ins that note their calls.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_INPUTS = ("requirements/lock.txt", "pyproject.toml", "scripts/setup.sh")
_TOOLS = ("bash", "cat", "cut", "dirname", "env", "flock", "mkdir", "rm", "sha256sum")


def _packages() -> list[str]:
    script = (ROOT / "scripts" / "setup.sh").read_text(encoding="utf-8")
    lists = re.findall(r'^(?:libraries|virtual_screen)="([^"]+)"', script, re.MULTILINE)
    return " ".join(lists).split()


class Machine:
    """A machine with chosen packages, on which the environment .venv is complete already."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tools = folder / "tools"
        self.calls = folder / "calls"
        self.tools.mkdir()
        for name in _INPUTS:
            (folder / name).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
        for name in _TOOLS:
            found = shutil.which(name)
            assert found is not None, name
            (self.tools / name).symlink_to(found)
        (folder / ".venv" / "bin").mkdir(parents=True)
        (folder / ".venv" / "bin" / "python").symlink_to(sys.executable)
        content = b"".join((folder / name).read_bytes() for name in _INPUTS)
        digest = hashlib.sha256(content).hexdigest()
        (folder / ".venv" / ".complete").write_text(f"{digest} {folder}\n")
        self.tool("apt-get", f'echo "apt-get $*" >>{self.calls}')
        self.tool("apt-cache", "exit 1")
        self.user(0)

    def tool(self, name: str, body: str) -> None:
        path = self.tools / name
        path.write_text(f"#!{shutil.which('bash')}\n{body}\n")
        path.chmod(0o755)

    def user(self, number: int) -> None:
        self.tool("id", f"echo {number}")

    def installed(self, names: list[str]) -> None:
        self.tool("dpkg-query", f"printf '%s ' {' '.join(f'installed={name}' for name in names)}")

    def set_up(self, purpose: str = "run") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.folder / "scripts" / "setup.sh", purpose],
            env={"PATH": str(self.tools), "HOME": str(self.folder)},
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip

    def asked(self) -> list[str]:
        return self.calls.read_text().splitlines() if self.calls.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    folder = tmp_path / "tree"
    folder.mkdir()
    return Machine(Path(os.path.realpath(folder)))


def test_where_nothing_is_missing_nothing_is_asked_for(machine: Machine) -> None:
    machine.installed(_packages())
    done = machine.set_up()
    assert (done.returncode, done.stderr, machine.asked()) == (0, "", [])


def test_only_what_is_missing_is_asked_for(machine: Machine) -> None:
    machine.installed([name for name in _packages() if name not in ("libnss3", "xvfb")])
    assert machine.set_up().returncode == 0
    update, install = machine.asked()
    assert update == "apt-get update -q"
    assert install.split()[-2:] == ["libnss3", "xvfb"]
    assert "--no-install-recommends libnss3" in install


def test_the_tests_need_a_database_server_besides(machine: Machine) -> None:
    machine.installed(_packages())
    machine.set_up("test")
    wanted = machine.asked()[-1].split("--no-install-recommends ")[1].split()
    assert "postgresql" in wanted
    assert "gir1.2-gst-rtsp-server-1.0" in wanted


def test_a_library_under_its_newer_name_counts(machine: Machine) -> None:
    machine.installed([n.replace("libasound2", "libasound2t64") for n in _packages()])
    machine.set_up()
    assert machine.asked() == []


def test_a_library_is_asked_for_under_the_name_that_apt_knows(machine: Machine) -> None:
    machine.tool("apt-cache", '[ "$2" = libasound2t64 ]')
    machine.installed([name for name in _packages() if name not in ("libasound2", "libnss3")])
    machine.set_up()
    assert machine.asked()[-1].split()[-2:] == ["libnss3", "libasound2t64"]


def test_a_user_who_cannot_install_is_told_the_names(machine: Machine) -> None:
    machine.user(1000)
    machine.installed([name for name in _packages() if name != "libnss3"])
    done = machine.set_up()
    assert done.returncode == 1
    assert "only root can install them: libnss3" in done.stderr
    assert machine.asked() == []


def test_a_user_installs_through_sudo(machine: Machine) -> None:
    machine.user(1000)
    machine.tool("sudo", f'echo "sudo $*" >>{machine.calls}; "$@"')
    machine.installed([name for name in _packages() if name != "libnss3"])
    assert machine.set_up().returncode == 0
    assert machine.asked()[0] == "sudo apt-get update -q"
    assert machine.asked()[-1].endswith("libnss3")


def test_what_apt_cannot_install_is_told_by_name(machine: Machine) -> None:
    machine.tool("apt-get", "exit 100")
    machine.installed([name for name in _packages() if name != "libnss3"])
    done = machine.set_up()
    assert done.returncode == 1
    assert "install them by hand: libnss3" in done.stderr


def test_a_machine_without_python_is_told_what_to_install(machine: Machine) -> None:
    (machine.folder / ".venv" / "bin" / "python").unlink()
    done = machine.set_up()
    assert done.returncode == 1
    assert "Python 3.11 or later is missing" in done.stderr
