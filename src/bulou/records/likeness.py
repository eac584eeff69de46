"""What looks like a case, among what this person may know: reports of the organisation, advisories, known vulnerabilities.

Need-to-know comes before the choice of the best, so that what one may not know neither shows nor takes a place. Another
organisation's reports are in another space of the index, under a key of their own, and are never read.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from bulou.cases.alike import (
    SHOWN,
    STRONG,
    Reasons,
    Text,
    contained,
    likeness,
    rarest,
    reasons,
    weight,
)
from bulou.records.models import (
    Advisory,
    Case,
    Comparison,
    Entry,
    KnownVulnerability,
    Reading,
    Revision,
    Sketch,
    Space,
)
from bulou.records.pages import CasePage
from bulou.records.sealed import SealBroken, case_key
from bulou.records.shelves import MARKS, PUBLIC, Shelf
from bulou.records.streams import opened
from bulou.records.visible import OPEN_FOR, cases_of, title_of

BUDGET = 20_000  # places under marks that one question looks at: what it costs does not grow with the index
CANDIDATES = 300
BEST = 5
OTHER_LANGUAGE = 3
TOLD = ("steps", "impact", "weakness", "note")
log = logging.getLogger("bulou.records")


@dataclass(frozen=True, slots=True)
class Found:
    """A sketch that resembles a text, 0 to 1."""

    sketch: Sketch
    score: float
    same_language: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAlike:
    """One thing that a case looks like. `title` and `reasons` hold no more than this person may read of it.

    `ref` is what acts call it: `case:<id>`, `advisory:<id>` or `known:<identifier>`; `answer` what was said of it already.
    """

    ref: str
    number: str
    title: str
    product: str
    versions: str
    at: datetime | None
    score: float
    reasons: Reasons
    known: KnownVulnerability | None = None
    prose: bool = True

    @property
    def strong(self) -> bool:
        """Whether it is likely the same, as far as words can tell."""
        return self.score >= STRONG or bool(self.reasons.identifiers)


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """What a case looks like, most alike first; its original and its duplicates, as far as this person may know them."""

    reports: list[LookAlike] = field(default_factory=list)
    advisories: list[LookAlike] = field(default_factory=list)
    known: list[LookAlike] = field(default_factory=list)
    original: Case | None = None
    duplicates: list[Case] = field(default_factory=list)
    put_aside: int = 0


def text_of_report(content: Mapping[str, Any], *, product: str = "", versions: str = "") -> Text:
    """A report as it is compared; product and versions as the case has them now, where it has any."""
    return Text(
        title=str(content.get("title") or ""),
        product=product or str(content.get("product") or ""),
        versions=versions or str(content.get("versions") or ""),
        text="\n".join(str(content[name]) for name in (*TOLD, "cve") if content.get(name)),
    )


def texts_of_cases(cases: Iterable[Case]) -> dict[UUID, Text]:
    """The reports of these cases in clear, by case; what does not open or was purged is left out. One query."""
    streams = {case.stream: case for case in cases}
    found = {}
    for entry in Entry.objects.filter(stream__in=streams, index=0):
        case = streams[entry.stream]
        try:
            content = opened(entry, case_key(case.id, case.key_wrapped)).get("report", {})
        except SealBroken:  # one box that does not open must not keep the others out
            log.exception("a report could not be opened for comparison")
            continue
        found[case.id] = text_of_report(content, product=case.product, versions=case.versions)
    return found


def text_of_advisory(advisory: Advisory) -> Text:
    """What an advisory tells the public, by its newest revision."""
    newest = Revision.objects.filter(advisory=advisory).order_by("-number").first()
    return text_of_revision(newest) if newest else Text()


def text_of_revision(revision: Revision) -> Text:
    content = revision.content
    products = [each for each in content.get("products", ()) if isinstance(each, dict)]
    return Text(
        title=str(content.get("heading", "")),
        product=" ".join(f"{each.get('name', '')} {each.get('model', '')}" for each in products),
        versions=" ".join(str(each.get("versions", "")) for each in products),
        text="\n".join(str(content.get(name, "")) for name in ("summary", "description", "cve")),
    )


def text_of_known(known: KnownVulnerability) -> Text:
    return Text(
        title=known.title,
        product=" ".join(f"{each.get('vendor', '')} {each.get('name', '')}" for each in known.products[:20]),
        versions=" ".join(
            version for each in known.products[:20] for version in each.get("versions", ())[:20]
        ),
        text=f"{known.identifier}\n{known.text}",
    )


def waits() -> bool:
    """Whether something is not in the index yet; two or three queries."""
    leaf = Space.objects.filter(id=PUBLIC).values_list("leaf", flat=True).first()
    new = Entry.objects.filter(leaf__gt=-1 if leaf is None else leaf)
    return new.exists() or KnownVulnerability.objects.filter(indexed_at=None).exists()


def look_alikes(person_id: UUID, page: CasePage, *, at: datetime) -> LookAlikes:
    """What an opened case looks like; twelve queries at any size."""
    case = page.case
    text = text_of_report(page.report, product=case.product, versions=case.versions)
    said = list(Comparison.objects.filter(Q(case=case) | Q(other=case, answer="duplicate")))
    mine = cases_of(person_id).filter(organisation_id=case.organisation_id)
    linked = _linked(case, said, mine)
    aside = _aside(case, said)
    own = resembling(
        Shelf(case.organisation_id),
        text,
        lambda rows: rows.filter(case__in=mine).exclude(case_id__in=aside["case"]).select_related("case"),
    )
    public = resembling(
        Shelf(PUBLIC),
        text,
        lambda rows: (
            rows.exclude(advisory__case=case)
            .exclude(advisory_id__in=aside["advisory"])
            .exclude(known_id__in=aside["known"])
            .select_related("advisory", "known")
        ),
    )
    original = next(
        (each.other_id for each in said if each.case_id == case.id and each.answer == "duplicate"), None
    )
    return LookAlikes(
        reports=_reports(text, best(own), person_id, at),
        advisories=_advisories(text, best(each for each in public if each.sketch.advisory_id)),
        known=_knowns(text, best(each for each in public if each.sketch.known_id)),
        original=next((each for each in linked if each.id == original), None),
        duplicates=[each for each in linked if each.id != original],
        put_aside=sum(each.answer == "different" for each in said),
    )


def _linked(case: Case, said: Sequence[Comparison], mine: QuerySet[Case]) -> list[Case]:
    pairs = {
        each
        for row in said
        if row.answer == Comparison.Answer.DUPLICATE
        for each in (row.case_id, row.other_id)
        if each is not None and each != case.id
    }
    return list(mine.filter(id__in=pairs).order_by("received_at")) if pairs else []


def _aside(case: Case, said: Sequence[Comparison]) -> dict[str, list[Any]]:
    """What is not to be shown again: the case itself, what was answered, and what repeats it."""
    return {
        "case": [
            case.id,
            *(each.other_id for each in said if each.other_id),
            *(each.case_id for each in said),
        ],
        "advisory": [each.advisory_id for each in said if each.advisory_id],
        "known": [each.known_id for each in said if each.known_id],
    }


def resembling(
    shelf: Shelf, text: Text, allowed: Callable[[QuerySet[Sketch]], QuerySet[Sketch]]
) -> list[Found]:
    """The sketches of a shelf that resemble `text`, best first, of those that `allowed` leaves; four queries.

    The rarest tokens choose the candidates; what is said in both decides among them.
    """
    named = shelf.marks(text.tokens)
    held = shelf.held(named)
    if not held:
        return []
    total = max(shelf.texts(), 1)
    weights = {mark: weight(token, total, held.get(mark, 0)) for mark, token in named.items()}
    votes: Counter[int] = Counter()
    for mark, ids in shelf.sketches(rarest(held, budget=BUDGET)).items():
        worth = round(weights[mark] ** 2 * 1000)
        for each in ids:
            votes[each] += worth
    ids_ = [each for each, _worth in votes.most_common(CANDIDATES)]
    language = text.language
    found = [
        _resemblance(shelf, row, weights, language) for row in allowed(Sketch.objects.filter(id__in=ids_))
    ]
    return sorted((each for each in found if each.score >= SHOWN), key=lambda each: -each.score)


def _resemblance(shelf: Shelf, row: Sketch, weights: Mapping[int, float], language: str) -> Found:
    marks = shelf.open(row.marks, MARKS, about(row))
    same = row.language == language
    return Found(row, likeness(weights, marks) if same else contained(weights, marks) / 2, same)


def about(row: Sketch) -> str:
    """The binding of a sketch's marks to what it is of."""
    for name in ("case_id", "advisory_id", "known_id"):
        if getattr(row, name) is not None:
            return f"{name}:{getattr(row, name)}"
    raise ValueError("a sketch is of something")


