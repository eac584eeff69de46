"""The case's one timeline: every entry with its words, tinted by who can read it."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from bulou import law
from bulou.acts import ACTS
from bulou.entrypoints.desk.around import inside, party_readers, public_readers
from bulou.entrypoints.templatetags.bulou_tags import instant
from bulou.law import Fact, Finding
from bulou.records.pages import CasePage, TimelineRow
from bulou.transport.received import explain

ACTORS = {
    "reporter": pgettext_lazy("party", "Reporter"),
    "stranger": pgettext_lazy("party", "Reporter"),
    "system": _("This node"),
}
MESSAGES = frozenset(
    {
        "post_message",
        "write_as_reporter",
        "write_by_mail",
        "post_to_parties",
        "write_as_party",
        "write_to_all_as_party",
    }
)
OWN_WORDS = "text"
SILENT = frozenset({"hidden", "hidden_text", "file", "password"})


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as components/timeline_entry.html wants it."""

    kind: str
    who: Any
    at: datetime
    text: str
    details: list[tuple[Any, Any]]
    visible_to: str
    entry_index: int
    entry_hash: str
    act_title: Any
    outcome: str
    by_law: bool
    event_at: datetime | None
    url: str
    measure: Any = None
    what_if: str = ""
    reasons: tuple[Finding, ...] = ()
    earlier: tuple["Item", ...] = ()

    @property
    def aside(self) -> bool:
        """Whether it tells only that an act was not in turn or not in someone's office, as bulk acts leave many."""
        return self.kind == "refused" and not self.by_law and not self.measure


def timeline(page: CasePage) -> list[Item]:
    """Newest first; a refusal is shown as what did not happen. Of a run of entries that say the same and no word more,
    or that were all stopped by office or turn, the newest holds the others as `earlier`.
    """
    readers = {
        "public": public_readers(page),
        "party": party_readers(page),
        "internal": inside(page),
    }
    items = [_item(row, page, readers) for row in page.timeline]
    folded = []
    for _same, run in groupby(enumerate(items), key=_alike):
        first, *earlier = [item for _place, item in run]
        folded.append(replace(first, earlier=tuple(earlier)))
    return folded


def _alike(placed: tuple[int, Item]) -> Any:
    """Equal for entries that may stand folded together; whatever tells something of its own stands by itself."""
    place, item = placed
    if item.aside:
        return "aside"
    if item.kind == "refused":
        stopped = tuple(each.norm_id for each in item.reasons)
        return (str(item.act_title), str(item.who), item.outcome, str(item.measure), stopped)
    if item.kind != "sealed" or item.text or item.details or item.url:
        return place
    return (str(item.act_title), str(item.who))


def _item(row: TimelineRow, page: CasePage, readers: dict[str, str]) -> Item:
    kind = "refused" if row.refused else str(row.fields.get("thread", "sealed"))
    title = ACTS[row.act].title if row.act in ACTS else row.act
    return Item(
        kind=kind,
        who=who(row, page),
        at=row.at,
        text=str(row.fields.get(OWN_WORDS, "")),
        details=[] if row.refused else details(row, page),
        visible_to=_few(row, page) or readers.get(kind, readers["internal"]),
        entry_index=row.index,
        entry_hash=row.hash,
        act_title="" if row.act in MESSAGES and not row.refused else title,
        outcome=_outcome(row),
        by_law=row.fields.get("refused") == "law",
        event_at=row.event_at,
        url=reverse("desk:refusal", args=[page.case.number, row.index]) if _explained(row) else "",
        measure=row.fields.get("measure"),
        what_if=f"{reverse('law:what-if')}?case={page.case.number}&entry={row.index}"
        if _explained(row)
        else "",
        reasons=_reasons(row),
    )


