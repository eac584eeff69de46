"""From a mail server's address to Django's e-mail settings."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bulou.config.env import BadSetting

_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_PATIENCE_SECONDS = 15


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
