"""`bulou rebuild`: hold what is cached of every case against its sealed entries."""

import json
import sys

import click

from bulou.acts.rebuilding import Difference, differences

SAME, DIFFERENT = 0, 1


@click.command()
@click.option("--write", is_flag=True, help="Put the caches right. 按条目重写缓存。")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document. 输出 JSON。")
def rebuild(write: bool, as_json: bool) -> None:
    """Compute facts, events, states and duties of every case anew from its entries. 由条目重算缓存。

    There must be no difference: one is a fault, or follows from another edition or reading of the law. Exit codes: 0
    no difference, or all were put right; 1 there are differences, and nothing was written.
    """
    found = list(differences(write=write))
    if as_json:
        said = {"written": write, "differences": [_said(each) for each in found]}
        click.echo(json.dumps(said, ensure_ascii=False, indent=2, default=str))
    else:
        for each in found:
            click.echo(f"{each.case} {each.what}: {each.cached!s} → {each.computed!s}")
        done = "已改正 put right" if write and found else "处不同 differences"
        click.echo(f"{len(found)} {done}")
    sys.exit(DIFFERENT if found and not write else SAME)


def _said(each: Difference) -> dict[str, object]:
    return {"case": each.case, "what": each.what, "cached": each.cached, "computed": each.computed}
