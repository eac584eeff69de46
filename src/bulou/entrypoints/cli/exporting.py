"""`bulou export`: what an organisation has published, as a file for another database."""

from hashlib import sha256
from pathlib import Path
from typing import NoReturn

import click
from django.utils import timezone, translation

from bulou.acts import Actor, perform
from bulou.acts.sharing.exporting import ExportAdvisories
from bulou.entrypoints.cli.node import NEEDED_FIRST, unapplied
from bulou.formats.databases import EXPORTS
from bulou.records import public
from bulou.records.public.sharing import exported

NOT_EXPORTED, UNKNOWN = 1, 2


@click.command(name="export")
@click.option(
    "--format", "form", required=True, type=click.Choice(list(EXPORTS)), help="The format. 导出格式。"
)
@click.option("--organisation", "slug", required=True, metavar="SLUG", help="Whose advisories. 发布组织。")
@click.option("--number", "numbers", multiple=True, metavar="NUMBER", help="Only these. 仅导出这些编号。")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file; else stdout. 输出文件。",
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="语言。")
def export(form: str, slug: str, numbers: tuple[str, ...], output: Path | None, lang: str) -> None:
    """Export published advisories as CNVD XML, CNNVD XML, CVE JSON 5, OSV, CSAF or STIX 2.1. 导出已发布的公告。

    Only what is published goes out, and the export is sealed with the numbers and the SHA-256 of the file.

    \b
    Exit codes 退出码:
      0 exported 已导出
      1 nothing exported: not published, or the format has no place for it 未导出：未发布，或该格式无法表达
      2 no such organisation 无此组织
      3 the node has to be set up first 须先初始化
    """
    if unapplied():
        _end(NEEDED_FIRST, "Run `bulou init` first. 请先运行 bulou init。")
    organisation = public.organisation(slug)
    if organisation is None:
        _end(UNKNOWN, f"No organisation {slug}. 没有组织 {slug}。")
    at = timezone.now()
    with translation.override("zh-hans" if lang == "zh" else "en"):
        act = ExportAdvisories(organisation_id=organisation.id, form=form, numbers=" ".join(numbers))
        outcome = perform(act, by=Actor.system(), at=at)
        if not outcome:
            _end(NOT_EXPORTED, " ".join(str(getattr(each, lang, each)) for each in outcome.errors.values()))
    found = exported(organisation.id, form, numbers, at.date())
    if found is None or sha256(found.content).hexdigest() != outcome.ids["sha256"]:
        _end(NOT_EXPORTED, "What is published has just changed: export again. 发布内容刚有变化，请重新导出。")
    if output is None:
        click.echo(found.content, nl=False)
    else:
        output.write_bytes(found.content)
        click.echo(f"{output}: {len(found.numbers)} · SHA-256 {outcome.ids['sha256']}", err=True)


def _end(code: int, message: str) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(code)
