"""People of a journey: who there is on a node, and each one's browser, which looks at every page it comes to."""

import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.browsing import axe_says
from tests.nodes import Node

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "build" / "screens"
PASSWORD = "a long enough passphrase"
VENDOR = ("vendor", "QY", "青砚设备", "Qingyan Devices", "vendor")
AUTHORITY = ("authority", "AU", "示范主管部门", "Demo Authority", "authority")
# What a browser asks for, and what the pages then say they are in; a language is no matter of the database.
LANGUAGES = [("zh-CN", "zh-CN"), pytest.param("en-GB", "en", marks=pytest.mark.only("sqlite"))]
PATIENCE = (
    300  # seconds; a first try that fails is repeated after a quarter of a minute, and a machine may be busy
)
_FOUND = """
from uuid import UUID
from django.utils import timezone
from bulou.acts import Actor, perform
from bulou.acts.membership import AppointPerson, FoundOrganisation
at, system = timezone.now(), Actor.system()
for slug, prefix, zh, en, role in {organisations!r}:
    made = perform(FoundOrganisation(slug=slug, prefix=prefix, name_zh=zh, name_en=en, roles=(role,)), by=system, at=at)
    assert perform(AppointPerson(organisation_id=UUID(made.ids["organisation_id"]), email=f"lead@{{slug}}.example",
                                 person="陈砚秋", offices=("lead",), password={password!r}), by=system, at=at)
"""
_WORLD = """
from datetime import timedelta
from django.utils import timezone
from bulou.acts import Actor
from bulou.records.models import Organisation, Person
from tests.world import World
world = World(now=timezone.now() - timedelta(hours=1))
world.organisations["{slug}"] = Organisation.objects.get(slug="{slug}").id
lead = Person.objects.get(email="lead@{slug}.example")
world.people["lead"] = Actor.person(lead.id, organisation_id=world.organisations["{slug}"], name=lead.name)
"""
# Three English words in a row, outside code, quotations and passages marked as English, were not translated.
_ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ ][A-Za-z]{2,}){2,}")
_TEXT = """() => {
  const skip = "[lang=en], code, pre, kbd, script, style, .hash, textarea, input, option";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(skip)) found.push(walker.currentNode.data);
  return found.join("\\n");
}"""


def settle(node: Node, *organisations: tuple[str, str, str, str, str]) -> None:
    """Found the organisations on a node, each with a lead: lead@SLUG.example with `PASSWORD`."""
    node.python(_FOUND.format(organisations=organisations, password=PASSWORD))


def world_of(slug: str) -> str:
    """The beginning of a program for `Node.python`: a world whose organisation and lead are those settled here, an hour ago."""
    return _WORLD.format(slug=slug)


