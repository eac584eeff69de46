"""What the text files say beside the code, one passage under each anchor."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from bulou.law.regimes import editions

_SECTION = re.compile(
    r'^<a id="(?P<id>[^"]+)"></a>\n## (?P=id) (?P<place>.+)\n\n(?:> (?P<quotation>.+)\n\n)?', re.M
)
_ITEM = re.compile(r"^- (?P<label>[^：:]+)(?:：|:) ?(?P<said>.*)$", re.M)
_LABELS = {
    "释义": "gloss", "说明": "remark", "来源": "source", "引文 SHA-256": "sha256", "签署人": "signed_by",
    "Gloss": "gloss", "Remark": "remark", "Source": "source", "Quotation SHA-256": "sha256", "Signed by": "signed_by",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """What a text file says under one anchor, in its language.

    `quotation` is official Chinese in both languages, omissions marked …, and empty where no words of the law are at hand;
    `sha256` is the hash that the file states for it. `gloss` is ours and not the law. `remark` (why not encoded, which
    readings are open), `signed_by` may be empty. `edition` is the folder it stands in, below that of the law: `rmsv/v2021`.
    """

    id: str
    place: str
    quotation: str
    gloss: str
    remark: str
    source: str
    sha256: str
    signed_by: str
    edition: str


@cache
def passages(lang: str, regime: str = "rmsv") -> Mapping[str, Passage]:
    """Every passage of the regime's text by anchor, in the order of the text; `lang` is zh or en."""
    files = [folder / f"text.{lang}.md" for folder in editions(regime)]
    return MappingProxyType({each.id: each for file in files for each in _read(file)})


def _read(file: Path) -> Iterator[Passage]:
    text = file.read_text(encoding="utf-8")
    heads = list(_SECTION.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        yield _passage(head, text[head.end() : end], "/".join(file.parts[-3:-1]))


def _passage(head: re.Match[str], body: str, edition: str) -> Passage:
    said = {"remark": "", "sha256": ""} | {
        _LABELS[item["label"]]: item["said"].strip() for item in _ITEM.finditer(body)
    }
    return Passage(
        id=head["id"], place=head["place"], quotation=head["quotation"] or "", edition=edition, **said
    )
