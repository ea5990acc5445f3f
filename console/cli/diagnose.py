"""The command ``diagnose``: one file for support; what looks like a secret or a person is out."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from console.cli import common
from console.domain.wording import Text

_WRITTEN = Text(
    "已写入 {path}（{size:.0f} KB）。密码、电话、身份证号、邮箱和数据库中登记的姓名已涂黑；"
    "其他姓名（尤其是拉丁字母拼写的）无法识别，发送前请打开查看。",
    "Written: {path} ({size:.0f} KB). Passwords, telephone and identity-card numbers, e-mail"
    " addresses and the names that the database knows are blacked out. Other names, those in Latin"
    " letters above all, cannot be recognised: look into it before you send it.",
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

    Passwords, logins, telephone numbers and known names are blacked out; look into it before you
    send it.
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
