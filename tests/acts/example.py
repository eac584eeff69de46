"""An act as someone would really do it, and as it cannot be acted on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from bulou.acts import Act
from bulou.acts.blobs import Blob, keep
from tests.acts.scene import Scene

NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Example:
    """`make` gives the act, on a case of stage `case` (if it is on one); `by` may do it; `bad` are fields that make it
    INVALID, `wrong` the fields its messages name.
    """

    make: Callable[[Scene, dict[str, Any]], Act]
    case: str = "accepted"
    by: str = "lead"
    bad: Mapping[str, Any] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()

    def act(self, scene: Scene) -> Act:
        """The act, well filled in."""
        return self.make(scene, {"case_id": scene.cases[self.case]})

    def badly(self, scene: Scene) -> Act:
        """The act, badly filled in."""
        return replace(self.act(scene), **self.bad)


def on(case: str, cls: type[Act], by: str = "lead", *, bad: Mapping[str, Any] | None = None, wrong: str = "",
       ids: Mapping[str, str] | None = None, **fields: Any) -> Example:  # fmt: skip
    """An act on a case of this stage; `ids` are fields that name something the scene holds."""

    def make(scene: Scene, known: dict[str, Any]) -> Act:
        named = {name: scene.ids[what] for name, what in (ids or {}).items()}
        return cls(**known, **named, **{name: _made(value, scene) for name, value in fields.items()})

    return Example(make, case, by, bad or {}, tuple(wrong.split()))


def of(
    cls: type[Act], by: str = "lead", *, bad: Mapping[str, Any] | None = None, wrong: str = "", **fields: Any
) -> Example:
    """An act of the organisation, the node or a person."""

    def make(scene: Scene, _known: dict[str, Any]) -> Act:
        known = {"organisation_id": scene.world.organisations["vendor"], "person_id": scene.person("lead")}
        names = cls.__dataclass_fields__
        made = {name: _made(value, scene) for name, value in fields.items()}
        return cls(**{name: value for name, value in known.items() if name in names} | made)

    return Example(make, "received", by, bad or {}, tuple(wrong.split()))


def _made(value: Any, scene: Scene) -> Any:
    return value(scene) if callable(value) else value


def person(name: str) -> Callable[[Scene], UUID]:
    return lambda scene: scene.person(name)


def days(count: int) -> Callable[[Scene], Any]:
    return lambda scene: scene.world.now + timedelta(days=count)


def document(_scene: Scene) -> tuple[Blob, ...]:
    return (keep("批复.pdf", b"official document"),)


BLANK = {"text": "  "}
NO_PARTY = {"party_id": NOBODY}
