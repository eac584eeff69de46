"""Pages in a real browser: what runs over the edge, what the console says, and pictures for people to look at."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.programs import chromium

WIDTHS = (320, 390, 720, 1440)
_GRAVE = ("serious", "critical")
_AXE = Axe()


@contextmanager
def launched() -> Iterator[Browser]:
    """The system's Chromium, while the database stays within reach of the tests."""
    path = chromium()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, and Django would then not let the tests near the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


def heard(page: Page) -> list[str]:
    """What the console and the scripts of the page say from now on."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def axe_says(page: Page) -> list[str]:
    """What axe-core finds seriously or critically wrong with the page as it stands, one line an element."""
    page.evaluate(
        "document.getAnimations().forEach((each) => each.finish())"
    )  # a colour on its way is no colour
    found = _AXE.run(page).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} ({' '.join(node['failureSummary'].split())})"
        for rule in found
        if rule["impact"] in _GRAVE
        for node in rule["nodes"]
    ]


def runs_over(page: Page) -> bool:
    """Whether the page is wider than its window."""
    over: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return over


def too_wide(page: Page) -> list[int]:
    """The widths at which the page runs over the edge."""
    wide = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if runs_over(page):
            wide.append(width)
    return wide


def photographed(
    page: Page, name: str, folder: Path, language: str, pictured: Iterable[tuple[int, str]]
) -> None:
    """Leave pictures of the page in the folder, one for each width and theme."""
    folder.mkdir(parents=True, exist_ok=True)
    for width, theme in pictured:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        picture = folder / f"{name}.{language[:2]}.{width}.{theme}.png"
        page.screenshot(path=picture, full_page=True, animations="disabled")


def looked_at(
    page: Page, addresses: Mapping[str, str], folder: Path, language: str, pictured: Iterable[tuple[int, str]]
) -> dict[str, tuple[list[int], int]]:
    """Every page by name: the widths at which it runs over, and how many first headings it has; pictures are left."""
    found = {}
    for name, address in addresses.items():
        answer = page.goto(address)
        assert answer is not None and answer.ok, address
        found[name] = (too_wide(page), page.locator("h1").count())
        photographed(page, name, folder, language, pictured)
    return found
