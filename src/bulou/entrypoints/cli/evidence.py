"""`bulou evidence`: take the evidence pack of a case, and verify one. Verifying needs no database."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bulou.entrypoints.cli.journal import BROKEN, UNREADABLE, WHOLE, ready, refuse, text
from bulou.entrypoints.decided import Again, decided_again
from bulou.journal.checkpoint import read_verifier_key
from bulou.journal.errors import MalformedCheckpoint, UnreadablePack
from bulou.journal.evidence import Examined, examine

ROLES = ("authority", "organisation", "public")


@click.group()
def evidence() -> None:
    """What happened in a case, for a stranger to verify. 可由外人验证的证据包。"""


@evidence.command()
@click.argument("case")
@click.option(
    "-o",
    "file",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help="Where to write the pack. 输出文件。",
)
@click.option(
    "--role",
    type=click.Choice(ROLES),
    default="authority",
    show_default=True,
    help="For whom it is redacted. 遮蔽的对象。",
)
@click.option(
    "--recipient", default="bulou evidence export", help="Who receives it; sealed. 交给谁，会被封存。"
)
def export(case: str, file: Path, role: str, recipient: str) -> None:
    """Take the evidence pack of CASE (its number or id) into FILE. Taking it is an act, sealed in the case. 导出证据包。

    Exit codes: 0 written, 1 refused or no such case, 2 FILE cannot be written, 3 the node has no keys or no database yet.
    """
    ready()
    from bulou.acts import Actor, perform
    from bulou.acts.evidence import ExportEvidence
    from bulou.acts.sequencing import sequence
    from bulou.entrypoints.evidence import pack
    from bulou.records.evidence import exports, of_case
    from bulou.records.listing import case_called

    found, at = case_called(case), datetime.now(UTC)
    if found is None:
        click.echo(f"没有案件 {case}。 There is no case {case}.", err=True)
        sys.exit(BROKEN)
    outcome = perform(
        ExportEvidence(case_id=found.id, role=role, recipient=recipient), by=Actor.system(), at=at
    )
    if not outcome:
        click.echo(f"{outcome.status} {dict(outcome.errors)}", err=True)
        sys.exit(BROKEN)
    while sequence(at):  # so that the pack proves its own taking too
        pass
    data = pack(of_case(found, exports(found)[0]))
    try:
        file.write_bytes(data)
    except OSError as error:
        click.echo(
            f"无法写入 {file}：{error.strerror}。 {file} cannot be written: {error.strerror}.", err=True
        )
        sys.exit(UNREADABLE)
    click.echo(f"{file}: {len(data)} 字节 bytes")


@evidence.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", metavar="KEY", help="The node's verifier key, if known. 已知的节点验证密钥。")
@click.option(
    "--checkpoint",
    metavar="KNOWN",
    type=click.Path(path_type=Path),
    help="A file with a checkpoint kept outside. 外部保存的检查点。",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def verify(file: Path, key: str | None, checkpoint: Path | None, as_json: bool) -> None:
    """Verify the evidence pack FILE and name everything that was touched; no database is needed. 验证证据包。

    What the law was asked is asked again, under the law as it was encoded then. Exit codes: 0 whole, 1 something is broken,
    2 the file, KNOWN or KEY cannot be read.
    """
    try:
        known = None if checkpoint is None else text(checkpoint)
        seen = examine(file, key=None if key is None else read_verifier_key(key), checkpoint=known)
    except (UnreadablePack, MalformedCheckpoint) as error:
        refuse(error.zh, error.en, as_json=as_json)
    again = decided_again(seen.lines)
    seen.faults += again.faults
    if as_json:
        click.echo(json.dumps(_said(file, seen, again, key is not None), ensure_ascii=False, indent=2))
    else:
        _show(file, seen, again, key is not None)
    sys.exit(BROKEN if seen.faults else WHOLE)


def _said(file: Path, seen: Examined, again: Again, key_known: bool) -> dict[str, Any]:
    return {
        "file": str(file),
        "whole": not seen.faults,
        "node": seen.node,
        "key": seen.key,
        "key_known": key_known,
        "stream": seen.stream,
        "role": seen.role,
        "taken_by": seen.taken_by,
        "entries": seen.entries,
        "checkpoint": seen.size,
        "covered": seen.covered,
        "withheld": seen.withheld,
        "decided_again": {"same": again.same, "untold": again.untold},
        "faults": [
            {"stream": each.stream, "index": each.index, "what": each.what, "zh": each.zh, "en": each.en}
            for each in seen.faults
        ],
    }


def _show(file: Path, seen: Examined, again: Again, key_known: bool) -> None:
    verdict = "已损坏 broken" if seen.faults else "完好 whole"
    click.echo(f"{file}: {verdict} — {seen.node} {seen.stream}")
    click.echo(
        f"  {seen.entries} 条 entries; 检查点已证明 proven by the checkpoint {seen.covered}; "
        f"未公开字段 withheld fields {seen.withheld}; 取出者 taken by {seen.taken_by or '?'} ({seen.role})"
    )
    click.echo(
        f"  法律重新判断 decided again: {again.same} 一致 the same, {again.untold} 依据未公开 on what is withheld"
    )
    if not key_known:
        click.echo(
            f"  密钥取自本包，请与别处所得核对。 The key is the pack's own; hold it against one from elsewhere:\n  {seen.key}"
        )
    for each in seen.faults:
        click.echo(f"  {each.stream} #{each.index} [{each.what}] {each.zh} {each.en}")
