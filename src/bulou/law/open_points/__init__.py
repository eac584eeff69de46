"""The open points of the Provisions (no authority has settled them): for each a reading, strict unless an organisation chooses otherwise."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bulou.law.open_points import clocks, publishing, reach
from bulou.law.open_points.reading import Reading

__all__ = ["READINGS", "Reading"]

READINGS: Final[Mapping[str, Reading]] = MappingProxyType({
    reading.name: reading for reading in (*clocks.READINGS, *publishing.READINGS, *reach.READINGS)
})  # fmt: skip
