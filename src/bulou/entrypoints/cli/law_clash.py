"""`bulou law clash`: where the duty of one regime runs into another. The tool shows, a lawyer decides."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import click

from bulou import law as rules
from bulou.entrypoints.cli import law_options as options
from bulou.entrypoints.cli.law_documents import instant, not_yet
from bulou.entrypoints.cli.law_input import document, events, moment, readings
from bulou.entrypoints.cli.law_input import facts as facts_in
from bulou.entrypoints.cli.law_pages import STATUSES, duty_lines, finding_lines
from bulou.entrypoints.scenarios.words import ANSWERS
from bulou.law import Clash, Text
from bulou.law.clash_form import advice
from bulou.law.clocks import CN
from bulou.law.events import EVENTS
from bulou.law.facts import Value
from bulou.law.regimes import REGIMES
from bulou.law.register import passages, sentence_of
from bulou.law.trials import Trial, trials
from bulou.law.vocabulary import VOCABULARY

NONE, COUNSEL = 0, 3
LETTERS: Final = "abcdefgh"
DECIDES: Final = Text(
    "工具只展示，由律师决定；不构成法律意见，各句均未经律师签署，境外规范的正式文本没有读过。各规范体系的回答并列，绝不合并。",
    "The tool shows, a lawyer decides. No legal advice: no sentence is signed by a lawyer, and the official texts of the regimes "
    "overseas were not read. The answers of regimes stand side by side and are never merged.",
)


@click.command("clash")
@options.facts
@options.events
@click.option(
    "--regime",
    "chosen_regimes",
    multiple=True,
    metavar="NAME",
    help="A body of law to try; may be repeated; default all. 参与比对的规范体系。",
)
@options.at
@options.reading
@options.as_json
@options.lang
@options.answers
def clash(
    facts_file: str,
    events_file: str,
    chosen_regimes: tuple[str, ...],
    at: str | None,
    chosen: tuple[str, ...],
    as_json: bool,
    lang: str,
) -> None:
    """Every live duty of one regime, tried as an act under every other. 各规范体系的义务是否冲突？

    \b
    Exit codes 退出码:
      0 no clash was found 未见冲突
      2 something given cannot be read 输入有误
      3 a clash needs counsel 有冲突，须征求法律意见
    """
    when, selected, regimes = moment(at), readings(chosen), chosen_regimes or tuple(REGIMES)
    for name, value in selected.items():
        rules.check_reading(name, value)
    facts, happened = facts_in(facts_file), events(document(events_file), EVENTS)
    asked: dict[str, Any] = {"at": when, "regimes": regimes, "readings": selected}
    found = rules.clashes(facts, happened, **asked)
    silent = [each for each in trials(facts, happened, **asked) if each.silent]
    if as_json:
        options.print_json(_document(found, silent, when, regimes, selected))
    else:
        click.echo("\n".join(_page(found, silent, when, regimes, lang)))
    raise SystemExit(COUNSEL if found else NONE)


def _document(
    found: Sequence[Clash],
    silent: Sequence[Trial],
    at: datetime,
    regimes: Collection[str],
    selected: Mapping[str, str],
) -> dict[str, Any]:
    return {
        "at": instant(at),
        "regimes": sorted(set(regimes)),
        "readings": dict(selected),
        "readings_not_yet_computed": not_yet(selected),
        "clashes": [each.to_json() for each in found],
        "silent": [
            {"regime": each.regime, "duty": each.duty.duty_id, "other": each.other} for each in silent
        ],
        "signed": False,
    }


def _page(
    found: Sequence[Clash], silent: Sequence[Trial], at: datetime, regimes: Collection[str], lang: str
) -> Iterator[str]:
    compared, when = ", ".join(sorted(set(regimes))), _moment(at)
    if found:
        count = len(found)
        yield _said(
            lang,
            f"{count} 处冲突或者可能的冲突，截至 {when} 北京时间，比对 {compared}",
            f"{count} clash or possible clash at {when} Beijing time among {compared}"
            if count == 1
            else f"{count} clashes or possible clashes at {when} Beijing time among {compared}",
        )
    else:
        yield _said(
            lang,
            f"截至 {when} 北京时间未见冲突，比对 {compared}",
            f"No clash was found at {when} Beijing time among {compared}",
        )
    told: set[str] = set()
    for number, each in enumerate(found, 1):
        yield ""
        yield from _card(number, each, at, lang, told)
    if others := _silences(silent):
        yield ""
        yield _said(
            lang, "以下各项，另一体系没有已编码的规范涉及，这不等于允许：", "Not spoken of by the other, which is no permission:"
        )  # fmt: skip
        yield from (f"  {duty} → {', '.join(names)}" for duty, names in others.items())
    yield from ("", getattr(DECIDES, lang))


def _card(number: int, found: Clash, at: datetime, lang: str, told: set[str]) -> Iterator[str]:
    """One clash: what is demanded, what answers, both clocks, what decides, when to ask, what the options are.

    The options of the conflicts in `told` were told before.
    """
    trial = found.trial
    sure = _said(lang, "冲突", "Clash") if found.certain else _said(lang, "可能的冲突", "Possible clash")
    yield f"{number}. {sure}: {trial.duty.duty_id} ({_title(trial.regime, lang)}) ↔ {_title(trial.other, lang)}"
    yield from _under(_said(lang, "一方要求：", "One demands:"), _demand(found, at, lang))
    yield from _under(_said(lang, "另一方回答：", "The other answers:"), _answer(found, lang))
    for state in trial.breaks:
        yield from _under(
            _said(lang, "履行将违反：", "Performing it would break:"),
            duty_lines(state, trial.other, at, lang),
        )
    for state in trial.beside:
        yield from _under(
            _said(lang, "另一方的时限：", "The other's own clock:"), duty_lines(state, trial.other, at, lang)
        )
    yield from _under(_said(lang, "取决于：", "What decides:"), _decides(found, lang))
    yield f"   → {getattr(advice(found), lang)}"
    if found.conflicts:
        said = _said(lang, "可供选择（不分先后，由律师决定）：", "Options, in no order; a lawyer decides:")
        yield from _under(said, _options(found, lang, told))


def _demand(found: Clash, at: datetime, lang: str) -> Iterator[str]:
    yield from duty_lines(found.duty, found.trial.regime, at, lang)
    if sentence := sentence_of(found.duty.duty_id, found.trial.regime):
        passage = passages(lang, found.trial.regime)[sentence.id]
        source = _said(lang, f"来源{passage.source}", f"source {passage.source}")
        unsigned = passage.signed_by or _said(lang, "未签署", "unsigned")
        yield f"  {sentence.id}; {source}; {getattr(STATUSES[sentence.status], lang)}; {unsigned}"


def _answer(found: Clash, lang: str) -> Iterator[str]:
    trial, verdict = found.trial, found.trial.verdict
    if verdict is None:
        return
    answer, label = getattr(ANSWERS[verdict.outcome], lang), getattr(verdict.conduct.label, lang)
    yield f"{answer} [{verdict.outcome}]: {verdict.conduct} ({label})"
    for finding in found.hurdles:
        yield from finding_lines(finding, trial.other, lang)


def _decides(found: Clash, lang: str) -> Iterator[str]:
    """The facts with their values, then what would let it pass."""
    for name in found.decided_by:
        fact = found.trial.facts.get(name)
        of_it = name in found.trial.performed_as
        remark = _said(lang, "（履行本身如此）", " (of the performance itself)") if of_it else ""
        label = getattr(VOCABULARY[name].label, lang)
        yield f"{name}={_value(fact.value if fact else None, lang)}{remark}  {label}"
    for name, value in found.passes_if:
        yield (
            _said(lang, "如果", "passes if ") + f" {name}={_value(value, lang)}" + _said(lang, "，则放行", "")
        )
    for name, choice in found.passes_reading:
        yield (
            _said(lang, "若采读法", "passes on the reading")
            + f" {name}={choice}"
            + _said(lang, "，则放行", "")
        )


def _options(found: Clash, lang: str, told: set[str]) -> Iterator[str]:
    for conflict in found.conflicts:
        again = _said(lang, "（见上）", " (see above)") if conflict.id in told else ""
        yield f"{conflict.id} {getattr(conflict.title, lang)}{again}"
        if conflict.id not in told:
            for letter, text in zip(LETTERS, conflict.options, strict=False):
                yield f"  ({letter}) {getattr(text, lang)}"
        told.add(conflict.id)


def _under(head: str, lines: Iterator[str]) -> Iterator[str]:
    """The lines below their heading; no heading where there are none."""
    for place, line in enumerate(lines):
        if place == 0:
            yield f"   {head}"
        yield f"     {line}"


def _silences(silent: Sequence[Trial]) -> dict[str, list[str]]:
    others: dict[str, list[str]] = {}
    for each in silent:
        names = others.setdefault(each.duty.duty_id, [])
        if each.other not in names:
            names.append(each.other)
    return others


def _title(regime: str, lang: str) -> str:
    title: str = getattr(REGIMES[regime].title, lang)
    return title


def _value(value: Value, lang: str) -> str:
    if value is None:
        return _said(lang, "未知", "unknown")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(CN):%Y-%m-%d %H:%M}"


def _said(lang: str, zh: str, en: str) -> str:
    return zh if lang == "zh" else en
