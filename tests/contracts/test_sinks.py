"""The registry of sinks is complete: every address, delivery, command and logger belongs to exactly one of them."""

import ast
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Any

from django.urls import URLPattern, get_resolver

from bulou.entrypoints.api.service import api
from bulou.entrypoints.cli.main import COMMANDS
from tests.contracts.sinks import SINKS
from tests.contracts.tree import SOURCE, calls, modules


def addresses(patterns: Any = None, space: str = "") -> Iterator[str]:
    """The name of every address but those of the API."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLPattern):
            yield f"{space}:{each.name}"
        elif each.namespace != "api":
            yield from addresses(each.url_patterns, each.namespace or space)


def operations() -> dict[str, str]:
    """Every operation of the API with the key that opens it; blank for none."""
    return {
        f"{method.upper()} {path.removeprefix('/api/v1')}": "".join(
            name for each in operation.get("security", []) for name in each
        )
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, operation in methods.items()
    }


def claims(name: str, field: str) -> list[str]:
    """The sinks that claim this, the most exact way of naming it first."""
    exact = [sink.name for sink in SINKS if name in getattr(sink, field)]
    _method, _space, path = name.partition(" ")
    any_method = f"* {path}"
    wide = [
        sink.name
        for sink in SINKS
        if any(
            claim == any_method or (claim.endswith("*") and fnmatchcase(name, claim))
            for claim in getattr(sink, field)
        )
    ]
    return exact or wide


def unclaimed(names: Iterable[str], field: str) -> dict[str, list[str]]:
    """What is claimed by no sink, or by more than one."""
    return {name: found for name in names if len(found := claims(name, field)) != 1}


def called(function: str, argument: int) -> set[str]:
    """The texts with which a function or method of this name is called anywhere in the code."""
    found = set()
    for file in modules(SOURCE):
        for name, call in calls(file):
            if name.rpartition(".")[2] == function:
                given = call.args[argument : argument + 1]
                if given and isinstance(given[0], ast.Constant) and isinstance(given[0].value, str):
                    found.add(given[0].value)
    return found


def test_every_address_belongs_to_one_sink() -> None:
    assert unclaimed(addresses(), "pages") == {}


def test_every_operation_of_the_api_belongs_to_one_sink_by_the_key_that_opens_it() -> None:
    found = operations()

    assert len(found) > 40
    assert unclaimed([name for name, key in found.items() if key != "Bearer"], "api") == {}


def test_every_kind_of_delivery_belongs_to_one_sink() -> None:
    sent = called("send", 0) | called("Queued", 0)
    kinds = {kind for kind in sent if re.fullmatch(r"[a-z]+", kind)}

    assert {"mail", "internal"} <= kinds
    assert unclaimed(kinds, "kinds") == {}


def test_every_command_belongs_to_one_sink() -> None:
    assert unclaimed(COMMANDS, "commands") == {}


def test_every_logger_belongs_to_one_sink() -> None:
    loggers = called("getLogger", 0) | called("get_logger", 0)

    assert loggers
    assert unclaimed(loggers, "loggers") == {}
