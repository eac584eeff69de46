"""`python scripts/pictures.py --node URL`: renew pictures of docs/law_pages from a running demo node, in both languages.

Needs playwright and a Chromium (`--chromium`). The demo's own accounts and cases are shown, which are invented. Pictures of a
refusal, of the panel that starts from one and of tried scenarios are taken by hand, since they show what somebody did there.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parents[1] / "docs" / "images"
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
SIGN_IN = ("chen@qingyan.example", "bulou-demo-2026")


@dataclass(frozen=True)
class Picture:
    """A page and how much of it is shown: `part` is a selector to show alone; `seated` asks for a sign-in."""

    name: str
    path: str
    width: int = 1100
    height: int = 640
    part: str = ""
    seated: bool = False


PICTURES = (
    Picture("law_sentence", "/law/rmsv/v2021/R9.1a"),
    Picture("law_exposure", "/law/rmsv/v2021/R7.2?on=2026-11-20", part="#exposure"),
    Picture("law_calendar", "/desk/calendar/", width=960, seated=True),
)


def main() -> None:
    """Take every picture in every language."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--node", default="http://127.0.0.1:8900")
    asked.add_argument("--chromium", default="/usr/bin/chromium")
    given = asked.parse_args()
    for short, locale in LANGUAGES.items():
        for picture in PICTURES:
            with browsing(given.chromium, locale, picture) as page:
                take(page, given.node, picture, IMAGES / f"{picture.name}.{short}.png")


@contextmanager
def browsing(chromium: str, locale: str, picture: Picture) -> Iterator[Page]:
    """A page of a browser in that language, light, wide enough for the picture."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        size = {"width": picture.width, "height": picture.height}
        context = browser.new_context(locale=locale, color_scheme="light", viewport=size)  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(120_000)
        yield page
        browser.close()


def take(page: Page, node: str, picture: Picture, file: Path) -> None:
    """Sign in if the page asks for it, and write the picture."""
    if picture.seated:
        page.goto(f"{node}/account/login/")
        page.fill("input[name=login]", SIGN_IN[0])
        page.fill("input[name=password]", SIGN_IN[1])
        page.press("input[name=password]", "Enter")
        page.wait_for_url("**/desk/**")
    page.goto(node + picture.path)
    page.wait_for_load_state()
    if picture.part:
        page.locator(picture.part).screenshot(path=file)
    else:
        page.screenshot(path=file)
    print(file.name)


if __name__ == "__main__":
    main()
