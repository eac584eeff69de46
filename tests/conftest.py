"""The frame of the suite: a node of its own, the database asked for, and an account of what could not run.

`BULOU_TEST_DATABASE=postgres` (or `--postgres`) runs the database tests on a PostgreSQL server that this run
starts. `REQUIRE_REAL=1` turns what would be skipped for want of a program into a failure.
"""

import os
import secrets
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import postgres
from tests.nodes import Node
from tests.programs import OUTSIDE, required

# How long an example takes says how busy the machine is, and nothing of what is tested.
settings.register_profile("bulou", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("bulou")

_DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "django_db_setup",
    "live_server",
    "fresh_database",
    "set_up_once",
    "databases",
}
_STARTED = "BULOU_TEST_SERVER"  # set for xdist's workers, which share what the first process has started
_server: postgres.Server | None = None
_home: Path | None = None


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres", action="store_true", help="run on PostgreSQL instead of SQLite")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Make a node before Django reads its settings, then let Django read them."""
    if os.environ.get(_STARTED):
        return
    _make_home()
    url = ""
    if config.getoption("--postgres") or os.environ.get("BULOU_TEST_DATABASE") == "postgres":
        os.environ["BULOU_TEST_DATABASE"] = "postgres"
        url = _start_postgres()
    for name in [
        name for name in os.environ if name.startswith("BULOU_") and not name.startswith("BULOU_TEST_")
    ]:
        del os.environ[name]
    os.environ["BULOU_HOME"] = str(_home)
    os.environ["BULOU_NODE_NAME"] = "bulou-test"
    if url:
        os.environ["BULOU_DATABASE_URL"] = url
    os.environ["DJANGO_SETTINGS_MODULE"] = "bulou.config.settings"
    os.environ[_STARTED] = url or "sqlite"
    import django

    django.setup()


