"""What the world knows already comes onto the node: CVE records, the KEV catalogue, EPSS scores.

Public text in bulk, so an act holds many records; what is sealed is which file it came from, by its SHA-256, and how many.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import NodeAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.formats.known import Catalogue, Known, Score
from bulou.records.models import KnownVulnerability

BATCH = 2_000
TOLD = tuple(field.name for field in fields(Known) if field.name != "identifier")
KEV = ("kev_added_on", "kev_due_on", "kev_ransomware", "kev_on", "kev_source")
EPSS = ("epss", "epss_percentile", "epss_on", "epss_source")


@dataclass(frozen=True, kw_only=True)
class LoadKnown(NodeAct, title=_("Load known vulnerabilities"), right=Right.SYSTEM):
    """CVE records of one file, or of a part of it. An older record never replaces a newer one of the same number."""

    source: str
    sha256: str
    records: tuple[Known, ...]

    def do(self, work: Work) -> None:
        newest = {record.identifier: record for record in sorted(self.records, key=_age)}
        held = dict(
            KnownVulnerability.objects.filter(identifier__in=newest).values_list("identifier", "modified_at")
        )
        rows = [
            _row(record, self.source, work.at)
            for record in newest.values()
            if held.get(record.identifier) is None or _age(record) >= _moment(held[record.identifier])
        ]
        _upsert(rows, (*TOLD, "source", "loaded_at", "indexed_at"))
        work.keep(file=self.source, sha256=self.sha256, records=len(self.records), loaded=len(rows))
        work.ids["loaded"] = str(len(rows))


@dataclass(frozen=True, kw_only=True)
class LoadExploited(NodeAct, title=_("Load the catalogue of exploited vulnerabilities"), right=Right.SYSTEM):
    """A whole KEV catalogue: what it no longer lists is no longer marked. An older catalogue is noted and not loaded."""

    source: str
    sha256: str
    catalogue: Catalogue

    def do(self, work: Work) -> None:
        listed = {entry.identifier: entry for entry in self.catalogue.entries}
        old = KnownVulnerability.objects.filter(kev_on__gt=self.catalogue.on).exists()
        if not old:
            rows = [_listed(entry, self, work.at) for entry in listed.values()]
            _upsert(rows, KEV)
            gone = KnownVulnerability.objects.filter(kev_added_on__isnull=False).exclude(
                identifier__in=listed
            )
            gone.update(kev_added_on=None, kev_due_on=None, kev_ransomware=False, kev_on=self.catalogue.on)
        work.keep(
            file=self.source,
            sha256=self.sha256,
            on=self.catalogue.on.isoformat(),
            records=len(listed),
            loaded=0 if old else len(listed),
        )
        work.ids["loaded"] = str(0 if old else len(listed))


@dataclass(frozen=True, kw_only=True)
class LoadScores(NodeAct, title=_("Load EPSS scores"), right=Right.SYSTEM):
    """Scores of one day for the vulnerabilities that are known here; a later day's score is not replaced."""

    source: str
    sha256: str
    on: date
    scores: tuple[Score, ...]

    def do(self, work: Work) -> None:
        scores = {score.identifier: score for score in self.scores}
        held = KnownVulnerability.objects.filter(identifier__in=scores).exclude(epss_on__gt=self.on)
        rows = list(held.only("identifier"))
        for row in rows:
            score = scores[row.identifier]
            row.epss, row.epss_percentile = score.epss, score.percentile
            row.epss_on, row.epss_source = self.on, self.source[:200]
        KnownVulnerability.objects.bulk_update(rows, EPSS, batch_size=500)
        work.keep(
            file=self.source,
            sha256=self.sha256,
            on=self.on.isoformat(),
            records=len(scores),
            loaded=len(rows),
        )
        work.ids["loaded"] = str(len(rows))


def _age(record: Known) -> float:
    return _moment(record.modified_at or record.published_at)


def _moment(at: datetime | None) -> float:
    return at.timestamp() if at is not None else float("-inf")


def _row(record: Known, source: str, at: datetime) -> KnownVulnerability:
    told: dict[str, Any] = {name: getattr(record, name) for name in TOLD}
    told |= {"products": [each.to_json() for each in record.products], "cwes": list(record.cwes)}
    told["text"] = record.text.replace("\x00", "")
    return KnownVulnerability(identifier=record.identifier, source=source[:200], loaded_at=at, **told)


def _listed(entry: Any, act: LoadExploited, at: datetime) -> KnownVulnerability:
    """As the catalogue tells it; where a CVE record is known already, only the flags of this are kept."""
    return KnownVulnerability(
        identifier=entry.identifier,
        title=entry.name,
        text=entry.text,
        products=[entry.product.to_json()],
        cwes=list(entry.cwes),
        source=act.source[:200],
        loaded_at=at,
        kev_added_on=entry.added_on,
        kev_due_on=entry.due_on,
        kev_ransomware=entry.ransomware,
        kev_on=act.catalogue.on,
        kev_source=act.source[:200],
    )


def _upsert(rows: Iterable[KnownVulnerability], columns: Iterable[str]) -> None:
    KnownVulnerability.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["identifier"],
        update_fields=list(columns),
        batch_size=500,
    )
