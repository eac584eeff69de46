"""Role × address × object: who is answered where, from one declared table, for every address of the desk and the API.

What is expected follows from the two tables below and from need-to-know: a case is there for the leads of its organisation and for
whom it was granted; its prose only once they have opened it, or when it is disclosed. Nothing is taken from what happened to happen.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from bulou.law.competence import Power, competent
from tests.browsers import Desk
from tests.entrypoints.houses import KINDS, OFFICES, House, built

if TYPE_CHECKING:
    from tests.world import World

ANYBODY = {"lead", "handler", "system_admin", "security_admin", "auditor", "counsel"}
DESK = {"lead", "handler"}
NO_AUTHORITY = {"vendor", "maker", "platform"}

AUDIENCE: dict[str, tuple[set[str], set[str]]] = {
    **dict.fromkeys(("inbox", "mine", "readings", "search", "shared", "signatures", "style"), (ANYBODY, set())),
    **dict.fromkeys(
        (
            "templates", "rewards", "rewards_csv", "abuse", "enter", "import", "calendar", "calendar_file", "figures",
            "library", "export", "products", "touches", "recipients", "support", "emergency",
        ),
        (DESK, set()),
    ),
    **dict.fromkeys(("members", "nodes"), ({"lead", "security_admin"}, set())),
    **dict.fromkeys(("reception", "reception_export"), ({"lead", "auditor"}, set())),
    "accounts": ({"system_admin"}, set()),
    "watch": ({"lead", "security_admin", "auditor"}, set()),
    "leaks": ({"security_admin", "auditor"}, set()),
    "journal": ({"auditor"}, set()),
    "room": (DESK, {"vendor"}),  # it runs networks of its own too
    "platform_filing": (DESK, {"platform"}),
    **dict.fromkeys(
        ("filings", "register", "competences", "guidance", "authority_figures", "overdue"),
        (DESK, {"authority"}),
    ),
    **dict.fromkeys(("supervision", "coordination"), ({"lead"}, {"authority"})),
    "corrections": ({"lead"}, NO_AUTHORITY),
    **dict.fromkeys(("controls", "controls_print", "controls_csv"), (DESK | {"auditor"}, NO_AUTHORITY)),
    **dict.fromkeys(("rules", "registrations"), (DESK, NO_AUTHORITY)),
}  # fmt: skip
"""Pages of a house: the offices that are answered, and in houses of which kind (blank: of any)."""

NEEDS = {"coordination": Power.COORDINATE}
"""Pages of an authority that the competence table gives only to some; an authority here is called as its body is."""

POSTED = {
    "bulk",
    "undo",
    "take",
    "keep_view",
    "drop_view",
    "share_view",
    "change_seat",
    "open",
    "mark",
    "topic",
    "revise",
    "advisory_check",
}
"""Addresses that only take forms; the table of acts (tests/acts/test_permissions.py) says who may what there."""

OPEN = {"style"}
"""Samples of the house style, with nothing of any house: anyone may look."""

OF_AUTHORITIES = {"matter"}
"""Pages of a matter of an authority; none of these cases is one."""

OPENED_ONLY = {"parties_table"}
"""Pages of a case that are there only once it is opened; the others lead to its door until then."""


QUICK = {
    "roles": ("lead", "sysadmin", "auditor", "foreigner"),
    "pages": ("accounts", "watch", "leaks", "reception", "case", "parties_table"),
}


@pytest.fixture
def house(world: "World") -> House:
    return built(world)


def addresses() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The addresses of the desk with what stands in each; those that name a thing of their own kind are not of this matrix."""
    desk = next(each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == "desk")
    for each in desk.url_patterns:
        assert isinstance(each, URLPattern) and each.name is not None
        yield each.name, tuple(each.pattern.converters)


def answered(role: str, name: str) -> bool:
    offices, kinds = AUDIENCE[name]
    slug, office = OFFICES[role]
    able = name not in NEEDS or competent([slug], NEEDS[name])
    return able and office in offices and (not kinds or KINDS[slug] in kinds)


def body(answer: Any) -> str:
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(data, "utf-8", "replace")


def tried(
    house: House, desk: Desk, roles: Any, pages: Any
) -> tuple[dict[Any, bool], dict[Any, bool], list[Any], set[tuple[str, str]]]:
    """By role, page and object: whether there was an answer, whether there should be; where prose showed that may not; and who
    saw that of which case.
    """
    found, expected, leaks, seen = {}, {}, [], set()
    clients = {role: desk(role) for role in roles} | {"stranger": Client()}
    for role in house.opened["opened"] & set(roles):
        clients[role].post(reverse("desk:open", kwargs={"number": house.numbers["opened"]}))
    for role, client in clients.items():
        for name, takes in pages:
            objects = house.numbers if takes == ("number",) else {"": ""}
            for kind, number in objects.items():
                more = {"number": number} if kind else {"form": "csv"} if name == "reception_export" else {}
                answer = client.get(reverse(f"desk:{name}", kwargs=more))
                key = role, name, kind
                found[key] = answer.status_code < 400
                if role == "stranger":
                    # the way to sign in, the same for what is there and what is not
                    found[key] = answer.headers.get("Location", "").startswith(reverse("account_login"))
                    expected[key] = name not in OPEN
                elif kind:
                    wants = house.opened if name in OPENED_ONLY else house.knows
                    expected[key] = name not in OF_AUTHORITIES and role in wants[kind]
                else:
                    expected[key] = answered(role, name)
                shown = body(answer)
                told = {other for other, canary in house.canaries.items() if canary in shown}
                seen |= {(role, other) for other in told}
                leaks += [(*key, other) for other in told if role not in house.opened[other]]
    return found, expected, leaks, seen


def differing(found: dict[Any, bool], expected: dict[Any, bool]) -> dict[Any, bool]:
    return {key: answer for key, answer in found.items() if answer != expected[key]}


def in_matrix() -> list[tuple[str, tuple[str, ...]]]:
    return [
        (name, takes) for name, takes in addresses()
        if name not in POSTED and (takes in ((), ("number",)) or name == "reception_export")
    ]  # fmt: skip


def test_ac11_the_matrix_has_every_page_of_a_house() -> None:
    plain = {name for name, takes in in_matrix() if takes != ("number",)}

    assert plain == set(AUDIENCE)


def test_ac11_chosen_roles_are_answered_where_the_table_says(house: House, desk: Desk) -> None:
    pages = [(name, takes) for name, takes in in_matrix() if name in QUICK["pages"]]
    found, expected, leaks, seen = tried(house, desk, QUICK["roles"], pages)

    assert differing(found, expected) == {}
    assert leaks == []
    assert seen == house.entitled(QUICK["roles"])


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_ac11_every_role_is_answered_at_every_address_where_the_table_says(house: House, desk: Desk) -> None:
    found, expected, leaks, seen = tried(house, desk, OFFICES, in_matrix())

    assert differing(found, expected) == {}
    assert leaks == []
    assert seen == house.entitled(OFFICES)
    assert len(found) > 900