def _few(row: TimelineRow, page: CasePage) -> str:
    """The readers of what went outside, as they were fixed when it was written; empty for anything else."""
    if row.fields.get("thread") != "party":
        return ""
    if isinstance(told := row.fields.get("recipients"), int):
        words = ngettext("%(inside)s; %(count)d recipient", "%(inside)s; %(count)d recipients", told)
        return words % {"inside": inside(page), "count": told}
    name = _participant(str(row.fields.get("party", "")), page)
    if row.act not in MESSAGES and not name:
        return ""
    if "readers" not in row.fields or (name and row.fields["readers"] == 1):
        return gettext("%(inside)s; %(parties)s") % {"inside": inside(page), "parties": name}
    return gettext("%(inside)s; %(count)d parties") % {"inside": inside(page), "count": row.fields["readers"]}


def _outcome(row: TimelineRow) -> str:
    """What the law answered a refused act; empty where office or turn stopped it."""
    return row.verdict if row.refused and row.verdict and ":" not in row.verdict else ""


def _explained(row: TimelineRow) -> bool:
    return row.fields.get("refused") == "law" and "decision" in row.fields


def _reasons(row: TimelineRow) -> tuple[Finding, ...]:
    """What stopped a refused act, decided again from the facts and readings that were sealed with it."""
    if not _explained(row):
        return ()
    decision = row.fields["decision"]
    facts = {name: Fact(value) for name, value in decision["facts"].items()}
    try:
        verdict = law.decide(
            decision["conduct"], facts, at=row.at, readings=decision.get("readings", {}),
            owed=decision.get("owed", ()), trace=False,
        )  # fmt: skip
    except (law.BadFact, law.BadReading, ValueError):
        return ()
    return tuple(each for each in verdict.findings if each.outcome is verdict.outcome)


def _participant(party_id: str, page: CasePage) -> Any:
    """A party of the case by name, the reporter too."""
    found = next((party for party in page.parties if str(party.id) == party_id), None)
    return (found.name or _("The reporter")) if found else ""


def who(row: TimelineRow, page: CasePage) -> Any:
    """Who acted, by name if they are or were of this organisation."""
    if row.actor.startswith("party:"):
        return _participant(row.actor.partition(":")[2], page) or _("A party")
    if row.person_id is None:
        return ACTORS.get(row.actor, row.actor)
    person = page.people.by_id.get(row.person_id)
    return person.name if person else _("Someone outside the organisation")


def details(row: TimelineRow, page: CasePage) -> list[tuple[Any, Any]]:
    """What was entered besides the words, under the labels of the act's own form."""
    act = ACTS.get(row.act)
    if act is None:
        return []
    found = []
    for item in fields(act):
        label = item.metadata.get("label")
        value = _value(item, row, page)
        if (
            label
            and item.metadata["widget"] not in SILENT
            and item.name != OWN_WORDS
            and value not in ("", None)
        ):
            found.append((label, value))
    if row.act == "write_by_mail":
        return [(_("Sender"), " ".join(explain(row.fields.get("marks", ()))))]
    return [] if row.act in MESSAGES else found


def _value(item: Any, row: TimelineRow, page: CasePage) -> Any:
    name = item.name
    value = row.fields.get(name, row.fields.get(name.removesuffix("_id")))
    widget = item.metadata.get("widget")
    if widget == "person":
        person = page.people.by_id.get(str(row.fields.get("person", "")))
        return person.name if person else ""
    if widget == "participant":
        return _participant(str(value), page)
    if widget in ("abuse_flag", "legal_question"):
        return ""
    if widget == "attachment":
        return next((file.name for file in page.files if str(file.attachment.id) == str(value)), "")
    if widget == "party":
        return next((party.name for party in page.parties if str(party.id) == str(value)), "")
    if widget == "yes_no" and isinstance(value, bool):
        return _("Yes") if value else _("No")
    if widget == "check" and isinstance(value, bool):
        return _("Yes") if value else ""
    if widget == "instant":
        return instant(datetime.fromisoformat(value)) if value else ""
    if name == "party":
        return next((party.name for party in page.parties if str(party.id) == str(value)), "")
    if widget == "choice":
        return dict(item.metadata["choices"]).get(value, value)
    return value if isinstance(value, str | int) else ""
