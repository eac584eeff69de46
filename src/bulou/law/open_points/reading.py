"""What an open point of the text is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bulou.law.text import Text


@dataclass(frozen=True, slots=True)
class Reading:
    """An open point of the text.

    `options` maps each value to what it means; the first is the default, the strict one. `argument` says what speaks for the
    values, `source` what was found on the point, `bears_on` the ids of the norms or sentences concerned. `point` is its number
    among the open points of CATALOGUE §8, None where the official text is clear and only others read it otherwise.
    `paraphrase` are the values that follow the widespread paraphrase where it is stricter than the official text.
    """

    name: str
    bears_on: tuple[str, ...]
    question: Text
    options: Mapping[str, Text]
    argument: Text
    source: Text
    point: int | None = None
    paraphrase: tuple[str, ...] = ()

    @property
    def default(self) -> str:
        """The value that holds unless another is chosen."""
        return next(iter(self.options))


YES: Final = Text("是", "yes")
NO: Final = Text("否", "no")
NO_AUTHORITY: Final = Text("未见有权解释。", "No authority on the point was found.")
THE_TEXT: Final = Text("条文本身", "The text itself")
THE_PARAPHRASE: Final = Text(
    "第三方转述，与官方文本不一致，不得当作法律引用。",
    "A paraphrase by a third party, at odds with the official text; not to be quoted as the law.",
)
