"""security.txt (RFC 9116): where and how to report, for machines and people."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bulou.formats.uris import is_https, is_uri

# RFC 9116 section 2.5.5 recommends less than a year.
LONGEST = timedelta(days=365)

_URI_FIELDS = {  # attribute → field name, in the order of writing
    "contact": "Contact",
    "encryption": "Encryption",
    "acknowledgments": "Acknowledgments",
    "canonical": "Canonical",
    "policy": "Policy",
    "hiring": "Hiring",
    "csaf": "CSAF",
}
# RFC 5646 section 2.1, without grandfathered tags.
_LANGUAGE = re.compile(
    r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*"
    r"(?:-[Xx](?:-[A-Za-z0-9]{1,8})+)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityTxt:
    """The fields of a file. `contact` is in order of preference; `expires` is aware; `csaf` names provider metadata.

    Every value but `expires` and the languages is a URI: an address for mail is written `mailto:psirt@…`.
    """

    contact: tuple[str, ...]
    expires: datetime
    encryption: tuple[str, ...] = ()
    acknowledgments: tuple[str, ...] = ()
    canonical: tuple[str, ...] = ()
    policy: tuple[str, ...] = ()
    hiring: tuple[str, ...] = ()
    csaf: tuple[str, ...] = ()
    preferred_languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong at `field` ("contact[0]"); `blocking` unless the RFC only recommends otherwise."""

    field: str
    zh: str
    en: str
    blocking: bool = True


class BadSecurityTxt(ValueError):
    """Fields that RFC 9116 does not allow; `problems` says which."""

    def __init__(self, problems: tuple[FieldProblem, ...]) -> None:
        super().__init__("; ".join(f"{problem.field}: {problem.en}" for problem in problems))
        self.problems = problems


def problems(txt: SecurityTxt, *, at: datetime) -> tuple[FieldProblem, ...]:
    """What is wrong with the file at the aware moment `at`: what RFC 9116 forbids, then what it advises against."""
    return (*_forbidden(txt), *_inadvisable(txt, at))


def render(txt: SecurityTxt) -> str:
    """The file's text, lines ended by LF, to be served as UTF-8 text/plain. `expires` is cut to the second, in UTC.

    Raises BadSecurityTxt for what RFC 9116 forbids; whether it has expired is `problems`' to say.
    """
    forbidden = tuple(_forbidden(txt))
    if forbidden:
        raise BadSecurityTxt(forbidden)
    lines = [f"{name}: {uri}" for field, name in _URI_FIELDS.items() for uri in getattr(txt, field)]
    expires = txt.expires.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    lines.append(f"Expires: {expires}")
    if txt.preferred_languages:
        lines.append(f"Preferred-Languages: {', '.join(txt.preferred_languages)}")
    return "".join(f"{line}\n" for line in lines)


def _forbidden(txt: SecurityTxt) -> Iterator[FieldProblem]:
    if not txt.contact:
        yield FieldProblem("contact", "至少要有一个联系方式。", "There must be at least one contact.")
    for field in _URI_FIELDS:
        for n, uri in enumerate(getattr(txt, field)):
            if not is_uri(uri):
                yield FieldProblem(
                    f"{field}[{n}]",
                    "不是完整的 URI。邮箱写成 mailto:…，电话写成 tel:+86-…，网址以 https:// 开头。",
                    "This is no complete URI. Write mail as mailto:…, telephone as tel:+86-…, a page as https://….",
                )
            elif uri.lower().startswith("http:") or (field == "csaf" and not is_https(uri)):
                yield FieldProblem(
                    f"{field}[{n}]", "网址必须以 https:// 开头。", "A web address begins https://."
                )
    if txt.expires.tzinfo is None:
        yield FieldProblem("expires", "失效时间缺少时区，请补上。", "The time of expiry has no zone; add it.")
    for n, tag in enumerate(txt.preferred_languages):
        if not _LANGUAGE.fullmatch(tag):
            yield FieldProblem(
                f"preferred_languages[{n}]",
                "不是语言标签（RFC 5646），例如 zh-CN、en。",
                "This is no language tag (RFC 5646) such as zh-CN or en.",
            )


def _inadvisable(txt: SecurityTxt, at: datetime) -> Iterator[FieldProblem]:
    if txt.expires.tzinfo is None:
        return
    if txt.expires <= at:
        yield FieldProblem("expires", "已经失效，请更新。", "The file has expired; renew it.", blocking=False)
    elif txt.expires - at >= LONGEST:
        yield FieldProblem(
            "expires",
            "建议失效时间在一年以内（RFC 9116 第 2.5.5 节）。",
            "It should expire within less than a year (RFC 9116 section 2.5.5).",
            blocking=False,
        )
