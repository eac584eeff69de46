"""The journal in the database: whatever is done to it past the gate is found, and named."""

import base64
import json
import random
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection

from bulou.acts import blobs
from bulou.acts.custody import PurgeLog
from bulou.acts.receipt import WriteAsReporter
from bulou.acts.sequencing import sequence
from bulou.records.audit import audit, examine_database
from bulou.records.models import (
    Advisory,
    Attachment,
    AuthorityNotification,
    Case,
    Checkpoint,
    Entry,
    Report,
    Revision,
    Stream,
    Submission,
    TreeNode,
)
from bulou.records.signing import node_verifier
from tests.acts.scene import Scene
from tests.records.tampering import WAYS, put, rows, undone

TAMPERINGS = 200


@pytest.fixture
def journal(scene: Scene) -> Scene:
    """Three batches in the tree, with files, and a tail that is not in it yet."""
    world = scene.world
    sequence(world.now, batch=40)
    files = (blobs.keep("log.txt", b"attached bytes"),)
    world.done(
        WriteAsReporter(case_id=scene.cases["received"], text="附件", attachments=files),
        scene.actor("reporter", "received"),
    )
    while sequence(world.now, batch=40):
        pass
    world.submit()
    return scene


def places(checkpoint: str | None = None) -> set[tuple[str, int]]:
    return {(fault.stream, fault.index) for fault in audit(checkpoint)}


def test_an_untouched_journal_is_whole_with_its_tail_counted(journal: Scene) -> None:
    seen = examine_database()

    assert seen.faults == []
    assert (seen.entries, seen.leaves, seen.tail) == (
        Entry.objects.count(),
        Stream.objects.get(key="tree").length,
        1,
    )
    assert seen.streams == Stream.objects.exclude(key="tree").count()
    assert seen.withheld == 0


def test_a_journal_that_was_never_sequenced_is_whole(scene: Scene) -> None:
    assert audit() == []


def test_an_empty_journal_is_whole(db: None) -> None:
    assert audit() == []


def test_a_lawful_purge_leaves_the_journal_whole(journal: Scene) -> None:
    journal.world.done(PurgeLog(case_id=journal.cases["old"], grounds="期满"), "lead")

    assert audit() == []


