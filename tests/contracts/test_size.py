"""Files and functions that one can take in at a glance."""

import ast

from tests.contracts.tree import ROOT, SOURCE, modules, name, parsed

FILE_LINES = 400
LAW_LINES = 150
FUNCTION_LINES = 40
TABLES = {"vocabulary.py", "calendar_data.py"}  # law/ files that are declarations from end to end


def _lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_longer_than_400_lines():
    files = modules(SOURCE, ROOT / "tests", ROOT / "bench", ROOT / "scripts")
    assert [f"{name(path)}: {_lines(path)}" for path in files if _lines(path) > FILE_LINES] == []


def test_no_module_of_the_law_is_longer_than_150_lines():
    files = [path for path in modules(SOURCE / "law") if path.name not in TABLES]
    assert [f"{name(path)}: {_lines(path)}" for path in files if _lines(path) > LAW_LINES] == []


def _body_lines(function):
    first = function.body[0]
    said = isinstance(first, ast.Expr) and isinstance(
        first.value, ast.Constant
    )  # its docstring does not count
    return function.end_lineno - (first.end_lineno if said else function.lineno)


def test_no_function_is_longer_than_40_lines():
    functions = [
        (name(path), node)
        for path in modules(SOURCE)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = [
        f"{file}:{f.lineno} {f.name}: {_body_lines(f)}"
        for file, f in functions
        if _body_lines(f) > FUNCTION_LINES
    ]
    assert long == []
