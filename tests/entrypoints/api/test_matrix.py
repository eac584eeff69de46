"""Role × operation × object over the API: what is read of a case, and of a house, by whom."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests.entrypoints.houses import OFFICES, House, built

if TYPE_CHECKING:
    from tests.world import World

DESK = {"lead", "handler"}
AUDIENCE = {
    "/members": {"lead", "security_admin"},
    "/peers": {"lead", "security_admin"},
    "/accounts": {"system_admin"},
    "/watch": {"lead", "security_admin", "auditor"},
    "/leaks": {"security_admin", "auditor"},
    "/journal": {"auditor"},
    "/reception": {"lead", "auditor"},
    "/rewards": DESK,
    "/abuse": DESK,
}
"""What is read of a house only by these offices. The other operations are read for what they tell, not for their status."""


@pytest.fixture
def house(world: "World") -> House:
    return built(world)


def operations() -> list[str]:
    """The addresses that are read with a token, and name nothing or a case."""
    from bulou.entrypoints.api.service import api

    paths = api.get_openapi_schema()["paths"]
    read = [
        path for path, methods in paths.items() if "Bearer" in str(methods.get("get", {}).get("security", ""))
    ]
    return [path for path in read if "{" not in path.replace("{case}", "")]


def shown(client: Client, path: str) -> tuple[int, str]:
    from bulou.entrypoints.api import limits

    limits.REQUESTS.forget()
    answer: Any = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, str(body, "utf-8", "replace")


def tried(
    house: House, client_of: Callable[..., Client], roles: Any, paths: list[str]
) -> tuple[list[tuple[Any, ...]], set[tuple[str, str]]]:
    """Where someone was answered who should not be, or not who should, or prose showed that may not; and who saw that of which case."""
    from bulou.acts.verification import OpenUndisclosed
    from bulou.records.models import Case

    wrong: list[tuple[Any, ...]] = []
    seen: set[tuple[str, str]] = set()
    for role in roles:
        client = client_of(role)
        if role in house.opened["opened"]:
            case_id = Case.objects.get(number=house.numbers["opened"]).id
            house.world.done(
                OpenUndisclosed(person_id=house.world.people[role].person_id, case_id=case_id), role
            )
        for path in paths:
            objects = house.numbers if "{case}" in path else {"": ""}
            for kind, number in objects.items():
                status, body = shown(client, path.replace("{case}", number))
                told = {other for other, canary in house.canaries.items() if canary in body}
                seen |= {(role, other) for other in told}
                wrong += [
                    (role, path, kind, "told", other) for other in told if role not in house.opened[other]
                ]
                wrong += [(role, path, kind, status)] if differs(house, role, path, kind, status) else []
    return wrong, seen


def differs(house: House, role: str, path: str, kind: str, status: int) -> bool:
    """Need-to-know for what is of a case, whose head who knows it is always given; the table for what is of a house."""
    if kind and role not in house.knows[kind]:
        return status != 404
    if kind:
        return path.endswith("/cases/{case}") and status != 200
    wanted = AUDIENCE.get(path.removeprefix("/api/v1"))
    return wanted is not None and status != (200 if OFFICES[role][1] in wanted else 404)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_ac11_every_role_reads_over_the_api_what_the_table_says(
    house: House, client_of: Callable[..., Client]
) -> None:
    paths = operations()

    assert {f"/api/v1{each}" for each in AUDIENCE} < set(paths)
    assert tried(house, client_of, OFFICES, paths) == ([], house.entitled(OFFICES))
