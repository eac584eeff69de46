"""Everything a person can do on a page can be done over the API: no page gains a form, a step or an act that it lacks."""

import importlib
import importlib.util
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver

from bulou.acts import ACTS, Act
from bulou.entrypoints.api.act_models import ADDRESSES, address, offered
from bulou.entrypoints.api.service import api

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "src" / "bulou" / "entrypoints" / "templates"
GIVEN = {"UUIDConverter": UUID(int=0), "IntConverter": 1}
BUTTON = re.compile(r'name="(?:step|act|bulk|answer)" value="([a-z_]+)')


@pytest.fixture(scope="module")
def parity() -> ModuleType:
    """The table, which stands beside the page that is made of it."""
    spec = importlib.util.spec_from_file_location("parity", ROOT / "scripts" / "parity.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pages(patterns: Any = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of ours but the API's: its name with its namespace."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLPattern):
            yield f"{space}:{each.name}", each
        elif each.namespace != "api" and is_ours(each):
            yield from pages(each.url_patterns, each.namespace or space)


def is_ours(included: URLResolver) -> bool:
    """Whether its addresses are written by this project, wherever it and its libraries are checked out."""
    named = included.urlconf_name
    module = named.__name__ if inspect.ismodule(named) else named
    return isinstance(module, str) and module.split(".")[0] == "bulou"


def takes_forms(page: URLPattern) -> bool:
    """Whether the page answers POST: it says so to a method that it does not know, and what says nothing may."""
    request = HttpRequest()
    request.method, request.path = "BREW", "/"
    given = {name: GIVEN.get(type(kind).__name__, "x") for name, kind in page.pattern.converters.items()}
    try:
        allowed = page.callback(request, **given).headers.get("Allow", "POST")
    except Exception:
        return True
    return "POST" in allowed


@pytest.fixture(scope="module")
def forms() -> dict[str, URLPattern]:
    return {name: page for name, page in pages() if takes_forms(page)}


def performed_in(module: str) -> set[str]:
    """The acts that a module of pages has by name."""
    found = vars(importlib.import_module(module)).values()
    return {
        each.name
        for each in found
        if inspect.isclass(each) and issubclass(each, Act) and "name" in vars(each)
    }


def sent(name: str) -> bool:
    return name in ACTS and offered(ACTS[name]) and address(ACTS[name]) in ADDRESSES


def test_every_form_of_a_page_has_its_way_over_the_api(parity: ModuleType, forms: dict) -> None:
    assert set(forms) == set(parity.FORMS) | set(parity.PAGES_ONLY)


def test_every_page_that_shows_something_is_read_over_the_api(parity: ModuleType, forms: dict) -> None:
    assert {name for name, _page in pages()} - set(forms) == set(
        parity.READS
    ) | parity.FOR_MACHINES | parity.NOTHING


def test_what_does_the_same_is_there(parity: ModuleType) -> None:
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    routes = {f"{method.upper()} {path}" for path, operations in paths.items() for method in operations}
    named = {each for does in parity.FORMS.values() for each in does} | set(parity.READS.values())

    assert {each for each in named if each not in routes and not sent(each)} == set()


def test_no_page_performs_an_act_that_the_api_does_not_take(parity: ModuleType, forms: dict) -> None:
    acts = {
        name for page in forms.values() for name in performed_in(page.callback.__module__) if name in ACTS
    }

    assert {name for name in acts if not sent(name)} == set(parity.BY_HAND)


def test_every_button_of_a_form_is_an_act_or_leads_to_one(parity: ModuleType) -> None:
    pressed = {
        value
        for path in TEMPLATES.rglob("*.html")
        for value in BUTTON.findall(path.read_text(encoding="utf-8"))
    }

    assert pressed - set(ACTS) == set(parity.STEPS)
    assert {act for act in parity.STEPS.values() if act and not sent(act)} == set()
