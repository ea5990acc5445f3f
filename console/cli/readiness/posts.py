"""The command posts: how many the database knows, and whether a few of their feeds answer."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from console.cli.readiness.verdicts import Level, Verdict, failed
from console.domain.errors import ConsoleError
from console.domain.feeds import FAULT_REMEDIES, FAULT_WORDS, FeedFault
from console.domain.wording import Text

_POSTS = Text("视频点位", "Posts")
_SAMPLE = 4
_SECONDS = 5.0

_Row = tuple[str, str, str, str]


def posts(url: str) -> Iterator[Verdict]:
    """Count the posts of the database at ``url`` and ask a sample of their feeds."""
    if not url:
        found = Text("使用内置演示数据，自带演示点位", "those of the demonstration")
        yield Verdict("posts", Level.OK, _POSTS, found)
        return
    try:
        rows = _rows(url)
    except ConsoleError as error:
        yield failed("posts", _POSTS, error)
        return
    with_feed = [row for row in rows if row[3]]
    found = Text(
        f"共 {len(rows)} 个点位，其中 {len(with_feed)} 个有视频地址",
        f"{len(rows)} posts, {len(with_feed)} of them with the address of a feed",
    )
    if not with_feed:
        remedy = Text(
            "请用 import posts 导入点位；没有也能启动。",
            "Import some (import posts); the wall comes up without them too.",
        )
        yield Verdict("posts", Level.WARN, _POSTS, found, remedy)
        return
    yield Verdict("posts", Level.OK, _POSTS, found)
    with ThreadPoolExecutor(_SAMPLE) as asking:
        yield from asking.map(_asked, _sample(with_feed))


def _rows(url: str) -> list[_Row]:
    from sqlalchemy import func, select
    from sqlalchemy.exc import SQLAlchemyError

    from console.data.connection import address_of, open_engine, why
    from console.data.schema import command_post as post

    engine = open_engine(url, application="command-console check")
    feed = func.coalesce(post.c.sub_url, post.c.main_url, "")
    wanted = select(post.c.code, post.c.name_zh, post.c.name_en, feed).order_by(post.c.code)
    try:
        with engine.connect() as connection:
            return [(row[0], row[1], row[2], row[3]) for row in connection.execute(wanted)]
    except SQLAlchemyError as error:
        raise why(error, place=address_of(engine)) from error
    finally:
        engine.dispose()


def _sample(rows: Sequence[_Row]) -> list[_Row]:
    """Return a few rows from all over the list: neighbours often share a line or a recorder."""
    step = max(1, len(rows) // _SAMPLE)
    return list(rows[::step][:_SAMPLE])


def _asked(row: _Row) -> Verdict:
    """Ask one feed; neither its address nor its login appears in the verdict."""
    from console.video.address import parse_address
    from console.video.credentials import with_login
    from console.video.probe import probe

    code, name_zh, name_en, address = row
    title = Text(f"{_POSTS.zh} · {name_zh}", f"{_POSTS.en} · {name_en}")
    topic = f"posts.{code}"
    try:
        result = probe(with_login(parse_address(address), code), seconds=_SECONDS)
    except ConsoleError as error:
        return Verdict(topic, Level.WARN, title, error.problem, error.remedy)
    if result.fault is not FeedFault.NONE:
        words, remedy = FAULT_WORDS[result.fault], FAULT_REMEDIES[result.fault]
        return Verdict(topic, Level.WARN, title, words, remedy)
    codec = result.codec or "–"
    found = Text(
        f"{result.answered_after:.1f} 秒内应答，{codec}",
        f"answered within {result.answered_after:.1f} s, {codec}",
    )
    return Verdict(topic, Level.OK, title, found)
