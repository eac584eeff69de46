"""The stylesheet as the tests read it."""

import re
from pathlib import Path

import bulou.entrypoints

FOLDER = Path(bulou.entrypoints.__file__).parent / "static" / "bulou"
COMPONENT_SHEETS = [path for path in sorted(FOLDER.glob("*.css")) if path.name != "tokens.css"]


def text(path: Path) -> str:
    """A stylesheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def declarations(block: str) -> dict[str, str]:
    """The custom properties a block declares."""
    pairs = re.findall(r"(--[a-z0-9-]+|color-scheme)\s*:\s*([^;]+);", block)
    return {name: " ".join(value.split()) for name, value in pairs}


def theme(selector: str) -> dict[str, str]:
    """What the first block of tokens.css under exactly this selector declares."""
    found = re.search(rf"{re.escape(selector)}\s*{{([^}}]*)}}", text(FOLDER / "tokens.css"))
    assert found, f"no block {selector}"
    return declarations(found[1])


LIGHT = theme(":root")
DARK = theme(':root[data-theme="dark"]')
DARK_OF_THE_SYSTEM = theme(':root:not([data-theme="light"])')


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two #rrggbb colours (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
