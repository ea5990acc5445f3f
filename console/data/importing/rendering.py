"""The report as text for people and as plain values for programs."""

from console.data.importing.report import Figure, Finding, ImportReport
from console.data.importing.rules import RULES, Severity
from console.domain.wording import Lang, Text

#: Findings of one rule that the text shows; the JSON form holds all that were kept.
SHOWN_PER_RULE = 12

_SEVERITY_WORDS = {
    Severity.ERROR: Text("错误", "ERROR"),
    Severity.WARNING: Text("注意", "NOTICE"),
    Severity.INFO: Text("说明", "INFO"),
}
_HEAD = Text("导入报告：{files}", "Import report: {files}")
_MORE = Text("    … 另有 {n} 处", "    … and {n} more")
_ROWS = Text(
    "读入 {read} 行；数据库：新增 {new}，更改 {changed}，未变 {same}；病例说明写入 {notes} 条。",
    "{read} rows read; in the database: {new} new, {changed} changed, {same} as before; "
    "{notes} case notes written.",
)
_FIGURE = Text(
    "{name}：文件末次公布合计 {published}，逐日之和 {stored}；全库合计 {total}。",
    "{name}: last published {published}, sum of the days {stored}; whole database {total}.",
)
_IMPORTED = Text("已导入。", "Imported.")
_UNCHANGED = Text("数据库内容已与文件一致，无需更改。", "The database held all of this already.")
_DRY = Text("试运行：未写入任何内容。", "Dry run: nothing was written.")
_FAILED = Text("有 {n} 处错误：未导入任何内容。", "{n} errors: nothing was imported.")
_REMOVED = Text("因更正而撤下的说明：{n} 条。", "Case notes removed because void: {n}.")


def render(report: ImportReport, lang: Lang) -> str:
    """Return the report as plain text in ``lang``: findings by rule, then the outcome."""
    lines = [_HEAD.of(lang).format(files=", ".join(report.files)), ""]
    for rule in RULES:
        if report.counts.get(rule):
            lines += _section(report, rule, lang)
    return "\n".join([*lines, *_closing(report, lang)])


def _section(report: ImportReport, rule: str, lang: Lang) -> list[str]:
    book, count = RULES[rule], report.counts[rule]
    findings = report.of_rule(rule)
    lines = [
        f"[{_SEVERITY_WORDS[book.severity].of(lang)}] {book.title.of(lang)} ({rule}) × {count}"
    ]
    means = {f.means.of(lang) for f in findings}
    done = {f.done.of(lang) for f in findings}
    lines += [
        f"    {finding.place}: {_sentence(finding, lang, means, done)}"
        for finding in findings[:SHOWN_PER_RULE]
    ]
    if count > SHOWN_PER_RULE:
        lines.append(_MORE.of(lang).format(n=count - SHOWN_PER_RULE))
    # What is the same for all of them is said once, below them.
    lines += [f"  → {text}" for same in (means, done) if len(same) == 1 for text in same if text]
    return [*lines, ""]


def _sentence(finding: Finding, lang: Lang, means: set[str], done: set[str]) -> str:
    parts = [finding.read.of(lang)]
    if len(means) > 1:
        parts.append(finding.means.of(lang))
    if len(done) > 1:
        parts.append(finding.done.of(lang))
    return " ".join(part for part in parts if part)


def _closing(report: ImportReport, lang: Lang) -> list[str]:
    outcome = report.outcome
    lines = []
    if report.ok:
        lines.append(
            _ROWS.of(lang).format(
                read=outcome.rows_read,
                new=outcome.new,
                changed=outcome.changed,
                same=outcome.unchanged,
                notes=outcome.notes_written,
            )
        )
        if outcome.notes_removed:
            lines.append(_REMOVED.of(lang).format(n=outcome.notes_removed))
        lines += [_figure(figure, lang) for figure in outcome.figures]
    return [*lines, _verdict(report, lang)]


def _figure(figure: Figure, lang: Lang) -> str:
    return _FIGURE.of(lang).format(
        name=figure.name.of(lang),
        published=figure.published,
        stored=figure.stored,
        total=figure.database_total,
    )


def _verdict(report: ImportReport, lang: Lang) -> str:
    if not report.ok:
        errors = sum(
            n for rule, n in report.counts.items() if RULES[rule].severity is Severity.ERROR
        )
        return _FAILED.of(lang).format(n=errors)
    if report.dry_run:
        return _DRY.of(lang)
    outcome = report.outcome
    untouched = not (
        outcome.new or outcome.changed or outcome.notes_written or outcome.notes_removed
    )
    return (_UNCHANGED if untouched else _IMPORTED).of(lang)


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def plain(report: ImportReport) -> dict[str, object]:
    """Return the report as plain values for JSON, texts in both languages."""
    outcome = report.outcome
    return {
        "kind": report.kind.value,
        "files": list(report.files),
        "ok": report.ok,
        "dry_run": report.dry_run,
        "imported": report.imported,
        "rows": {
            "read": outcome.rows_read,
            "new": outcome.new,
            "changed": outcome.changed,
            "unchanged": outcome.unchanged,
            "notes_written": outcome.notes_written,
            "notes_removed": outcome.notes_removed,
        },
        "figures": [
            {
                "name": _both(figure.name),
                "published": figure.published,
                "stored": figure.stored,
                "database_total": figure.database_total,
            }
            for figure in outcome.figures
        ],
        "counts": dict(report.counts),
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "place": finding.place,
                "read": _both(finding.read),
                "means": _both(finding.means),
                "done": _both(finding.done),
            }
            for finding in report.findings
        ],
    }
