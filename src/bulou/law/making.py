"""From norms to tables: one unit for each provision with its exceptions, definitions put in place."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bulou.law.completion import Unit
from bulou.law.norms import Instrument, Norm, NormKind
from bulou.law.outcomes import RANK, Effect, Grant, Outcome, Silence
from bulou.law.sentence import Sentence
from bulou.law.tables import Table, World, tabulate
from bulou.law.text import Citation, Text


def granting(grants: Sequence[tuple[Norm, Table]]) -> Unit:
    """All grants as one: the conduct is permitted where any of them holds, and merely not prohibited elsewhere."""

    def granted(world: World) -> Effect | None:
        return Grant if any(table.at(world) for _, table in grants) else None

    table = tabulate([name for _, table in grants for name in table.names], granted)
    return Unit("grants", None, grants[0][0].citation, None, table, RANK[Outcome.NOT_PROHIBITED])


class Maker:
    """Turns norms into tables under one profile of readings; definitions are put in the place of the facts they define."""

    def __init__(self, norms: Sequence[Norm], readings: Mapping[str, str]) -> None:
        self.readings = readings
        self.defined: dict[str, Table] = {}
        self._tables: dict[str, Table] = {}
        self.exceptions = [norm for norm in norms if norm.kind is NormKind.EXCEPTION]
        for norm in norms:
            if norm.kind is NormKind.DEFINITION:
                self.defined[norm.defines] = self.table(norm)

    def table(self, norm: Norm) -> Table:
        """The norm alone."""
        if norm.id not in self._tables:
            self._tables[norm.id] = self._tabulated(norm)
        return self._tables[norm.id]

    def _tabulated(self, norm: Norm) -> Table:
        chosen = {name: self.readings[name] for name in norm.readings}

        def value(world: World) -> Any:
            given = [
                self.defined[name].at(world) if name in self.defined else world[name] for name in norm.reads
            ]
            return norm.function(*given, **chosen)

        return tabulate([base for name in norm.reads for base in self._base(name)], value)

    def _base(self, name: str) -> tuple[str, ...]:
        return self.defined[name].names if name in self.defined else (name,)

    def unit(self, norm: Norm) -> Unit:
        """The provision and whatever lifts it."""
        return self._unit(norm.id, norm, norm.citation, norm.released, self.table(norm))

    def binding(self, norm: Norm) -> Table:
        """Where a duty binds: its own table, less whatever lifts it."""
        return self._less(self.table(norm), self._lifting(norm.id))

    def silence(self, instrument: Instrument, sentence: Sentence) -> Unit:
        """A sentence that is not yet encoded: nothing is known of the conduct where it reaches the actor."""
        reached = sentence.roles

        def unknown(world: World) -> Effect | None:
            return Silence if not reached or world["actor_role"] in reached else None

        citation = Citation(instrument.name.en, instrument.name.zh, Text(sentence.zh, sentence.en))
        return self._unit(sentence.id, sentence, citation, None, tabulate(("actor_role",), unknown))

    def _unit(
        self, id: str, source: Norm | Sentence, citation: Citation, released: date | None, own: Table
    ) -> Unit:
        lifting = self._lifting(id)
        names = [*own.names, *(name for _, table in lifting for name in table.names)]

        def effect(world: World) -> Effect | None:
            stopped: Effect | None = own.at(world)
            return None if stopped is None or any(table.at(world) for _, table in lifting) else stopped

        return Unit(id, source, citation, released, tabulate(names, effect), exceptions=lifting)

    def _lifting(self, id: str) -> tuple[tuple[str, Table], ...]:
        """The exceptions to `id` that can hold at all under these readings, less the exceptions to them."""
        found = []
        for norm in self.exceptions:
            if id in norm.lifts:
                table = self._less(self.table(norm), self._lifting(norm.id))
                if any(table.cells.values()):
                    found.append((norm.id, table))
        return tuple(found)

    @staticmethod
    def _less(table: Table, lifting: Sequence[tuple[str, Table]]) -> Table:
        names = [*table.names, *(name for _, each in lifting for name in each.names)]
        return tabulate(
            names, lambda world: bool(table.at(world)) and not any(each.at(world) for _, each in lifting)
        )
