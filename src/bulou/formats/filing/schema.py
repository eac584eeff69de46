"""The form itself, read from `form.json` beside this file: a new form is a new file with a new name, and old filings keep theirs."""

import json
from dataclasses import dataclass
from enum import Enum, StrEnum
from importlib.resources import files
from typing import Any, Final

from bulou.formats.platforms.schema import Choice

LONGEST: Final = {"line": 300, "address": 500, "text": 20_000, "choice": 40, "document": 0}


class SourceStatus(Enum):
    """What is known of a field's source, in both languages."""

    DRAFT = ("draft", "见于征求意见稿，正式文本未读", "read in the draft; the final text was not read")
    UNVERIFIED = ("unverified", "未核实", "unverified")

    @property
    def key(self) -> str:
        return self.value[0]

    @property
    def zh(self) -> str:
        return self.value[1]

    @property
    def en(self) -> str:
        return self.value[2]


class Kind(StrEnum):
    LINE = "line"
    ADDRESS = "address"
    TEXT = "text"
    CHOICE = "choice"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class FilingField:
    """One field; `item` is its number in the draft's list, `listed` whether the public list shows it."""

    item: str
    name: str
    kind: Kind
    zh: str
    en: str
    status: SourceStatus
    needed: bool
    listed: bool = False
    hint_zh: str = ""
    hint_en: str = ""
    choices: tuple[Choice, ...] = ()

    @property
    def longest(self) -> int:
        """The most characters it may have; ours, for no source names a limit."""
        return LONGEST[self.kind]


@dataclass(frozen=True, slots=True)
class FilingForm:
    """A version of the form: `form` names it, `known_*` says what is verified of it."""

    form: str
    zh: str
    en: str
    known_zh: str
    known_en: str
    fields: tuple[FilingField, ...]

    @property
    def written(self) -> tuple[FilingField, ...]:
        """The fields in which something is written."""
        return tuple(field for field in self.fields if field.kind is not Kind.DOCUMENT)

    @property
    def documents(self) -> tuple[FilingField, ...]:
        """The fields to which a document is attached."""
        return tuple(field for field in self.fields if field.kind is Kind.DOCUMENT)


def _read(name: str) -> FilingForm:
    told: dict[str, Any] = json.loads(files(__package__).joinpath(name).read_text("utf-8"))
    statuses = {status.key: status for status in SourceStatus}
    fields = tuple(
        FilingField(**row | {
            "kind": Kind(row["kind"]),
            "status": statuses[row["status"]],
            "choices": tuple(Choice(*choice) for choice in row.get("choices", ())),
        })
        for row in told.pop("fields")
    )  # fmt: skip
    return FilingForm(**told, fields=fields)


FORM: Final = _read("form.json")
