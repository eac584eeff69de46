"""A small notation for decision tables: cells of text, read once, asked about a flat dictionary of names.

A condition is a choice of alternatives (`;`), each a list of things that must all hold (`&`):
`name` and `!name` for what is true or false, `name=a|b` for a value out of several, `*` for always.
A name is a fact, a reading, an event (`@name`) or a term that the tables define.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Known = Mapping[str, bool | str]


@dataclass(frozen=True)
class Condition:
    """What a cell of a table says: as an expression over `known`, and the facts, readings and events it looks at."""

    expression: str
    looks_at: frozenset[str]
    holds: Callable[[Known], bool] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        # Compiled, because the comparison asks some hundred thousand times; the text is that of this folder alone.
        object.__setattr__(self, "holds", eval(f"lambda known: {self.expression}", {}))


ALWAYS = Condition("True", frozenset())


def read(text: str, terms: Mapping[str, Condition]) -> Condition:
    """The condition that `text` writes down; terms must have been defined before they are used."""
    alternatives = [[_atom(atom.strip(), terms) for atom in part.split("&")] for part in text.split(";")]
    looks_at = frozenset(name for part in alternatives for atom in part for name in atom.looks_at)
    together = [" and ".join(atom.expression for atom in part) for part in alternatives]
    return Condition(f"({' or '.join(together)})", looks_at)


def _atom(atom: str, terms: Mapping[str, Condition]) -> Condition:
    if atom == "*":
        return ALWAYS
    if "=" in atom:
        name, _, values = atom.partition("=")
        return Condition(f"known[{name!r}] in {tuple(values.split('|'))!r}", frozenset({name}))
    name = atom.removeprefix("!")
    negated = atom != name
    if name in terms:
        term = terms[name]
        return Condition(f"(not {term.expression})" if negated else term.expression, term.looks_at)
    return Condition(f"known[{name!r}] is {not negated}", frozenset({name}))
