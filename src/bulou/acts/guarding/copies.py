"""Copies that leave the desk: each is sealed with who took it and which rows, and a leaked one is followed back."""

import hashlib
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, PersonAct, asked
from bulou.acts.guarding.reading import note_reading
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right, standing
from bulou.acts.work import Work
from bulou.formats.marks import WIDTH, Finding, trace
from bulou.records.copies import copies_of, row_secret
from bulou.records.models import FollowedLeak, MarkedCopy, Organisation

TABLES = [
    ("reception", _("Reception log")),
    ("rewards", _("Rewards")),
    ("parties", _("Parties of a case")),
    ("recipients", _("Recipients of a notice")),
]
LONGEST_LEAK = 500_000  # characters: some 5,000 rows of the reception log


@dataclass(frozen=True, kw_only=True)
class TakeCopy(PersonAct, title=_("Take a copy of a table"), right=Right.SELF):
    """A table leaves the desk in someone's hands, marked as theirs; sealed in their own stream by the download itself.

    `rows` are the fingerprints of its rows, eight bytes each; the number of the case is that of a table of one case.
    """

    organisation_id: UUID
    what: str = field(metadata={"longest": 20})
    rows: bytes = field(repr=False)
    copy_id: UUID = field(default_factory=uuid4)

    def begin(self, work: Work) -> bool:
        organisation = Organisation.objects.filter(id=self.organisation_id).first()
        if organisation is None or work.by.person_id != self.person_id:
            return False
        work.organisation, work.standing = organisation, standing(work.by, organisation)
        return bool(work.standing.offices)

    def do(self, work: Work) -> None:
        if self.what not in dict(TABLES):
            raise InvalidAct({"what": _("There is no such table.")})
        if len(self.rows) % WIDTH:
            raise InvalidAct({"rows": _("Fingerprints have eight bytes each.")})
        MarkedCopy.objects.create(
            id=self.copy_id,
            organisation=work.organisation,
            person_id=self.person_id,
            what=self.what,
            rows=self.rows,
            taken_at=work.at,
        )
        note_reading(work, self.what, rows=len(self.rows) // WIDTH)
        work.ids["copy"] = str(self.copy_id)
        work.keep(
            copy=str(self.copy_id),
            organisation=str(self.organisation_id),
            what=self.what,
            rows=len(self.rows) // WIDTH,
            rows_sha256=hashlib.sha256(self.rows).hexdigest(),
        )


@dataclass(frozen=True, kw_only=True)
class TraceLeak(OrganisationAct, title=_("Follow a leaked copy"), right=Right.WATCH):
    """Whose copy a leaked table is, or that it cannot be told. The leak itself is not kept, only its hash and the answer."""

    leak: str = asked(
        _("The leaked table"),
        hint=_("Paste it as it was found: copied, retyped, in part, reordered. One row a line."),
        widget="textarea",
        longest=LONGEST_LEAK,
    )

    def prepare(self, work: Work) -> Finding | None:
        if not self.leak.strip():
            raise InvalidAct({"leak": _("Paste the leaked table.")})
        return trace(self.leak, copies_of(work.organisation.id), row_secret(work.organisation.id))

    def do(self, work: Work) -> None:
        found = work.prepared
        if not isinstance(found, Finding):  # they were allowed to only since
            raise InvalidAct({"leak": _("It was not followed: try again.")})
        row = FollowedLeak.objects.create(
            organisation=work.organisation,
            index=work.head.length if work.head else 0,
            person_id=found.reader or None,
            leak_sha256=hashlib.sha256(self.leak.encode()).hexdigest(),
            by=found.by,
            marks=found.marks,
            bound=f"{found.bound:.0e}" if found.reader else "",
            at=work.at,
        )
        work.ids["person"] = found.reader
        work.keep(
            leak_sha256=row.leak_sha256,
            person=found.reader,
            by=row.by,
            marks=row.marks,
            bound=row.bound,
            copies=list(found.copies),
        )
