"""`bulou backup` and `bulou restore` between two nodes."""

import json

import pytest

from tests.nodes import Node

CONTENT = """
import json, sys
from django.apps import apps
from django.core.serializers import serialize
rows = {m._meta.label: json.loads(serialize("json", m.objects.order_by("pk"))) for m in apps.get_models()}
json.dump(rows, sys.stdout)
"""
FOUND = """
from datetime import UTC, datetime
from bulou.acts import Actor, perform
from bulou.acts.membership import FoundOrganisation
act = FoundOrganisation(slug="qy", prefix="QY", name_zh="青砚（测试）", name_en="Qingyan (test)", roles=("vendor",))
assert perform(act, by=Actor.system(), at=datetime(2026, 11, 22, 6, tzinfo=UTC))
"""


@pytest.fixture
def saved(node, tmp_path):
    """A node that has something in it, and its backup."""
    node.python(FOUND)
    (node.folder / "files" / "ab").mkdir(parents=True)
    (node.folder / "files" / "ab" / "abcd").write_bytes(b"\x01 a sealed file")
    node.run("backup", str(tmp_path / "saved"))
    return tmp_path / "saved"


@pytest.fixture
def empty(tmp_path, another_database):
    """A node with nothing but a folder."""
    other = Node(tmp_path / "other", another_database)
    other.folder.mkdir()
    return other


def _take_keys(node: Node, other: Node) -> None:
    for name in ("kek", "journal_key", "secret_key"):
        (other.folder / name).write_bytes((node.folder / name).read_bytes())
        (other.folder / name).chmod(0o600)


def test_a_restored_node_holds_the_same_rows_and_files(node, saved, empty):
    _take_keys(node, empty)
    empty.run("restore", str(saved))

    rows = json.loads(empty.python(CONTENT))
    assert rows == json.loads(node.python(CONTENT))
    assert rows["records.Organisation"]
    assert (empty.folder / "files" / "ab" / "abcd").read_bytes() == b"\x01 a sealed file"
    assert empty.run("check", "--json", code=None).stdout.startswith('{"sound": true')


def test_ac56_nobody_is_signed_in_again_by_a_restore(node, empty, tmp_path):
    """Someone may have been signed out, or have left, since the backup was made."""
    count = "from django.contrib.sessions.models import Session\nprint(Session.objects.count())"
    node.python("from django.contrib.sessions.backends.db import SessionStore\nSessionStore().create()")
    node.run("backup", str(tmp_path / "signed-in"))
    _take_keys(node, empty)
    empty.run("restore", str(tmp_path / "signed-in"))

    assert (node.python(count), empty.python(count)) == ("1\n", "0\n")


def test_ac56_a_token_that_was_revoked_since_opens_nothing_after_a_restore(node, empty, tmp_path):
    made = """
from datetime import timedelta
from django.utils import timezone
from bulou.records.models import ApiToken, Organisation, Person
now = timezone.now()
person = Person.objects.create(email="a@example.org", name="a", created_at=now)
house = Organisation.objects.create(slug="h", name_zh="h", name_en="h", prefix="H", created_at=now)
ApiToken.objects.create(
    person=person, organisation=house, name="t", sha256="0" * 64, credential="x",
    scope="act", created_at=now, expires_at=now + timedelta(days=9),
)
"""
    live = (
        "from bulou.records.models import ApiToken\nprint(ApiToken.objects.filter(revoked_at=None).count())"
    )
    node.python(made)
    node.run("backup", str(tmp_path / "with-token"))
    _take_keys(node, empty)
    empty.run("restore", str(tmp_path / "with-token"))

    assert (node.python(live), empty.python(live)) == ("1\n", "0\n")


def test_the_keys_stay_outside_unless_asked_for(node, saved, empty, tmp_path):
    key = (node.folder / "kek").read_bytes().strip()
    assert [file for file in saved.rglob("*") if file.is_file() and key in file.read_bytes()] == []
    assert str(empty.folder / "kek") in empty.run("restore", str(saved), code=3).stderr

    node.run("backup", "--with-keys", str(tmp_path / "whole"))
    empty.run("restore", str(tmp_path / "whole"))
    assert (empty.folder / "kek").read_bytes().strip() == key
    assert (empty.folder / "kek").stat().st_mode & 0o777 == 0o600


def test_a_damaged_backup_is_named_and_touches_nothing(node, saved, empty):
    _take_keys(node, empty)
    file = next(saved.glob("database.*"))
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    (saved / "files" / "ab" / "abcd").unlink()

    refused = empty.run("restore", str(saved), code=1)

    assert refused.stderr == f"Damaged 已损坏: {file.name}, files/ab/abcd\n"
    assert not (empty.folder / "files").exists()


def test_a_backup_goes_only_into_an_empty_node_with_the_right_keys(node, saved, empty, tmp_path):
    """AC54, AC56."""
    assert "already" in node.run("restore", str(saved), code=3).stderr

    _take_keys(node, empty)
    (empty.folder / "kek").write_text("0" * 64)
    assert "not the key of this backup" in empty.run("restore", str(saved), code=3).stderr


def test_a_backup_never_overwrites_and_a_folder_must_be_one(node, saved, empty, tmp_path):
    assert "is there already" in node.run("backup", str(saved), code=2).stderr
    (tmp_path / "none").mkdir()
    assert "cannot be read as a backup" in empty.run("restore", str(tmp_path / "none"), code=2).stderr
