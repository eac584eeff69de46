"""The open points of the Provisions (no authority has settled them): for each a reading, strict unless an organisation chooses
otherwise, or an arrangement of the platform. Readings beside them are labelled where they follow the paraphrase.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bulou.law.open_points import clocks, publishing, reach, recipients
from bulou.law.open_points.arrangement import ARRANGEMENTS, Arrangement, OpenPoint
from bulou.law.open_points.reading import Reading

__all__ = ["ARRANGEMENTS", "OPEN_POINTS", "READINGS", "Arrangement", "OpenPoint", "Reading"]

READINGS: Final[Mapping[str, Reading]] = MappingProxyType({
    reading.name: reading
    for reading in (*clocks.READINGS, *publishing.READINGS, *reach.READINGS, *recipients.READINGS)
})  # fmt: skip


def _by_number() -> Mapping[int, tuple[OpenPoint, ...]]:
    everything: list[OpenPoint] = [*READINGS.values(), *ARRANGEMENTS]
    numbers = sorted({each.point for each in everything if each.point is not None})
    return {number: tuple(each for each in everything if each.point == number) for number in numbers}


# By their number in CATALOGUE §8.
OPEN_POINTS: Final[Mapping[int, tuple[OpenPoint, ...]]] = MappingProxyType(_by_number())
