"""At rest: what people wrote about an undisclosed case stands nowhere in the clear, and boxes open only in their place."""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings as node
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from bulou.acts import Actor, blobs
from bulou.acts import coordination as co
from bulou.acts import custody as cu
from bulou.acts import embargoes as em
from bulou.acts import notification as no
from bulou.acts import receipt as rc
from bulou.acts import release as re
from bulou.acts import remediation as rm
from bulou.acts import verification as ve
from bulou.records import sealed
from bulou.records.models import (
    Advisory,
    Attachment,
    AuthorityNotification,
    Case,
    Delivery,
    Entry,
    Invitation,
    Report,
)
from bulou.records.sealed import SealBroken, case_key, is_return_code, new_case_key, node_key, return_code
from bulou.records.streams import opened
from tests.acts.scene import PACKET, Scene
from tests.records.tampering import put
from tests.world import World

CONTENT = ("title", "steps", "impact", "weakness", "note", "contact")
CANARIES = {
    name: f"CANARY-{name}-漏洞-{secrets.token_hex(4)}"
    for name in (*CONTENT, "raw", "file name", "file", "message", "answer", "method", "harm", "scope",
                 "deferral", "source", "packet", "upstream", "notice", "remedy", "mitigation", "assessment", "draft",
                 "heading", "judgement", "hold", "emergency", "embargo", "judged")
}  # fmt: skip


@pytest.fixture
def told(world: World) -> dict[str, str]:
    """A case in which everything that a person may write is a canary; nothing is published. Gives the canaries."""
    c = CANARIES
    files = (blobs.keep(c["file name"], c["file"].encode()),)
    content = {name: c[name] for name in CONTENT} | {"product": "QY-4200", "versions": "3.1"}
    made = world.submit(raw=c["raw"].encode(), content=content, attachments=files, identity="pseudonym")
    case_id, reporter = UUID(made.ids["case_id"]), Actor.reporter(UUID(made.ids["case_id"]))
    world.open(case_id, "lead")
    world.done(
        ve.OpenUndisclosed(
            person_id=world.people["lead"].person_id,
            case_id=case_id,
            purpose="emergency",
            grounds=c["emergency"],
        ),
        "lead",
    )
    world.done(rc.PostMessage(case_id=case_id, thread="public", text=c["message"]), "lead")
    world.done(rc.WriteAsReporter(case_id=case_id, text=c["answer"], attachments=files), reporter)
    for act in _case_acts(case_id, world):
        world.done(act, "lead")
    return c | {"code": made.ids["code"], "case": str(case_id), "number": made.ids["number"]}


def _case_acts(case_id: UUID, world: World) -> Iterator[Any]:
    c = CANARIES
    yield ve.IdentifyProduct(case_id=case_id, product="QY-4200", versions="3.1", own_product=True)
    yield ve.ValidateReport(case_id=case_id, method=c["method"], harm=c["harm"], scope=c["scope"])
    yield ve.DeferCase(case_id=case_id, reason=c["deferral"])
    yield ve.AcceptCase(case_id=case_id)
    yield em.ProposeEmbargo(case_id=case_id, until=world.now + timedelta(days=30))
    yield em.AcceptEmbargo(case_id=case_id)
    yield em.TerminateEmbargo(case_id=case_id, reason=c["embargo"])
    yield ve.RecordObservation(case_id=case_id, observed="attacks", source=c["source"])
    yield no.PreparePacket(case_id=case_id, packet=PACKET | {"technical_characteristics": c["packet"]})
    yield no.NotifyAuthority(case_id=case_id, method="node")
    yield co.AddParty(case_id=case_id, party="上游甲", role="upstream", organisation="other")
    party = Case.objects.get(id=case_id).parties.get(role="upstream")
    yield co.NotifyUpstream(exploit_included=False, case_id=case_id, party_id=party.id, text=c["upstream"])
    yield co.JudgeProvider(case_id=case_id, party_id=party.id, is_provider=True, grounds=c["judged"])
    yield rm.RecordMitigation(case_id=case_id, text=c["mitigation"])
    yield rm.RecordRemediation(case_id=case_id, text=c["remedy"], location="https://vendor.example/fix")
    yield rm.NotifyUsers(
        exploit_included=False, case_id=case_id, recipients="a@b.example", text=c["notice"], overseas=False
    )
    yield no.RecordJointAssessment(case_id=case_id, text=c["assessment"])
    yield cu.PlaceHold(case_id=case_id, grounds=c["hold"])
    yield re.SaveDraft(case_id=case_id, heading=c["heading"], summary=c["draft"], description=c["draft"])
    draft = Advisory.objects.get(case_id=case_id)
    yield re.JudgeDraft(
        case_id=case_id, advisory_id=draft.id, judgement="exaggerates", answer="no", grounds=c["judgement"]
    )


