"""The command `bulou`: a table of commands, each loaded only when it is called.

So `bulou law judge` never imports Django. Exit codes: 0 yes, valid, lawful; 1 no, forbidden, invalid, broken
proof; 2 usage or unreadable input; 3 something is needed first; 4 not modelled.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from bulou import __version__


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command lives, what it does in a line, and whether Django must be up before its module is loaded."""

    module: str
    en: str
    zh: str
    django: bool = False
    name: str = ""  # in the module, where that is not the command's own

    @property
    def line(self) -> str:
        """The line shown by `bulou --help`."""
        return f"{self.en} {self.zh}"


_CLI = "bulou.entrypoints.cli"

COMMANDS: dict[str, Place] = {
    "init": Place(f"{_CLI}.node", "Make the keys and the database.", "生成密钥和数据库。", django=True),
    "found": Place(
        f"{_CLI}.found", "Found an organisation and its first people.", "设立组织及其首批人员。", django=True
    ),
    "serve": Place(f"{_CLI}.serve", "Serve the pages, the API and the worker.", "启动服务。", django=True),
    "demo": Place(
        f"{_CLI}.demo", "Replay real vulnerabilities on a demo node.", "在演示节点上重演真实漏洞。"
    ),
    "worker": Place(
        "bulou.entrypoints.worker.main", "Deliver, remind, checkpoint.", "投递、提醒、设检查点。", django=True
    ),
    "peer": Place(
        f"{_CLI}.peer", "Introduce, confirm and list other nodes.", "引入、确认和列出其他节点。", django=True
    ),
    "check": Place(f"{_CLI}.node", "Check the configuration.", "检查配置。", django=True),
    "import": Place(
        f"{_CLI}.importing",
        "Receive the reports in files.",
        "接收文件中的报告。",
        django=True,
        name="import_files",
    ),
    "export": Place(
        f"{_CLI}.exporting",
        "Export published advisories for other databases.",
        "导出已发布的公告。",
        django=True,
    ),
    "law": Place(f"{_CLI}.law", "Ask what the rules say.", "查询规定如何要求。"),
    "precheck": Place(f"{_CLI}.precheck", "Ask whether a draft may be published.", "查询草稿能否发布。"),
    "severity": Place(f"{_CLI}.severity", "Grade a vulnerability.", "漏洞分级。"),
    "match": Place(
        f"{_CLI}.match", "Ask whether an advisory touches what one has.", "判断公告是否涉及自有产品或资产。"
    ),
    "csaf": Place(f"{_CLI}.csaf", "Validate CSAF documents.", "校验 CSAF 文档。"),
    "known": Place(f"{_CLI}.known", "Load known vulnerabilities.", "载入已知漏洞。", django=True),
    "journal": Place(f"{_CLI}.journal", "Export and verify the journal.", "导出和验证日志。"),
    "evidence": Place(f"{_CLI}.evidence", "Take and verify evidence packs.", "导出和验证证据包。"),
    "trace": Place(
        f"{_CLI}.tracing", "Follow a leaked copy of a table.", "追查泄露的表格副本。", django=True
    ),
    "rebuild": Place(
        f"{_CLI}.rebuild", "Compute the caches anew from the entries.", "由条目重算缓存。", django=True
    ),
    "backup": Place(f"{_CLI}.backup", "Save the node into a folder.", "备份节点。", django=True),
    "restore": Place(f"{_CLI}.backup", "Bring a saved node back.", "恢复节点。", django=True),
}


class LazyGroup(click.Group):
    """A group whose commands stand in `COMMANDS`; listing them loads none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, loaded now; None if there is none of this name."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        if place.django:
            from bulou.entrypoints.cli.boot import boot

            boot()
        command: click.Command = getattr(import_module(place.module), place.name or cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but an unknown command names the nearest one."""
        name = args[0] if args else ""
        if args and not name.startswith("-") and name not in COMMANDS:
            ctx.fail(_unknown(name))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The lines of the table, without loading any command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.line) for name, place in COMMANDS.items()])


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"No such command {name!r}.{hint} 没有此命令。"


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="bulou")
def bulou(**_: Any) -> None:
    """Bulou 补漏: vulnerability handling under 《网络产品安全漏洞管理规定》.

    漏洞的接收、验证、报送、修补与发布，步步有法可依。
    """
