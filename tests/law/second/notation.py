"""A small notation for decision tables: rows of text, read once, evaluated on a flat dictionary of names.

A condition is a choice of alternatives (`;`), each a list of things that must all hold (`&`):
`name` and `!name` for what is true or false, `name=a|b` for a value out of several, `*` for always.
A name is a fact, a reading, an event (`@name`) or a term that the tables define.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Known = Mapping[str, bool | str]
Test = Callable[[Known], bool]


@dataclass(frozen=True)
class Condition:
    """What a cell of a table says: how to test it, and the facts, readings and events it looks at."""

    holds: Test
    looks_at: frozenset[str]


ALWAYS = Condition(lambda known: True, frozenset())


def read(text: str, terms: Mapping[str, Condition]) -> Condition:
    """The condition that `text` writes down; terms must have been defined before they are used."""
    alternatives = [[_atom(atom.strip(), terms) for atom in part.split("&")] for part in text.split(";")]
    looks_at = frozenset(name for part in alternatives for atom in part for name in atom.looks_at)
    tests = [[atom.holds for atom in part] for part in alternatives]
    if len(tests) == 1 and len(tests[0]) == 1:
        return Condition(tests[0][0], looks_at)
    return Condition(lambda known: any(all(test(known) for test in part) for part in tests), looks_at)


def _atom(atom: str, terms: Mapping[str, Condition]) -> Condition:
    if atom == "*":
        return ALWAYS
    if "=" in atom:
        name, _, values = atom.partition("=")
        wanted = frozenset(values.split("|"))
        return Condition(lambda known: known[name] in wanted, frozenset({name}))
    name = atom.removeprefix("!")
    if name in terms:
        term = terms[name]
        holds = term.holds
        return Condition((lambda known: not holds(known)) if atom != name else holds, term.looks_at)
    wish = atom == name
    return Condition(lambda known: known[name] is wish, frozenset({name}))
