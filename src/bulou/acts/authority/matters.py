"""What every act on an authority's matter has in common: the matter, and the competence table before anything else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct
from bulou.acts.outcome import Question, Refusal
from bulou.acts.peers.sending import send_to
from bulou.acts.work import Work
from bulou.law.clocks import CN
from bulou.law.competence import Power, competence, competent
from bulou.records.models import Matter, Organisation

POWERS = {
    "notification": Power.RECEIVE,
    "report": Power.RECEIVE_VOLUNTARY,
    "assessment": Power.OPINE,
    "consent": Power.CONSENT,
    "circulation": Power.RECEIVE_CIRCULATION,
    "share": Power.SHARE,
}
"""What a body needs in order to take up a matter of each kind."""


def incompetent(organisation: Organisation, *powers: Power) -> Refusal | None:
    """Why this authority may not: the article that gives the first power, and to whom; None where the table gives it any of them."""
    if any(competent(organisation.bodies, power) for power in powers):
        return None
    row = competence(powers[0])
    chinese = (get_language() or "").startswith("zh")
    names = ("、" if chinese else ", ").join(body.zh if chinese else body.en for body in row.bodies)
    said = {
        "article": row.citation.zh if chinese else row.citation.en,
        "power": row.title.zh if chinese else row.title.en,
        "bodies": names,
    }
    return Refusal(
        Question.WHO,
        _("Your body has no power to %(power)s: %(article)s gives it to %(bodies)s.") % said,
        _("Share the matter with a body that has it, and let that body act.") % said,
        row.citation,
    )


@dataclass(frozen=True, kw_only=True)
class MatterAct(CaseAct):
    """An act on a case that is a matter of an authority; on any other case it is not there."""

    def begin(self, work: Work) -> bool:
        return Matter.objects.filter(case=work.case).exists()

    def power(self, matter: Matter) -> Power:
        """What the table must give for this act on this matter."""
        return POWERS[matter.kind]

    def barred(self, work: Work) -> Refusal | None:
        """The competence table, before the act itself."""
        matter = Matter.objects.filter(case=work.case).first()
        return incompetent(work.organisation, self.power(matter)) if matter is not None else None


def the_matter(work: Work) -> Matter:
    """The matter of the case at work."""
    return Matter.objects.select_related("organisation").get(case=work.case)


def next_number(organisation: Organisation, rows: Any, at: datetime, mark: str = "") -> dict[str, Any]:
    """The next number of this authority and year among `rows`, which have `year` and `serial`; the authority is held.

    Such numbers run without a gap and so tell how many there are: that of an official register must (ADR 0027).
    """
    Organisation.objects.select_for_update(no_key=True).get(id=organisation.id)
    year = at.astimezone(CN).year  # registers are kept by the year there
    last = (
        rows.filter(organisation=organisation, year=year).order_by("-serial").values_list("serial", flat=True)
    )
    serial = (last.first() or 0) + 1
    return {"year": year, "serial": serial, "number": f"{organisation.prefix}{mark}〔{year}〕{serial}号"}


def tell(work: Work, matter: Matter, kind: str, text: str = "", **more: Any) -> None:
    """Send a word to the case that the matter came from; to nobody where the public reported it."""
    if matter.sender_id is None or matter.sender_case is None:
        return
    to = {"organisation": matter.sender_id, "case": matter.sender_case, "reference": matter.reference}
    send_word(work, to, kind, text=text, **more)


def send_word(work: Work, to: Mapping[str, Any], kind: str, **said: Any) -> None:
    """Send a word of this authority to a case: `to` names the organisation, its case and what the case calls its request."""
    content = {
        "case": str(to["case"]),
        "kind": kind,
        "authority": str(work.organisation.id),
        "reference": str(to["reference"]),
        **said,
    }
    send_to(work, str(to["organisation"]), "word", content)


def tell_sharers(work: Work, matter: Matter, also: Iterable[UUID] = (), **news: Any) -> None:
    """Send how the matter stands to every authority with which it was shared (Article 3), and to these; to each once."""
    shared = matter.circulations.filter(purpose="share", organisation__isnull=False)
    for house in dict.fromkeys([*shared.values_list("organisation_id", flat=True), *also]):
        content = {"reference": str(matter.reference or matter.case_id), "news": news}
        send_to(work, str(house), "news", content)