def test_random_tamperings_are_all_found_and_named(journal: Scene) -> None:
    each = -(-TAMPERINGS // len(WAYS))
    missed = {
        (way, seed): _missed(WAYS[way], random.Random(f"{way}{seed}")) for way in WAYS for seed in range(each)
    }

    assert {run: what for run, what in missed.items() if what} == {}


def test_bits_of_a_box_that_nobody_reads_are_held_too(journal: Scene) -> None:
    found = rows(
        'SELECT id, stream, "index", CAST(payload AS TEXT) FROM records_entry WHERE leaf IS NOT NULL'
    )
    identity, stream, index, payload, name = next(
        (identity, stream, index, payload, name)
        for identity, stream, index, text in found
        for payload in [json.loads(text)]
        for name, held in payload.items()
        if held.get("box", "").endswith("=")
    )
    payload[name] = {"box": _alike(payload[name]["box"])}
    cast = "::jsonb" if connection.vendor == "postgresql" else ""
    put(f"UPDATE records_entry SET payload = %s{cast} WHERE id = %s", json.dumps(payload), identity)

    assert (stream, index) in places()


def _alike(box: str) -> str:
    """Another text of the same bytes."""
    place = len(box.rstrip("=")) - 1
    others = (box[:place] + other + box[place + 1 :] for other in ALPHABET)
    return next(
        other for other in others if other != box and base64.b64decode(other) == base64.b64decode(box)
    )


ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def _missed(tamper: Any, chance: random.Random) -> list[Any]:
    """What was touched and is not named, with what is; of a recorded end any index counts."""
    expected, found = undone(lambda: (tamper(chance), places()))
    streams = {stream for stream, _ in found}
    missed = {place for place in expected - found if place[1] >= 0 or place[0] not in streams}
    return [missed, sorted(found)] if missed else []


def test_a_tree_cut_back_to_an_earlier_checkpoint_shows_only_against_one_kept_outside(journal: Scene) -> None:
    kept = Checkpoint.objects.order_by("-size").first()
    assert kept is not None
    earlier = Checkpoint.objects.order_by("size").first()
    assert earlier is not None
    _cut_back_to(earlier)

    assert places() == set()
    assert ("tree", earlier.size) in places(kept.note)


def _cut_back_to(checkpoint: Checkpoint) -> None:
    """What someone does who can write everywhere but cannot sign: the node of a while ago, whole."""
    gone = Entry.objects.filter(leaf__gte=checkpoint.size) | Entry.objects.filter(leaf=None)
    for case in Case.objects.all():
        if Entry.objects.filter(stream=case.stream, index=0, leaf__lt=checkpoint.size).exists():
            continue
        put("DELETE FROM records_report WHERE case_id = %s", _id(case.id))
    gone.delete()  # writes: tampering is the point
    for model, kind in (
        (AuthorityNotification, "notification"),
        (Submission, "submission"),
        (Advisory, "advisory"),
    ):
        for row in model.objects.all():
            if not Entry.objects.filter(**{f"payload__{kind}__value": str(row.id)}).exists():
                Revision.objects.filter(advisory_id=row.id).delete()  # writes: likewise
                row.delete()
    for revision in Revision.objects.all():
        revision.delete()
    for file in Attachment.objects.select_related("case"):
        entries = Entry.objects.filter(stream=file.case.stream)
        if file.sha256 not in str(list(entries.values_list("payload", flat=True))):
            file.delete()
    put("DELETE FROM records_checkpoint WHERE size > %s", checkpoint.size)
    for node in TreeNode.objects.all():
        if (node.index + 1) << node.level > checkpoint.size:
            node.delete()
    for stream in Stream.objects.exclude(key="tree"):
        last = Entry.objects.filter(stream=stream.key).order_by("-index").first()
        if last is None:
            stream.delete()
            continue
        stream.length, stream.head = last.index + 1, last.hash
        stream.head_at = _at(last)
        stream.save()  # writes: likewise
    put(
        "UPDATE records_stream SET length = %s, head = %s WHERE key = 'tree'",
        checkpoint.size,
        checkpoint.root,
    )


def _at(entry: Entry) -> datetime:
    return datetime.fromisoformat(json.loads(entry.header)["at"])


def _id(identity: UUID) -> Any:
    return identity if connection.vendor == "postgresql" else identity.hex


def test_a_journal_signed_anew_under_another_key_shows(journal: Scene, tmp_path: Path, settings: Any) -> None:
    own = node_verifier()
    other = tmp_path / "journal_key"
    other.write_text("11" * 32)
    settings.BULOU_JOURNAL_KEY_FILE = other

    assert {fault.what for fault in audit()} == {"signature", "checkpoint"}
    assert examine_database(key=own).faults == []


def test_a_node_that_is_renamed_keeps_the_name_of_its_journal(journal: Scene, settings: Any) -> None:
    settings.BULOU_NODE_NAME = "renamed"
    journal.world.submit()
    sequence(journal.world.now)

    assert audit() == []
    assert examine_database().node == "bulou-test/journal"


def test_the_name_of_the_journal_is_not_taken_from_a_note_that_the_node_did_not_sign(journal: Scene) -> None:
    first = Checkpoint.objects.order_by("size").first()
    assert first is not None
    put(
        "UPDATE records_checkpoint SET note = %s WHERE id = %s",
        first.note.replace("bulou-test", "other"),
        first.id,
    )

    assert places() == {("tree", first.size)}


def test_whatever_entries_record_by_its_hash_is_held_against_it(journal: Scene) -> None:
    """Reports, files on the disk, packets, drafts and published bytes: changed, taken away, or put there."""
    changes = {
        "report": lambda: put("UPDATE records_report SET raw_sealed = %s", b"\x01" + b"x" * 40),
        "file": lambda: put("UPDATE records_attachment SET sha256 = %s", "0" * 64),
        "packet": lambda: put(
            "UPDATE records_authoritynotification SET packet_sealed = %s", b"\x01" + b"x" * 40
        ),
        "draft": lambda: put("UPDATE records_advisory SET draft_sealed = %s", b"\x01" + b"x" * 40),
        "release": lambda: put("UPDATE records_revision SET csaf = %s", b"{}"),
    }
    found = {
        what: undone(lambda change=change: (change(), {f.en for f in audit()})[1])
        for what, change in changes.items()
    }

    assert {what: any(what in text for text in texts) for what, texts in found.items()} == dict.fromkeys(
        changes, True
    )


@pytest.mark.parametrize("how", ["edited", "gone"])
def test_every_byte_of_a_file_counts(journal: Scene, how: str) -> None:
    row = Attachment.objects.filter(case=journal.cases["received"]).latest("position")
    path = blobs.place(row.blob)
    before = path.read_bytes()
    expected = {(f"case:{journal.cases['received']}", journal_index(journal))}
    missed = []
    try:
        for place in range(len(before)) if how == "edited" else [0]:
            changed = bytearray(before)
            changed[place] ^= 1
            if how == "edited":
                path.write_bytes(bytes(changed))
            else:
                path.unlink()
            if places() != expected:
                missed.append(place)
    finally:
        path.write_bytes(before)

    assert missed == []


def journal_index(journal: Scene) -> int:
    ((index,),) = rows(
        'SELECT MAX("index") FROM records_entry WHERE stream = %s', f"case:{journal.cases['received']}"
    )
    return int(index)


@pytest.mark.only("sqlite")
def test_bytes_that_are_no_text_are_found_and_do_not_stop_the_audit(journal: Scene) -> None:
    entry = Entry.objects.filter(index__gt=0, leaf__isnull=False).first()
    assert entry is not None
    for column in ("header", "hash", "payload", "stream", '"index"', "leaf"):
        put_bytes = lambda column=column: put(  # noqa: E731
            f"UPDATE records_entry SET {column} = %s WHERE id = %s", b"\xff\xfe\x00", entry.id
        )
        found = undone(lambda put_bytes=put_bytes: (put_bytes(), places())[1])
        assert (entry.stream, entry.index) in found, column


def test_the_number_of_queries_does_not_grow_with_the_entries(
    journal: Scene, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20):
        audit()


def test_the_scene_has_what_the_tests_speak_of(journal: Scene) -> None:
    assert Report.objects.count() > 3
    assert TreeNode.objects.filter(level__gt=2).exists()
    assert Checkpoint.objects.count() >= 3
    assert settings.BULOU_FILES
