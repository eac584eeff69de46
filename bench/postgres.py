"""The PostgreSQL server of a run. The program that the test suite has for this is started, and ends with us."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "tests" / "postgres.py"
_SAID = re.compile(r"LOG:  (?:statement|execute [^:]*): (.*)")


class NoPostgres(Exception):
    """No PostgreSQL can be started here."""


class Postgres:
    """A running server that commits durably (fsync and synchronous_commit are on, as they are by default)."""

    def __init__(self, url: str) -> None:
        """`url` names its maintenance database."""
        self.url = url
        self.folder = Path(parse_qs(urlsplit(url).query)["host"][0])

    @property
    def pid(self) -> int:
        """The process id of the server, of which all others of it are children."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def create(self, name: str) -> str:
        """Make an empty database and return its address."""
        self.run(f'CREATE DATABASE "{name}"')
        return self.url.replace("/postgres?", f"/{name}?")

    def run(self, *statements: str, url: str = "") -> list[tuple]:
        """Run statements, each on its own; the rows of the last one."""
        import psycopg

        rows: list[tuple] = []
        with psycopg.connect(url or self.url, autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
                rows = cursor.fetchall() if cursor.description else []
        return rows

    def count(self, table: str, url: str) -> int:
        """How many rows a table of one of the databases holds."""
        return int(self.run(f"SELECT count(*) FROM {table}", url=url)[0][0])

    def writing_transactions(self) -> int:
        """How many transactions have ever written anything: those that read only get no number."""
        return int(self.run("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")[0][0])

    @contextmanager
    def left_alone(self) -> Iterator[None]:
        """No cleaning of the server's own meanwhile: it writes too, and would be counted as somebody's."""
        self.run("ALTER SYSTEM SET autovacuum = off", "SELECT pg_reload_conf()")
        cleaning = "SELECT count(*) FROM pg_stat_activity WHERE backend_type LIKE 'autovacuum %'"
        while self.run(cleaning)[0][0]:
            time.sleep(0.2)
        try:
            yield
        finally:
            self.run("ALTER SYSTEM RESET autovacuum", "SELECT pg_reload_conf()")

    @contextmanager
    def overheard(self, name: str) -> Iterator[list[str]]:
        """The statements that reach the database `name` from here on, as the server itself writes them down."""
        log = self.folder / "log"
        statements: list[str] = []
        self.run("ALTER SYSTEM SET log_statement = 'all'", "ALTER SYSTEM SET log_line_prefix = '<%d> '")
        self.run("SELECT pg_reload_conf()", "SELECT pg_sleep(0.3)")
        start = log.stat().st_size
        try:
            yield statements
            with log.open(errors="replace") as file:
                file.seek(start)
                for line in file:
                    if line.startswith(f"<{name}> ") and (said := _SAID.search(line)):
                        statements.append(said[1].strip())
        finally:
            self.run("ALTER SYSTEM RESET log_statement", "ALTER SYSTEM RESET log_line_prefix")
            self.run("SELECT pg_reload_conf()", "SELECT pg_sleep(0.3)")


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server as long as the block runs. Raises NoPostgres."""
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout and process.stderr and process.stdin
    url = process.stdout.readline().strip()
    try:
        if not url:
            raise NoPostgres(process.stderr.read().strip()[-400:])
        yield Postgres(url)
    finally:
        process.stdin.close()
        process.wait(60)
