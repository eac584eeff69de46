"""What acts, law and records say, as JSON: instants in UTC, texts in the reader's language, and nothing but what is named
here (no field leaves by being forgotten).
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.utils import translation

from bulou.acts import Outcome
from bulou.acts.prospects import Prospect
from bulou.journal import instant
from bulou.law import Cure, DutyState, Finding, Verdict
from bulou.records.listing import CaseLine
from bulou.records.packets import Kept
from bulou.records.pages import CasePage, TimelineRow
from bulou.records.streams import EntryRef

Said = TypeVar("Said")


def of_two(zh: Said, en: Said) -> Said:
    """The one in the reader's language."""
    return zh if (translation.get_language() or "en").startswith("zh") else en


def words(text: Any) -> str:
    """The `zh` or `en` of something that has both, by the reader's language."""
    return str(of_two(text.zh, text.en))


def one_line(text: str) -> str:
    """What was typed into a field of one line, without NUL, which no database takes."""
    return text.replace("\x00", "").strip()


def moment(at: datetime | None) -> str | None:
    return instant(at) if at is not None else None


def day(on: date | None) -> str | None:
    return on.isoformat() if on is not None else None


def entry(ref: EntryRef | None) -> dict[str, Any] | None:
    """Where an act was sealed."""
    if ref is None:
        return None
    return {"stream": ref.stream, "index": ref.index, "hash": ref.hash, "at": instant(ref.at)}


def done(outcome: Outcome) -> dict[str, Any]:
    """An act that was done: what it made, where it is sealed, what the law said of it."""
    return {
        "act": outcome.act,
        "status": str(outcome.status),
        "ids": dict(outcome.ids),
        "entry": entry(outcome.entry),
        "verdict": verdict(outcome.verdict),
    }


def verdict(found: Verdict | None) -> dict[str, Any] | None:
    return found.to_json() if found is not None else None


def citation(found: Finding) -> dict[str, str]:
    """One sentence of the law that bears on the answer, and what it says to it."""
    return {
        "norm": found.norm_id,
        "instrument": found.citation.instrument,
        "article": words(found.citation.article),
        "outcome": str(found.outcome),
        "text": words(found),
    }


def citations(found: Verdict | None) -> list[dict[str, str]]:
    return [citation(finding) for finding in found.findings] if found is not None else []


def cure(found: Cure) -> dict[str, Any]:
    """What would change the answer: facts that would have to hold, and from when at the latest they could."""
    return {
        "kind": str(found.kind),
        "changes": dict(found.changes),
        "until": moment(found.until),
        "outcome": str(found.outcome),
        "text": words(found),
    }


def cures(found: Iterable[Cure]) -> list[dict[str, Any]]:
    return [cure(item) for item in found]


def prospect(found: Prospect) -> dict[str, Any]:
    """One act as it stands now: whether it would pass, under which articles, and what would cure it."""
    answer, refusal = found.outcome.verdict, found.outcome.refusal
    return {
        "act": found.name,
        "title": str(found.act.title),
        "group": found.group,
        "stopped": found.stopped,
        "conduct": str(found.act.conduct) if found.act.conduct else None,
        "outcome": str(answer.outcome) if answer is not None else None,
        "reason": str(refusal.reason) if refusal is not None else None,
        "citations": citations(answer),
        "cures": cures(found.outcome.cures),
        "warnings": [
            {"legal_question": str(each.id), "first": each.first, "second": each.second}
            for each in found.warnings
        ],
        "about": found.about or None,
        "about_id": str(found.about_id) if found.about_id else None,
    }


