"""What `bulou check` and every start verify about the set-up, each with its remedy."""

import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

from bulou.config.sqlite import driver

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@register()
def settings_are_known(**_: Any) -> list[CheckMessage]:
    """A misspelt setting would silently keep its default."""
    return [
        Warning(
            f"{name} is not a setting. 没有名为 {name} 的设置。",
            hint=f"Did you mean {nearest}?" if nearest else "See docs/settings.md.",
            id="bulou.W001",
        )
        for name, nearest in settings.BULOU_UNKNOWN_SETTINGS.items()
    ]


@register(Tags.security, deploy=True)
def keys_are_kept(**_: Any) -> list[CheckMessage]:
    """The keys exist and only their owner can read them."""
    found: list[CheckMessage] = []
    if not settings.BULOU_SECRET_KEY_SET:
        found.append(_missing("BULOU_SECRET_KEY", "bulou.E001"))
    for name in ("BULOU_KEY_FILE", "BULOU_JOURNAL_KEY_FILE", "BULOU_EXCHANGE_KEY_FILE"):
        path: Path = getattr(settings, name)
        if (
            not path.is_file() and name == "BULOU_EXCHANGE_KEY_FILE"
        ):  # nothing that is kept was closed with it
            found.append(
                Warning(
                    f"{path} is missing: other nodes cannot be written to. 缺少与其他节点交换的密钥。",
                    hint="Run `bulou init`, or bring it back from a backup.",
                    id="bulou.W005",
                )
            )
        elif not path.is_file():
            found.append(_missing(f"{name} ({path})", "bulou.E002"))
        elif path.stat().st_mode & _OTHERS:
            found.append(
                Error(
                    f"{path} can be read by others. 他人可读取该密钥文件。",
                    hint=f"chmod 600 {path}",
                    id="bulou.E003",
                )
            )
    return found


@register(Tags.security, deploy=True)
def address_is_safe(**_: Any) -> list[CheckMessage]:
    """Sessions and reports travel in clear unless people reach the node by https."""
    if urlsplit(settings.BULOU_BASE_URL).scheme == "https":
        return []
    return [
        Warning(
            f"{settings.BULOU_BASE_URL} is not https: cookies and reports travel in clear. "
            "该地址不是 https，会话与报告以明文传输。",
            hint="Put a proxy with TLS in front and set BULOU_BASE_URL=https://… (docs/running.md).",
            id="bulou.W002",
        )
    ]


@register(Tags.database)
def sqlite_is_sound(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """No write-ahead log under a version of SQLite that may corrupt it."""
    version = driver.version()
    if driver.wal_is_safe(version):
        return []
    return [
        Error(
            f"{alias}: the database has a write-ahead log, and SQLite {'.'.join(map(str, version))} may corrupt it "
            "(WAL-reset fault). 该版本的 SQLite 可能损坏预写日志。",
            hint="pip install pysqlite3",
            id="bulou.E004",
        )
        for alias in databases or ()
        if connections[alias].vendor == "sqlite" and _journal_mode(alias) == "wal"
    ]


@register(Tags.database)
def postgresql_is_durable(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """An acknowledged report is on the disk: PostgreSQL must not be told otherwise."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        if connections[alias].vendor != "postgresql":
            continue
        with connections[alias].cursor() as cursor:
            for name in ("fsync", "synchronous_commit", "full_page_writes"):
                cursor.execute(f"SHOW {name}")
                if cursor.fetchone() == ("off",):
                    found.append(
                        Error(
                            f"{alias}: PostgreSQL runs with {name}=off, so what it confirms may be lost. "
                            "已确认的写入可能丢失。",
                            hint=f"Set {name} = on in postgresql.conf.",
                            id="bulou.E005",
                        )
                    )
    return found


@register()
def mail_comes_in_safely(**_: Any) -> list[CheckMessage]:
    """Mail is fetched only as told, encrypted on the way, and answers come back to where it is fetched."""
    box = settings.BULOU_MAILBOX
    if box is None:
        return []
    found: list[CheckMessage] = []
    if box.security == "imap" and box.host not in _HERE:
        found.append(
            Warning(
                f"Mail is fetched from {box.host} without TLS: password and reports travel in clear. "
                "收信未加密，口令与报告以明文传输。",
                hint="Write imaps:// or imap+starttls:// in BULOU_IMAP_URL.",
                id="bulou.W003",
            )
        )
    if not settings.BULOU_EMAIL_REPLY_TO and settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        found.append(
            Warning(
                "Reporters' answers would go to bulou@localhost and reach nobody. 报告人的回信无人能收到。",
                hint="Set BULOU_EMAIL_REPLY_TO to the address of that mailbox (docs/mail.md).",
                id="bulou.W004",
            )
        )
    return found


@register(Tags.security)
def openpgp_key_is_kept(**_: Any) -> list[CheckMessage]:
    """The OpenPGP key can be read by its owner only."""
    path: Path | None = settings.BULOU_OPENPGP_KEY_FILE
    if path is None:
        return []
    if not path.is_file():
        return [
            Error(
                f"BULOU_OPENPGP_KEY_FILE names {path}, which is no file. 该密钥文件不存在。",
                hint="Export it with gpg --export-secret-keys (docs/mail.md).",
                id="bulou.E006",
            )
        ]
    if path.stat().st_mode & _OTHERS:
        return [
            Error(
                f"{path} can be read by others. 他人可读取该密钥文件。",
                hint=f"chmod 600 {path}",
                id="bulou.E003",
            )
        ]
    return []


def _missing(what: str, code: str) -> CheckMessage:
    return Error(f"{what} is not set. 尚未设置。", hint="Run `bulou init`.", id=code)


def _journal_mode(alias: str) -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        row = cursor.fetchone()
    return str(row[0]).lower()
