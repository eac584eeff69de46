"""What a platform wrote into the form: checked, made into bytes that hash the same everywhere, compared."""

import json
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from bulou.formats.filing.schema import FORM, FilingField, Kind
from bulou.formats.platforms import FieldProblem

UNKNOWN = FieldProblem("表中没有这一项。", "The form has no such field.")
NO_ADDRESS = FieldProblem(
    "不是网址：应以 https:// 或 http:// 开头。", "Not an address: it begins with https:// or http://."
)
NO_CHOICE = FieldProblem("请从所列各项中选择。", "Choose one of the values listed.")


class BadContent(ValueError):
    """What was written cannot be filed; `problems` holds the messages by field."""

    def __init__(self, problems: Mapping[str, FieldProblem]) -> None:
        super().__init__("; ".join(f"{name}: {said.en}" for name, said in problems.items()))
        self.problems = dict(problems)


def problems(values: Mapping[str, str]) -> dict[str, FieldProblem]:
    """What is wrong with what was written, by field; blanks are not wrong, they are lacking."""
    by_name = {field.name: field for field in FORM.written}
    found = {name: UNKNOWN for name in values if name not in by_name}
    for name, field in by_name.items():
        said = _problem(field, values.get(name, "").strip())
        if said is not None:
            found[name] = said
    return found


def _problem(field: FilingField, text: str) -> FieldProblem | None:
    if not text:
        return None
    if len(text) > field.longest:
        return FieldProblem(f"最多 {field.longest} 个字符。", f"At most {field.longest} characters.")
    if field.kind is Kind.ADDRESS and not _is_address(text):
        return NO_ADDRESS
    if field.kind is Kind.CHOICE and text not in {choice.value for choice in field.choices}:
        return NO_CHOICE
    return None


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(ch.isspace() for ch in text)


def lacking(values: Mapping[str, str], documents: Collection[str]) -> tuple[FilingField, ...]:
    """The needed fields in which nothing is written, and to which none of `documents` (names of fields) is attached."""
    return tuple(
        field
        for field in FORM.fields
        if field.needed
        and not (
            field.name in documents if field.kind is Kind.DOCUMENT else values.get(field.name, "").strip()
        )
    )


def render_json(values: Mapping[str, str], documents: Mapping[str, str]) -> bytes:
    """The content as bytes: the form's name, what was written, and the SHA-256 of each document by field. Raises BadContent."""
    if wrong := problems(values):
        raise BadContent(wrong)
    kept = {
        field.name: values[field.name].strip() for field in FORM.written if values.get(field.name, "").strip()
    }
    told = {"form": FORM.form, "values": kept, "documents": dict(sorted(documents.items()))}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def read_json(content: bytes) -> dict[str, str]:
    """What was written, from those bytes."""
    values: dict[str, str] = json.loads(content)["values"]
    return values


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FilingField, ...]:
    """The written fields that are not the same in both."""
    return tuple(field for field in FORM.written if before.get(field.name, "") != after.get(field.name, ""))


def listed(values: Mapping[str, str]) -> dict[str, str]:
    """The part that the public list shows: never a person's contact or a certificate's number."""
    return {field.name: values.get(field.name, "") for field in FORM.written if field.listed}
