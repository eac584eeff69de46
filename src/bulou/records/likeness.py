"""What looks like a case, among what this person may know: reports of the organisation, advisories, known vulnerabilities.

Need-to-know comes before the choice of the best: for whoever does not see every case only their own are candidates, so
that what one may not know neither shows nor takes a place. Another organisation's reports are in another space of the
index, under a key of their own, and are never read.
"""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

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
from bulou.records import shelves
from bulou.records.inbox import sight
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
from bulou.records.sealed import SealBroken, case_key
from bulou.records.shelves import MARKS, PUBLIC, Shelf, about
from bulou.records.streams import opened
from bulou.records.visible import OPEN_FOR, cases_of, title_of

BUDGET = 20_000  # places under marks that one question looks at: what it costs does not grow with the index
CANDIDATES = 300
BEST = 5
OTHER_LANGUAGE = 3
TOLD = ("steps", "impact", "weakness", "note")
Allowed = Callable[[QuerySet[Sketch]], QuerySet[Sketch]]
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

    `number` is what acts call it: the number of a case or an advisory, or a CVE.
    """

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
    """Whether something is not in the index yet; two queries."""
    leaf = Space.objects.filter(id=PUBLIC).values_list("leaf", flat=True).first()
    new = Entry.objects.filter(leaf__gt=-1 if leaf is None else leaf).values(one=Value(1))
    known = KnownVulnerability.objects.filter(indexed_at=None).values(one=Value(1))
    return new.union(known, all=True).exists()


@dataclass(frozen=True, slots=True)
class AlikePage:
    """A case with what it looks like; nothing of that before the case was opened."""

    case: Case
    title: str
    opened: bool
    found: LookAlikes


def alike_page(person_id: UUID, number: str, *, at: datetime) -> AlikePage | None:
    """The page of this case, None where it does not exist for this person; fourteen queries at any size."""
    reading = Reading.objects.filter(person_id=person_id, case=OuterRef("pk"), at__gt=at - OPEN_FOR)
    rows = cases_of(person_id).select_related("organisation").annotate(fresh=Exists(reading))
    case = rows.filter(number=number).first()
    if case is None:
        return None
    is_open = case.disclosed_at is not None or case.fresh
    found = look_alikes(person_id, case, at=at) if is_open else LookAlikes()
    return AlikePage(case, title_of(case), is_open, found)


def look_alikes(person_id: UUID, case: Case, *, at: datetime) -> LookAlikes:
    """What a case looks like, for someone who has it open; thirteen queries at any size."""
    text = texts_of_cases([case]).get(case.id) or Text(product=case.product, versions=case.versions)
    said = list(Comparison.objects.filter(Q(case=case) | Q(other=case, answer="duplicate")))
    seen = sight(person_id, case.organisation_id)
    mine = seen.picked
    linked = _linked(case, said, mine)
    aside = _aside(case, said)
    reading = Reading.objects.filter(person_id=person_id, case_id=OuterRef("case_id"), at__gt=at - OPEN_FOR)
    own, public = Shelf(case.organisation_id), Shelf(PUBLIC)
    found = all_resembling(
        text,
        {
            own: lambda rows: (
                rows.filter(case__in=mine)
                .exclude(case_id__in=aside["case"])
                .select_related("case")
                .annotate(fresh=Exists(reading))
            ),
            public: lambda rows: (
                rows.filter(~Q(advisory__case=case) | Q(advisory=None))
                .filter(~Q(advisory_id__in=aside["advisory"]) | Q(advisory=None))
                .filter(~Q(known_id__in=aside["known"]) | Q(known=None))
                .select_related("advisory", "known")
            ),
        },
        {} if seen.whole else {own: set(Sketch.objects.filter(case__in=mine).values_list("id", flat=True))},
    )
    repeats = {each.other_id for each in said if each.case_id == case.id and each.answer == "duplicate"}
    return LookAlikes(
        reports=_reports(text, best(found[own])),
        advisories=_advisories(text, best(each for each in found[public] if each.sketch.advisory_id)),
        known=_knowns(text, best(each for each in found[public] if each.sketch.known_id)),
        original=next((each for each in linked if each.id in repeats), None),
        duplicates=[each for each in linked if each.id not in repeats],
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


def all_resembling(
    text: Text, allowed: Mapping[Shelf, Allowed], among: Mapping[Shelf, Collection[int]] | None = None
) -> dict[Shelf, list[Found]]:
    """By shelf the sketches that resemble `text`, best first, of those that its `allowed` leaves; three queries and one a shelf.

    The rarest tokens choose the candidates; what is said in both decides among them. Of a shelf in `among` only the
    sketches named there are candidates; `allowed` is asked of the candidates and takes out a few.
    """
    named = {shelf: shelf.marks(text.tokens) for shelf in allowed}
    held, total = shelves.held(named), shelves.texts(allowed)
    rare = {shelf: rarest(held[shelf], budget=BUDGET) for shelf in allowed}
    places = shelves.sketches(rare)
    found = {}
    for shelf, leaves in allowed.items():
        weights = {
            mark: weight(token, total[shelf], held[shelf][mark]) for mark, token in named[shelf].items()
        }
        ids = _candidates(places[shelf], weights, (among or {}).get(shelf))
        rows = leaves(Sketch.objects.filter(id__in=ids))
        judged = [_resemblance(shelf, row, weights, text.language) for row in rows]
        found[shelf] = sorted((each for each in judged if each.score >= SHOWN), key=lambda each: -each.score)
    return found


def _candidates(
    places: Mapping[int, Iterable[int]], weights: Mapping[int, float], among: Collection[int] | None
) -> list[int]:
    """The sketches, of `among` where that is given, for which most is said by the tokens that were looked up."""
    votes: Counter[int] = Counter()
    for mark, ids in places.items():
        worth = round(weights[mark] ** 2 * 1000)
        for each in ids if among is None else (each for each in ids if each in among):
            votes[each] += worth
    return [each for each, _worth in votes.most_common(CANDIDATES)]


def _resemblance(shelf: Shelf, row: Sketch, weights: Mapping[int, float], language: str) -> Found:
    marks = shelf.open(row.marks, MARKS, about(row))
    same = row.language == language
    return Found(row, likeness(weights, marks) if same else contained(weights, marks) / 2, same)


def best(found: Iterable[Found]) -> list[Found]:
    """The five best in the same language, then the three best in another: one list would lose the others."""
    rows = list(found)
    same = [each for each in rows if each.same_language][:BEST]
    return same + [each for each in rows if not each.same_language][:OTHER_LANGUAGE]


def _reports(text: Text, found: Sequence[Found]) -> list[LookAlike]:
    """Reports of the organisation: words in common only of those that are disclosed or that this person has open now."""
    cases = [(each.sketch.case, each) for each in found if each.sketch.case is not None]
    told = texts_of_cases(
        case for case, each in cases if case.disclosed_at is not None or getattr(each.sketch, "fresh", False)
    )
    return [_report(text, case, each.score, told.get(case.id)) for case, each in cases]


def _report(text: Text, case: Case, score: float, told: Text | None) -> LookAlike:
    other = told or Text(product=case.product, versions=case.versions)
    return LookAlike(
        number=case.number,
        title=title_of(case),
        product=case.product,
        versions=case.versions,
        at=case.received_at,
        score=score,
        reasons=reasons(text, other, prose=told is not None),
        prose=told is not None,
    )


def newest_revisions(advisories: Iterable[Advisory]) -> dict[UUID, Revision]:
    """What each of these advisories tells the public now, by the advisory's id; one query."""
    later = Revision.objects.filter(advisory=OuterRef("advisory"), number__gt=OuterRef("number"))
    rows = Revision.objects.filter(~Exists(later), advisory__in=list(advisories))
    return {row.advisory_id: row for row in rows}


def _advisories(text: Text, found: Sequence[Found]) -> list[LookAlike]:
    revisions = newest_revisions(each.sketch.advisory for each in found if each.sketch.advisory is not None)
    rows = []
    for each in found:
        advisory = each.sketch.advisory
        revision = revisions.get(advisory.id) if advisory is not None else None
        if advisory is None or revision is None:
            continue
        other = text_of_revision(revision)
        rows.append(
            LookAlike(
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
