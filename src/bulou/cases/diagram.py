"""The reference page of the machines, drawn from their tables.

`python -m bulou.cases.diagram --write docs/reference/machines.md` writes it, `--check` fails while it differs.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from bulou.cases import MACHINES, Machine
from bulou.cases.invariants import INVARIANTS

HEAD = """# The state machines 状态机

<!-- Made by `python -m bulou.cases.diagram --write docs/reference/machines.md` from the tables in src/bulou/cases. -->

A machine says whose turn an event is, and nothing else: who may cause it is a question of permissions, whether it is
lawful one of the law. Facts of the world are recorded whatever a machine thinks of them. A pair of state and event that
a table does not list is refused as out of turn, with the act that comes first.

状态机只回答“轮到谁、轮到什么”：谁有权做是权限问题，是否合法由法律层回答。外界已经发生的事实，无论状态机怎么看都如实记录。
表中没有列出的（状态，事件）组合一律不予受理，并说明此时可以做什么。
"""


def page() -> str:
    """The whole page as Markdown."""
    parts = [HEAD, *(section(machine) for machine in MACHINES.values()), _invariants()]
    return "\n".join(parts)


def section(machine: Machine) -> str:
    """One machine: its diagram, and the tables of states, events and transitions."""
    return "\n".join(
        [
            f"## {machine.name} {machine.title.zh} {machine.title.en}\n",
            f"{machine.purpose.zh}\n",
            f"{machine.purpose.en}\n",
            "```mermaid",
            *_diagram(machine),
            "```\n",
            *_table(("state 状态", "中文", "English"), _named(machine.states, machine)),
            *_table(("event 事件", "中文", "English"), _named(machine.events, machine)),
            *_table(("from 从", "event 事件", "to 到", "note 说明"), _transitions(machine)),
        ]
    )


def _diagram(machine: Machine) -> Iterator[str]:
    yield "stateDiagram-v2"
    for state, text in machine.states.items():
        name = f"{state}: {text.zh}" if machine.name == "CS" else f"{text.zh} {text.en}"
        yield f'    state "{name}" as {state}'
    yield f"    [*] --> {machine.initial}"
    for (state, event), after in machine.transitions.items():
        yield f"    {state} --> {after} : {event}"
    for state in machine.final:
        yield f"    {state} --> [*]"


def _named(names: Iterable[str], machine: Machine) -> Iterator[tuple[str, ...]]:
    for name in names:
        mark = " (initial 初始)" if name == machine.initial else ""
        mark = " (final 终态)" if name in machine.final else mark
        yield f"`{name}`{mark}", machine.labels[name].zh, machine.labels[name].en


def _transitions(machine: Machine) -> Iterator[tuple[str, ...]]:
    for (state, event), after in machine.transitions.items():
        note = machine.notes.get((state, event))
        yield f"`{state}`", f"`{event}`", f"`{after}`", f"{note.zh}<br>{note.en}" if note else ""


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _invariants() -> str:
    rows = ((each.code, each.text.zh, each.text.en) for each in INVARIANTS.values())
    return "\n".join(["## Invariants 不变式\n", *_table(("", "中文", "English"), rows)])


def main(arguments: list[str]) -> int:
    """Write or check the page; anything else prints how to call it and returns 2."""
    if len(arguments) != 2 or arguments[0] not in ("--write", "--check"):
        sys.stderr.write("usage: python -m bulou.cases.diagram --write FILE | --check FILE\n")
        return 2
    path = Path(arguments[1])
    if arguments[0] == "--write":
        path.write_text(page(), encoding="utf-8")
    elif not path.is_file() or path.read_text(encoding="utf-8") != page():
        sys.stderr.write(f"{path} is out of date: run python -m bulou.cases.diagram --write {path}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
