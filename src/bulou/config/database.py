"""From a database address to Django's DATABASES entry."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bulou.config.env import BadSetting

_BUSY_SECONDS = 20  # how long a writer waits for the single writer before it of SQLite


def database(url: str) -> dict[str, Any]:
    """The DATABASES entry for an address; `BadSetting` where it is neither SQLite's nor PostgreSQL's."""
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        return _sqlite(url)
    if scheme in {"postgresql", "postgres"}:
        return _postgresql(url)
    raise BadSetting(
        f"BULOU_DATABASE_URL begins with {scheme!r}; write sqlite:///path or postgresql://user:password@host/name. "
        "应为 sqlite:///路径 或 postgresql://用户:口令@主机/库名。"
    )


def _sqlite(url: str) -> dict[str, Any]:
    path = unquote(urlsplit(url).path).removeprefix("/")
    if not path:
        raise BadSetting("BULOU_DATABASE_URL names no file; write sqlite:///path. 未写出文件路径。")
    file = Path(path).expanduser().absolute()
    return {
        "ENGINE": "bulou.config.sqlite",
        "NAME": file,
        # An immediate transaction takes the write lock at its first word, so two acts never meet half-way
        # and fail; readers go on beside it.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": _BUSY_SECONDS},
        # The file is open already and per thread: opening it anew for each request would only cost.
        "CONN_MAX_AGE": None,
        # Tests use a file as well, for one in memory has neither a log nor a second connection.
        "TEST": {"NAME": str(file.with_name(f"test_{file.name}"))},
    }


def _postgresql(url: str) -> dict[str, Any]:
    try:
        from psycopg.conninfo import conninfo_to_dict  # only where PostgreSQL is in use is its driver there
    except ImportError as error:
        raise BadSetting(
            "PostgreSQL needs its driver: pip install 'bulou[pg]'. 需要安装 PostgreSQL 驱动。"
        ) from error
    parts: dict[str, Any] = dict(conninfo_to_dict(url))
    return {
        "ENGINE": "bulou.config.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),  # may be a list of hosts, which libpq tries in turn
        "PORT": parts.pop("port", ""),
        # A thread keeps its connection, and the threads of a process are counted: a pool between them would only cost.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Statements that come again are kept prepared by the server: those of an intake (records.rows).
        "OPTIONS": {"prepare_threshold": 3, **parts},
    }
