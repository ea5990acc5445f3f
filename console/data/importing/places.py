"""Which region a cell means: by code, by name in either language, or by a retired code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from console.data.importing.fields import TOTAL_WORDS, key_of
from console.data.importing.values import tidy
from console.domain.errors import ConsoleError
from console.domain.regions import Level, Region, RegionTree
from console.domain.wording import Text

_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|"
    "景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|"
    "保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
_SUFFIX_ZH = re.compile(
    rf"(?:(?:(?:{_PEOPLES})族?)*自治(?:区|州|县|旗)|地区|林区|新区|省|市|县|区|州|盟|旗)$"
)
_SUFFIX_EN = re.compile(
    r"(?:koreanautonomous|mongolautonomous|manchuautonomous|autonomous)?"
    r"(?:city|county|district|prefecture|province|banner)$"
)
_ROMANISED = {
    "市": ("shi", "city"),
    "县": ("xian", "county"),
    "区": ("qu", "district"),
    "州": ("zhou", "prefecture"),
    "省": ("sheng", "province"),
}
_ABROAD = re.compile(r"境外|输入|abroad|import", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Match:
    """The region that a cell means.

    Attributes:
        code: The code in force.
        written: What the cell said.
        retired: Whether it said a code that has a successor.
        short: Whether it was found by a name without its suffix.
    """

    code: str
    written: str
    retired: bool = False
    short: bool = False


class UnknownPlaceError(LookupError):
    """No region, or more than one, is meant; ``choices`` are the codes of the latter."""

    def __init__(self, written: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(written)
        self.written = written
        self.choices = choices


def is_abroad(region: Region) -> bool:
    """Whether an unassigned region holds cases from abroad: an attribution in itself."""
    return bool(_ABROAD.search(region.name.zh) or _ABROAD.search(region.name.en))


class Places:
    """Finds regions; answers are remembered, for a file says the same few names again and again."""

    def __init__(self, tree: RegionTree) -> None:
        self.tree = tree
        self._full: dict[str, set[str]] = {}
        self._short: dict[str, set[str]] = {}
        self._answers: dict[str, Match | UnknownPlaceError] = {}
        for region in tree:
            self._learn(region)

    def _learn(self, region: Region) -> None:
        code = self.tree.canonical(region.code)
        above = [parent.name.zh for parent in self.tree.ancestors(region.code)]
        prefixes = ["", *above, "".join(reversed(above))]
        self._full.setdefault(key_of(region.name.en), set()).add(code)
        for prefix in prefixes:
            self._full.setdefault(key_of(prefix + region.name.zh), set()).add(code)
        for short in _shortened(region):
            for prefix in prefixes:
                self._short.setdefault(key_of(prefix) + short, set()).add(code)

    def find(self, cell: object) -> Match:
        """Return the region that ``cell`` means.

        Raises:
            UnknownPlaceError: None, or several.
        """
        written = tidy(cell)
        answer = self._answers.get(written)
        if answer is None:
            try:
                answer = self._look_up(written)
            except UnknownPlaceError as unknown:
                answer = unknown
            if len(self._answers) < 100_000:
                self._answers[written] = answer
        if isinstance(answer, UnknownPlaceError):
            raise answer
        return answer

    def could_mean(self, cell: object) -> set[str]:
        """Return the codes of every region that a name may stand for; none for an unknown one."""
        key = key_of(cell)
        return self._full.get(key, set()) | self._short.get(key, set())

    def _look_up(self, written: str) -> Match:
        for code in _codes(written):
            if code in self.tree:
                canonical = self.tree.canonical(code)
                return Match(canonical, written, retired=canonical != code)
        key = key_of(written)
        if key in TOTAL_WORDS and self.tree.province is not None:
            return Match(self.tree.province.code, written)
        for names, short in ((self._full, False), (self._short, True)):
            if key and (codes := names.get(key)):
                return Match(self._only(written, codes), written, short=short)
        raise UnknownPlaceError(written)

    def _only(self, written: str, codes: set[str]) -> str:
        if len(codes) == 1:
            return next(iter(codes))
        # 吉林 and 通化 are cities in a table of cities; the province and the county say more.
        cities = [c for c in codes if (r := self.tree.get(c)) and r.level is Level.PREFECTURE]
        if len(cities) == 1:
            return cities[0]
        raise UnknownPlaceError(written, tuple(sorted(codes)))


def default_region(places: Places, region: str | None) -> Match | None:
    """Return the region of rows that name none.

    Raises:
        ConsoleError: ``region`` (a code or name) is unknown or not unique.
    """
    if region is None:
        return None
    try:
        return places.find(region)
    except UnknownPlaceError as unknown:
        choices = "/".join(unknown.choices)
        raise ConsoleError(
            f"--region {region}",
            Text(
                f"地区名称不唯一（{choices}）。" if choices else "数据库中没有这个地区。",
                f"The name may mean {choices}." if choices else "The database has no such region.",
            ),
            Text("请填 region 表中的代码或名称。", "Give a code or name of the table region."),
        ) from unknown


def _codes(written: str) -> Iterator[str]:
    """Yield the codes that ``written`` may stand for: itself, Excel's, the statisticians'."""
    yield written
    lower = written.lower()
    if lower != written:
        yield lower
    digits = written.removesuffix(".0")
    if digits.isdecimal() and digits.isascii():
        yield digits
        if len(digits) in (2, 4):
            yield digits.ljust(6, "0")
        if len(digits) == 12:
            yield digits[:6]


def _shortened(region: Region) -> set[str]:
    zh = _SUFFIX_ZH.sub("", region.name.zh)
    en = key_of(region.name.en)
    found = {key_of(zh)} if len(zh) > 1 else set()
    stem = _SUFFIX_EN.sub("", en)
    if stem != en:
        found.add(stem)
    # Romanised with the Chinese suffix: Changchunshi, Tonghuaxian.
    found |= {stem + suffix for suffix in _ROMANISED.get(region.name.zh[-1:], ())}
    return {name for name in found if name}
