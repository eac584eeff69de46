"""`bulou law try`: the scenarios of a file, asked of the law."""

import json
from typing import Any

import click

from bulou.entrypoints.cli.law_input import Unreadable, preferred_language, text_of, unknown
from bulou.entrypoints.cli.law_usage import USAGE, fail
from bulou.entrypoints.scenarios.reading import BadFile, read
from bulou.entrypoints.scenarios.trying import Tried, try_all
from bulou.law.fact_errors import short
from bulou.law.regimes import REGIMES
from bulou.law.text import Text

PASSED, FAILED = 0, 1


@click.command("try")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--regime", default="rmsv", show_default=True, help="Answers where a file names none. 规范体系。"
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document. 输出 JSON。")
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default=preferred_language,
    show_default="from LC_ALL, LANG",
    help="Language of the answer. 语言。",
)
def try_scenarios(files: tuple[str, ...], regime: str, as_json: bool, lang: str) -> None:
    """Try the scenarios of files (YAML; - is stdin): which pass, which do not, and why. 试跑情形文件。

    \b
    Exit codes 退出码:
      0 all pass 全部通过
      1 some do not 有未通过的
      2 a file cannot be read 文件有误
    """
    try:
        if regime not in REGIMES:
            raise unknown(Text("规范体系", "regime"), regime, REGIMES)
        texts = {file: text_of(file) for file in files}
    except Unreadable as error:
        fail(Text(error.zh, error.en), lang, as_json)
    tried: dict[str, list[Tried]] = {}
    for file, text in texts.items():
        try:
            tried[file] = try_all(read(text, regime=regime).every)
        except BadFile as error:
            _refuse(file, error, lang, as_json)
    if as_json:
        click.echo(json.dumps(_document(tried), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(line for file in tried for line in _lines(file, tried[file], lang)))
    raise SystemExit(PASSED if all(each.passed for some in tried.values() for each in some) else FAILED)


def _refuse(file: str, error: BadFile, lang: str, as_json: bool) -> None:
    """Tell every fault with its line, and exit 2."""
    place = short(file)
    if as_json:
        faults = [{"line": fault.line, "zh": fault.zh, "en": fault.en} for fault in error.faults]
        click.echo(json.dumps({"error": {"file": file, "faults": faults}}, ensure_ascii=False, indent=2))
    for fault in () if as_json else error.faults:
        said = (
            f"{place} 第 {fault.line} 行：{fault.zh}"
            if lang == "zh"
            else f"{place}, line {fault.line}: {fault.en}"
        )
        click.echo(said, err=True)
    raise SystemExit(USAGE)


def _document(tried: dict[str, list[Tried]]) -> dict[str, Any]:
    return {file: [_entry(each) for each in some] for file, some in tried.items()}


def _entry(tried: Tried) -> dict[str, Any]:
    return {
        "name": tried.scenario.name,
        "line": tried.scenario.line,
        "passed": tried.passed,
        "differences": [
            {name: {"zh": text.zh, "en": text.en} for name, text in (("what", each.what), ("expected", each.expected), ("found", each.found))}
            for each in tried.differences
        ],
    }  # fmt: skip


def _lines(file: str, some: list[Tried], lang: str) -> list[str]:
    failed = [each for each in some if not each.passed]
    lines = [line for each in some for line in _told(each, lang)]
    count, place = len(some), short(file)
    if lang == "zh":
        return [*lines, f"{place}：{count} 个情形，{count - len(failed)} 个通过，{len(failed)} 个未通过。"]
    return [*lines, f"{place}: {count} scenarios, {count - len(failed)} pass, {len(failed)} do not."]


def _told(tried: Tried, lang: str) -> list[str]:
    scenario = tried.scenario
    if tried.passed:
        return [f"{'通过' if lang == 'zh' else 'pass'}  {scenario.name}"]
    if lang == "zh":
        head = f"未通过 {scenario.name}（第 {scenario.line} 行）"
        return [
            head,
            *(
                f"    {each.what.zh}：写的是 {each.expected.zh}，法律的回答是 {each.found.zh}。"
                for each in tried.differences
            ),
        ]
    head = f"FAIL  {scenario.name} (line {scenario.line})"
    return [
        head,
        *(
            f"    {each.what.en}: written {each.expected.en}; the law answers {each.found.en}."
            for each in tried.differences
        ),
    ]
