"""`bulou journal`: verify an exported journal. Needs no database."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from bulou.journal.checkpoint import read_verifier_key
from bulou.journal.errors import MalformedCheckpoint, UnreadablePack
from bulou.journal.pack import Examination, examine

WHOLE, BROKEN, UNREADABLE = 0, 1, 2


@click.group()
def journal() -> None:
    """What happened, provably. 可证明的日志。"""


@journal.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--checkpoint",
    metavar="KNOWN",
    type=click.Path(path_type=Path),
    help="A file with a checkpoint kept outside: shows if the latest entries were cut off. 外部保存的检查点。",
)
@click.option("--key", metavar="KEY", help="The node's verifier key, if known. 已知的节点验证密钥。")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def verify(file: Path, checkpoint: Path | None, key: str | None, as_json: bool) -> None:
    """Verify an exported journal FILE and name every entry that was touched.

    Exit codes: 0 whole, 1 something is broken, 2 the file or KNOWN cannot be read. 验证导出的日志，指出每一条被动过的条目。
    """
    try:
        seen = examine(
            file,
            checkpoint=None if checkpoint is None else _text(checkpoint),
            key=None if key is None else read_verifier_key(key),
        )
    except (UnreadablePack, MalformedCheckpoint) as error:
        _refuse(error.zh, error.en, as_json=as_json)
    if as_json:
        click.echo(json.dumps(_said(file, seen), ensure_ascii=False, indent=2))
    else:
        _show(file, seen)
    sys.exit(BROKEN if seen.faults else WHOLE)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadablePack(
            zh=f"无法读取检查点文件 {path}。", en=f"The checkpoint file {path} cannot be read."
        ) from error


def _refuse(zh: str, en: str, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"error": {"zh": zh, "en": en}}, ensure_ascii=False, indent=2))
    else:
        click.echo(f"{zh} {en}", err=True)
    sys.exit(UNREADABLE)


def _said(file: Path, seen: Examination) -> dict[str, Any]:
    return {
        "file": str(file),
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


def _show(file: Path, seen: Examination) -> None:
    verdict = "已损坏 broken" if seen.faults else "完好 whole"
    click.echo(f"{file}: {verdict} — {seen.node}")
    click.echo(
        f"  {seen.entries} 条 entries, {seen.streams} 个序列 streams; "
        f"检查点覆盖 checkpointed {seen.covered}, 其后 after it {seen.tail}; 未公开字段 withheld fields {seen.withheld}"
    )
    for each in seen.faults:
        click.echo(f"  {each.stream} #{each.index} [{each.what}] {each.zh} {each.en}")
