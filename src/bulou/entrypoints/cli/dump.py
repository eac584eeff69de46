"""The whole database as one file and back, by each database's own means."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection


class NotPossible(Exception):
    """The database cannot be saved or brought back here; the message says what is needed."""


def save(folder: Path) -> Path:
    """Write a consistent copy of the database into `folder` while others go on writing; returns the file."""
    if connection.vendor == "sqlite":
        target = folder / "database.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        return target
    target = folder / "database.dump"
    _postgresql("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    return target


def load(file: Path) -> None:
    """Bring a copy back into this node's database, which must be empty."""
    if file.suffix == ".sqlite3" and connection.vendor == "sqlite":
        place = Path(connection.settings_dict["NAME"])
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            place.with_name(place.name + suffix).unlink(missing_ok=True)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(file, place)
    elif file.suffix == ".dump" and connection.vendor == "postgresql":
        connection.close()
        _postgresql("pg_restore", "--no-owner", "--no-privileges", "--single-transaction", str(file))
    else:
        raise NotPossible(
            f"This backup is of another database system ({file.name}); this node has {connection.vendor}. "
            "备份来自另一种数据库。"
        )


NOT_LIBPQ = frozenset({"prepare_threshold"})  # psycopg's own words


def _postgresql(program: str, *arguments: str) -> None:
    from psycopg.conninfo import make_conninfo

    settings = connection.settings_dict
    named = {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "host": settings["HOST"],
        "port": settings["PORT"],
    }
    others = {name: value for name, value in settings["OPTIONS"].items() if name not in NOT_LIBPQ}
    where = make_conninfo(**{name: value for name, value in {**others, **named}.items() if value})
    # The password goes by the environment: arguments can be read by every user of the machine.
    environment = {**os.environ, **({"PGPASSWORD": settings["PASSWORD"]} if settings["PASSWORD"] else {})}
    command = [_found(program), f"--dbname={where}", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # ours
    if done.returncode:
        raise NotPossible(f"{program}: {done.stderr.strip()}")


def _found(program: str) -> str:
    on_path = shutil.which(program)
    if on_path:
        return on_path
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / program).exists():
            return str(folder / program)
    raise NotPossible(
        f"{program} is needed, from PostgreSQL's client programs. 需要 PostgreSQL 客户端程序 {program}。"
    )
