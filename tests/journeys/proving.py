"""Evidence packs as a stranger opens them: no node, no database, no network."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browsing import axe_says
from tests.journeys.people import ROOT, Journey


def downloaded(page: Page, link: str, to: Path) -> Path:
    """What stands behind this link, saved."""
    with page.expect_download() as download:
        page.click(link)
    download.value.save_as(to)
    return to


def verifies(pack: Path, folder: Path, touched: str) -> None:
    """Both verifiers find it whole in a place that knows nothing of the node; `touched` altered in it once, both say so."""
    broken = folder / "broken.zip"
    content = pack.read_bytes()
    broken.write_bytes(content.replace(touched.encode(), touched.swapcase().encode(), 1))
    own = ("BULOU_", "DJANGO_")
    nowhere = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    away = {
        "BULOU_HOME": str(folder / "nothing"),
        "BULOU_DATABASE_URL": "postgres://nobody@127.0.0.1:9/none",
    }

    def codes(file: Path) -> list[int]:
        ours = [sys.executable, "-m", "bulou", "evidence", "verify", str(file), "--json"]
        second = [sys.executable, str(ROOT / "docs" / "verify_evidence.py"), str(file)]
        first, other = (
            subprocess.run(each, env=nowhere | away, capture_output=True, timeout=120, check=False)
            for each in (ours, second)
        )
        said = json.loads(first.stdout)
        assert said["whole"] is (first.returncode == 0), said
        return [first.returncode, other.returncode]

    assert {file.name: codes(file) for file in (pack, broken)} == {pack.name: [0, 0], "broken.zip": [1, 1]}


def reads_offline(browser: Browser, pack: Path, reader: Journey) -> None:
    """The page in the file opens from disk without a network, in both languages, open to everyone; its picture is kept."""
    opened = pack.with_suffix(".html")
    with zipfile.ZipFile(pack) as archive:
        opened.write_bytes(archive.read("page.html"))
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(opened.as_uri())
    assert page.locator("main[lang]").count() == 2
    assert axe_says(page) == []
    page.screenshot(path=reader.folder / f"{reader.stations + 1:02}-offline.png")
    context.close()
