"""Write the pages of docs/ that are made from the code; with --check, say which of them are out of date.

A page is made here when a reader wants a list that the code has anyway: settings, commands, acts.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import cleandoc
from pathlib import Path

import abuse_cases
import click
import parity

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
NOTE = "<!-- Made by scripts/pages.py from the code; `make pages` renews it. -->"


def settings() -> Iterator[str]:
    """docs/settings.md, from `bulou.config.env`."""
    from bulou.config.env import SETTINGS, SETTINGS_FILE, Kind

    yield "# Settings 设置"
    yield (
        f"Each is an environment variable, or a line `NAME=value` in the file that `{SETTINGS_FILE}` names (the "
        "environment wins). A secret may instead be given as the path of a file that holds it, under its name with "
        "`_FILE` behind. `{home}` stands for `BULOU_HOME`. `bulou check` says what is missing, unsafe or misspelt."
    )
    yield (
        f"每项设置都是一个环境变量，或写在 `{SETTINGS_FILE}` 所指文件中的一行 `名称=值`（以环境变量为准）。"
        "密钥类设置也可以用加 `_FILE` 的名称给出存放它的文件路径。`{home}` 即 `BULOU_HOME`。"
        "`bulou check` 会指出缺失、不安全或拼写有误之处。"
    )
    for setting in SETTINGS:
        yield f"## `{setting.name}`"
        default = f"`{setting.default}`" if setting.default else "none 无"
        if setting.default_file:
            default = f"what stands in `{setting.default_file}` 该文件的内容"
        also = f" Also `{setting.name}_FILE`." if setting.kind is Kind.SECRET else ""
        yield f"{setting.en}{also}"
        yield setting.zh
        yield f"Kind 类型: {setting.kind}. Default 默认: {default}."


def commands() -> Iterator[str]:
    """docs/reference/commands.md, from the click commands."""
    from bulou.entrypoints.cli.boot import boot
    from bulou.entrypoints.cli.main import COMMANDS, bulou

    boot()
    yield "# Commands 命令"
    yield (
        "Exit codes: 0 yes, valid, lawful; 1 no, forbidden, invalid, broken proof; 2 usage or unreadable input; "
        "3 something is needed first; 4 not modelled. With `--json` one JSON document stands on stdout and nothing else."
    )
    yield (
        "退出码：0 是、有效、合法；1 否、禁止、无效、证明不成立；2 用法有误或输入无法读取；3 须先具备某条件；4 尚未建模。"
        "加 `--json` 时标准输出只有一个 JSON 文档。"
    )
    context = click.Context(bulou, info_name="bulou")
    for name in COMMANDS:
        command = bulou.get_command(context, name)
        assert command is not None
        yield from _command(command, context, name, depth=2)


def _command(command: click.Command, parent: click.Context, name: str, *, depth: int) -> Iterator[str]:
    context = click.Context(command, parent=parent, info_name=name, max_content_width=110)
    yield f"{'#' * depth} `{context.command_path}`"
    yield cleandoc(command.help or "").split("\f")[0]
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None
            yield from _command(found, context, inner, depth=depth + 1)
        return
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"```\n{context.command_path} {usage}".rstrip() + "\n```"
    rows = [record for param in command.get_params(context) if (record := param.get_help_record(context))]
    rows = [(names, said) for names, said in rows if "--help" not in names]
    if rows:
        yield "\n".join(f"- `{names}` {said}" for names, said in rows)


def acts() -> Iterator[str]:
    """docs/reference/acts.md, from the registered acts."""
    from bulou.entrypoints.cli.boot import boot

    boot()
    from bulou.entrypoints.api.reference import acts_page

    yield from acts_page()


def _of_the_house(page: Callable[[], Iterator[str]]) -> str:
    first, *rest = page()
    return "\n\n".join([first, NOTE, *rest]).rstrip() + "\n"


def _of_a_ring(name: str) -> str:
    module, function = name.split(":")
    page: str = getattr(import_module(module), function)()
    return page


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": lambda: _of_the_house(settings),
    "reference/commands.md": lambda: _of_the_house(commands),
    "reference/acts.md": lambda: _of_the_house(acts),
    "reference/abuse_cases.md": lambda: _of_the_house(abuse_cases.page),
    "reference/parity.md": lambda: _of_the_house(parity.page),
    # a ring that knows its own tables best writes its page itself
    "reference/law.md": lambda: _of_a_ring("bulou.law.register:page"),
    "reference/precheck_rules.md": lambda: _of_a_ring("bulou.precheck.rules_page:page"),
    "reference/machines.md": lambda: _of_a_ring("bulou.cases.diagram:page"),
    "reference/nvdb_packet.md": lambda: _of_a_ring("bulou.formats.nvdb.reference:markdown"),
}


def main() -> int:
    """Write every page, or with --check return 1 if one differs from the code."""
    os.environ["BULOU_HOME"] = tempfile.mkdtemp()  # what a page says must not depend on a node that is here
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bulou.config.settings")
    stale = []
    for page in PAGES:
        path, wanted = DOCS / page, PAGES[page]()
        if path.is_file() and path.read_text(encoding="utf-8") == wanted:
            continue
        stale.append(page)
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted, encoding="utf-8")
    if stale:
        print(("out of date: " if "--check" in sys.argv else "written: ") + ", ".join(stale))
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    raise SystemExit(main())
