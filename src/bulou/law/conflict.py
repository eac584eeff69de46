"""What a known conflict between regimes is."""

from collections.abc import Collection
from dataclasses import dataclass

from bulou.law.conducts import Conduct
from bulou.law.text import Text


@dataclass(frozen=True, slots=True)
class Conflict:
    """One known conflict and the neutral options of meeting it.

    It is shown with a clash over one of `conducts` that a norm of `stopped_by` stops; `to_authority` asks that the recipient
    be an authority (or, if False, that it be none), `two_clocks` that the other regime has a live duty to report as well.
    """

    id: str
    title: Text
    options: tuple[Text, ...]
    conducts: frozenset[Conduct] = frozenset()
    stopped_by: frozenset[str] = frozenset()
    to_authority: bool | None = None
    two_clocks: bool = False

    def arises(
        self, conduct: Conduct | None, stopping: Collection[str], *, to_authority: bool, two_clocks: bool
    ) -> bool:
        """Whether it is shown with a clash over `conduct` that the norms `stopping` stop."""
        if self.two_clocks:
            return two_clocks
        return (
            conduct in self.conducts
            and not self.stopped_by.isdisjoint(stopping)
            and self.to_authority in (None, to_authority)
        )
