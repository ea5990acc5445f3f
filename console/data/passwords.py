"""Keep the password of a database where the console looks for it: keyring or passfile."""

import os
import sys
import tempfile
from pathlib import Path

from console.data.connection import KEYRING_SERVICE, keyring_account, libpq_parameters
from console.domain.bounded import within
from console.domain.errors import ConsoleError
from console.domain.wording import Text

_KEYRING_SECONDS = 3.0


def keep_password(url: str, password: str) -> str:
    """Keep ``password`` for the database at ``url``.

    Returns:
        Where it is kept: ``keyring``, or the path of the passfile.

    Raises:
        ConsoleError: ``url`` is no PostgreSQL address, or neither place can be written.
    """
    parameters = libpq_parameters(url)
    account = keyring_account(parameters)
    # An entry of the passfile speaks before the keyring: an old one would shadow what is new.
    shadowed = any(_is_for(line, parameters) for line in _lines(passfile()))
    if not shadowed and _into_keyring(account, password):
        return "keyring"
    return str(_into_passfile(parameters, password))


def _into_keyring(account: str, password: str) -> bool:
    import keyring  # noqa: PLC0415 - it searches for desktop services when it is imported

    def keep() -> bool:
        keyring.set_password(KEYRING_SERVICE, account, password)
        return bool(keyring.get_password(KEYRING_SERVICE, account) == password)

    try:
        return within(_KEYRING_SECONDS, "keyring of the database", keep)
    except Exception:  # noqa: BLE001 - each backend fails in its own way; the passfile stands in
        return False


def passfile() -> Path:
    """Return libpq's passfile."""
    if named := os.environ.get("PGPASSFILE"):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", "~")).expanduser() / "postgresql" / "pgpass.conf"
    return Path.home() / ".pgpass"


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []


def _escaped(text: object) -> str:
    return str(text).replace("\\", "\\\\").replace(":", "\\:")


def _head(parameters: dict[str, str | int]) -> str:
    keys = (("host", "localhost"), ("port", 5432), ("dbname", ""), ("user", ""))
    return ":".join(_escaped(parameters.get(key, default)) for key, default in keys)


def _is_for(line: str, parameters: dict[str, str | int]) -> bool:
    return line.startswith(f"{_head(parameters)}:")


def _into_passfile(parameters: dict[str, str | int], password: str) -> Path:
    path = passfile()
    kept = [line for line in _lines(path) if not _is_for(line, parameters)]
    # The first line that fits speaks: ours goes before any with an asterisk.
    text = "\n".join([f"{_head(parameters)}:{_escaped(password)}", *kept]) + "\n"
    draft = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".pgpass-")  # mode 0600
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(draft).replace(path)
    except OSError as error:
        if draft is not None:
            Path(draft).unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise ConsoleError(
            str(path),
            Text(f"无法保存口令：{reason}。", f"The password cannot be kept: {reason}."),
            Text("请检查该文件夹的权限。", "Check the rights of this folder."),
        ) from error
    return path
