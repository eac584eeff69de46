"""Which versions are meant: spans between events, and whether a version is among them, in three values."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bulou.products.versions import FIRMWARE, compare


class Membership(StrEnum):
    """Whether a version is in a range. UNKNOWN is never taken for OUT."""

    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """From one event to another. `introduced` blank: from the first version; `fixed` is out, `last_affected` in.

    `after` says that the version of `introduced` itself is out; `vague` that the text leaves open whether the version of
    the end is in (“3.1 以前”). Neither end given: no end is known.
    """

    introduced: str = ""
    fixed: str = ""
    last_affected: str = ""
    after: bool = False
    vague: bool = False

    @property
    def everything(self) -> bool:
        return not (self.introduced or self.fixed or self.last_affected)

    @property
    def single(self) -> bool:
        """One version and nothing around it."""
        return bool(self.introduced) and self.introduced == self.last_affected and not self.after

    @property
    def events(self) -> Iterator[tuple[str, str]]:
        """The events in the words of OSV, with their versions; the beginning of everything is "0"."""
        yield ("introduced_after" if self.after else "introduced", self.introduced or "0")
        if self.fixed:
            yield "fixed", self.fixed
        if self.last_affected:
            yield "last_affected", self.last_affected

    def holds(self, version: str, scheme: str) -> Membership:
        """Whether the version lies in this span."""
        if self.everything:
            return Membership.IN
        answers = [
            (compare(scheme, version, bound), allowed)
            for bound, allowed in (
                (self.introduced, (1,) if self.after else (0, 1)),
                (self.last_affected, (-1, 0)),
                (self.fixed, (-1,)),
            )
            if bound
        ]
        if any(order is not None and order not in allowed for order, allowed in answers):
            return Membership.OUT
        if any(order is None for order, _ in answers) or (self.vague and answers[-1][0] == 0):
            return Membership.UNKNOWN
        return Membership.IN


@dataclass(frozen=True, slots=True)
class VersionRange:
    """Versions as written (`raw`) and as read: `spans` None when they cannot be read."""

    raw: str
    spans: tuple[Span, ...] | None
    scheme: str = FIRMWARE

    @property
    def readable(self) -> bool:
        return self.spans is not None

    @property
    def delimited(self) -> bool:
        """Whether the text draws a line, so that what lies beyond it is spoken of: a list of single versions does not."""
        return bool(self.spans) and not all(span.single for span in self.spans or ())

    def holds(self, version: str) -> Membership:
        """Whether the version is among these; UNKNOWN for a blank version unless all are meant."""
        if self.spans is None:
            return Membership.UNKNOWN
        if not version.strip():
            return Membership.IN if any(span.everything for span in self.spans) else Membership.UNKNOWN
        found = {span.holds(version, self.scheme) for span in self.spans}
        if Membership.IN in found:
            return Membership.IN
        return Membership.OUT if found == {Membership.OUT} else Membership.UNKNOWN
