import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from django.db.utils import OperationalError

from bulou.config import checks
from bulou.config.database import database
from bulou.config.email import email
from bulou.config.env import BadSetting
from bulou.config.sqlite import driver


def test_sqlite_addresses_are_relative_or_absolute():
    assert database("sqlite:///x/y.db")["NAME"] == Path.cwd() / "x" / "y.db"
    assert database("sqlite:////x/%E6%BC%8F.db")["NAME"] == Path("/x/漏.db")


def test_a_postgresql_address_may_name_several_hosts_and_libpq_options():
    entry = database("postgresql://bulou:p%40ss@a,b:5433/cases?connect_timeout=2&host=c")
    assert (entry["NAME"], entry["USER"], entry["PASSWORD"], entry["HOST"]) == ("cases", "bulou", "p@ss", "c")
    assert entry["OPTIONS"]["connect_timeout"] == "2"
    assert database("postgresql://a,b/cases")["HOST"] == "a,b"


@pytest.mark.parametrize("url", ["mysql://localhost/x", "bulou.sqlite3", "sqlite://", ""])
def test_any_other_address_is_refused_with_the_right_forms(url):
    with pytest.raises(BadSetting, match="sqlite:///path"):
        database(url)


def test_mail_goes_into_files_until_a_server_is_named(tmp_path):
    assert email("", files=tmp_path)["EMAIL_FILE_PATH"] == str(tmp_path)
    named = email("smtp+starttls://me:s%3Acret@mail.example.org", files=tmp_path)
    assert (named["EMAIL_HOST"], named["EMAIL_PORT"], named["EMAIL_HOST_PASSWORD"]) == (
        "mail.example.org",
        587,
        "s:cret",
    )
    assert (named["EMAIL_USE_TLS"], named["EMAIL_USE_SSL"]) == (True, False)
    with pytest.raises(BadSetting, match="BULOU_EMAIL_URL"):
        email("mail.example.org", files=tmp_path)


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_a_log_is_used_only_with_versions_free_of_the_reset_fault(version, safe):
    assert driver.wal_is_safe(version) is safe


def test_the_packaged_driver_is_in_use_and_safe():
    assert driver.choose().__name__ == "pysqlite3"
    assert driver.journal_mode() == "WAL"


def with_django(code, home):
    """What a process of its own says that runs this code with the settings of a node in this folder."""
    environment = {
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "BULOU_HOME": str(home),
        "BULOU_SECRET_KEY": "x",
        "DJANGO_SETTINGS_MODULE": "bulou.config.settings",
    }
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_without_the_packaged_driver_a_faulty_version_gets_a_rollback_journal(tmp_path):
    code = (
        "import sys, sqlite3\n"
        "sys.modules['pysqlite3'] = None\n"  # as if it were not installed
        "from bulou.config.sqlite import driver\n"
        "assert driver.choose() is sqlite3\n"
        "sqlite3.sqlite_version_info = (3, 40, 1)\n"
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "print(connection.cursor().execute('PRAGMA journal_mode').fetchone()[0])\n"
    )
    done = with_django(code, tmp_path)
    assert done.stdout == "delete\n", done.stderr


def test_a_node_on_sqlite_needs_no_driver_of_postgresql(tmp_path):
    code = (
        "import sys\n"
        "sys.modules['psycopg'] = None\n"  # as if it were not installed
        "import django; django.setup()\n"
        "from django.db.migrations.loader import MigrationLoader\n"
        "from django.core.handlers.wsgi import WSGIHandler\n"
        "WSGIHandler()\n"
        "print(len(MigrationLoader(None).disk_migrations) > 30)\n"
    )
    done = with_django(code, tmp_path)
    assert done.stdout == "True\n", done.stderr


@pytest.mark.only("sqlite")
@pytest.mark.django_db
def test_each_connection_is_durable_and_keeps_foreign_keys():
    with connection.cursor() as cursor:
        state = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert state == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20_000}


@pytest.mark.only("sqlite")
@pytest.mark.django_db
def test_a_log_under_a_faulty_version_is_refused(monkeypatch):
    assert checks.sqlite_is_sound(databases=["default"]) == []
    monkeypatch.setattr(driver, "version", lambda: (3, 40, 1))
    (refusal,) = checks.sqlite_is_sound(databases=["default"])
    assert (refusal.id, refusal.hint) == ("bulou.E004", "pip install pysqlite3")
    assert "SQLite 3.40.1" in refusal.msg


@pytest.mark.only("sqlite")
@pytest.mark.django_db(transaction=True)
def test_a_transaction_holds_the_write_lock_from_its_first_word():
    other = connections.create_connection("default")
    other.settings_dict["OPTIONS"] = {**other.settings_dict["OPTIONS"], "timeout": 0.05}
    try:
        with transaction.atomic(), pytest.raises(OperationalError, match="locked"):
            other.cursor().execute("BEGIN IMMEDIATE")
    finally:
        other.close()


@pytest.mark.only("postgresql")
@pytest.mark.django_db
def test_postgresql_must_be_durable():
    assert checks.postgresql_is_durable(databases=["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    (fault,) = checks.postgresql_is_durable(databases=["default"])
    assert (fault.id, fault.hint) == ("bulou.E005", "Set synchronous_commit = on in postgresql.conf.")


@pytest.fixture
def spare():
    """A connection of its own, as a thread of the server keeps it."""
    spare = connections.create_connection("default")
    yield spare
    spare.close()


def _process(wrapper):
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_has_just_worked_is_not_tried_before_the_next_request(spare, monkeypatch):
    first = _process(spare)
    tried = []
    monkeypatch.setattr(spare, "is_usable", lambda: tried.append(True) or True)

    spare.close_if_unusable_or_obsolete()  # the request ends
    assert (_process(spare), tried) == (first, [])

    spare.close_if_unusable_or_obsolete()
    monkeypatch.setattr("bulou.config.postgresql.base.TRUSTED", 0.0)  # it has rested
    assert (_process(spare), tried) == (first, [True])


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_died_while_it_rested_is_replaced_unseen(spare, monkeypatch):
    first = _process(spare)
    spare.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [first])
    monkeypatch.setattr("bulou.config.postgresql.base.TRUSTED", 0.0)

    assert _process(spare) != first


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_died_at_work_fails_once(spare):
    first = _process(spare)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [first])

    with pytest.raises(OperationalError):
        _process(spare)
    spare.close_if_unusable_or_obsolete()
    assert _process(spare) != first
