"""Whoever holds a link over HTTP: the recipient of a notice, and a party that was invited by mail."""

import hashlib
from typing import Any
from uuid import UUID

from django.test import Client

from bulou.acts.answering import RevokeNotice
from bulou.acts.discussion import PostToParties
from bulou.acts.parties import RemoveParty
from bulou.entrypoints.limits import INVITATIONS
from bulou.records.models import Notice, Party
from bulou.records.sealed import notice_token
from tests.acts.listing import listed, told
from tests.world import World

NOTICE, PARTY = "/api/v1/notice", "/api/v1/party"


def bearing(key: str) -> Client:
    return Client(headers={"host": "127.0.0.1", "authorization": f"Bearer {key}", "accept-language": "en"})


def act(client: Client, url: str, name: str, **fields: Any) -> Any:
    return client.post(f"{url}/acts", {"act": name, **fields}, content_type="application/json")


def sent_to_two(world: World) -> tuple[UUID, list[Notice]]:
    listed(world)
    case_id = world.accepted()
    told(world, case_id)
    return case_id, list(Notice.objects.order_by("kind"))


def invited(world: World, case_id: UUID, code: str = "the code") -> UUID:
    """A party outside this node, whose code the test knows."""
    party_id = world.invited(case_id)
    digest = hashlib.sha256(code.encode()).hexdigest()
    # writes: the secret of the mail is replaced by one that the test knows
    Party.objects.filter(id=party_id).update(secret_sha256=digest)  # writes: as said
    return party_id


def test_a_recipient_reads_answers_asks_and_stops(world: World) -> None:
    _case_id, (notice, _other) = sent_to_two(world)
    client = bearing(notice_token(notice.id))
    before = client.get(NOTICE).json()

    done = [
        act(client, NOTICE, "answer_notice", answer="need_help"),
        act(client, NOTICE, "ask_support", text="How?"),
        act(client, NOTICE, "close_support", satisfaction=""),
        act(client, NOTICE, "stop_notices"),
    ]
    after = client.get(NOTICE).json()

    assert before["content"]["en"]["risk"] == "The device can be taken over."
    assert [answer.status_code for answer in done] == [200] * 4, [each.content for each in done]
    assert (after["answer"], after["stopped"], after["support"]) == ("need_help", True, "closed")
    assert [(each["own"], each["text"]) for each in after["messages"]] == [(True, "How?")]
    assert after["seen_at"] is not None
    assert not {"email", "name"} & set(after)


def test_ac05_a_link_that_is_revoked_or_none_opens_nothing(world: World) -> None:
    case_id, (notice, other) = sent_to_two(world)
    token = notice_token(notice.id)
    world.done(RevokeNotice(case_id=case_id, notice_id=notice.id), "lead")

    wrong = [
        bearing(key).get(NOTICE) for key in (token, token[:-1] + "A", "x", "é", notice_token(case_id))
    ] + [act(bearing(token), NOTICE, "answer_notice", answer="patched")]

    assert {(answer.status_code, answer.content) for answer in wrong} == {(401, wrong[0].content)}
    assert bearing(notice_token(other.id)).get(NOTICE).status_code == 200


def test_a_party_by_its_link_enters_reads_and_writes(world: World) -> None:
    case_id = world.accepted()
    invited(world, case_id)
    client = bearing("the code")
    door = client.get(PARTY).json()

    entered = act(client, PARTY, "enter_case", agrees=True)
    world.done(PostToParties(case_id=case_id, text="各方请看", exploit_included=False), "lead")
    done = [
        act(client, PARTY, "write_as_party", text="收到"),
        act(client, PARTY, "answer_as_party", answer="affected", product="libx"),
    ]
    inside = client.get(PARTY).json()

    assert (door["opened"], door["title"], door["posts"]) == (False, None, [])
    assert entered.status_code == 200, entered.content
    assert entered.json()["verdict"] is None
    assert [answer.status_code for answer in done] == [200, 200]
    assert (inside["opened"], inside["title"]) == (True, "命令注入")
    assert [each["wordings"] for each in inside["posts"]] == [["收到"], ["各方请看"]]


def test_ac05_a_party_that_was_taken_out_finds_nothing_and_guesses_are_counted(world: World) -> None:
    case_id = world.accepted()
    party_id = invited(world, case_id)
    client = bearing("the code")
    assert client.get(PARTY).status_code == 200
    world.done(RemoveParty(case_id=case_id, party_id=party_id, grounds="退出"), "lead")

    wrong = [client.get(PARTY) for _ in range(INVITATIONS.most + 1)]

    assert [answer.status_code for answer in wrong] == [401] * INVITATIONS.most + [429]
    assert wrong[0].content == bearing("none").get(NOTICE).content


def test_one_kind_of_key_opens_nothing_of_another(world: World, client_of: Any) -> None:
    case_id, (notice, _other) = sent_to_two(world)
    invited(world, case_id)
    token, link = client_of("lead"), bearing(notice_token(notice.id))

    found = [
        token.get(NOTICE), token.get(PARTY), link.get(PARTY), link.get("/api/v1/cases"), bearing("the code").get(NOTICE),
    ]  # fmt: skip

    assert [answer.status_code for answer in found] == [401] * 5
