"""What a document says of products, ready to be matched; and what makes one unreadable."""

from collections.abc import Sequence
from dataclasses import dataclass

from bulou.products import Claim


class UnreadableAdvisory(ValueError):
    """The file says nothing of products: `zh` and `en` tell the cause and the remedy."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """One vulnerability of a document with every sentence about products. `number` such as a CVE id, or blank."""

    number: str
    title: str
    claims: Sequence[Claim]


@dataclass(frozen=True, slots=True)
class Advisory:
    """A document: `format` such as "CSAF 2.0", its own number and title, and its vulnerabilities."""

    format: str
    number: str
    title: str
    vulnerabilities: Sequence[Vulnerability]