def everything() -> Iterator[tuple[str, bytes]]:
    """Every cell of every table, and every file of the node's files, as bytes with a name."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    yield f"{table}.{column}", _bytes(value)
    for path in Path(node.BULOU_FILES).rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes() + path.name.encode()


def _bytes(value: Any) -> bytes:
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return (value if isinstance(value, str) else repr(value)).encode()


def spellings(text: str) -> set[bytes]:
    """A text as it might stand somewhere: plain, or as JSON writes it."""
    return {text.encode(), ascii(text)[1:-1].encode(), text.encode("utf-16-le"), text.encode().hex().encode()}


def test_no_canary_stands_anywhere_in_the_clear(told: dict[str, str]) -> None:
    secret = {name: text for name, text in told.items() if name not in ("case", "number")}
    secret["code without dashes"] = told["code"].replace("-", "")
    wanted = {name: spellings(text) for name, text in secret.items()}
    found = {
        (name, place)
        for place, data in everything()
        for name, written in wanted.items()
        if any(spelling in data for spelling in written)
    }

    assert found == set()


def test_the_search_for_canaries_would_find_one(told: dict[str, str]) -> None:
    put("UPDATE records_case SET product = %s WHERE number = %s", f"x{told['steps']}x", told["number"])

    places = {place for place, data in everything() if told["steps"].encode() in data}
    assert places == {"records_case.product"}


def test_every_canary_can_be_read_by_who_has_the_key(told: dict[str, str]) -> None:
    case = Case.objects.get(id=told["case"])
    key = case_key(case.id, case.key_wrapped)
    entries = Entry.objects.all()
    said = [str(value) for entry in entries for value in _of_case(entry, key, case).values()]
    said.append(key.open(AuthorityNotification.objects.get(case=case).packet_sealed, _packet(case)).decode())
    said.append(key.open(Advisory.objects.get(case=case).draft_sealed, _draft(case)).decode())
    report = Report.objects.get(case=case)
    assert report.raw_sealed is not None
    said.append(key.open(report.raw_sealed, f"report:{case.id}:raw").decode())
    for row in Attachment.objects.filter(case=case):
        said += [
            key.open(row.name_sealed, f"attachment:{row.id}:name").decode(),
            blobs.read(row, key).decode(),
        ]
    text = "\n".join(said)

    assert {name for name, canary in CANARIES.items() if canary not in text} == set()


def _of_case(entry: Entry, key: Any, case: Case) -> dict[str, Any]:
    mine = entry.stream == case.stream or entry.payload.get("case", {}).get("value") == str(case.id)
    return opened(entry, key) if mine else {}


def _packet(case: Case) -> str:
    return f"packet:{AuthorityNotification.objects.get(case=case).id}"


def _draft(case: Case) -> str:
    return f"advisory:{Advisory.objects.get(case=case).id}:draft"


def test_deliveries_are_closed_until_the_transport_opens_them(told: dict[str, str]) -> None:
    rows = list(Delivery.objects.all())

    assert {row.kind for row in rows} == {"mail", "internal"}
    assert all(row.body_sealed[:1] == sealed.AES_256_GCM for row in rows)
    bodies = "".join(node_key().open(row.body_sealed, f"delivery:{row.key}").decode() for row in rows)
    assert all(CANARIES[name] in bodies for name in ("notice", "upstream", "packet", "title"))


def test_an_invitation_is_kept_only_as_a_hash(scene: Scene) -> None:
    places = {place for place, data in everything() if scene.secret.encode() in data}

    assert (places, Invitation.objects.count()) == (set(), 1)


# --- boxes and keys


def boxes(case: Case) -> dict[str, tuple[bytes, str]]:
    """Every box of a case with the place to which it is bound."""
    report = Report.objects.get(case=case)
    found = {
        "title": (bytes(case.title_sealed), f"case:{case.id}:title"),
        "raw": (bytes(report.raw_sealed or b""), f"report:{case.id}:raw"),
    }
    for row in AuthorityNotification.objects.filter(case=case):
        found[f"packet {row.id}"] = (bytes(row.packet_sealed), f"packet:{row.id}")
    for draft in Advisory.objects.filter(case=case):
        found[f"draft {draft.id}"] = (bytes(draft.draft_sealed), f"advisory:{draft.id}:draft")
    return found


def test_a_box_opens_in_its_own_place_alone(scene: Scene) -> None:
    """Another field of the row, the same field of another row, another case's key: none of them opens it."""
    cases = list(Case.objects.filter(id__in=[scene.cases["accepted"], scene.cases["mended"]]))
    held = [(case, box) for case in cases for box in boxes(case).values()]
    opened_by = [
        (about, other_about, case.id == other.id)
        for case, (box, about) in held
        for other, (_box, other_about) in held
        if _opens(other, box, other_about)
    ]

    assert opened_by == [(about, about, True) for _case, (_box, about) in held]


