"""What an act is: a frozen, imperative record of what someone wants to do.

Acts register themselves by name; the API's schema is the union of them. An act says which right it demands,
which legal conduct it is (none for inner housekeeping), whose turn it must be, and how it writes.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.db import IntegrityError

from bulou.acts.outcome import Outcome, Refusal
from bulou.acts.permissions import Right, standing
from bulou.acts.work import Work
from bulou.law import Conduct, Fact
from bulou.records.models import Case

ACTS: dict[str, type["Act"]] = {}


def asked(
    label: Any,
    *,
    hint: Any = "",
    widget: str = "text",
    choices: Any = (),
    longest: int | None = None,
    **options: Any,
) -> Any:
    """A field of an act as people are asked for it: label and hint (translatable), widget, choices (value, label).

    `widget` is one of text, textarea, choice, check, yes_no (unknown until answered), number, instant, date, hidden, hidden_text, person, party,
    participant (the reporter too), advisory, attachment, abuse_flag, legal_question,
    answer_template, registered_product, attempt, guidance, organisation, finding, correction, measure, registration, incident,
    glass.
    `longest` is the most characters it may have, where that is not what its widget allows. `options` go to `dataclasses.field`.
    """
    about = {"label": label, "hint": hint, "widget": widget, "choices": choices, "longest": longest}
    return field(metadata=about, **options)


@dataclass(frozen=True, kw_only=True)
class Act:
    """Base of all acts. Subclass with `right=`, `conduct=`, `title=`; write in `do`."""

    name: ClassVar[str]
    title: ClassVar[Any]
    right: ClassVar[Right]
    conduct: ClassVar[Conduct | None] = None
    refusable: ClassVar[bool] = True
    concealed: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(
        cls,
        *,
        title: Any = None,
        right: Right | None = None,
        conduct: Conduct | None = None,
        refusable: bool = True,
        **rest: Any,
    ) -> None:
        super().__init_subclass__(**rest)
        if title is None:
            return
        cls.name = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        cls.title, cls.conduct, cls.refusable = title, conduct, refusable
        assert right is not None, f"{cls.name} must say which right it demands"
        cls.right = right
        ACTS[cls.name] = cls

    @property
    def stream(self) -> str:
        """The stream in which this act is sealed."""
        raise NotImplementedError

    def begin(self, work: Work) -> bool:
        """Look up what else the act concerns; False when that is not there for this actor."""
        return True

    def prepare(self, work: Work) -> Any:
        """What takes long, or asks someone outside, before anything is locked; `do` finds it in `work.prepared`.

        Run only for an actor who may do the act now, and `work` is another one than that of `do`. None: nothing to prepare.
        """
        return None

    def again(self, error: IntegrityError) -> "Act | Outcome":
        """What to do when a uniqueness rule of the database stopped the act: an act to try, or its earlier outcome.

        The same act by default: someone else may have begun the same stream at the same moment.
        """
        return self

    def supposes(self, work: Work) -> Mapping[str, Fact]:
        """Facts of the proposed act itself, laid over the case's own before the law is asked."""
        return {}

    def barred(self, work: Work) -> Refusal | None:
        """A measure of the organisation's own that stops the act now, None if there is none.

        Asked once the law has answered: a measure that yields to a live duty looks at `work.verdict`.
        """
        return None

    def turns(self, work: Work) -> Iterable[tuple[str, str, str]]:
        """(machine, state, event) triples that must be allowed for the act to be in turn."""
        return ()

    def do(self, work: Work) -> None:
        """Write. Runs in a savepoint after who, law and turn have been answered."""


@dataclass(frozen=True, kw_only=True)
class OpeningAct(Act):
    """An act that opens a case of an organisation; it names the case before it exists."""

    organisation_id: UUID
    case_id: UUID = field(default_factory=uuid4)

    @property
    def stream(self) -> str:
        return f"case:{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class PersonAct(Act):
    """An act of reading or signing in; sealed in the person's own stream (DECISIONS 13)."""

    person_id: UUID

    @property
    def stream(self) -> str:
        return f"person:{self.person_id}"


@dataclass(frozen=True, kw_only=True)
class ReadingAct(PersonAct):
    """What a person does for themselves in a case that they may know; for everyone else it is not there."""

    case_id: UUID

    def begin(self, work: Work) -> bool:
        case = Case.objects.select_related("organisation").filter(id=self.case_id).first()
        if case is None or work.by.person_id != self.person_id:
            return False
        work.case, work.organisation = case, case.organisation
        work.standing = standing(work.by, case.organisation, case)
        return work.standing.knows_case


@dataclass(frozen=True, kw_only=True)
class CaseAct(Act):
    """An act on one case; sealed in the case's stream."""

    case_id: UUID

    @property
    def stream(self) -> str:
        return f"case:{self.case_id}"

    @property
    def speaks_for(self) -> UUID:
        """The party for which an act of parties is done; the id of nobody for any other act."""
        return UUID(int=0)


@dataclass(frozen=True, kw_only=True)
class NoticeAct(CaseAct):
    """An act on one recipient's notice, by that recipient or by the desk; sealed in the notice's own stream.

    So two hundred thousand recipients stand neither in each other's way nor in that of the case (ADR 0023).
    """

    notice_id: UUID = asked("", widget="hidden")

    @property
    def stream(self) -> str:
        return f"notice:{self.notice_id}"


@dataclass(frozen=True, kw_only=True)
class OrganisationAct(Act):
    """An act on an organisation: members, settings; sealed in the organisation's stream."""

    organisation_id: UUID

    @property
    def stream(self) -> str:
        return f"org:{self.organisation_id}"


@dataclass(frozen=True, kw_only=True)
class NodeAct(Act):
    """An act on the node itself."""

    @property
    def stream(self) -> str:
        return "node"
