"""The reference page is the one that the tables draw."""

from pathlib import Path

from bulou.cases import MACHINES
from bulou.cases.diagram import main, page

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "machines.md"


def test_the_page_in_the_docs_is_the_one_the_tables_draw():
    assert main(["--check", str(PAGE)]) == 0


def test_a_page_that_differs_is_refused_until_it_is_written(tmp_path, capsys):
    target = tmp_path / "machines.md"
    target.write_text(page().replace("receive", "recieve"), encoding="utf-8")

    assert main(["--check", str(target)]) == 1
    assert "out of date" in capsys.readouterr().err
    assert main(["--write", str(target)]) == 0
    assert main(["--check", str(target)]) == 0
    assert main([]) == 2


def test_every_transition_is_drawn_and_listed():
    text = page()

    for machine in MACHINES.values():
        for (state, event), after in machine.transitions.items():
            assert f"    {state} --> {after} : {event}\n" in text
            assert f"| `{state}` | `{event}` | `{after}` |" in text