def best(found: Iterable[Found]) -> list[Found]:
    """The five best in the same language, then the three best in another: one list would lose the others (ADR 0018)."""
    rows = list(found)
    same = [each for each in rows if each.same_language][:BEST]
    return same + [each for each in rows if not each.same_language][:OTHER_LANGUAGE]


def _reports(text: Text, found: Sequence[Found], person_id: UUID, at: datetime) -> list[LookAlike]:
    """Reports of the organisation: words in common only of those that are disclosed or that this person has open now."""
    cases = [each.sketch.case for each in found if each.sketch.case is not None]
    fresh = Reading.objects.filter(person_id=person_id, case__in=cases, at__gt=at - OPEN_FOR)
    known = set(fresh.values_list("case_id", flat=True))
    told = texts_of_cases(case for case in cases if case.disclosed_at is not None or case.id in known)
    return [
        _report(text, case, each.score, told.get(case.id)) for case, each in zip(cases, found, strict=True)
    ]


def _report(text: Text, case: Case, score: float, told: Text | None) -> LookAlike:
    other = told or Text(product=case.product, versions=case.versions)
    return LookAlike(
        ref=f"case:{case.id}",
        number=case.number,
        title=title_of(case),
        product=case.product,
        versions=case.versions,
        at=case.received_at,
        score=score,
        reasons=reasons(text, other, prose=told is not None),
        prose=told is not None,
    )


