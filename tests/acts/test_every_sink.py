"""What people write about undisclosed cases comes out of no sink that is open to those who may not know (Articles 9 and 10).

Schedules of acts are drawn at random, with a canary in every text that they take; then everything is read that strangers, people
of another organisation and the offices without casework may read, and every mail and log line. The registry of sinks is
tests/contracts/sinks.py.
"""

import json
import logging
import os
import random
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from bulou.acts import Act, CaseAct, Status, perform
from bulou.acts.act import NoticeAct
from bulou.formats.databases import EXPORTS, NotExpressible
from bulou.records.models import Advisory, Case, Person
from bulou.records.outbox import claim
from bulou.records.public.sharing import exported
from tests.acts.examples import EXAMPLES
from tests.acts.scene import Scene

SEED = 20261122
ROUNDS = int(os.environ.get("BULOU_TEST_ROUNDS", "20"))
AT_ONCE = 6
TELLS = frozenset({"user_notice", "upstream", "to_party", "notice"})
"""Templates of mails by which an act tells people what they are to know: their words are meant for them."""
QUIET = ("django.request", "django.security")


def texts(act: Act, canary: str) -> Iterator[Act]:
    """The act with the canary in every text it takes, then only in the prose, where the first cannot be acted on."""
    asked = [
        each for each in fields(act) if isinstance(getattr(act, each.name), str) and "label" in each.metadata
    ]
    prose = [each.name for each in asked if each.metadata["widget"] == "textarea"]
    lines = [each.name for each in asked if each.metadata["widget"] == "text"]
    yield replace(act, **{name: f"{getattr(act, name)} {canary}" for name in [*prose, *lines]})
    yield replace(act, **{name: f"{getattr(act, name)} {canary}" for name in prose})


class Play:
    """Random schedules on one scene: what was written about which case."""

    def __init__(self, scene: Scene, seed: int) -> None:
        self.scene = scene
        self.dice = random.Random(seed)
        self.written: dict[str, UUID] = {}
        self.done: set[str] = set()
        self.names = sorted(
            name for name, each in EXAMPLES.items() if isinstance(each.act(scene), CaseAct | NoticeAct)
        )

    def schedule(self, number: int) -> None:
        """A report, and a few acts on whatever cases they are for, in any order."""
        canary = self._canary(number, 0)
        content = dict.fromkeys(
            ("title", "product", "steps", "impact", "weakness", "note", "contact"), canary
        )
        made = self.scene.world.submit(raw=canary.encode(), content=content | {"versions": "3.1"})
        self.written[canary] = UUID(made.ids["case_id"])
        for step, name in enumerate(self.dice.sample(self.names, self.dice.randint(2, 6)), start=1):
            self._act(name, self._canary(number, step))

    def _act(self, name: str, canary: str) -> None:
        example = EXAMPLES[name]
        act = example.act(self.scene)
        assert isinstance(act, CaseAct | NoticeAct)
        for wanted in texts(act, canary):
            outcome = perform(wanted, by=self.scene.actor(example.by, example.case), at=self.scene.world.now)
            if outcome.status is not Status.INVALID:
                break
        if outcome:
            self.done.add(name)
            self.written[canary] = act.case_id

    def _canary(self, number: int, step: int) -> str:
        return f"CNRY{number:05}x{step}x{self.dice.getrandbits(32):08x}"

    @property
    def secrets(self) -> list[str]:
        """The canaries of cases that are not disclosed."""
        disclosed = set(Case.objects.filter(disclosed_at__isnull=False).values_list("id", flat=True))
        return [canary for canary, case_id in self.written.items() if case_id not in disclosed]


def addresses(patterns: Any = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLPattern):
            yield f"{space}:{each.name}", each
        elif each.namespace != "api":
            yield from addresses(each.url_patterns, each.namespace or space)


def paths(scene: Scene) -> list[str]:
    """Every address, filled in with what the node holds: numbers of published and of unpublished things alike."""
    held: dict[str, list[Any]] = {
        "slug": ["vendor"],
        "number": [*Advisory.objects.values_list("number", flat=True)[:3], *Case.objects.values_list("number", flat=True)[:3]],
        "form": ["csv"],
        "system": ["cve"],
        "revision": [1],
        "index": [0],
        "name": ["publish", "intake"],
    }  # fmt: skip
    for each in scene.ids.values():
        if isinstance(each, UUID):
            held.setdefault("uuid", []).append(each)
    found = []
    for name, pattern in addresses():
        if not name.startswith(":account") and name not in ("desk:style", ":nowhere"):
            found += list(_filled(name.removeprefix(":"), pattern, held))
    return sorted(set(found))


