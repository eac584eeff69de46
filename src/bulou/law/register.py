"""The text beside the code: what each sentence says, and which functions carry it.

`python -m bulou.law.register --write docs/reference/law.md` writes the page that a lawyer reviews; `--check` says
whether it is up to date.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bulou.law.sentence import Sentence

EDITIONS: Final = MappingProxyType({"rmsv": "rmsv/v2021"})
LANGUAGES: Final = ("zh", "en")

_SECTION = re.compile(
    r'^<a id="(?P<id>[^"]+)"></a>\n## (?P=id) (?P<place>.+)\n\n> (?P<quotation>.+)\n\n', re.M
)
_ITEM = re.compile(r"^- (?P<label>[^：:]+)(?:：|:) ?(?P<said>.*)$", re.M)
_LABELS = {
    "释义": "gloss", "说明": "remark", "来源": "source", "引文 SHA-256": "sha256", "签署人": "signed_by",
    "Gloss": "gloss", "Remark": "remark", "Source": "source", "Quotation SHA-256": "sha256", "Signed by": "signed_by",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """What a text file says under one anchor, in its language.

    `quotation` is official Chinese in both languages, omissions marked …; `sha256` is the hash that the file states for
    it. `gloss` is ours and not the law. `remark` (why not encoded, which readings are open), `signed_by` may be empty.
    """

    id: str
    place: str
    quotation: str
    gloss: str
    remark: str
    source: str
    sha256: str
    signed_by: str


@cache
def passages(lang: str, regime: str = "rmsv") -> Mapping[str, Passage]:
    """Every passage of the regime's text by anchor, in the order of the text; `lang` is zh or en."""
    text = (Path(__file__).parent / EDITIONS[regime] / f"text.{lang}.md").read_text(encoding="utf-8")
    heads = list(_SECTION.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return MappingProxyType(
        {head["id"]: _passage(head, text[head.end() : end]) for head, end in zip(heads, ends, strict=True)}
    )


def _passage(head: re.Match[str], body: str) -> Passage:
    said = {"remark": ""} | {_LABELS[item["label"]]: item["said"].strip() for item in _ITEM.finditer(body)}
    return Passage(id=head["id"], place=head["place"], quotation=head["quotation"], **said)


def sentences(regime: str = "rmsv") -> tuple[Sentence, ...]:
    """The register of the regime's sentences, in the order of the text."""
    module = import_module(f"bulou.law.{EDITIONS[regime].replace('/', '.')}.sentences")
    registered: tuple[Sentence, ...] = module.SENTENCES
    return registered
