"""Houses of every kind with people of every office, and the cases that some of them may know: what the matrices are tried on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from tests.world import World

OFFICES: Mapping[str, tuple[str, str]] = {
    "lead": ("vendor", "lead"),
    "granted": ("vendor", "handler"),
    "handler": ("vendor", "handler"),
    "sysadmin": ("vendor", "system_admin"),
    "admin": ("vendor", "security_admin"),
    "auditor": ("vendor", "auditor"),
    "counsel": ("vendor", "counsel"),
    "foreigner": ("other", "lead"),
    "platform": ("collector", "lead"),
    "miit": ("miit", "lead"),
    "mps": ("mps", "lead"),
    "cac": ("cac", "lead"),
}
KINDS = {
    "vendor": "vendor",
    "other": "maker",
    "collector": "platform",
    "miit": "authority",
    "mps": "authority",
    "cac": "authority",
}


@dataclass
class House:
    """The cases of the matrix by kind, and who may know each."""

    world: "World"
    numbers: dict[str, str] = field(default_factory=dict)
    canaries: dict[str, str] = field(default_factory=dict)
    knows: dict[str, set[str]] = field(default_factory=dict)
    opened: dict[str, set[str]] = field(default_factory=dict)

    def entitled(self, roles: Iterable[str]) -> set[tuple[str, str]]:
        """Who of these reads the prose of which case: what a matrix must see, or its canaries prove nothing."""
        return {(role, kind) for kind, who in self.opened.items() for role in who & set(roles)}


def built(world: "World") -> House:
    """Houses of every kind, their people, and one case of each kind."""
    from bulou.acts.membership import GrantCase
    from bulou.acts.release import PublishAdvisory
    from bulou.acts.remediation import RecordRemediation

    world.found("collector", "CO", "platform")
    for body in ("miit", "mps", "cac"):
        world.found(body, body.upper(), "authority", bodies=(body,))
    for name, (slug, office) in OFFICES.items():
        if name not in world.people:
            world.appoint(name, slug, office)
    made = House(world)
    for kind in ("closed", "opened", "foreign"):
        canary = f"CNRY{kind}"
        content = {
            "title": f"题{kind}",
            "product": "QY-4200",
            "versions": "3.1",
            "steps": canary,
            "impact": canary,
        }
        slug = "other" if kind == "foreign" else "vendor"
        case_id = UUID(world.submit(slug, content=content).ids["case_id"])
        _kept(made, kind, case_id, canary)
    case_id = world.accepted(
        content={
            "title": "题disclosed",
            "product": "QY",
            "versions": "3",
            "steps": "CNRYdisclosed",
            "impact": "x",
        }
    )
    mended = RecordRemediation(case_id=case_id, text="升级", location="https://vendor.example/3")
    world.done(mended, "lead")
    world.done(PublishAdvisory(case_id=case_id, advisory_id=world.drafted(case_id)), "lead")
    _kept(made, "disclosed", case_id, "CNRYdisclosed")
    granted = world.people["granted"].person_id
    assert granted is not None
    for kind in ("closed", "opened", "disclosed"):
        world.done(GrantCase(case_id=_id(made, kind), person_id=granted), "lead")
        made.knows[kind] = {"lead", "granted"}
    made.knows["foreign"] = {"foreigner"}
    made.opened = {
        "closed": set(),
        "opened": {"lead", "granted"},
        "disclosed": {"lead", "granted"},
        "foreign": set(),
    }
    return made


def _kept(made: House, kind: str, case_id: UUID, canary: str) -> None:
    from bulou.records.models import Case

    made.numbers[kind], made.canaries[kind] = Case.objects.get(id=case_id).number, canary


def _id(made: House, kind: str) -> UUID:
    from bulou.records.models import Case

    return Case.objects.get(number=made.numbers[kind]).id
