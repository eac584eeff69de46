"""`bulou init` and `bulou check`: a node's keys, its database and what is verified about them."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.core import checks
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

NEEDED_FIRST = 3


@click.command()
def init() -> None:
    """Make the keys and the database of this node; what is there already stays. 初始化节点。

    The keys become files under BULOU_HOME that only their owner can read. A database whose keys are missing is
    not given new ones, for they could not open what it holds: bring the keys back first (exit code 3).
    """
    prepare()
    click.echo(f"Ready 就绪: {settings.BULOU_HOME}. Next 下一步: bulou serve")


def prepare() -> None:
    """Make what is missing of the keys and the database; SystemExit where keys are lost. A later process reads them."""
    settings.BULOU_HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = _keys()
    lost = [path for path in keys if not path.exists()]
    if lost and MigrationRecorder(connection).applied_migrations():
        names = ", ".join(map(str, lost))
        click.echo(
            f"This database has keys, and they are missing: {names}. Bring them back from a backup.", err=True
        )
        click.echo("该数据库已有密钥，但文件缺失，请先从备份恢复。", err=True)
        raise SystemExit(NEEDED_FIRST)
    for path, text in keys.items():
        _write_once(path, text)
    _write_once(
        settings.BULOU_EXCHANGE_KEY_FILE, secrets.token_hex(32)
    )  # nothing that is kept is lost with it
    settings.BULOU_FILES.mkdir(mode=0o700, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout. 输出 JSON。")
def check(as_json: bool) -> None:
    """Check keys, settings and database; exit code 1 if anything must be mended. 检查配置。"""
    found: list[Any] = checks.run_checks(include_deployment_checks=True, databases=["default"])
    found = [message for message in found if not message.is_silenced()]
    wrong = any(message.is_serious() for message in found)
    pending = unapplied()
    gaps = [] if pending else reception_gaps()
    if as_json:
        lines = [{"id": m.id, "level": m.level, "message": m.msg, "hint": m.hint} for m in found]
        document = {
            "sound": not (wrong or pending or gaps),
            "found": lines,
            "unapplied": pending,
            "gaps": gaps,
        }
        click.echo(json.dumps(document))
    else:
        for message in found:
            click.echo(str(message))
        for name in pending:
            click.echo(f"Migration {name} is not applied: run `bulou init`. 迁移尚未应用。")
        for gap in gaps:
            days = " – ".join(dict.fromkeys([gap["first"], gap["last"]]))
            click.echo(
                f"Reception log 接收日志 {gap['organisation']} {days}: {gap['kind']} {gap['detail']}".rstrip()
            )
        if not wrong and not pending and not gaps:
            click.echo("Sound but for that. 除上述提醒外无误。" if found else "Sound. 配置无误。")
    raise SystemExit(1 if wrong or pending or gaps else 0)


def reception_gaps() -> list[dict[str, str]]:
    """What the reception logs of this node lack or have too much of, beside their seals (Article 5)."""
    from django.utils import timezone

    from bulou.records.reception_seals import gaps_of_node

    return [
        {
            "organisation": slug,
            "kind": gap.kind,
            "first": str(gap.first),
            "last": str(gap.last),
            "detail": gap.detail,
        }
        for slug, gap in gaps_of_node(at=timezone.now())
    ]


def unapplied() -> list[str]:
    """The names of migrations that this database still lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]


def _keys() -> dict[Path, str]:
    keys = {
        settings.BULOU_KEY_FILE: secrets.token_hex(32),
        settings.BULOU_JOURNAL_KEY_FILE: secrets.token_hex(32),  # an Ed25519 seed
    }
    if not settings.BULOU_SECRET_KEY_SET:
        keys[settings.BULOU_HOME / "secret_key"] = secrets.token_urlsafe(64)
    return keys


def _write_once(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(descriptor)
