"""One record of a file from elsewhere, in the words of a report."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

KINDS = ("csaf-2.0", "csaf-2.1", "cve-5", "cnvd-xml", "cnvd-json", "cnnvd-xml", "csv", "unread")

REPAIRED = (
    "import_serverity",  # the element is misspelt at its source
    "import_markup",  # & or < that should have been escaped
    "import_cve_list",  # several CVE numbers in one element
    "import_bugtraq",  # a Bugtraq number in cveNumber
    "import_not_cve",  # another number in the place of a CVE number
    "import_dash",  # a dash that is no hyphen inside a number
    "import_single_child",  # an object where a list belongs
    "import_characters",  # characters that XML forbids
    "import_encoding",  # another encoding than declared
    "import_entities",  # a document type or entities, left out
)
NOTED = (
    "import_dates_backwards",
    "import_withdrawn",
    "import_exploit_left",
    "import_split",
    "import_columns",
    "import_fields",
    "import_cut_off",
    "import_rest",
    "import_record_unreadable",
    "import_unreadable",
)
MARKS = (*REPAIRED, *NOTED)
"""Every mark a reading can make, those of repairs first."""

SEVERITIES: Mapping[str, str] = {
    "超危": "critical", "严重": "critical", "高危": "high", "高": "high", "中危": "medium", "中": "medium",
    "低危": "low", "低": "low", "critical": "critical", "high": "high", "medium": "medium", "moderate": "medium",
    "low": "low",
}  # fmt: skip
CVE = re.compile(r"CVE-[0-9]{4}-[0-9]{4,12}", re.IGNORECASE)
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")


@dataclass(frozen=True, slots=True)
class ForeignRecord:
    """`raw` are its bytes as they stood in the file, `content` what they say by the names of a report's fields."""

    raw: bytes
    content: Mapping[str, str]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """What a file held. `kind` is one of KINDS; `marks` are those of the file as a whole."""

    kind: str
    records: tuple[ForeignRecord, ...]
    marks: tuple[str, ...] = ()

    @property
    def understood(self) -> bool:
        """Whether every record was read."""
        lost = {"import_unreadable", "import_record_unreadable", "import_cut_off", "import_rest"}
        return self.kind != "unread" and not any(lost & set(record.marks) for record in self.records)


@dataclass(slots=True)
class Draft:
    """A record in the making: what was said, lines for the note, marks in the order found."""

    content: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def say(self, name: str, text: Any) -> None:
        """A field of the report, if there is anything to say and it has not been said."""
        text = str(text or "").strip()
        if text and name not in self.content:
            self.content[name] = text

    def note(self, label: str, text: Any) -> None:
        """A line of the note: what the report has no field for."""
        text = str(text or "").strip()
        if text:
            self.lines.append(f"{label}: {text}")

    def mark(self, name: str) -> None:
        if name not in self.marks:
            self.marks.append(name)

    def severity(self, said: str) -> None:
        """A severity in whatever words; one that we do not know goes into the note."""
        known = SEVERITIES.get(said.strip().lower())
        if known:
            self.say("severity", known)
        else:
            self.note("severity", said)

    def cves(self, texts: Iterable[str]) -> None:
        """CVE numbers wherever they stand, in one element or several; what stands there besides is told apart."""
        found: list[str] = []
        for text in texts:
            plain = hyphens(text)
            if plain != text:
                self.mark("import_dash")
            here = [number.upper() for number in CVE.findall(plain)]
            if len(here) > 1:
                self.mark("import_cve_list")
            found += here
            rest = " ".join(CVE.sub(" ", plain).replace(",", " ").replace(";", " ").split())
            if rest.isdecimal():
                self.mark("import_bugtraq")
                self.note("BID", rest)
            elif rest:
                self.mark("import_not_cve")
                self.note("other id", rest)
        self.say("cve", ", ".join(dict.fromkeys(found)))

    def done(self, raw: bytes) -> ForeignRecord:
        """The record, with the note put together."""
        if self.lines:
            self.content["note"] = "\n".join(filter(None, [self.content.get("note"), *self.lines]))
        return ForeignRecord(raw, self.content, tuple(self.marks))


def hyphens(text: str) -> str:
    """Every kind of dash as the hyphen that numbers are written with."""
    return _DASHES.sub("-", text)


def unread(raw: bytes, mark: str, text: str = "") -> ForeignRecord:
    """A record of which only the bytes are known; `text` is as much of them as could be decoded."""
    return ForeignRecord(raw, {"note": text} if text.strip() else {}, (mark,))


def texts(value: Any) -> list[str]:
    """The strings in something that may be one, a list of them, or neither."""
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects in something that may be one, a list of them, or neither."""
    if isinstance(value, dict):
        return [value]
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def an_object(value: Any) -> dict[str, Any]:
    """The object, or an empty one for anything else."""
    return value if isinstance(value, dict) else {}
