"""What a packet's page says around its fields: the way to its library, what to look at, the versions and how late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bulou.entrypoints.clockface import duration_words
from bulou.entrypoints.desk.case import two_days
from bulou.entrypoints.desk.words import NOTIFICATION_STATES, PRODUCT_CLASSES
from bulou.entrypoints.templatetags.bulou_tags import tongue
from bulou.formats import nvdb
from bulou.precheck import look_at
from bulou.records.packets import Kept
from bulou.records.pages import CasePage, FileRow


@dataclass(frozen=True, slots=True)
class Look:
    """A place to look at before a packet goes out: `name` of the field, its label, what it reads like."""

    name: str
    label: Any
    says: str


@dataclass(frozen=True, slots=True)
class Version:
    """One packet as the list shows it. `changed` are the fields in which it differs from the one before."""

    number: int
    row: Any
    state: Any
    changed: Sequence[Any]
    late: list[tuple[str, str]]
    in_time: list[str]
    evidence: list[FileRow]


def remarks(written: Mapping[str, str], fields: Mapping[str, Any]) -> list[Look]:
    """Where a packet reads like exploit code or like an operator's system in use (Art. 9(2), (4))."""
    return [
        Look(each.field, fields[each.field], tongue(each))
        for each in look_at({name: text for name, text in written.items() if name in fields})
    ]


def routing(page: CasePage, written: Mapping[str, str], library: str) -> str:
    """Why the packet goes to this library, in words."""
    said = written.get("product_class", "")
    if said not in PRODUCT_CLASSES:
        return _("The class of the product is not known yet, so the platform's own entrance is proposed.")
    proposed = nvdb.route(nvdb.ProductClass(said))
    words = {"class": PRODUCT_CLASSES[said], "code": proposed.code}
    if proposed.code != library:
        return _("Chosen by hand; the class “%(class)s” would lead to %(code)s.") % words
    for row in page.affected:
        if row.registered is not None and row.registered.product_class == said:
            words["product"] = row.registered.name
            return (
                _("%(code)s, because the registered product %(product)s is of the class “%(class)s”.") % words
            )
    return _("%(code)s, because the packet says the class “%(class)s”.") % words


def history(page: CasePage, saved: Sequence[Kept[Any]]) -> list[Version]:
    """The packets in their order, each with what changed; the first that went out with how late it was."""
    read = {each.row.id: nvdb.read_json(each.content) for each in saved}
    first = next((each.row.id for each in saved if each.row.submitted_at), None)
    found = []
    for n, each in enumerate(saved, 1):
        before = read.get(each.row.supplements_id)
        late, in_time = lateness(page, each.row) if each.row.id == first else ([], [])
        found.append(
            Version(
                n,
                each.row,
                NOTIFICATION_STATES.get(each.row.state, each.row.state),
                nvdb.changed(before, read[each.row.id]) if before else (),
                late,
                in_time,
                shown(page, each.row),
            )
        )
    return found


def shown(page: CasePage, row: Any) -> list[FileRow]:
    """The files that show the filing of a packet."""
    return [file for file in page.files if str(file.attachment.id) in row.evidence]


def lateness(page: CasePage, row: Any) -> tuple[list[tuple[str, str]], list[str]]:
    """Under which readings of the two days a packet was late, by how much; and under which it was in time."""
    duty = two_days(page)
    late, in_time = [], []
    for reading in duty.readings if duty else ():
        if row.submitted_at < reading.due_at:
            in_time.append(tongue(reading))
        else:
            late.append((tongue(reading), duration_words(row.submitted_at - reading.due_at, short=False)))
    return late, in_time
