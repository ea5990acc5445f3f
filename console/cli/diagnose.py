"""The command ``diagnose``: one file for support, without secrets and without persons."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from console.cli import common
from console.domain.wording import Text

_WRITTEN = Text(
    "已写入 {path}（{size:.0f} KB）。其中没有密码和个人信息；发送前可以打开查看。",
    "Written: {path} ({size:.0f} KB). It holds no passwords and no personal data; look into it"
    " before you send it.",
)
_LOOKING = Text("正在收集，约需一分钟…", "Gathering; this takes up to a minute …")


def command(
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="The zip to write. Default: in this folder."),
    ] = None,
    settings: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A settings file in your own's place.")
    ] = None,
    where: Annotated[
        bool, typer.Option("--paths", help="Only print where settings, data and logs lie.")
    ] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out the check of screens, codecs and database.")
    ] = False,
) -> int:
    """Pack versions, settings, logs and the check's report into one zip for support.

    Passwords, logins, names of persons and telephone numbers are blacked out.
    """
    from console import settings as all_settings
    from console.cli.support import folders, gather, write_bundle

    if where:
        for name, path in folders().items():
            typer.echo(f"{name:<16}  {path}")
        return common.DONE
    loaded = all_settings.load(settings)
    lang = loaded.settings.lang
    target = (out or Path(f"command-console-{datetime.now():%Y%m%d-%H%M%S}.zip")).absolute()  # noqa: DTZ005
    common.say(_LOOKING.of(lang))
    write_bundle(target, gather(loaded, quick=quick))
    typer.echo(_WRITTEN.of(lang).format(path=target, size=target.stat().st_size / 1000))
    return common.DONE
