"""“What may I say, and when?”: the law's answer to the finder of a case, now.

Only facts that their status page shows them anyway go in, and what their own text is supposed to be: nothing that the desk
alone knows can be read out of an answer, for the same page gives the same answer.
"""

from dataclasses import dataclass
from datetime import datetime

from bulou import law
from bulou.law import Conduct, Cure, Fact, FactKind, Verdict
from bulou.records.public.reporter import StatusPage

SHOWN = "status page"
SUPPOSED = "supposed of the finder's own text"
# A text that says no more than users need; each of these is a condition that the page spells out.
PLAIN: dict[str, bool | str] = {
    "truthful_and_necessary": True,
    "exaggerates": False,
    "hype_or_extortion": False,
    "operator_in_use_detail": False,
    "exploit_included": False,
    "tool_exclusively_for_attack": False,
    "remedy_or_precaution_included": True,
    "major_event": False,
    "supplied_for_verification": False,
}
# The early route of Article 9(1) is one that the finder would have taken part in.
NOT_TAKEN: dict[str, bool | str] = {
    "assessed_jointly_with_vendor": False,
    "reported_to_miit": False,
    "reported_to_mps": False,
    "mps_consent": False,
    "authorities_assessment": "none",
    "early_publication_approved": False,
}
MAKER = {
    "recipient_is_product_vendor": True,
    "recipient_overseas": False,
    "recipient_is_state_platform": False,
}
ABROAD = {
    "recipient_is_product_vendor": False,
    "recipient_overseas": True,
    "recipient_is_state_platform": False,
}
CONDUCTS: tuple[tuple[str, Conduct, dict[str, bool]], ...] = (
    ("publish", Conduct.PUBLISH, {}),
    ("present", Conduct.PRESENT, ABROAD),
    ("vendor", Conduct.SHARE, MAKER),
    ("abroad", Conduct.SHARE, ABROAD),
)
REMEDIED = frozenset({"remedied", "published"})


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing a finder may want to do: publish, present, tell the vendor, tell someone abroad; and what the law says."""

    name: str
    verdict: Verdict
    cures: tuple[Cure, ...]


def what_may_be_said(page: StatusPage, *, at: datetime) -> list[Saying]:
    """The law's answers to whoever sees `page`, at the aware instant `at`; no query."""
    known = {what for what, _moment in page.milestones} | {page.state}
    public = bool(page.advisories) and not all(each.withdrawn for each in page.advisories)
    seen: dict[str, bool | str] = {
        "actor_role": "finder",
        "actor_in_mainland": True,
        "remediation_provided": bool(REMEDIED & known),
        "already_public": public,
    }
    facts = {name: Fact(value, FactKind.DERIVED, SHOWN) for name, value in seen.items()}
    facts |= {name: Fact(value, FactKind.OBSERVED, SUPPOSED) for name, value in (PLAIN | NOT_TAKEN).items()}
    found = []
    for name, conduct, recipient in CONDUCTS:
        asked = facts | {each: Fact(value, source=SUPPOSED) for each, value in recipient.items()}
        verdict = law.decide(conduct, asked, at=at)
        cures = () if verdict else law.cures(conduct, asked, at=at)
        found.append(Saying(name, verdict, cures[:2]))
    return found
