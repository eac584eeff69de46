"""`bulou law`: ask what the rules say. Needs no database and no Django."""

from collections.abc import Mapping
from typing import Any

import click

from bulou import law as rules
from bulou.entrypoints.cli import law_documents, law_pages
from bulou.entrypoints.cli import law_options as options
from bulou.entrypoints.cli.law_clash import clash
from bulou.entrypoints.cli.law_exposure import exposure
from bulou.entrypoints.cli.law_input import (
    document,
    events,
    moment,
    readings,
    unknown,
)
from bulou.entrypoints.cli.law_input import (
    facts as facts_in,
)
from bulou.entrypoints.cli.law_try import try_scenarios
from bulou.entrypoints.cli.law_usage import LawGroup
from bulou.law.events import EVENTS
from bulou.law.regimes import REGIMES
from bulou.law.register import sentences
from bulou.law.text import Text

ALLOWED, FORBIDDEN, NEEDED, NOT_MODELLED = 0, 1, 3, 4  # 2: something given cannot be read

_regime = click.option(
    "--regime", default="rmsv", show_default=True, help="The body of law that answers. 规范体系。"
)


@click.group(cls=LawGroup)
def law() -> None:
    """Ask what the rules say. 查询规定如何要求。

    No legal advice: no sentence has been signed by a lawyer. 不构成法律意见，各句均未经律师签署。
    """


def _known_regime(regime: str) -> None:
    if regime not in REGIMES:
        raise unknown(Text("规范体系", "regime"), regime, REGIMES)


@law.command("list")
@_regime
@options.as_json
@options.lang
@options.answers
def list_sentences(regime: str, as_json: bool, lang: str) -> None:
    """Every sentence of the law and the norms that encode it. 逐句列出。"""
    _known_regime(regime)
    if as_json:
        options.print_json([law_documents.sentence(each, regime) for each in sentences(regime)])
    else:
        click.echo(law_pages.listing(regime, lang))


@law.command()
@click.argument("id")
@click.option("--regime", help="Look in this body of law only; default all. 只在此规范体系中查找。")
@options.as_json
@options.lang
@options.answers
def show(id: str, regime: str | None, as_json: bool, lang: str) -> None:
    """What a norm (RMSV-9-7) or a sentence (R9.7) says, and how it is encoded. 查看一条。"""
    if regime is not None:
        _known_regime(regime)
    known = {
        name: (where, sentence)
        for where in REGIMES
        if regime in (None, where)
        for sentence in sentences(where)
        for name in (sentence.id, *sentence.norms)
    }
    asked = id.strip().lower()
    name = next((each for each in known if each.lower() == asked), None)
    if name is None:
        raise unknown(Text("条文或者规则", "sentence or norm"), id.strip().upper(), known)
    where, sentence = known[name]
    if as_json:
        options.print_json(law_documents.sentence(sentence, where))
    else:
        click.echo(law_pages.sentence(sentence, where, lang))


@law.command()
@click.option("--act", required=True, help="The conduct, as listed by `bulou law facts`. 行为。")
@options.facts
@click.option(
    "--events",
    "events_file",
    metavar="FILE",
    help="Events, JSON: a duty that they make live permits it. 事件文件。",
)
@_regime
@options.at
@options.reading
@options.as_json
@options.lang
@options.answers
def judge(
    act: str,
    facts_file: str,
    events_file: str | None,
    regime: str,
    at: str | None,
    chosen: tuple[str, ...],
    as_json: bool,
    lang: str,
) -> None:
    """Is this conduct lawful? 可以吗？

    \b
    Exit codes 退出码:
      0 owed, permitted or not prohibited 应当、可行或未禁止
      1 forbidden 禁止
      2 something given cannot be read 输入有误
      3 something is needed first 须先具备某条件
      4 not modelled, which is never permission 未建模，不等于允许
    """
    _known_regime(regime)
    if act not in list(rules.Conduct):
        raise unknown(Text("行为", "conduct"), act, list(rules.Conduct))
    stated, selected, when = facts_in(facts_file), readings(chosen), moment(at)
    for name, value in selected.items():
        rules.check_reading(name, value)
    facts = rules.pointed(act, stated, at=when, readings=selected, regime=regime)
    owed = _owed(act, facts, events_file, at=when, readings=selected, regime=regime)
    asked: dict[str, Any] = {"at": when, "readings": selected, "owed": owed, "regime": regime}
    verdict = rules.decide(act, facts, **asked)
    cures = rules.cures(act, facts, **asked)
    if as_json:
        options.print_json(law_documents.verdict(verdict, cures))
    else:
        click.echo(law_pages.verdict(verdict, cures, lang))
    raise SystemExit(_exit_code(verdict))


def _owed(
    act: str, facts: Mapping[str, rules.Fact], events_file: str | None, **asked: Any
) -> tuple[str, ...]:
    if events_file is None:
        return ()
    happened = events(document(events_file), EVENTS)
    duties = rules.duties(facts, happened, **asked)
    return tuple(duty.duty_id for duty in duties if duty.live and duty.conduct == act)


def _exit_code(verdict: rules.Verdict) -> int:
    if verdict:
        return ALLOWED
    codes = {rules.Outcome.FORBIDDEN: FORBIDDEN, rules.Outcome.NOT_MODELLED: NOT_MODELLED}
    return codes.get(verdict.outcome, NEEDED)


@law.command()
@options.facts
@options.events
@_regime
@options.at
@options.reading
@options.as_json
@options.lang
@options.answers
def duties(
    facts_file: str,
    events_file: str,
    regime: str,
    at: str | None,
    chosen: tuple[str, ...],
    as_json: bool,
    lang: str,
) -> None:
    """What is owed, to whom, by when: every clock in every reading, the strictest first. 应做什么，何时之前？

    Exit code 0; 4 where nothing encoded was in force at that moment.
    """
    _known_regime(regime)
    when, selected = moment(at), readings(chosen)
    for name, value in selected.items():
        rules.check_reading(name, value)
    facts, happened = facts_in(facts_file), events(document(events_file), EVENTS)
    states = rules.duties(facts, happened, at=when, readings=selected, regime=regime)
    if as_json:
        options.print_json(law_documents.duties(states, regime, when, selected))
    else:
        click.echo(law_pages.duties(states, regime, when, selected, lang))
    raise SystemExit(ALLOWED if states else NOT_MODELLED)


@law.command()
@options.as_json
@options.lang
@options.answers
def facts(as_json: bool, lang: str) -> None:
    """The names that files and options may use: conducts, facts, events, readings. 可用的名称。"""
    if as_json:
        options.print_json(law_documents.names())
    else:
        click.echo(law_pages.names(lang))


law.add_command(clash)
law.add_command(exposure)
law.add_command(try_scenarios)
