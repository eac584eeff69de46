"""`bulou trace`: whose copy a leaked table is."""

from pathlib import Path
from typing import NoReturn

import click
from django.utils import timezone

from bulou.acts import Actor, perform
from bulou.acts.guarding.copies import TraceLeak
from bulou.entrypoints.cli.node import NEEDED_FIRST, unapplied
from bulou.records import public
from bulou.records.copies import traced

CANNOT_TELL, UNREADABLE = 1, 2


@click.command(name="trace")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--organisation", "slug", required=True, metavar="SLUG", help="Whose table it is. 所属组织。")
def trace(file: Path, slug: str) -> None:
    """Name the reader whose copy of a table FILE comes from, plain or retyped, or say that it cannot be told. 追查泄露的副本。

    The question and its answer are sealed; FILE itself is not kept.

    \b
    Exit codes 退出码:
      0 named 已确定
      1 cannot tell 无法判断
      2 no such organisation, or FILE is no text 无此组织，或文件不是文本
      3 the node has to be set up first 须先初始化
    """
    if unapplied():
        _end(NEEDED_FIRST, "Run `bulou init` first. 请先运行 bulou init。")
    organisation = public.organisation(slug)
    if organisation is None:
        _end(UNREADABLE, f"No organisation {slug}. 没有组织 {slug}。")
    try:
        leak = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        _end(UNREADABLE, f"{file}: {error}")
    outcome = perform(
        TraceLeak(organisation_id=organisation.id, leak=leak), by=Actor.system(), at=timezone.now()
    )
    if not outcome:
        _end(UNREADABLE, " ".join(str(each) for each in outcome.errors.values()))
    sealed = outcome.entry.index if outcome.entry else None
    found = next(row for row, _entry in traced(organisation.id) if row.index == sealed)
    if found.person is None:
        _end(CANNOT_TELL, "Cannot tell. 无法判断。")
    click.echo(f"{found.person.name} <{found.person.email}>")
    click.echo(f"{found.by}: {found.marks} · p < {found.bound}", err=True)


def _end(code: int, message: str) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(code)
