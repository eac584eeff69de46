"""What an advisory still lacks, told before it is written, in both languages, at the field."""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, get_args

from bulou.formats.csaf.document import (
    AdvisoryDocument,
    Language,
    PublisherCategory,
    RemediationKind,
    Tlp,
    TrackingStatus,
)
from bulou.formats.csaf.filename import file_name
from bulou.formats.csaf.tree import NEED_REMEDY, default_products
from bulou.formats.csaf.validation import UnknownWeakness, weakness
from bulou.formats.uris import is_https, is_uri

OURS = "bulou"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wanting: `field` is a path such as "remediations[0].text".

    `test` is the clause of CSAF 2.0 that would report it, "schema", or "bulou" for what we ask beyond the standard.
    """

    field: str
    test: str
    zh: str
    en: str

    @property
    def blocking(self) -> bool:
        """Whether nothing can be written; the optional (6.2) and informative (6.3) tests do not block."""
        return not self.test.startswith(("6.2.", "6.3."))


class UnfinishedAdvisory(ValueError):
    """An advisory that cannot be written yet; `problems` are the blocking ones."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{problem.field}: {problem.en}" for problem in problems))
        self.problems = problems


def problems(doc: AdvisoryDocument) -> tuple[Problem, ...]:
    """Everything wanting in `doc`, blocking or not, in the order of the checks; empty when it is ready."""
    return tuple(problem for check in _CHECKS for problem in check(doc))


_CVE = re.compile(r"CVE-[0-9]{4}-[0-9]{4,}")
_NUMBER = "(?:0|[1-9][0-9]{0,8})"
_COUNTED = re.compile(_NUMBER)
_THREE_PART = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}")


def _text(doc: AdvisoryDocument) -> Iterator[Problem]:
    """What has to be said."""
    required = {
        "tracking_id": doc.tracking_id,
        "title": doc.title,
        "publisher.name": doc.publisher.name,
        "description": doc.description,
    }
    for name, members in {
        "revisions": ("summary",),
        "remediations": ("text",),
        "references": ("summary",),
        "other_ids": ("system", "text"),
    }.items():
        for n, item in enumerate(getattr(doc, name)):
            required |= {f"{name}[{n}].{member}": getattr(item, member) for member in members}
    required |= {
        f"products[{n}].product.name": affected.product.name for n, affected in enumerate(doc.products)
    }
    for n, thanks in enumerate(doc.acknowledgments):
        required |= {f"acknowledgments[{n}].names[{m}]": name for m, name in enumerate(thanks.names)}
        if not thanks.names:
            required[f"acknowledgments[{n}].organization"] = thanks.organization
    for field, text in required.items():
        if not text.strip():
            yield Problem(field, "schema", "不能为空，请填写。", "This must not be empty; fill it in.")


def _characters(doc: AdvisoryDocument) -> Iterator[Problem]:
    for field, text in _strings(doc):
        if re.search(r"[\ud800-\udfff]", text):
            yield Problem(
                field,
                OURS,
                "含有无法写成 UTF-8 的字符，请删去。",
                "This holds a character that UTF-8 cannot write; remove it.",
            )
    if doc.tracking_id != doc.tracking_id.strip() or len(doc.tracking_id.splitlines()) > 1:
        yield Problem(
            "tracking_id",
            "schema",
            "编号首尾不能有空白，也不能换行。",
            "A tracking id has no blanks at its ends and no line break.",
        )