def pytest_unconfigure(config: pytest.Config) -> None:
    if _server is not None:
        _server.stop()
    if _home is not None:
        shutil.rmtree(_home, ignore_errors=True)
        os.environ.pop(_STARTED, None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what touches the database; leave out what is about the other one, and what is only run when asked for."""
    vendor = "sqlite" if os.environ[_STARTED] == "sqlite" else "postgresql"
    unasked = {mark for mark in ("slow", "soak") if mark not in (config.getoption("markexpr") or "")}
    left_out = []
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & _DATABASE_FIXTURES or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)
        only = item.get_closest_marker("only")
        if (only and only.args != (vendor,)) or any(map(item.get_closest_marker, unasked)):
            left_out.append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_report_header() -> str:
    if _server is not None:
        return f"database: PostgreSQL {_server.version}, started by this run"
    return "database: SQLite"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say by name what did not run, and on what the rest ran."""
    write = terminalreporter.write_line
    missing = _missing(terminalreporter)
    for reason, tests in sorted(missing.items()):
        terminalreporter.section(f"not run: {reason} ({len(tests)})")
        for test in tests:
            write(f"  {test}")
    if _server is not None:
        passed = len(terminalreporter.stats.get("passed", []))
        write(f"{passed} tests passed on PostgreSQL {_server.version}, started and stopped by this run")
    if required() and _inexcusable(missing):
        write("REQUIRE_REAL=1: what is listed above had to run, so this run has failed.", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(session.config, "workerinput") or not required():
        return
    if _inexcusable(_missing(reporter)) and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def _reception_of_its_own() -> None:
    """No test takes the organisation of an earlier one, whose rows are gone, for the one of the same short name."""
    from bulou.records import reception

    reception._open.clear()


@pytest.fixture(scope="session", autouse=True)
def _files_of_its_own() -> None:
    """The processes of a run share one node but not its files: what a sweep finds unnamed in one, another has just kept."""
    from django.conf import settings

    settings.BULOU_FILES = settings.BULOU_FILES / os.environ.get("PYTEST_XDIST_WORKER", "alone")


@pytest.fixture(autouse=True)
def _language_of_its_own() -> None:
    """Each test begins in Chinese, whatever the one before has left active."""
    from django.utils import translation

    translation.activate("zh-hans")


@pytest.fixture(autouse=True)
def _quick_passwords(request: pytest.FixtureRequest) -> None:
    """Hash passwords fast where the database is used: Argon2's slowness is not what is tested."""
    if request.node.get_closest_marker("database"):
        settings = request.getfixturevalue("settings")
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _checkpoints_of_its_own(request: pytest.FixtureRequest) -> None:
    """What one test has left outside the database is not held against the history of another."""
    if request.node.get_closest_marker("database"):
        settings = request.getfixturevalue("settings")
        settings.BULOU_HOME = settings.BULOU_HOME / secrets.token_hex(8)


@pytest.fixture
def fresh_database(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database for a process of its own, on the database system of this run."""
    with _database(tmp_path, "node") as url:
        yield url


@pytest.fixture
def another_database(tmp_path: Path) -> Iterator[str]:
    """The address of a second empty database, for a second node."""
    with _database(tmp_path, "other") as url:
        yield url


@pytest.fixture(scope="session")
def set_up_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node as `bulou init` leaves it, to be copied: every migration takes long, a copy does not."""
    folder = tmp_path_factory.mktemp("once")
    with _database(folder, "node") as url:
        made = Node(folder / "node", url)
        made.folder.mkdir(mode=0o700)
        made.run("init")
        yield made


@pytest.fixture
def databases(tmp_path: Path, set_up_once: Node) -> Iterator[list[str]]:
    """The addresses of three databases as `bulou init` leaves them, for nodes with keys of their own: see `Node.set_up`."""
    with ExitStack() as each:
        names = ("first", "second", "third")
        yield [each.enter_context(_database(tmp_path, name, like=set_up_once.database_url)) for name in names]


@pytest.fixture
def node(tmp_path: Path, set_up_once: Node) -> Iterator[Node]:
    """A node of its own that has been set up (`bulou init`) and is not running yet."""
    shutil.copytree(set_up_once.folder, tmp_path / "node")
    with _database(tmp_path, "node", like=set_up_once.database_url) as url:
        made = Node(tmp_path / "node", url)
        yield made
        if made.process is not None and made.process.poll() is None:
            made.kill()


@contextmanager
def _database(folder: Path, name: str, like: str = "") -> Iterator[str]:
    """The address of a database of this name: an empty one, or a copy of one that nobody uses."""
    server = os.environ[_STARTED]
    if server == "sqlite":
        if like:
            shutil.copy(like.removeprefix("sqlite:///"), folder / f"{name}.sqlite3")
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    import psycopg

    name = f"{name}_{secrets.token_hex(6)}"
    model = like.partition("?")[0].rpartition("/")[2] or "template1"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{model}"')
        yield server.replace("/postgres?", f"/{name}?")
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _make_home() -> None:
    global _home
    _home = Path(tempfile.mkdtemp(prefix="bulou-test-"))
    for name in ("secret_key", "kek", "journal_key", "exchange_key"):
        (_home / name).write_text(secrets.token_hex(32))
        (_home / name).chmod(0o600)


def _start_postgres() -> str:
    global _server
    try:
        _server = postgres.start(in_memory=True)
    except postgres.NoPostgres as error:
        if required():
            raise pytest.UsageError(f"REQUIRE_REAL=1, and no PostgreSQL: {error}") from error
        pytest.exit(f"1 leg skipped: PostgreSQL ({error})", returncode=0)
    return _server.url


def _missing(reporter: pytest.TerminalReporter) -> dict[str, list[str]]:
    found = defaultdict(list)
    for report in reporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        found[reason.removeprefix("Skipped: ")].append(report.nodeid)
    return dict(found)


def _inexcusable(missing: dict[str, list[str]]) -> bool:
    return any(not reason.startswith(OUTSIDE) for reason in missing)
