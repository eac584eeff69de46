"""Legal questions warn and hold nothing; signatures are a lawyer's, bound to text and code, and lapse with them."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from bulou.acts import Status
from bulou.acts.counsel import CloseLegalQuestion, OpenLegalQuestion, SignSentence, WithdrawSignature
from bulou.acts.membership import GrantOffice
from bulou.acts.permissions import standing
from bulou.acts.prospects import prospects
from bulou.acts.release import PublishAdvisory
from bulou.acts.remediation import RecordRemediation
from bulou.law.regimes import REGIMES
from bulou.law.register import sentences
from bulou.records import signatures
from bulou.records.concerns import questions_of
from bulou.records.models import Case, Entry
from bulou.records.visible import case_page
from tests.world import World


def ask(world: World, case_id: UUID, first: str = "RMSV-9-7", second: str = "RMSV-7-2") -> Any:
    act = OpenLegalQuestion(
        case_id=case_id, first=first, second=second, question="先向谁报送？", grounds="两法并用"
    )
    return world.act(act, "lead")


def close(world: World, case_id: UUID, question_id: str, by: str = "lead") -> Any:
    act = CloseLegalQuestion(
        case_id=case_id,
        legal_question_id=UUID(question_id),
        adviser="某律师事务所",
        advice="先向平台报送",
        grounds="意见书",
    )
    return world.act(act, by)


def page_of(world: World, case_id: UUID) -> Any:
    return case_page(world.people["lead"].person_id, Case.objects.get(id=case_id).number, at=world.now)


@pytest.fixture
def case_id(world: World) -> UUID:
    return world.accepted()


def test_an_open_question_warns_of_publishing_and_sharing_and_stops_neither(
    world: World, case_id: UUID
) -> None:
    world.done(RecordRemediation(case_id=case_id, text="升级", location="https://vendor.example"), "lead")
    advisory = world.drafted(case_id)
    question = ask(world, case_id)
    page, lead = page_of(world, case_id), world.people["lead"]
    found = prospects(
        page.case,
        by=lead,
        at=world.now,
        standing=standing(lead, page.case.organisation, page.case),
        parties=page.parties,
        advisories=page.advisories,
        questions=page.questions,
    )

    warned = {each.name: [(w.first, w.second) for w in each.warnings] for each in found if each.warnings}
    assert warned["publish_advisory"] == [("RMSV-9-7", "RMSV-7-2")]
    assert set(warned) <= {"publish_advisory", "share_detail", "revise_advisory"}
    assert world.act(PublishAdvisory(case_id=case_id, advisory_id=advisory), "lead")
    assert close(world, case_id, question.ids["legal_question_id"])
    assert questions_of(page.case) == []


def test_the_question_is_read_on_the_page_of_the_opened_case_with_both_citations(
    world: World, case_id: UUID
) -> None:
    ask(world, case_id)
    found = page_of(world, case_id).questions

    assert [(q.question, str(q.first_citation.en), q.opened_by) for q in found] == [
        ("先向谁报送？", "RMSV Art. 9(7)", "lead")
    ]


def test_its_words_are_sealed_only_in_cipher(world: World, case_id: UUID) -> None:
    closed = close(world, case_id, ask(world, case_id).ids["legal_question_id"])
    assert closed

    kept = "".join(str(entry.payload) for entry in Entry.objects.filter(stream=f"case:{case_id}"))
    assert [word in kept for word in ("先向谁报送", "某律师事务所", "先向平台", "RMSV-9-7")] == [
        False,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("first", "second", "field", "near"),
    [
        ("RMSV-9-77", "RMSV-7-2", "first", "RMSV-9-7"),
        ("RMSV-9-7", "qqqq", "second", "没有规则"),
        ("RMSV-9-7", "RMSV-9-7", "second", "冲突有两方"),
    ],
)
def test_a_norm_that_is_not_there_is_told_at_its_field(
    world: World, case_id: UUID, first: str, second: str, field: str, near: str
) -> None:
    outcome = ask(world, case_id, first, second)

    assert (outcome.status, list(outcome.errors)) == (Status.INVALID, [field])
    assert near in str(outcome.errors[field])


def test_a_question_is_closed_once_and_only_on_its_own_case(world: World, case_id: UUID) -> None:
    question, elsewhere = ask(world, case_id).ids["legal_question_id"], world.accepted()
    answers = [close(world, where, question) for where in (elsewhere, case_id, case_id)]

    assert [a.status for a in answers] == [Status.INVALID, Status.DONE, Status.INVALID]


def sign(world: World, sentence: str = "R9.7", by: str = "counsel", **more: Any) -> Any:
    if "seen" not in more:
        known = (
            signatures._fingerprints(more.get("regime", "rmsv"))
            if more.get("regime") in (None, "rmsv")
            else {}
        )
        more["seen"] = known[sentence].sha256 if sentence in known else "-"
    act = SignSentence(organisation_id=world.organisations["vendor"], sentence=sentence, **more)
    return world.act(act, by)


def changed(monkeypatch: pytest.MonkeyPatch, **what: Any) -> None:
    """As if the text or a norm of R9.7 had changed in a later release."""
    now = dict(signatures._fingerprints("rmsv"))
    now["R9.7"] = replace(now["R9.7"], **what)
    monkeypatch.setattr(signatures, "_fingerprints", lambda regime: now)


def test_everything_ships_unsigned(world: World) -> None:
    assert {regime: dict(signatures.current(regime)) for regime in REGIMES} == {
        regime: {} for regime in REGIMES
    }


def test_a_signature_names_the_lawyer_the_moment_and_exactly_what_was_signed(world: World) -> None:
    at = world.now
    signed = sign(world, remark="已与正式文本核对", seen=signatures.fingerprint("rmsv", "R9.7").sha256)
    assert signed

    found = signatures.current("rmsv")["R9.7"]
    assert (found.name, found.at, found.remark, found.lapsed) == ("counsel", at, "已与正式文本核对", False)
    entry = Entry.objects.get(hash=signed.entry.hash)
    kept = {name: field["value"] for name, field in entry.payload.items()}
    now = signatures.fingerprint("rmsv", "R9.7")
    assert (kept["text_sha256"], kept["norms"], kept["signer"]) == (
        now.text_sha256,
        dict(now.norms),
        "counsel",
    )
    assert len(now.norms) >= 2
    assert all(len(digest) == 64 for digest in now.norms.values())


@pytest.mark.parametrize("what", [{"text_sha256": "0" * 64}, {"norms": {"RMSV-9-7@2027-01-01": "0" * 64}}])
def test_a_signature_lapses_visibly_when_text_or_code_changes_and_can_be_renewed(
    world: World, monkeypatch: pytest.MonkeyPatch, what: dict[str, Any]
) -> None:
    assert sign(world)
    assert sign(world).status is Status.INVALID
    changed(monkeypatch, **what)

    assert signatures.current("rmsv")["R9.7"].lapsed
    assert sign(world)
    assert not signatures.current("rmsv")["R9.7"].lapsed
    assert [signatures.stands(row) for row in signatures.history("rmsv", "R9.7")] == [True, False]


def test_what_changed_since_it_was_read_is_not_signed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = signatures.fingerprint("rmsv", "R9.7").sha256
    changed(monkeypatch, text_sha256="0" * 64)

    assert (sign(world, seen=seen).status, list(sign(world, seen=seen).errors)) == (
        Status.INVALID,
        ["sentence"],
    )


def test_who_does_not_say_what_was_read_signs_nothing(world: World) -> None:
    outcome = sign(world, seen="")

    assert (outcome.status, list(outcome.errors)) == (Status.INVALID, ["sentence"])


def test_a_withdrawn_signature_is_gone_and_stays_on_record(world: World) -> None:
    assert sign(world)
    withdraw = WithdrawSignature(
        organisation_id=world.organisations["vendor"], sentence="R9.7", remark="重审"
    )
    answers = [world.act(withdraw, "counsel") for _ in range(2)]

    assert [a.status for a in answers] == [Status.DONE, Status.INVALID]
    assert dict(signatures.current("rmsv")) == {}
    assert [row.withdrawal for row in signatures.history("rmsv", "R9.7")] == ["重审"]


@pytest.mark.parametrize(
    ("fields", "wrong", "near"),
    [({"sentence": "R9.77"}, "sentence", "R9.7"), ({"regime": "rmvs", "sentence": "R1"}, "regime", "rmsv")],
)
def test_a_sentence_that_is_not_there_is_told_with_the_nearest(
    world: World, fields: dict[str, str], wrong: str, near: str
) -> None:
    outcome = sign(world, **fields)

    assert (outcome.status, list(outcome.errors)) == (Status.INVALID, [wrong])
    assert near in outcome.errors[wrong].en


def test_neither_a_lead_nor_the_node_itself_signs(world: World) -> None:
    from bulou.acts import Actor

    act = SignSentence(organisation_id=world.organisations["vendor"], sentence="R1", seen="-")
    answers = [sign(world, "R1", by="lead"), world.act(act, Actor.system())]

    assert [(a.status, a.refusal and str(a.refusal.question)) for a in answers] == [
        (Status.REFUSED, "who")
    ] * 2


def test_a_lead_may_be_counsel_too_but_no_administrator(world: World) -> None:
    organisation = world.organisations["vendor"]
    answers = [
        world.act(
            GrantOffice(
                organisation_id=organisation, person_id=world.people[who].person_id, office="counsel"
            ),
            "admin",
        )
        for who in ("lead", "admin", "auditor")
    ]

    assert [a.status for a in answers] == [Status.DONE, Status.REFUSED, Status.REFUSED]


def test_every_sentence_of_every_regime_can_be_signed(world: World) -> None:
    for regime in REGIMES:
        for sentence in sentences(regime):
            found = signatures.fingerprint(regime, sentence.id)
            assert found.edition, sentence.id
            assert all(found.norms.values()), sentence.id
