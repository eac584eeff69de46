"""`bulou csaf`: check documents against the full CSAF 2.0 test set. Needs no database."""

import json
import sys
from pathlib import Path
from typing import Any

import click

VALID, INVALID, UNREADABLE = 0, 1, 2


@click.group()
def csaf() -> None:
    """Security advisories in CSAF. 安全公告（CSAF）。"""


@csaf.command()
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def validate(files: tuple[Path, ...], as_json: bool) -> None:
    """Check each FILE against schema, mandatory, optional and informative tests of CSAF 2.0, offline.

    Exit codes: 0 every file is valid, 1 the schema or a mandatory test reports something, 2 a file cannot be read.
    Optional and informative tests are shown and do not make a file invalid. 可选与提示性检查不影响有效性。
    """
    checked = [_checked(file) for file in files]
    if as_json:
        click.echo(json.dumps({"files": checked}, ensure_ascii=False, indent=2))
    else:
        for one in checked:
            _show(one)
    if any(one["error"] for one in checked):
        sys.exit(UNREADABLE)
    sys.exit(VALID if all(one["valid"] for one in checked) else INVALID)


def _checked(file: Path) -> dict[str, Any]:
    # Imported here because the csaf package behind it is slow to start, and --help should not be.
    from bulou.formats import csaf as csaf_format

    error: dict[str, str] | None = None
    findings: tuple[csaf_format.CsafFinding, ...] = ()
    try:
        findings = csaf_format.validate(file.read_bytes())
    except csaf_format.UnreadableDocument as unreadable:
        error = {"zh": unreadable.zh, "en": unreadable.en}
    except OSError as failed:
        error = {
            "zh": f"无法读取文件：{failed.strerror}。",
            "en": f"The file cannot be read: {failed.strerror}.",
        }
    return {
        "file": str(file),
        "valid": not error and not any(finding.invalidates for finding in findings),
        "error": error,
        "findings": [
            {"test": finding.test, "tier": finding.tier, "path": finding.path, "message": finding.message}
            for finding in findings
        ],
    }


def _show(one: dict[str, Any]) -> None:
    if one["error"]:
        click.echo(f"{one['file']}: {one['error']['zh']} {one['error']['en']}", err=True)
        return
    click.echo(f"{one['file']}: {'有效 valid' if one['valid'] else '无效 invalid'}")
    for finding in one["findings"]:
        click.echo(f"  {finding['test']} ({finding['tier']}) {finding['path']}: {finding['message']}")
