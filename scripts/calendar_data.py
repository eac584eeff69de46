"""Write the working days of mainland China into `src/bulou/law/calendar_cn.py`, from the package chinesecalendar.

    python scripts/calendar_data.py            print what would be written
    python scripts/calendar_data.py --write    write it
    python scripts/calendar_data.py --check    exit 1 if the file differs

Run it once a year, when the State Council has announced the next year's holidays (usually in November) and the
package has followed. The law ring then needs no package at run time.
"""

import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

from chinese_calendar.constants import holidays, workdays

FILE = Path(__file__).resolve().parent.parent / "src/bulou/law/calendar_cn.py"
FIRST_YEAR = 2019  # before the Provisions there is nothing to count; two years are kept for comparison
_BEGIN, _END = "# generated: begin\n", "# generated: end\n"
_PER_LINE = 12


def table() -> str:
    """The generated part: first and last year, version, and per year the two kinds of exceptional day."""
    years = range(FIRST_YEAR, max(day.year for day in holidays) + 1)
    source = f"chinesecalendar {version('chinesecalendar')}"
    lines = [
        f"FIRST_YEAR: Final = {years[0]}",
        f"LAST_YEAR: Final = {years[-1]}",
        f'VERSION: Final = "{years[0]}-{years[-1]}, {source}"',
        "",
        "_EXCEPTIONS: Final = {",
    ]
    for year in years:
        off = [day for day in sorted(holidays) if day.year == year and day.weekday() < 5]
        on = [day for day in sorted(workdays) if day.year == year and day.weekday() >= 5]
        lines += [f"    {year}: (", *_written(off), *_written(on), "    ),"]
    return "\n".join([*lines, "}", ""])


def _written(days: list[date]) -> list[str]:
    words = [f"{day:%m-%d}" for day in days]
    rows = [" ".join(words[start : start + _PER_LINE]) for start in range(0, len(words), _PER_LINE)]
    if len(rows) == 1:
        return [f'        "{rows[0]}",']
    return [*(f'        "{row} "' for row in rows[:-1]), f'        "{rows[-1]}",']


def renewed(text: str) -> str:
    """The module's text with the generated part replaced."""
    before, rest = text.split(_BEGIN)
    _, after = rest.split(_END)
    return before + _BEGIN + table() + _END + after


def main() -> None:
    """Print, write or check, as asked."""
    old = FILE.read_text(encoding="utf-8")
    new = renewed(old)
    if "--check" in sys.argv:
        sys.exit(f"{FILE.name} is not what chinesecalendar says; run with --write" if new != old else 0)
    if "--write" in sys.argv:
        FILE.write_text(new, encoding="utf-8")
    else:
        print(table(), end="")


if __name__ == "__main__":
    main()
