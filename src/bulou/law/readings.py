"""Where the text leaves a point open: a named reading, strict unless an organisation chooses otherwise."""

import difflib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bulou.law.open_points import READINGS
from bulou.law.text import Text

STRICT: Final[Mapping[str, str]] = MappingProxyType({})


class BadReading(Exception):
    """No such reading, or a value it does not have. `zh` and `en` name the nearest that exists; `name`, `value` as given."""

    def __init__(self, name: str, value: str, text: Text) -> None:
        super().__init__(text.en)
        self.name, self.value, self.zh, self.en = name, value, text.zh, text.en


def check_reading(name: str, value: str) -> None:
    """Raise BadReading unless `name` is a reading that can be set to `value`."""
    reading = READINGS.get(name)
    if reading is None:
        near = _nearest(name, READINGS)
        hint = Text(f"，是否指 {near}？", f"; did you mean {near}?") if near else Text("。", ".")
        raise BadReading(
            name,
            value,
            Text(f"没有名为 {name} 的解释选项{hint.zh}", f"There is no reading named {name}{hint.en}"),
        )
    if value not in reading.options:
        known = ", ".join(reading.options)
        near = _nearest(str(value), reading.options) or reading.default
        raise BadReading(
            name,
            value,
            Text(
                f"解释选项 {name} 不能取 {value}；可取：{known}。是否指 {near}？",
                f"The reading {name} cannot be {value}; it is one of {known}. Did you mean {near}?",
            ),
        )


def profile(chosen: Mapping[str, str]) -> Mapping[str, str]:
    """Every reading with its value: the strict default unless `chosen` says otherwise. Raises BadReading."""
    for name, value in chosen.items():
        check_reading(name, value)
    return {name: chosen.get(name, reading.default) for name, reading in READINGS.items()}


def _nearest(word: str, known: Mapping[str, object]) -> str | None:
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0.4)), None)