def _opens(case: Case, box: bytes, about: str) -> bool:
    try:
        case_key(case.id, case.key_wrapped).open(box, about)
    except SealBroken:
        return False
    return True


def test_a_box_of_an_entry_is_bound_to_its_stream_index_and_field(scene: Scene) -> None:
    case = Case.objects.get(id=scene.cases["accepted"])
    key = case_key(case.id, case.key_wrapped)
    entry = next(e for e in Entry.objects.filter(stream=case.stream) if "method" in e.payload)
    assert opened(entry, key)["method"] == "复现"

    def moved(**changes: Any) -> bool:
        """Whether the entry still opens after these changes."""
        other = Entry(stream=entry.stream, index=entry.index, payload=dict(entry.payload))
        for name, value in changes.items():
            setattr(other, name, value)
        try:
            opened(other, key)
        except SealBroken:
            return False
        return True

    swapped = entry.payload | {"harm": entry.payload["scope"], "scope": entry.payload["harm"]}
    assert [moved(), moved(index=entry.index + 1), moved(stream="case:other"), moved(payload=swapped)] == [
        True, False, False, False,
    ]  # fmt: skip


def test_a_case_key_wrapped_for_another_case_does_not_open(scene: Scene) -> None:
    one, other = Case.objects.all()[:2]

    with pytest.raises(SealBroken):
        case_key(one.id, other.key_wrapped)


def test_under_another_key_file_nothing_opens(scene: Scene, settings: Any, tmp_path: Path) -> None:
    case = Case.objects.get(id=scene.cases["received"])
    queued = Delivery.objects.order_by("queued_at").first()
    assert queued is not None
    code = return_code(case.id)
    other = tmp_path / "kek"
    other.write_text("22" * 32)
    settings.BULOU_KEY_FILE = other

    with pytest.raises(SealBroken):
        case_key(case.id, case.key_wrapped)
    with pytest.raises(SealBroken):
        node_key().open(queued.body_sealed, f"delivery:{queued.key}")
    assert not is_return_code(case.id, code)


@pytest.mark.parametrize("text", ["", "00" * 31, "00" * 33, "zz" * 32])
def test_a_key_file_that_is_none_is_an_error(settings: Any, tmp_path: Path, text: str) -> None:
    path = tmp_path / secrets.token_hex(4)
    path.write_text(text)
    settings.BULOU_KEY_FILE = path

    with pytest.raises(ValueError):
        node_key()


@given(plaintext=st.binary(max_size=64), data=st.data())
def test_every_byte_of_a_box_counts(plaintext: bytes, data: st.DataObject) -> None:
    key, _wrapped = new_case_key(uuid4())
    box = key.close(plaintext, "place")
    place = data.draw(st.integers(0, len(box) - 1))
    touched = bytearray(box)
    touched[place] ^= data.draw(st.integers(1, 255))

    assert key.open(box, "place") == plaintext
    for wrong in (bytes(touched), box[:-1], box + b"\0", b""):
        with pytest.raises(SealBroken):
            key.open(wrong, "place")


def test_the_same_text_is_never_closed_into_the_same_box() -> None:
    key, _wrapped = new_case_key(uuid4())

    assert len({key.close(b"same", "place") for _ in range(200)}) == 200


# --- return codes


def test_a_return_code_is_eighty_bits_in_four_groups_and_belongs_to_one_case() -> None:
    cases = [uuid4() for _ in range(500)]
    codes = [return_code(case) for case in cases]

    assert all(len(code) == 19 and set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567-") for code in codes)
    assert all([part for part in code.split("-") if len(part) == 4] == code.split("-") for code in codes)
    assert len(set(codes)) == 500
    assert [return_code(case) for case in cases] == codes
    assert [is_return_code(case, code) for case in cases[:20] for code in codes[:20]].count(True) == 20


@pytest.mark.parametrize(
    "typed", [str.lower, lambda c: c.replace("-", ""), lambda c: f"  {c.replace('-', ' ')} "]
)
def test_a_return_code_may_be_typed_as_people_type(typed: Any) -> None:
    case = uuid4()

    assert is_return_code(case, typed(return_code(case)))


@given(code=st.text(max_size=40))
def test_nothing_else_is_a_return_code_and_nothing_breaks_it(code: str) -> None:
    assert not is_return_code(UUID(int=5), code)


def test_return_codes_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    compare = sealed.hmac.compare_digest
    monkeypatch.setattr(sealed.hmac, "compare_digest", lambda a, b: asked.append((a, b)) or compare(a, b))
    case = uuid4()

    is_return_code(case, "AAAA")

    assert asked == [(b"AAAA", return_code(case).replace("-", "").encode())]
