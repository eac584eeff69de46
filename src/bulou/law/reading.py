"""What an open point of the text is."""

from collections.abc import Mapping
from dataclasses import dataclass

from bulou.law.text import Text


@dataclass(frozen=True, slots=True)
class Reading:
    """An open point of the text. `options` maps each value to what it means; `default` is the strict one.

    `argument` says what speaks for the values, `source` what was found on the point, `bears_on` names the sentences.
    """

    name: str
    question: Text
    default: str
    options: Mapping[str, Text]
    argument: Text
    source: Text
    bears_on: tuple[str, ...]
