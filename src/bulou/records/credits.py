"""How a reporter agreed to be named; nobody is named in public without it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from bulou.records.models import Case, Credit, Party, Report
from bulou.records.sealed import Key

ASKED = ("portal", "api")  # there a name is given to be thanked by; the sender of a mail has not said so


@dataclass(frozen=True, slots=True)
class Naming:
    """The reporter's wishes. `known` are all names of theirs that are on record, which must not slip out."""

    shown_as: str = "anonymous"
    name: str = ""
    handle: str = ""
    link: str = ""
    in_advisory: bool = False
    on_thanks: bool = False
    on_certificate: bool = False
    chosen: bool = False
    known: tuple[str, ...] = ()

    @property
    def public_name(self) -> str:
        """The name for the public; empty for whoever stays anonymous."""
        return {"name": self.name, "handle": self.handle}.get(self.shown_as, "")

    def named(self, where: str) -> str:
        """The name to use in `where` (in_advisory, on_thanks, on_certificate); empty without consent."""
        return self.public_name if getattr(self, where) else ""

    @classmethod
    def of(cls, row: Credit, key: Key, told: str = "") -> Self:
        """What a row says, opened with the key of its case; `told` is the name the report came with."""
        said: Mapping[str, str] = json.loads(key.open(row.box, f"credit:{row.case_id}"))
        known = tuple(filter(None, (said["name"], said["handle"], told)))
        return cls(row.shown_as, **said, in_advisory=row.in_advisory, on_thanks=row.on_thanks,
                   on_certificate=row.on_certificate, chosen=True, known=known)  # fmt: skip


def naming(case: Case, key: Key) -> Naming:
    """The wishes of the case's reporter. Who has chosen nothing since is named as the report itself asked; three queries."""
    party = Party.objects.filter(case=case, role="reporter").values_list("name", flat=True).first() or ""
    row = Credit.objects.filter(case=case).first()
    if row is not None:
        return Naming.of(row, key, party)
    if not party:
        return Naming()
    report = Report.objects.filter(case=case).only("identity", "channel").first()
    if report is not None and report.identity == "anonymous":
        return Naming()
    if report is None or report.channel not in ASKED:
        return Naming(name=party, known=(party,))
    return Naming("name", party, in_advisory=True, on_thanks=True, on_certificate=True, known=(party,))
