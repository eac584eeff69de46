"""`bulou import`: the reports in files, received one by one, once, however often the files are imported."""

import json
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

import click
from django.db import DatabaseError
from django.utils import timezone, translation

from bulou.acts import Actor
from bulou.entrypoints.cli.library import take_in
from bulou.entrypoints.cli.node import NEEDED_FIRST, unapplied
from bulou.formats.foreign import LARGEST
from bulou.records import public
from bulou.transport.imported import KINDS, Import, Line, looked_at, receive
from bulou.transport.received import explained

NOT_UNDERSTOOD, UNREADABLE = 1, 2


@click.command(name="import")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--organisation", "slug", default="", metavar="SLUG", help="Who receives them. 接收组织。")
@click.option(
    "--records",
    "into_library",
    is_flag=True,
    help="Into the library of known records. 作为已知漏洞记录载入。",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be received. 只预览，不接收。")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout. 输出 JSON。")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="语言。")
def import_files(
    files: tuple[Path, ...], slug: str, into_library: bool, dry_run: bool, as_json: bool, lang: str
) -> None:
    """Receive the reports in FILE…: CSAF 2.0 and 2.1, CVE JSON 5, CNVD and CNNVD XML, CSV. 导入文件中的报告。

    With --records they are no reports but records of another database (also OSV and STIX 2.1, gzipped or not), and go
    into the library.

    Known defects are repaired, and each repair is named. What cannot be read is received all the same, marked, with its
    bytes. A record that was imported before stays the report it was.

    \b
    Exit codes 退出码:
      0 every record was understood 全部读懂
      1 received, but some could not be read 已接收，但有未读懂者
      2 a file cannot be opened, or no such organisation 无法打开文件，或无此组织
      3 the node has to be set up first, or cannot store anything now 须先初始化，或暂时无法存储
    """
    if unapplied():
        _end(NEEDED_FIRST, "Run `bulou init` first. 请先运行 bulou init。")
    if into_library:
        raise SystemExit(take_in(files))
    organisation = public.organisation(slug)
    if organisation is None:
        _end(UNREADABLE, f"No organisation {slug} receives reports here. 没有接收报告的组织 {slug}。")
    contents = [_content(path) for path in files]  # before anything is received
    with translation.override("zh-hans" if lang == "zh" else "en"):
        found = [
            (path, _done(raw, organisation.id, dry_run)) for path, raw in zip(files, contents, strict=True)
        ]
        if as_json:
            document = {"organisation": slug, "dry_run": dry_run, "files": [_file(*each) for each in found]}
            click.echo(json.dumps(document, ensure_ascii=False, indent=1))
        else:
            for path, each in found:
                _show(path, each, dry_run)
    raise SystemExit(0 if all(each.file.understood for _path, each in found) else NOT_UNDERSTOOD)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            _end(UNREADABLE, f"{path} is larger than {LARGEST >> 20} MB: split it. 文件过大，请拆分。")
        return path.read_bytes()
    except OSError as error:
        _end(UNREADABLE, f"{path}: {error.strerror}")


def _done(raw: bytes, organisation_id: UUID, dry_run: bool) -> Import:
    if dry_run:
        return looked_at(raw)
    try:
        return receive(raw, organisation_id, by=Actor.system(), at=timezone.now())
    except DatabaseError as error:
        _end(
            NEEDED_FIRST,
            f"Nothing more can be stored now ({error}). What was received stays; import the same files again later. "
            "暂时无法存储；已接收的不会丢失，请稍后重新导入同一文件。",
        )


def _file(path: Path, found: Import) -> dict[str, Any]:
    return {
        "file": str(path),
        "sha256": found.sha256,
        "kind": found.file.kind,
        "records": len(found.lines),
        "new": found.new,
        "known": found.known,
        "understood": found.file.understood,
        "reports": [_line(line) for line in found.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    ids = line.outcome.ids if line.outcome else {}
    return {
        "title": line.title,
        "number": line.number or None,
        "new": line.new if line.outcome else None,
        "raw_sha256": ids.get("raw_sha256"),
        "marks": [{"mark": mark, "text": explained(mark)} for mark in line.marks],
    }


def _show(path: Path, found: Import, dry_run: bool) -> None:
    counts = "" if dry_run else f" · {found.new} new 新, {found.known} known 已有"
    click.echo(f"{path}: {KINDS[found.file.kind]} · {len(found.lines)} records 条{counts}")
    for line in found.lines:
        state = "" if line.outcome is None else ("+ " if line.new else "= ")
        click.echo(f"  {state}{line.number} {line.title}".rstrip())
        for mark in line.marks:
            click.echo(f"      {explained(mark)}")


def _end(code: int, message: str) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(code)