@dataclass
class Journey:
    """One person's browser on a node; `station` looks at each page and keeps its picture.

    What was wrong on the way is kept, and asked for at the end: `assert journey.wrong == []`.
    """

    page: Page
    language: str
    folder: Path
    meant: tuple[str, ...] = ("409 (Conflict)",)  # what the console may complain of: that a refusal was one
    wrong: list[tuple[str, str]] = field(default_factory=list)
    stations: int = 0

    def hear(self, kind: str, text: str) -> None:
        """Keep what the browser complains of."""
        if kind == "error" and not any(each in text for each in self.meant):
            self.wrong.append(("console", text))

    def station(self, name: str) -> None:
        """Look at the page: its picture is kept; its language, its translation and its access must be right."""
        self.stations += 1
        self.folder.mkdir(parents=True, exist_ok=True)
        picture = self.folder / f"{self.stations:02}-{name}.png"
        try:
            self.page.screenshot(path=picture, full_page=True)
        except Error:  # on a busy machine Chromium at times gives no frame; a second refusal is a fault
            self.page.screenshot(path=picture, full_page=True)
        assert self.page.locator("html").get_attribute("lang") == self.language
        if self.language == "zh-CN":
            self.wrong += [(name, words) for words in _ENGLISH.findall(self.page.evaluate(_TEXT))]
        self.wrong += [(name, fault) for fault in axe_says(self.page)]

    def press(self, selector: str) -> None:
        """Click what leads to a page, and wait until it is there whole."""
        with self.page.expect_navigation():
            self.page.click(selector)

    def until(self, there: str) -> None:
        """Load the page anew until the worker, or another node, has brought what this selector finds."""
        deadline = time.monotonic() + PATIENCE
        while not self.page.locator(there).count():
            assert time.monotonic() < deadline, self.page.inner_text("main")
            self.page.wait_for_timeout(250)
            self.page.goto(self.page.url.partition("#")[0])

    def sign_in(self, login: str) -> None:
        """Sign in with `PASSWORD`, and stand at the inbox."""
        self.page.goto("/desk/")
        self.station("sign-in")
        self.page.fill("input[name=login]", login)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url("**/desk/")

    def submit(self) -> tuple[str, str]:
        """From the filled form of a report over its preview to the receipt: its number and return code."""
        self.press(".step-end button")
        self.station("preview")
        self.press("button[value=submit]")
        self.station("receipt")
        number, code = self.page.locator(".portal-large").all_inner_texts()
        return number, code

    def come_back(self, number: str, code: str) -> None:
        """Open the status page of a report with its number and return code."""
        self.page.goto("/report/status")
        self.page.fill("#id_number", number)
        self.page.fill("#id_code", code)
        self.press("button[value=open]")
        assert number in self.page.inner_text("main")

    def open_case(self, number: str) -> str:
        """From the inbox through the door of an undisclosed case; its address."""
        case = f"/desk/cases/{number}/"
        self.page.goto("/desk/")
        self.station("inbox")
        self.press(f"a[href='{case}']")
        self.station("door")
        self.press(f"form[action='{case}open/'] button")
        self.station("case")
        return case

    def write(self, case: str, thread: str, text: str, *, question: bool = False) -> None:
        """Write into a case from the composer on its page."""
        self.page.goto(case)
        self.page.click(f"label[for=thread-{thread}]")
        self.page.fill("#say", text)
        audience = self.page.locator(".composer .audience:visible")
        if question:
            audience.locator("input[name=question]").check()
        self.station("composer")
        with self.page.expect_navigation():
            audience.locator("button").click()
        assert text in self.page.inner_text("section[aria-labelledby=timeline]")

    def act(self, case: str, name: str, **fields: str | bool) -> None:
        """Go to the form of an act and do it."""
        self.page.goto(f"{case}acts/{name}/")
        self.send(case, name, **fields)

    def send(self, case: str, name: str, **fields: str | bool) -> None:
        """Fill in the form of an act that is open and send it; it must be done."""
        self.fill(**fields)
        self.station(name)
        self.press("main form .button-primary")
        assert urlsplit(self.page.url).path == case, self.page.inner_text("main")

    def fill_in(self, name: str, *, refused: bool = False, **fields: str | bool) -> None:
        """Fill in the form of an act where it stands among others on this page, and send it; it must be done, or be refused."""
        place = f"form:has(input[name=act][value={name}])"
        form = self.page.locator(place)
        if not form.is_visible():
            form.locator("xpath=..").locator("summary").click()
        self.fill(place, **fields)
        with self.page.expect_navigation() as came:
            form.locator("button:not([name])").last.click()
        answer = came.value
        assert answer is not None and answer.status == (409 if refused else 200), self.page.inner_text("main")

    def fill(self, form: str = "main", /, **fields: str | bool) -> None:
        """Fill in fields of the form by name, whatever kind each is."""
        for label, value in fields.items():
            field = self.page.locator(f"{form} [name={label}]:not([type=hidden])")
            kind = field.first.evaluate("each => each.type")
            if isinstance(value, bool):
                field.set_checked(value)
            elif kind == "radio":
                self.page.check(f"{form} input[name={label}][value='{value}']")
            elif kind == "select-one":
                field.select_option(value)
            else:
                field.fill(value)


def new_journey(browser: Browser, node: Node, name: str, locale: str, language: str) -> Journey:
    """A browser of its own, with no cookies yet; its pictures go under build/screens/LANGUAGE/NAME."""
    page = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale=locale, base_url=node.url
    ).new_page()
    page.set_default_timeout(60_000)
    journey = Journey(page, language, SCREENS / language / name)
    page.on("console", lambda message: journey.hear(message.type, f"{message.text} ({message.location})"))
    return journey
