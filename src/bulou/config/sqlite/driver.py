"""Which SQLite this process uses, chosen once before Django's backend is loaded.

Versions 3.7.0 to 3.51.2 can lose or corrupt pages when a write-ahead log is reset while another connection
checkpoints; 3.44.6 and 3.50.7 carry the fix backwards. The packaged driver is free of it. Where only the
system's library is there and it is faulty, the rollback journal is used, which the fault does not touch.
"""

import sys
from importlib import import_module
from types import ModuleType

_FIXED = (3, 51, 3)
_BACKPORTS = ((3, 44, 6), (3, 50, 7))


def choose() -> ModuleType:
    """Put the packaged driver in the place of `sqlite3` for this process and return what is now in use.

    Without the packaged driver the standard library's stays. Call it before Django's backend is imported;
    calling it again changes nothing.
    """
    try:
        packaged = import_module("pysqlite3")
    except ImportError:
        return import_module("sqlite3")
    sys.modules["sqlite3"] = packaged
    sys.modules["sqlite3.dbapi2"] = import_module("pysqlite3.dbapi2")
    return packaged


def version() -> tuple[int, int, int]:
    """The version of the SQLite library in use."""
    major, minor, patch = choose().sqlite_version_info
    return major, minor, patch


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether a write-ahead log may be used with this version of SQLite."""
    if version >= _FIXED:
        return True
    return any(version[:2] == fixed[:2] and version >= fixed for fixed in _BACKPORTS)


def journal_mode() -> str:
    """The journal mode that the version in use allows: "WAL", or "DELETE" where that would be unsafe."""
    return "WAL" if wal_is_safe(version()) else "DELETE"
