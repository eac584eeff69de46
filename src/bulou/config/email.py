"""From the addresses of mail servers to settings: where mail goes out, and where it comes in."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bulou.config.env import BadSetting

_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_IMAP_PORTS = {"imap": 143, "imap+starttls": 143, "imaps": 993}
_PATIENCE_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where mail comes in. `security` is imap (none), imap+starttls or imaps; the password is left out of its text."""

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"


def email(url: str, *, files: Path) -> dict[str, Any]:
    """The EMAIL_… settings for an address; without one, mails become files in the folder `files`."""
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(files),
        }
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise BadSetting(
            "BULOU_EMAIL_URL: write smtp://user:password@host:port, smtp+starttls://… or smtps://… 邮件服务器地址有误。"
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": _PATIENCE_SECONDS,
    }


def mailbox(url: str) -> Mailbox | None:
    """The mailbox behind an address, or None without one. Raises BadSetting."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in _IMAP_PORTS or not parts.hostname or not parts.username:
        raise BadSetting(
            "BULOU_IMAP_URL: write imaps://user:password@host:port/folder, imap+starttls://… or imap://… 收信邮箱地址有误。"
        )
    return Mailbox(
        host=parts.hostname,
        port=parts.port or _IMAP_PORTS[parts.scheme],
        security=parts.scheme,
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
    )