def _strings(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from _strings(item, f"{path}[{n}]")
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _strings(getattr(value, field.name), f"{path}.{field.name}".lstrip("."))


def _choices(doc: AdvisoryDocument) -> Iterator[Problem]:
    chosen: dict[str, tuple[str, Any]] = {
        "lang": (doc.lang, Language),
        "status": (doc.status, TrackingStatus),
        "tlp": (doc.tlp, Tlp),
        "publisher.category": (doc.publisher.category, PublisherCategory),
    }
    chosen |= {f"remediations[{n}].kind": (r.kind, RemediationKind) for n, r in enumerate(doc.remediations)}
    for field, (value, choices) in chosen.items():
        if value not in get_args(choices):
            known = ", ".join(get_args(choices))
            yield Problem(
                field,
                "schema",
                f"没有“{value}”这一选项，可用：{known}。",
                f"There is no choice “{value}”; known are {known}.",
            )


def _addresses(doc: AdvisoryDocument) -> Iterator[Problem]:
    addresses = {"publisher.namespace": doc.publisher.namespace}
    addresses |= {f"references[{n}].url": reference.url for n, reference in enumerate(doc.references)}
    addresses |= {f"remediations[{n}].url": r.url for n, r in enumerate(doc.remediations) if r.url}
    addresses |= {
        f"acknowledgments[{n}].urls[{m}]": url
        for n, thanks in enumerate(doc.acknowledgments)
        for m, url in enumerate(thanks.urls)
    }
    if doc.canonical_url:
        addresses["canonical_url"] = doc.canonical_url
    for field, address in addresses.items():
        if not is_uri(address):
            yield Problem(
                field,
                "schema",
                "不是完整的网址（URI）。请写全，例如 https://…；汉字须作百分号编码。",
                "This is no complete address (URI). Write it in full, as https://…, percent-encoding "
                "letters beyond ASCII.",
            )
    if "#" in doc.publisher.namespace:
        yield Problem(
            "publisher.namespace",
            OURS,
            "命名空间不能含“#”，请去掉其后部分。",
            "A namespace has no “#”; leave out what follows it.",
        )
    name = file_name(doc.tracking_id)
    if not (is_https(doc.canonical_url) and doc.canonical_url.endswith(name)):
        yield Problem(
            "canonical_url",
            "6.2.11",
            f"请给出以 https:// 开头、以 {name} 结尾的规范地址。",
            f"Give the canonical address: it begins https:// and ends {name}.",
        )


def _times(doc: AdvisoryDocument) -> Iterator[Problem]:
    moments: dict[str, datetime] = {
        "initial_release_at": doc.initial_release_at,
        "current_release_at": doc.current_release_at,
    }
    moments |= {f"revisions[{n}].at": revision.at for n, revision in enumerate(doc.revisions)}
    moments |= {f"remediations[{n}].at": r.at for n, r in enumerate(doc.remediations) if r.at}
    naive = [field for field, moment in moments.items() if moment.tzinfo is None]
    for field in naive:
        yield Problem(field, "schema", "时间缺少时区，请补上。", "The time has no zone; add it.")
    revised = [revision.at for revision in doc.revisions]
    if naive or not revised:
        return
    if doc.initial_release_at < min(revised):
        yield Problem(
            "initial_release_at",
            "6.2.5",
            "首次发布时间早于修订历史的最早一条，请核对。",
            "The initial release is older than the first revision; check both.",
        )
    if doc.current_release_at < max(revised):
        yield Problem(
            "current_release_at",
            "6.2.6",
            "本次发布时间早于修订历史的最新一条，请核对。",
            "The current release is older than the last revision; check both.",
        )
    if revised != sorted(revised):
        yield Problem(
            "revisions", OURS, "修订历史须按时间先后排列。", "Put the revisions in the order of time."
        )


def _history(doc: AdvisoryDocument) -> Iterator[Problem]:
    numbers = [revision.number for revision in doc.revisions]
    if not numbers:
        yield Problem("revisions", "schema", "至少要有一条修订记录。", "There must be at least one revision.")
        return
    if not (all(map(_COUNTED.fullmatch, numbers)) or all(map(_THREE_PART.fullmatch, numbers))):
        yield Problem(
            "revisions",
            "6.1.30",
            "修订号须一律写成 1、2、3 或一律写成 1.0.0 的形式。",
            "Number the revisions 1, 2, 3 throughout, or 1.0.0 throughout.",
        )
        return
    keys = [tuple(map(int, number.split("."))) for number in numbers]
    if len(set(keys)) < len(keys):
        yield Problem("revisions", "6.1.22", "修订号不得重复。", "No revision number occurs twice.")
    if any(later < earlier for earlier, later in pairwise(keys)):
        yield Problem("revisions", "6.1.14", "修订号须随时间增大。", "Revision numbers grow with time.")
    majors = [key[0] for key in keys]
    steps = (0, 1) if len(keys[0]) == 3 else (1,)
    gaps = [later for earlier, later in pairwise(majors) if later - earlier not in steps]
    if majors[0] > 1 or gaps:
        yield Problem(
            "revisions",
            "6.1.21",
            "修订号须从 0 或 1 起连续，不得跳号。",
            "Revision numbers begin at 0 or 1 and leave none out.",
        )
    if majors[0] == 0 and doc.status != "draft":
        yield Problem(
            "status",
            "6.1.18",
            "含有 0 号修订的文件只能是草稿。请从 1 号起记录已发布的修订。",
            "A document with a revision 0 is a draft. Number released revisions from 1.",
        )


def _products(doc: AdvisoryDocument) -> Iterator[Problem]:
    seen = {(affected.product, affected.versions): affected.status for affected in reversed(doc.products)}
    if len(seen) < len(doc.products):
        yield Problem(
            "products", OURS, "同一产品的同一版本只能列一次。", "List each product at each version once."
        )
    for n, affected in enumerate(doc.products):
        if not affected.fixed_in:
            continue
        if affected.status not in NEED_REMEDY:
            yield Problem(
                f"products[{n}].fixed_in",
                OURS,
                "只有受影响或调查中的版本才填修复版本；已修复的版本写在“版本”里。",
                "Only affected versions and those under investigation have a version that fixes them; "
                "fixed versions are named as versions.",
            )
        elif seen.get((affected.product, affected.fixed_in), "fixed") != "fixed":
            yield Problem(
                f"products[{n}].fixed_in",
                OURS,
                "该修复版本又被列为未修复，请核对。",
                "The version with the fix is listed as not fixed as well; check both.",
            )


def _remediations(doc: AdvisoryDocument) -> Iterator[Problem]:
    count = len(doc.products)
    covered: set[int] = set()
    for n, remediation in enumerate(doc.remediations):
        chosen = remediation.products or default_products(doc.products)
        covered |= set(chosen)
        if not count:
            yield Problem(
                f"remediations[{n}].products",
                "6.1.29",
                "请先列出产品，再写修补或防范措施。",
                "List a product before its remedy.",
            )
        elif len(set(chosen)) < len(chosen) or not all(0 <= position < count for position in chosen):
            yield Problem(
                f"remediations[{n}].products",
                "6.1.1",
                "所指的产品不在列表中或重复。",
                "This refers to a product that is not listed, or to one twice.",
            )
    for n, affected in enumerate(doc.products):
        if affected.status in NEED_REMEDY and n not in covered:
            yield Problem(
                f"products[{n}]",
                "6.2.2",
                "尚无修补或防范措施，请补充。",
                "There is no remedy for this product yet; add one.",
            )
    if not doc.remediations and any(affected.status == "fixed" for affected in doc.products):
        yield Problem(
            "remediations",
            "6.1.27",
            "已列出修复版本，请写明如何修补。",
            "Fixed versions are listed; say how to get the fix.",
        )


def _identity(doc: AdvisoryDocument) -> Iterator[Problem]:
    if not doc.cve:
        yield Problem(
            "cve",
            "6.3.3",
            "没有 CVE 编号。如已分配请填写，否则可先申请。",
            "There is no CVE number. Give it if there is one, or request one.",
        )
    elif not _CVE.fullmatch(doc.cve):
        yield Problem(
            "cve",
            "schema",
            "CVE 编号的形式是 CVE-年份-序号，例如 CVE-2021-44228。",
            "A CVE number has the form CVE-year-number, as CVE-2021-44228.",
        )
    if len(set(doc.other_ids)) < len(doc.other_ids):
        yield Problem("other_ids", "schema", "同一编号只列一次。", "List each number once.")
    for n, other in enumerate(doc.other_ids):
        if _CVE.fullmatch(other.text.removesuffix("\n")):
            yield Problem(
                f"other_ids[{n}].text",
                "6.2.17",
                "CVE 编号请填在 CVE 一栏。",
                "A CVE number belongs in the field CVE.",
            )


def _cwe(doc: AdvisoryDocument) -> Iterator[Problem]:
    if doc.cwe is None:
        yield Problem("cwe", "6.3.4", "没有 CWE 类型，请选择。", "There is no CWE; choose one.")
        return
    try:
        known = weakness(doc.cwe.id)
    except UnknownWeakness as error:
        yield Problem("cwe", "6.1.11", error.zh, error.en)
        return
    if known != doc.cwe:
        yield Problem(
            "cwe",
            "6.1.11",
            f"{doc.cwe.id} 的名称应为“{known.name}”。",
            f"The name of {doc.cwe.id} is “{known.name}”.",
        )


def _scores(doc: AdvisoryDocument) -> Iterator[Problem]:
    versions = [read.version for read in doc.cvss]
    if len(set(versions)) < len(versions):
        yield Problem(
            "cvss", "6.1.7", "同一版本的 CVSS 只能给一个向量。", "Give one vector for each CVSS version."
        )
    if "3.1" not in versions:
        for n, affected in enumerate(doc.products):
            if affected.status == "affected":
                yield Problem(
                    f"products[{n}]",
                    "6.2.3",
                    "受影响的产品没有 CVSS 3.1 评分，请补充。",
                    "An affected product has no CVSS 3.1 score; add one.",
                )


_CHECKS = (
    _text,
    _characters,
    _choices,
    _addresses,
    _times,
    _history,
    _products,
    _remediations,
    _identity,
    _cwe,
    _scores,
)
