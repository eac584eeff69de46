"""`bulou match`: does an advisory touch what one has? Nothing is stored and nothing is sent; no database, no Django."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from bulou.formats.claims import Advisory, UnreadableAdvisory, read_claims
from bulou.formats.inventories import InventoryDocument, UnreadableInventory, read_inventory
from bulou.products import Answer, Inventory, Result
from bulou.products import match as matched
from bulou.products.matching import counts

NOTHING, AFFECTED, UNREADABLE, UNDECIDED = 0, 1, 2, 3
_SHOWN = {
    Result.AFFECTED: "受影响 affected",
    Result.CANNOT_DECIDE: "无法判断 cannot decide",
    Result.NOT_AFFECTED: "不受影响 not affected",
}


@click.command()
@click.option(
    "--advisory", required=True, type=click.Path(path_type=Path), help="CSAF 2.x or CVE JSON 5. 公告文件。"
)
@click.option(
    "--inventory",
    required=True,
    type=click.Path(path_type=Path),
    help="CSV, CycloneDX or SPDX 2.x. 资产或组件清单。",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def match(advisory: Path, inventory: Path, as_json: bool) -> None:
    """Say of each component that the advisory names whether it is affected, and why. 逐一判断清单中的组件是否受影响。

    A component that the advisory does not name is counted, and nothing is said of it: a name may be written otherwise.

    Exit codes: 0 nothing named is affected, 1 something is affected, 2 a file cannot be read, 3 nothing is known to be
    affected, but something cannot be decided. 退出码：0 所涉组件均不受影响；1 有受影响者；2 文件无法读取；3 有待人工判断者。
    """
    try:
        said = read_claims(_bytes(advisory))
        listed = read_inventory(_bytes(inventory))
    except (UnreadableAdvisory, UnreadableInventory) as error:
        _refuse(error.zh, error.en, as_json)
    answers = _answers(said, listed)
    if as_json:
        click.echo(json.dumps(_document(said, listed, answers), ensure_ascii=False, indent=2))
    else:
        _show(said, listed, answers)
    found = {answer.result for _number, answer in answers}
    if Result.AFFECTED in found:
        sys.exit(AFFECTED)
    sys.exit(UNDECIDED if Result.CANNOT_DECIDE in found else NOTHING)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as failed:
        raise UnreadableInventory(
            f"无法读取 {path}：{failed.strerror}。", f"{path} cannot be read: {failed.strerror}."
        ) from None


def _answers(said: Advisory, listed: InventoryDocument) -> list[tuple[str, Answer]]:
    """(number of the vulnerability, answer), vulnerability by vulnerability."""
    inventory = Inventory([item.component for item in listed.items])
    return [
        (each.number or said.number, answer)
        for each in said.vulnerabilities
        for answer in matched(each.claims, inventory)
    ]


def _show(said: Advisory, listed: InventoryDocument, answers: list[tuple[str, Answer]]) -> None:
    click.echo(f"{said.number} {said.title}")
    for result, heading in _SHOWN.items():
        for number, answer in answers:
            if answer.result is result:
                component = answer.component
                click.echo(
                    f"{heading}  {number}  {component.naming.shown} {component.version}  [{component.ref}]"
                )
                for reason in answer.reasons:
                    click.echo(f"    {reason.zh}\n    {reason.en}")
    found = counts(answer for _number, answer in answers)
    named = len({id(answer.component) for _number, answer in answers})
    click.echo(
        f"清单 {len(listed.items)} 项，公告提及 {named} 项：受影响 {found[Result.AFFECTED]}，无法判断 {found[Result.CANNOT_DECIDE]}，"
        f"不受影响 {found[Result.NOT_AFFECTED]}。"
    )
    click.echo(
        f"{len(listed.items)} components, {named} of them named: {found[Result.AFFECTED]} affected,"
        f" {found[Result.CANNOT_DECIDE]} cannot be decided, {found[Result.NOT_AFFECTED]} not affected."
    )
    for problem in listed.problems[:20]:
        click.echo(f"{problem.place}: {problem.zh} {problem.en}", err=True)


def _document(said: Advisory, listed: InventoryDocument, answers: list[tuple[str, Answer]]) -> dict[str, Any]:
    found = counts(answer for _number, answer in answers)
    return {
        "advisory": {"format": said.format, "number": said.number, "title": said.title},
        "inventory": {
            "format": listed.format,
            "components": len(listed.items),
            "named": len({id(answer.component) for _number, answer in answers}),
            "left_out": [{"place": each.place, "zh": each.zh, "en": each.en} for each in listed.problems],
        },
        "counts": {result.value: count for result, count in found.items()},
        "answers": [
            {
                "vulnerability": number,
                "ref": answer.component.ref,
                "component": answer.component.naming.shown,
                "version": answer.component.version,
                "result": answer.result.value,
                "reasons": [
                    {"rule": each.rule.value, "strings": list(each.strings), "zh": each.zh, "en": each.en}
                    for each in answer.reasons
                ],
            }
            for number, answer in answers
        ],
    }


def _refuse(zh: str, en: str, as_json: bool) -> Any:
    if as_json:
        click.echo(json.dumps({"error": {"zh": zh, "en": en}}, ensure_ascii=False, indent=2))
    else:
        click.echo(f"{zh}\n{en}", err=True)
    sys.exit(UNREADABLE)
