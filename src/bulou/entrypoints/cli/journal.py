"""`bulou journal`: export the journal, and verify an export or the database. An export needs no database."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from bulou.journal.checkpoint import VerifierKey, read_verifier_key
from bulou.journal.errors import MalformedCheckpoint, UnreadablePack
from bulou.journal.pack import Examination, examine

WHOLE, BROKEN, UNREADABLE, NEEDED_FIRST = 0, 1, 2, 3


@click.group()
def journal() -> None:
    """What happened, provably. 可证明的日志。"""


@journal.command()
@click.option(
    "-o",
    "file",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help="Where to write it. 输出文件。",
)
def export(file: Path) -> None:
    """Write the journal of this node to FILE, which verifies without a database. 导出日志。

    Encrypted fields are withheld; their commitments remain. Exit codes: 0 written, 2 FILE cannot be written, 3 the
    node has no keys or no database yet.
    """
    ready()
    from bulou.records.export import export as write

    try:
        count = write(file, at=datetime.now(UTC))
    except OSError as error:
        click.echo(
            f"无法写入 {file}：{error.strerror}。 {file} cannot be written: {error.strerror}.", err=True
        )
        sys.exit(UNREADABLE)
    click.echo(f"{file}: {count} 条 entries")


@journal.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--checkpoint",
    metavar="KNOWN",
    type=click.Path(path_type=Path),
    help="A file with a checkpoint kept outside: shows if the latest entries were cut off. 外部保存的检查点。",
)
@click.option("--key", metavar="KEY", help="The node's verifier key, if known. 已知的节点验证密钥。")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def verify(file: Path | None, checkpoint: Path | None, key: str | None, as_json: bool) -> None:
    """Verify an exported journal FILE and name every entry that was touched. 验证日志，指出每一条被动过的条目。

    Without FILE the journal is verified in this node's own database, against KNOWN or the checkpoints that the node has
    left in its folder. Exit codes: 0 whole, 1 something is broken, 2 the file, KNOWN or KEY cannot be read, 3 the node
    has no keys or no database yet.
    """
    try:
        known = None if checkpoint is None else text(checkpoint)
        name = None if key is None else read_verifier_key(key)
        seen = _here(known, name) if file is None else examine(file, checkpoint=known, key=name)
    except (UnreadablePack, MalformedCheckpoint) as error:
        refuse(error.zh, error.en, as_json=as_json)
    if as_json:
        click.echo(json.dumps(_said(file, seen), ensure_ascii=False, indent=2))
    else:
        _show(file, seen)
    sys.exit(BROKEN if seen.faults else WHOLE)


def _here(known: str | None, key: VerifierKey | None) -> Examination:
    """The journal in the database of this node."""
    ready()
    from bulou.records.audit import examine_database

    return examine_database(known, kept=_left() if known is None else (), key=key)


def _left() -> list[str]:
    """The checkpoints that the node has left outside its database."""
    from django.conf import settings

    return [text(path) for path in sorted((Path(settings.BULOU_HOME) / "checkpoints").glob("*.txt"))]


def ready() -> None:
    """Bring Django up; a node without keys or tables is not ready (exit code 3)."""
    from bulou.entrypoints.cli.boot import boot

    boot()
    from django.db import DatabaseError, connection

    from bulou.records.signing import node_verifier

    try:
        node_verifier()
        ready = "records_entry" in connection.introspection.table_names()
    except (OSError, ValueError, DatabaseError):
        ready = False
    if not ready:
        click.echo(
            "节点尚未就绪，请先运行 bulou init。 This node is not ready: run `bulou init` first.", err=True
        )
        sys.exit(NEEDED_FIRST)


def text(path: Path) -> str:
    """The checkpoint in a file. Raises UnreadablePack."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadablePack(
            zh=f"无法读取检查点文件 {path}。", en=f"The checkpoint file {path} cannot be read."
        ) from error


def refuse(zh: str, en: str, *, as_json: bool) -> NoReturn:
    """Say what cannot be read, and end with exit code 2."""
    if as_json:
        click.echo(json.dumps({"error": {"zh": zh, "en": en}}, ensure_ascii=False, indent=2))
    else:
        click.echo(f"{zh} {en}", err=True)
    sys.exit(UNREADABLE)


def _said(file: Path | None, seen: Examination) -> dict[str, Any]:
    return {
        "file": None if file is None else str(file),
        "node": seen.node,
        "whole": not seen.faults,
        "entries": seen.entries,
        "streams": seen.streams,
        "tree_size": seen.leaves,
        "checkpointed": seen.covered,
        "tail": seen.tail,
        "withheld": seen.withheld,
        "faults": [
            {"stream": each.stream, "index": each.index, "what": each.what, "zh": each.zh, "en": each.en}
            for each in seen.faults
        ],
    }


def _show(file: Path | None, seen: Examination) -> None:
    verdict = "已损坏 broken" if seen.faults else "完好 whole"
    place = file or "数据库 database"
    click.echo(f"{place}: {verdict} — {seen.node}")
    click.echo(
        f"  {seen.entries} 条 entries, {seen.streams} 个序列 streams; "
        f"检查点覆盖 checkpointed {seen.covered}, 其后 after it {seen.tail}; 未公开字段 withheld fields {seen.withheld}"
    )
    # A touched entry changes every root after it: said once, so that it does not hide where the hand was laid.
    roots = [each for each in seen.faults if (each.stream, each.what) == ("tree", "root")]
    for each in [each for each in seen.faults if each not in roots[1:]]:
        click.echo(f"  {each.stream} #{each.index} [{each.what}] {each.zh} {each.en}")
    if roots[1:]:
        click.echo(
            f"  tree [root] 其后另有 {len(roots) - 1} 个检查点也不符。 "
            f"{len(roots) - 1} later checkpoints do not match either."
        )
