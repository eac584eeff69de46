"""The style page: every component in every state, whole in both languages, and fit for a strict CSP."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from bulou.entrypoints.templatetags.bulou_tags import CURES, OUTCOMES, THREADS
from tests.entrypoints.style import sheets

pytestmark = pytest.mark.urls("tests.entrypoints.style.urls")
LANGUAGES = pytest.mark.parametrize("language", ["zh-hans", "en"])
VOID = {"meta", "link", "input", "br", "hr", "img"}
DRAWN = {"path", "circle", "rect"}


class Page(HTMLParser):
    """What a page is made of: its elements with attributes, its text, and whether its tags close in order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID | DRAWN:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in DRAWN:
            return
        last = self.open.pop() if self.open else "nothing"
        if last != tag:
            self.faults.append(f"</{tag}> at {self.getpos()} closes {last}")

    def handle_data(self, data):
        if data.strip() and not {"script", "style"} & set(self.open):
            self.texts.append(data.strip())

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _tag, attributes in self.elements if attribute in attributes]


def page(language: str) -> Page:
    response = Client().get("/desk/style", {"lang": language})
    assert response.status_code == 200
    return Page(response.content.decode())


@LANGUAGES
def test_the_markup_closes_in_order_and_no_id_stands_twice(language):
    found = page(language)

    ids = found.values("id")
    assert (found.faults, found.open, sorted({i for i in ids if ids.count(i) > 1})) == ([], [], [])


@LANGUAGES
def test_nothing_runs_inline_and_nothing_comes_from_elsewhere(language):
    found = page(language)

    names = {name for _tag, attributes in found.elements for name in attributes}
    assert [name for name in names if name == "style" or name.startswith("on")] == []
    assert [tag for tag, attributes in found.elements if tag == "script" and "src" not in attributes] == []
    assert [tag for tag, _attributes in found.elements if tag == "style"] == []
    remote = [
        url for name in ("src", "href", "action") for url in found.values(name) if re.match(r"(\w+:)?//", url)
    ]
    assert remote == []


@LANGUAGES
def test_what_describes_or_labels_is_there(language):
    found = page(language)

    ids = set(found.values("id"))
    named = [
        i
        for name in ("aria-describedby", "aria-labelledby", "for")
        for value in found.values(name)
        for i in value.split()
    ]
    anchors = [url[1:] for url in found.values("href") if url.startswith("#")]
    assert [i for i in named + anchors if i not in ids] == []


@LANGUAGES
def test_every_control_has_a_name(language):
    found = page(language)

    labelled = set(found.values("for"))
    controls = [
        a for tag, a in found.elements if tag in {"input", "select", "textarea"} and a.get("type") != "hidden"
    ]
    nameless = [a for a in controls if a.get("id") not in labelled and "aria-label" not in a]
    wrapped = {"major_event", "actor_role"}  # radios that stand inside their label
    assert [a for a in nameless if a.get("name") not in wrapped] == []


@LANGUAGES
def test_there_is_one_first_heading_and_every_table_says_what_it_is(language):
    tags = [tag for tag, _attributes in page(language).elements]

    assert tags.count("h1") == 1
    assert tags.count("table") == tags.count("caption")
    assert all("scope" in attributes for tag, attributes in page(language).elements if tag == "th")


def test_every_outcome_state_thread_and_cure_is_shown():
    found = page("en")

    states = set(
        re.findall(r'\.clock\[data-state="(\w+)"\]', "".join(map(sheets.text, sheets.COMPONENT_SHEETS)))
    )
    assert set(found.values("data-outcome")) == set(OUTCOMES)
    assert set(found.values("data-state")) >= states | {"ample", "soon", "urgent", "late", "idle"}
    assert set(found.values("data-kind")) == set(THREADS)
    assert {str(label) for label in CURES.values()} <= set(found.texts)
    assert set(found.values("data-grade")) == {"0", "1", "2", "3", "4"}


def test_a_stopped_act_can_be_reached_and_says_why():
    found = page("en")

    stopped = [a for tag, a in found.elements if tag == "button" and a.get("aria-disabled") == "true"]
    assert len(stopped) >= 5
    assert [a for a in stopped if "disabled" in a or not a.get("aria-describedby")] == []


def test_the_chinese_page_speaks_chinese():
    names = re.compile(
        r"TLP:[\w+]+|CVSS.*|SHA-256|GB/T 30279|Halden Systems|Qingyan|English|PSIRT|CNVD|QY-[\w-]+|L2|UTC.*|Asia/Shanghai.*"
        r"|\b[jkx]\b|Enter|Ctrl|Esc|\w+\.zip\.asc|[\d.]+ MB|[a-z]+(_[a-z]+)+|#\d+|[0-9a-f]{6,}|Email"
    )
    tokens = set(sheets.LIGHT) | {"--publish"}

    left = [
        text
        for text in page("zh-hans").texts
        if re.search("[A-Za-z]{2}", names.sub("", text)) and f"--{text}" not in tokens
    ]
    assert left == []


def test_the_english_page_speaks_english():
    chinese = [text for text in page("en").texts if re.search("[\u4e00-\u9fff]", text)]

    fictional = re.compile(
        r"中文|补漏|青砚|超危|高危|中危|低危|诊断页复现|不得在…提供…修补措施之前发布漏洞信息|苔原"
    )
    assert [text for text in chinese if not fictional.search(text)] == []


ON_SEVERITY = {
    "severity_picker.html",
    "severity_result.html",
}  # /severity shows them alive, with every metric


def test_every_component_is_on_the_page_and_says_what_it_takes():
    folder = sheets.FOLDER.parent.parent / "templates" / "bulou"
    pages = "".join(
        path.read_text(encoding="utf-8") for path in sorted((folder / "desk").glob("style*.html"))
    )
    bases = "".join((folder / name).read_text(encoding="utf-8") for name in ("base.html", "base_desk.html"))

    components = sorted((folder / "components").glob("*.html"))
    sources = {path.name: path.read_text(encoding="utf-8") for path in components}
    assert [name for name, source in sources.items() if "{% comment %}" not in source] == []
    everywhere = pages + bases + "".join(sources.values())
    missing = {name for name in sources if f"components/{name}" not in everywhere}
    assert missing == ON_SEVERITY
