"""`bulou precheck`: may this draft be published? Nothing is stored and nothing is sent; no database, no Django."""

import os
import sys
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click

from bulou import law as rules
from bulou.entrypoints.cli import law_options as options
from bulou.entrypoints.cli import precheck_pages
from bulou.entrypoints.cli.law_input import Unreadable, moment, readings, unknown, why_no_file
from bulou.entrypoints.cli.law_usage import LawCommand
from bulou.law import Outcome
from bulou.law.fact_errors import echoed, short
from bulou.law.text import Text
from bulou.precheck import CEILING, BadDraft, Checked, check, read, too_large

ALLOWED, FORBIDDEN, UNREADABLE, NEEDED, NOT_MODELLED = 0, 1, 2, 3, 4
# Of several files the strictest answer counts; a file that cannot be read has no answer, so it comes before all.
STRICTEST: Final = (UNREADABLE, FORBIDDEN, NOT_MODELLED, NEEDED, ALLOWED)
_VALUES: Final = {
    "true": True, "yes": True, "是": True, "false": False, "no": False, "否": False, "null": None, "unknown": None, "未知": None,
}  # fmt: skip
_ROLES: Final = rules.VOCABULARY["actor_role"].domain


@click.command(cls=LawCommand)
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option("--conduct", default="publish", show_default=True, help="What is to be done with it. 行为。")
@click.option("--role", type=click.Choice([str(role) for role in _ROLES]), help="Who publishes. 行为人身份。")
@click.option(
    "--fact",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    help="Answer a question; may be repeated. 补充事实。",
)
@options.at
@options.reading
@options.as_json
@options.lang
@options.answers
def precheck(
    files: tuple[str, ...],
    conduct: str,
    role: str | None,
    given: tuple[str, ...],
    at: str | None,
    chosen: tuple[str, ...],
    as_json: bool,
    lang: str,
) -> None:
    """May this draft be published? 草稿能否发布？

    FILE is CSAF 2.0, CVE JSON 5, OSV, Markdown or plain text, in Chinese or English, up to 10 MB; - is standard input.
    Tells what it reads by stated rules, asks for what it cannot read, and answers with articles, the line at fault and the
    cure. Whether something exaggerates or is only for attack, a person judges. Nothing is stored or sent.

    文件可为 CSAF 2.0、CVE JSON 5、OSV、Markdown 或者纯文本。是否夸大、是否专门用于攻击，由人判断。不保存，不外发。

    \b
    Exit codes, of several files the strictest 退出码，多个文件取最严者:
      0 owed, permitted or not prohibited 应当、可行或未禁止
      1 forbidden 禁止
      2 something given cannot be read 输入有误
      3 something is needed first 须先具备某条件
      4 not modelled, which is never permission 未建模，不等于允许
    """
    if conduct not in list(rules.Conduct):
        raise unknown(Text("行为", "conduct"), conduct, list(rules.Conduct))
    facts, options_chosen, when = answered(given, role), readings(chosen), moment(at)
    for name, value in options_chosen.items():
        rules.check_reading(name, value)
    answers = [_answer(file, facts, conduct, when, options_chosen) for file in files]
    if as_json:
        options.print_json(
            {
                "files": [
                    precheck_pages.document(file, each) for file, each in zip(files, answers, strict=True)
                ]
            }
        )
    else:
        _show(files, answers, lang)
    codes = {_exit_code(each) for each in answers}
    raise SystemExit(next(code for code in STRICTEST if code in codes))


def answered(given: Collection[str], role: str | None) -> dict[str, rules.Fact]:
    """The facts given on the command line. Raises Unreadable, UnknownFact, BadFact."""
    read_in: dict[str, Any] = {} if role is None else {"actor_role": role}
    for pair in given:
        name, equals, value = pair.partition("=")
        name = name.strip()
        if not equals:
            told = echoed(pair)
            raise Unreadable(
                Text(f"--fact {told} 应写成 名称=取值。", f"--fact {told} must be written NAME=VALUE.")
            )
        if name in read_in:
            told = short(name)
            raise Unreadable(
                Text(
                    f"事实 {told} 给了两次，请只留一次。",
                    f"The fact {told} is given twice. Keep one of them.",
                )
            )
        value = value.strip()
        read_in[name] = _VALUES.get(value.lower(), value)
    return rules.parse_facts(read_in)


def _answer(
    file: str, facts: dict[str, rules.Fact], conduct: str, at: datetime, chosen: dict[str, str]
) -> Checked | BadDraft:
    try:
        if file == "-":
            raw = sys.stdin.buffer.read(CEILING + 1)
        else:
            with Path(file).open("rb") as source:
                size = os.fstat(source.fileno()).st_size
                if size > CEILING:
                    return too_large(size)
                raw = source.read(CEILING + 1)
        draft = read(raw, "" if file == "-" else file)
    except BadDraft as bad:
        return bad
    except (OSError, ValueError) as error:
        why, place = why_no_file(error), short(file)
        return BadDraft(
            f"无法读取 {place}（{why.zh}），请检查路径。", f"Cannot read {place} ({why.en}). Check the path."
        )
    return check(draft, facts, conduct=conduct, at=at, readings=chosen)


def _show(files: Collection[str], answers: Collection[Checked | BadDraft], lang: str) -> None:
    for number, (file, found) in enumerate(zip(files, answers, strict=True)):
        if number:
            click.echo()
        if isinstance(found, BadDraft):
            said = found.zh if lang == "zh" else found.en
            click.echo(f"{short(file)}: {said}".encode(errors="replace").decode(), err=True)
        else:
            click.echo(precheck_pages.page(file, found, lang))


def _exit_code(found: Checked | BadDraft) -> int:
    if isinstance(found, BadDraft):
        return UNREADABLE
    if found.verdict:
        return ALLOWED
    return {Outcome.FORBIDDEN: FORBIDDEN, Outcome.NOT_MODELLED: NOT_MODELLED}.get(
        found.verdict.outcome, NEEDED
    )
