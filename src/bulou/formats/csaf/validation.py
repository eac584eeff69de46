"""The one place that knows the `csaf` package: its test set for CSAF 2.0, and its CWE catalogue.

The package is imported on first use only: it takes a quarter of a second and 60 modules.
"""

import json
import logging
import sys
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from bulou.formats.csaf.document import Weakness

Tier = Literal["schema", "mandatory", "recommended", "informative"]

# 6.3.6 and 6.3.7 fetch every address of the document; 6.3.8 is a spell check that the package does not have.
NOT_RUN = frozenset({"6.3.6", "6.3.7", "6.3.8"})


@dataclass(frozen=True, slots=True)
class CsafFinding:
    """One thing a test reports: `test` is "schema" or the clause ("6.1.14"), `path` a JSON pointer into the file."""

    test: str
    tier: Tier
    path: str
    message: str

    @property
    def invalidates(self) -> bool:
        """Whether the document is no valid CSAF for it; the other findings are advice."""
        return self.tier in ("schema", "mandatory")


class UnreadableDocument(ValueError):
    """Bytes that are not one JSON object: `zh` and `en` say why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def validate(document: bytes) -> tuple[CsafFinding, ...]:
    """What the full test set of CSAF 2.0 (schema, mandatory, optional, informative) reports, in the set's order.

    No test goes over the network; those of NOT_RUN are left out. When the schema reports anything the other tests
    do not run. Raises UnreadableDocument when the bytes are not one JSON object in UTF-8.
    """
    read = _load(document)
    try:
        report = quietly_imported("csaf.csaf.v20").validate(read, preset="full", skip_rules=NOT_RUN)
    except RecursionError as error:
        raise _TOO_DEEP from error
    return tuple(
        CsafFinding(result.id, result.group, fault.instance_path, fault.message)
        for result in report.results
        if not result.passed and not result.skipped
        for fault in result.errors
    )


class UnknownWeakness(ValueError):
    """An id that the CWE catalogue does not have: `zh` and `en` say so."""

    def __init__(self, cwe_id: str) -> None:
        self.zh = f"CWE 目录中没有“{cwe_id[:20]}”。编号的形式是 CWE-79。"
        self.en = f"The CWE catalogue has no “{cwe_id[:20]}”. An id has the form CWE-79."
        super().__init__(self.en)


def weakness(cwe_id: str) -> Weakness:
    """The CWE entry of that id ("CWE-79") with the name that test 6.1.11 asks for. Raises UnknownWeakness."""
    name = weakness_names().get(cwe_id)
    if name is None:
        raise UnknownWeakness(cwe_id)
    return Weakness(cwe_id, name)


def quietly_imported(module: str) -> Any:
    """Import a module of the package; the root logger, which the package sets up when imported, stays as it was."""
    if module in sys.modules:
        return sys.modules[module]
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        return import_module(module)
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


_TOO_DEEP = UnreadableDocument(
    "嵌套过深，无法读取。请减少嵌套层数。", "The nesting is too deep to be read. Nest less."
)


def _load(document: bytes) -> dict[str, Any]:
    try:
        read = json.loads(document.decode("utf-8"), parse_constant=_refuse_constant)
    except RecursionError as error:
        raise _TOO_DEEP from error
    except ValueError as error:
        raise UnreadableDocument(
            f"不是 UTF-8 编码的 JSON：{error}。请检查文件。",
            f"This is not JSON in UTF-8: {error}. Check the file.",
        ) from error
    if not isinstance(read, dict):
        raise UnreadableDocument(
            "最外层不是 JSON 对象。CSAF 文件以 { 开头。",
            "The outermost value is not a JSON object. A CSAF file begins with {.",
        )
    return read


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


@cache
def weakness_names() -> dict[str, str]:
    """The English name of every class of the CWE catalogue, by id ("CWE-79"), in the catalogue's order."""
    # Read as a file, because importing the package for a list of names would be slow.
    spec = find_spec("csaf")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("the csaf package is not installed")
    path = Path(spec.submodule_search_locations[0], "csaf", "v21", "cwe", "catalog.json")
    entries = json.loads(path.read_bytes())["weaknesses"]
    names = {number: [name for _, name in entry["history"] if name] for number, entry in entries.items()}
    return {f"CWE-{number}": history[-1] for number, history in names.items() if history}
