"""The source tree as the contracts see it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "bulou"
PURE = ("law", "cases", "products", "severity", "journal", "formats")


def modules(*folders: Path) -> list[Path]:
    """Every Python file below these folders, migrations left out."""
    return sorted(
        path for folder in folders for path in folder.rglob("*.py") if "migrations" not in path.parts
    )


def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name(path: Path) -> str:
    """The path as one would write it in a message."""
    return path.relative_to(ROOT).as_posix()


@cache
def imports(path: Path) -> tuple[tuple[str, int], ...]:
    """Every absolute module name that a file imports, with its line."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or "", node.lineno


@cache
def calls(path: Path) -> tuple[tuple[str, ast.Call], ...]:
    """Every call in a file, under its dotted name as written (`timezone.now`, `Case.objects.create`)."""
    return tuple((_dotted(node.func), node) for node in ast.walk(parsed(path)) if isinstance(node, ast.Call))


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ast.unparse(node)


def line_of(path: Path, number: int) -> str:
    """A line of a file, counted from 1."""
    return path.read_text(encoding="utf-8").splitlines()[number - 1]