def line(row: CaseLine) -> dict[str, Any]:
    """A case in the list."""
    return {
        "id": str(row.id),
        "number": row.number,
        "title": row.title,
        "product": row.product,
        "versions": row.versions,
        "role": row.role,
        "channel": row.channel,
        "states": {"report": row.rm, "embargo": row.em, "notification": row.reg},
        "severity": {"gbt30279": row.grade or None, "cvss": row.cvss_vector or None},
        "handler_id": str(row.handler_id) if row.handler_id else None,
        "received_at": instant(row.received_at),
        "updated_at": instant(row.updated_at),
        "due_at": moment(row.due_at),
        "embargo_until": moment(row.embargo_until),
        "disclosed_at": moment(row.disclosed_at),
        "closed_at": moment(row.closed_at),
    }


def case(page: CasePage, row: CaseLine) -> dict[str, Any]:
    """A case as its page shows it: what stands behind its door only while it is open to the reader (`opened`)."""
    inside = page if page.opened else None
    return {
        **line(row),
        "opened": page.opened,
        "duties": [duty(state) for state in page.duties],
        "length": page.length,
        "head": page.head,
        "report": dict(page.report),
        "files": [file(item) for item in page.files],
        "parties": [party(item) for item in inside.parties] if inside else [],
        "affected": [affected(item) for item in inside.affected] if inside else [],
        "advisories": [advisory(item) for item in inside.advisories] if inside else [],
        "timeline": [sealed(item) for item in inside.timeline] if inside else [],
    }


def duty(state: DutyState) -> dict[str, Any]:
    """A duty with its article, its standing and every reading of its clock; the strictest is `due_at`."""
    return {
        "id": state.duty_id,
        "title": words(state.title),
        "article": words(state.citation),
        "conduct": str(state.conduct),
        "standing": str(state.standing),
        "live": state.live,
        "started_at": moment(state.started_at),
        "due_at": moment(state.due_at),
        "done_at": moment(state.done_at),
        "readings": [
            {"name": reading.name, "text": words(reading), "due_at": moment(reading.due_at)}
            for reading in state.readings
        ],
        "hinges_on": list(state.hinges_on),
    }


def file(row: Any) -> dict[str, Any]:
    kept = row.attachment
    return {"id": str(kept.id), "name": row.name, "size": kept.size, "sha256": kept.sha256}


def party(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "name": row.name,
        "role": row.role,
        "organisation": row.organisation.slug if row.organisation else None,
        "overseas": row.overseas,
        "product_vendor": row.product_vendor,
        "asked_at": moment(row.asked_at),
        "answered_at": moment(row.answered_at),
        "answer": row.answer or None,
    }


def affected(row: Any) -> dict[str, str]:
    return {
        "product": row.name,
        "model": row.model,
        "versions": row.versions,
        "status": row.status,
        "fixed_in": row.fixed_in,
    }


def advisory(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "number": row.number,
        "state": row.gate,
        "title": row.title,
        "draft_sha256": row.draft_sha256,
        "published_at": moment(row.published_at),
        "withdrawn_at": moment(row.withdrawn_at),
    }


def packet(kept: Kept[Any], to: str) -> dict[str, Any]:
    """One packet with its exact content; `to` is nvdb, mps, cnvd or cnnvd."""
    row, library = kept.row, getattr(kept.row, "library", None)
    return {
        "id": str(row.id),
        "to": to,
        "library": library,
        "state": row.state,
        "method": (row.method or None) if library else "by_hand",
        "prepared_at": instant(row.prepared_at),
        "submitted_at": moment(row.submitted_at),
        "number": (row.receipt_number if library else row.number) or None,
        "receipt_at": moment(row.receipt_at),
        "supplements": str(row.supplements_id) if row.supplements_id else None,
        "evidence": list(row.evidence),
        "sha256": row.packet_sha256,
        "packet": json.loads(kept.content),
    }


def sealed(row: TimelineRow) -> dict[str, Any]:
    """An entry of the case's stream, with the fields that may be read now."""
    return {
        "index": row.index,
        "hash": row.hash,
        "act": row.act,
        "actor": row.actor,
        "at": instant(row.at),
        "event_at": moment(row.event_at),
        "verdict": row.verdict,
        "fields": _readable(row.fields),
    }


def _readable(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name != "decision"}