def _advisories(text: Text, found: Sequence[Found]) -> list[LookAlike]:
    newest = Revision.objects.filter(
        ~Exists(Revision.objects.filter(advisory=OuterRef("advisory"), number__gt=OuterRef("number"))),
        advisory__in=[each.sketch.advisory for each in found if each.sketch.advisory is not None],
    )
    revisions = {row.advisory_id: row for row in newest}
    rows = []
    for each in found:
        advisory = each.sketch.advisory
        revision = revisions.get(advisory.id) if advisory is not None else None
        if advisory is None or revision is None:
            continue
        other = text_of_revision(revision)
        rows.append(
            LookAlike(
                ref=f"advisory:{advisory.id}",
                number=advisory.number,
                title=other.title or advisory.title,
                product=other.product,
                versions=other.versions,
                at=advisory.published_at,
                score=each.score,
                reasons=reasons(text, other, prose=True),
            )
        )
    return rows


def _knowns(text: Text, found: Sequence[Found]) -> list[LookAlike]:
    rows = []
    for each in found:
        known = each.sketch.known
        if known is None:
            continue
        other = text_of_known(known)
        rows.append(
            LookAlike(
                ref=f"known:{known.identifier}",
                number=known.identifier,
                title=known.title or known.text[:120],
                product=other.product[:200],
                versions=other.versions[:120],
                at=known.published_at,
                score=each.score,
                reasons=reasons(text, other, prose=True),
                known=known,
            )
        )
    return rows
