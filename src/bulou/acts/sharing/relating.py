"""What people say of how two known records relate. Nothing is overwritten: the latest word of a person stands."""

from dataclasses import dataclass
from typing import Any, get_args

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.sharing.reckoning import recluster
from bulou.acts.work import Work
from bulou.formats.databases.record import GRAMMARS, node, parts_of, system_of
from bulou.formats.databases.relations import RelationType
from bulou.records.library import in_library
from bulou.records.models import Relation

TYPES: list[tuple[str, Any]] = [
    ("equal", _("The same vulnerability")),
    ("subset", _("Part of the other")),
    ("superset", _("More than the other")),
    ("overlaps", _("Overlaps with the other")),
    ("related", _("Related, nothing more")),
    ("not_equal", _("Not the same: keep them apart")),
]
LONGEST = 1_000
CERTAIN = 100


@dataclass(frozen=True, kw_only=True)
class RecordsAct(OrganisationAct):
    """An act on two records of the library. A number with its system before it ("cve:CVE-2026-0001"), or one that says it."""

    record: str = asked(_("Record"), hint=_("Its number, for example CNVD-2026-00001"), longest=200)
    other: str = asked(_("Other record"), hint=_("Its number, for example CVE-2026-0001"), longest=200)
    grounds: str = asked(
        _("Grounds"), hint=_("For your own organisation"), widget="textarea", longest=LONGEST
    )

    def say(self, work: Work, said: RelationType) -> None:
        """Keep what is said. Raises InvalidAct for a number the library has not met, or without grounds."""
        a, b = named(self.record), named(self.other)
        known = in_library([a, b])
        wrong: dict[str, Any] = {}
        if a not in known:
            wrong["record"] = _("The library has no such record.")
        if b not in known or a == b:
            wrong["other"] = _("Give the number of another record that the library has.")
        if not self.grounds.strip() or len(self.grounds) > LONGEST:
            wrong["grounds"] = _("Say why, in at most 1,000 characters.")
        if work.by.person_id is None:
            wrong["record"] = _("Only a person can say this, by name.")
        if wrong:
            raise InvalidAct(wrong)
        Relation.objects.create(
            a=a,
            b=b,
            type=said,
            by=work.by.key,
            at=work.at,
            confidence=CERTAIN,
            person_id=work.by.person_id,
            organisation=work.organisation,
            grounds=self.grounds.strip(),
        )
        moved = recluster([a, b])
        work.keep(record=a, other=b, relation=said, moved=moved)


@dataclass(frozen=True, kw_only=True)
class RelateRecords(RecordsAct, title=_("Say how two records relate"), right=Right.DESK):
    """How two records relate. Only "the same" joins them; "not the same" keeps them apart whatever else leads from one to the other."""

    type: str = asked(_("The record is"), widget="choice", choices=TYPES)

    def do(self, work: Work) -> None:
        if self.type not in dict(TYPES) or self.type not in get_args(RelationType):
            raise InvalidAct({"type": _("Choose a relation.")})
        self.say(work, self.type)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class UnrelateRecords(RecordsAct, title=_("Take back how two records relate"), right=Right.DESK):
    """What was said of two records no longer holds, whoever said it; it stays on record as said at its time."""

    def do(self, work: Work) -> None:
        self.say(work, "none")


def named(text: str) -> str:
    """The node that a person means by a number, with or without its system before it."""
    plain = text.strip()
    system, identifier = parts_of(plain)
    if identifier and system == system.lower() and system.isalnum():
        return plain
    return node(system_of(plain.upper(), system_of(plain, "own")), plain.upper() if _shouts(plain) else plain)


def _shouts(text: str) -> bool:
    """Whether its system writes the number in capitals; GHSA and others of mixed case stay as they are."""
    return any(GRAMMARS[name].fullmatch(text.upper()) for name in ("cve", "cnvd", "cnnvd", "euvd"))
