"""`bulou law exposure`: what may follow a breach, by the date of the act. Never a verdict."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import click

from bulou.entrypoints.cli import law_options as options
from bulou.entrypoints.cli.law_documents import instant
from bulou.entrypoints.cli.law_input import Unreadable, moment, readings
from bulou.entrypoints.cli.law_input import facts as facts_in
from bulou.entrypoints.cli.law_pages import STATUSES
from bulou.entrypoints.exposing import LEVELS, LIABLE, NONE, SHOWN, what
from bulou.law import Text
from bulou.law.clocks import CN
from bulou.law.exposed import DISCLAIMER, Exposure
from bulou.law.exposure import exposure as exposures
from bulou.law.sanctions import UnknownBreach

CONNECTED, NOT_MODELLED = 0, 4


@click.command("exposure")
@click.argument("breach")
@click.option(
    "--facts", "facts_file", metavar="FILE", help="Facts, JSON, which narrow it; - is stdin. 事实文件。"
)
@options.at
@options.reading
@options.as_json
@options.lang
@options.answers
def exposure(
    breach: str, facts_file: str | None, at: str | None, chosen: tuple[str, ...], as_json: bool, lang: str
) -> None:
    """What may follow if a norm (RMSV-7-2), a sentence (R12) or a role's duties were breached. 可能的法律责任。

    Ranges by the date of the act; never a verdict. 按行为时的幅度，不是结论。

    \b
    Exit codes 退出码:
      0 what may follow is shown 列出可能的后果
      2 something given cannot be read 输入有误
      4 nothing is registered for it, which does not mean that nothing follows 没有登记，不等于没有责任
    """
    when, selected = moment(at), readings(chosen)
    known = facts_in(facts_file) if facts_file else {}
    try:
        found = exposures(breach.strip(), when, known, selected)
    except UnknownBreach as error:
        raise Unreadable(Text(error.zh, error.en)) from error
    if as_json:
        options.print_json(_document(breach.strip(), when, found))
    else:
        click.echo("\n".join(_page(breach.strip(), when, found, lang)))
    raise SystemExit(CONNECTED if found else NOT_MODELLED)


def _document(breach: str, at: datetime, found: Sequence[Exposure]) -> dict[str, object]:
    return {
        "breach": breach,
        "at": instant(at),
        "exposures": [each.to_json() for each in found],
        "disclaimer": {"zh": DISCLAIMER.zh, "en": DISCLAIMER.en},
        "signed": False,
    }


def _page(breach: str, at: datetime, found: Sequence[Exposure], lang: str) -> Iterator[str]:
    day = f"{at.astimezone(CN):%Y-%m-%d}"
    yield _said(lang, f"{breach}，行为日期 {day}（北京）", f"{breach}, act of {day} (Beijing)")
    if not found:
        yield _in(NONE, lang)
    common = [note for note in (found[0].notes if found else ()) if all(note in each.notes for each in found)]
    for each in found:
        yield ""
        yield from _step(each, lang)
        yield from (f"  {_in(note, lang)}" for note in each.notes if note not in common)
    if found:
        yield from ("", *(_in(note, lang) for note in common))
        yield from (
            "",
            _said(
                lang,
                "可能从宽的情节，以及记录所能证明的：",
                "What may lighten it, and what a record can show:",
            ),
        )
        for ground in found[0].leniency:
            yield f"  {_in(ground.text, lang)} [{_in(SHOWN[ground.shown], lang)}]: {_in(ground.evidence, lang)}"
        yield f"  {_in(found[0].leniency[0].source, lang)}"
    yield from ("", _in(DISCLAIMER, lang))


def _step(found: Exposure, lang: str) -> Iterator[str]:
    yield f"{_in(LEVELS[found.level], lang)} · {_in(LIABLE[found.liable], lang)}: {_in(what(found), lang)}"
    by_way = f"{_in(found.pointed_by, lang)} → " if found.pointed_by else ""
    other = f" = {_in(found.other_number, lang)}" if found.other_number else ""
    status = f"; {_in(STATUSES[found.status], lang)}" if found.status != "read" else ""
    yield f"  {by_way}{_in(found.citation, lang)}{other}{status}"
    if found.hinges_on:
        names = ", ".join(found.hinges_on)
        yield _said(lang, f"  取决于尚未查明的：{names}", f"  hinges on what is not known: {names}")


def _in(said: Text | object, lang: str) -> str:
    words: str = getattr(said, lang)
    return words


def _said(lang: str, zh: str, en: str) -> str:
    return zh if lang == "zh" else en
