"""What the documents say of the code is true of it."""

import re
import subprocess
import sys

import pytest

from bulou import __version__
from tests.contracts.tree import ROOT, SOURCE, name

DOCS = ROOT / "docs"


def _read(path):
    return path.read_text(encoding="utf-8")


def test_pages_made_from_the_code_are_current():
    command = [sys.executable, ROOT / "scripts" / "pages.py", "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), f"{done.stdout}{done.stderr}\nrun `make pages`"


def test_every_setting_is_explained():
    from bulou.config.env import SETTINGS

    page = _read(DOCS / "settings.md")
    assert [setting.name for setting in SETTINGS if f"## `{setting.name}`" not in page] == []


def test_every_command_is_explained():
    from bulou.entrypoints.cli.main import COMMANDS

    page = _read(DOCS / "reference" / "commands.md")
    assert [command for command in COMMANDS if f"## `bulou {command}`" not in page] == []


def test_the_tour_visits_every_folder():
    rings = [folder for folder in SOURCE.iterdir() if folder.is_dir() and folder.name != "__pycache__"]
    doors = [folder for folder in (SOURCE / "entrypoints").iterdir() if (folder / "__init__.py").exists()]
    doors = [folder for folder in doors if folder.name not in {"templatetags"}]
    tops = [ROOT / top for top in ("tests", "bench", "scripts", "docs")]
    visited = set(re.findall(r"^\| `([^`]+)`", _read(DOCS / "tour.md"), re.MULTILINE))
    assert visited == {name(folder) for folder in [*rings, *doors, *tops]}


def test_the_tour_says_one_sentence_in_each_language():
    rows = re.findall(r"^\| `[^`]+` ?○? \| (.+) \|$", _read(DOCS / "tour.md"), re.MULTILINE)
    assert len(rows) > 20
    assert [row for row in rows if row.count(". ") != 1 or not row.endswith("。")] == []


def test_decisions_are_numbered_without_gaps_and_listed():
    pages = sorted((DOCS / "adr").glob("0*.md"))
    numbers = [int(page.name[:4]) for page in pages]
    assert numbers == list(range(1, len(pages) + 1))
    listed = _read(DOCS / "adr" / "README.md")
    for page in pages:
        title = _read(page).splitlines()[0]
        number, words = re.fullmatch(r"# (\d+)\. (.+)", title).groups()
        assert f"| [{number}]({page.name}) | {words} |" in listed
        sections = re.findall(r"^## (.+)$", _read(page), re.MULTILINE)
        assert [sections[0], *sections[-2:]] == ["Context", "Choice", "What becomes worse"]


@pytest.mark.parametrize("page", sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")]), ids=name)
def test_links_lead_somewhere(page):
    dead = [
        target
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", _read(page))
        if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists()
    ]
    assert dead == []


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_a_readme_opens_with_what_it_is_one_picture_and_two_commands(readme):
    text = _read(ROOT / readme)
    order = [text.index(part) for part in ("**", "![", "make demo", "make test", "## ")]
    assert order == sorted(order)
    assert text[: text.index("## ")].count("![") == 1


def test_the_change_log_names_this_version():
    assert re.search(rf"^## \[{re.escape(__version__)}\]", _read(ROOT / "CHANGELOG.md"), re.MULTILINE)


def test_the_glossary_has_every_outcome():
    from bulou.law import Outcome

    page = _read(DOCS / "glossary.md")
    assert [outcome for outcome in Outcome if f"| `{outcome}` |" not in page] == []
