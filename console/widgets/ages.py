"""How long ago something was, in words."""

from datetime import timedelta

from console.domain.wording import Text

_UNITS = (
    (timedelta(days=1), Text("{0} 天", "{0} d")),
    (timedelta(hours=1), Text("{0} 小时", "{0} h")),
    (timedelta(minutes=1), Text("{0} 分钟", "{0} min")),
)
_SECONDS = Text("{0} 秒", "{0} s")
_NOW = timedelta(seconds=10)


def span_words(span: timedelta) -> Text:
    """Return a span of time in the largest unit of which there are two; none is negative."""
    for unit, words in _UNITS:
        if span >= 2 * unit:
            return _counted(words, span // unit)
    return _counted(_SECONDS, max(0, span // timedelta(seconds=1)))


def age_words(age: timedelta) -> Text:
    """Return how long ago something was; what is younger than ten seconds was just now."""
    if age < _NOW:
        return Text("刚刚", "just now")
    span = span_words(age)
    return Text(f"{span.zh}前", f"{span.en} ago")


def _counted(words: Text, count: int) -> Text:
    return Text(words.zh.format(count), words.en.format(count))
