"""`bulou severity`: grade a vector by GB/T 30279-2020 or score it by CVSS. Needs no database."""

import json
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from bulou.severity import (
    SOURCE_STATUS_EN,
    SOURCE_STATUS_ZH,
    Cvss,
    Grade,
    SeverityError,
    grade,
)
from bulou.severity.told import told

Read = TypeVar("Read")


@click.group()
def severity() -> None:
    """How bad: GB/T 30279 and CVSS vectors. 漏洞分级与评分。

    Exit codes: 0 graded, 2 the vector cannot be read or graded.
    """


@severity.command()
@click.argument("vector")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def gbt30279(vector: str, as_json: bool) -> None:
    """Grade VECTOR by GB/T 30279-2020. 按 GB/T 30279-2020 分级。

    VECTOR joins code:value items by "/". AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H gives the technical grade (技术分级);
    with /EC:L/FD:H/SC:H behind it also the overall grade (综合分级).

    The codes: AV 访问路径 (N, A, L, P); TR 触发要求 (L, H); PR 权限需求 (N, L, H); UI 交互条件 (N, R);
    C 保密性, I 完整性, A 可用性 (H, L, N); EC 被利用成本 (L, M, H); FD 修复难度 (H, M, L); SC 影响范围 (H, M, L).
    The Chinese names are read too.
    """
    read = _read(grade, vector, as_json)
    if as_json:
        _print_json(told(read))
        return
    click.echo(read.vector)
    click.echo(
        f"技术分级 technical: {_named(read.technical)}（被利用性 {read.exploitability}，影响程度 {read.impact}）"
    )
    if read.overall:
        click.echo(f"综合分级 overall:   {_named(read.overall)}（环境因素 {read.environment}）")
    click.echo(f"{SOURCE_STATUS_ZH} {SOURCE_STATUS_EN}")


@severity.command()
@click.argument("vector")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def cvss(vector: str, as_json: bool) -> None:
    """Score VECTOR, a CVSS 3.1 or 4.0 vector with its prefix."""
    read = _read(Cvss.parse, vector, as_json)
    if as_json:
        _print_json(told(read))
        return
    click.echo(read.vector)
    click.echo(f"CVSS {read.version}: {read.score} {read.rating_zh} {read.rating}")
    for name, score in (("时间 temporal", read.temporal), ("环境 environmental", read.environmental)):
        if score is not None:
            click.echo(f"{name}: {score}")


def _read(parse: Callable[[str], Read], vector: str, as_json: bool) -> Read:
    try:
        return parse(vector)
    except SeverityError as error:
        if as_json:
            _print_json({"error": {"zh": error.zh, "en": error.en}})
        else:
            click.echo(f"{error.zh}\n{error.en}", err=True)
        sys.exit(2)


def _named(value: Grade) -> str:
    return f"{value.zh} {value}"


def _print_json(document: dict[str, Any]) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