def _filled(name: str, pattern: URLPattern, held: dict[str, list[Any]]) -> Iterator[str]:
    kinds = {key: type(kind).__name__ for key, kind in pattern.pattern.converters.items()}
    choices = {
        key: held["uuid"][:6]
        if kind == "UUIDConverter"
        else [1]
        if kind == "IntConverter"
        else held.get(key, ["x"])
        for key, kind in kinds.items()
    }
    most = max((len(each) for each in choices.values()), default=1)
    for turn in range(most):
        yield reverse(name, kwargs={key: each[turn % len(each)] for key, each in choices.items()})


def read_by_outsiders(scene: Scene, where: list[str]) -> Iterator[tuple[str, bytes]]:
    """What strangers and people without a need to know are shown, by who and where."""
    readers: dict[str, Client] = {"stranger": Client()}
    for name in ("foreigner", "admin", "auditor"):
        readers[name] = Client()
        readers[name].force_login(Person.objects.get(id=scene.person(name)))
    for who, client in readers.items():
        for path in where:
            answer = client.get(path)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            yield f"{who} {path}", body + repr(answer.headers).encode()


def given_out(scene: Scene) -> Iterator[tuple[str, bytes]]:
    """Exports of what is published, public operations of the API, and the mails that wait."""
    house, client = scene.world.organisations["vendor"], Client()
    for form in EXPORTS:
        try:
            found = exported(house, form, (), scene.world.now.date())
        except NotExpressible:
            continue
        yield f"export {form}", found.content if found else b""
    for path in (
        "advisories",
        "advisories?q=CNRY",
        "organisations",
        "organisations/vendor",
        "thanks",
        "severity",
    ):
        yield f"api {path}", client.get(f"/api/v1/{path}").content

    for due in claim("sinks", at=scene.world.now, lease=timedelta(0), most=500):
        body = due.body()
        if due.kind == "mail" and body.get("template") not in TELLS:
            yield f"mail {body.get('template')}", json.dumps(body, ensure_ascii=False, default=str).encode()


def leaks(play: Play, shown: Iterator[tuple[str, bytes]]) -> dict[str, list[str]]:
    secrets = play.secrets
    found: dict[str, list[str]] = {}
    for where, body in shown:
        if b"CNRY" in body:
            known = [each for each in secrets if each.encode() in body]
            if known:
                found[where] = known
    return found


def played(
    scene: Scene, caplog: pytest.LogCaptureFixture, schedules: int
) -> tuple[Play, dict[str, list[str]]]:
    """Play so many schedules, a few at a time, and read after each lot some of the addresses and all that is given out."""
    caplog.set_level(logging.DEBUG, "bulou")
    play, found = Play(scene, SEED), dict[str, list[str]]()
    where = paths(scene)
    mostly = [path for path in where if not path.startswith(("/desk/", "/law/"))]
    for first in range(0, schedules, AT_ONCE):
        for number in range(first, min(first + AT_ONCE, schedules)):
            play.schedule(number)
        few = [*play.dice.sample(mostly, min(12, len(mostly))), *play.dice.sample(where, min(8, len(where)))]
        found |= leaks(play, read_by_outsiders(scene, few))
        found |= leaks(play, given_out(scene))
        logged = "\n".join(record.getMessage() for record in caplog.records if record.name not in QUIET)
        found |= leaks(play, iter([("log", logged.encode())]))
        caplog.clear()
    return play, found


def test_random_schedules_leak_into_no_sink(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    play, found = played(scene, caplog, AT_ONCE)

    assert found == {}
    assert len(play.done) > 8 and len(play.secrets) > AT_ONCE


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_two_thousand_random_schedules_leak_into_no_sink(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    play, found = played(scene, caplog, 100 * ROUNDS)

    assert found == {}
    assert len(play.done) * 10 > len(play.names) * 7  # of 143 acts 118 were done by 200 schedules


def test_the_reading_of_sinks_finds_what_is_there(scene: Scene) -> None:
    """The same reading by someone who may know finds canaries: it is not blind."""
    play = Play(scene, SEED)
    play.schedule(0)
    lead = Client()
    lead.force_login(Person.objects.get(id=scene.person("lead")))

    assert leaks(play, iter([("inbox", lead.get("/desk/?view=all").content)])) != {}
