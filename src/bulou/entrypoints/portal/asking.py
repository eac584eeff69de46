"""What a reporter may do for the ordinary lane when very many reports arrive: answer a sum in words, or let a script work.

Both hang on the form's own draft, so nothing is kept on the server, and each is good for one report. Whoever does neither
is received all the same. There is no picture to be read and nobody else's service: a screen reader reads it out.
"""

import hashlib
import unicodedata
from datetime import datetime

from bulou.cases import Text
from bulou.entrypoints import lanes
from bulou.entrypoints.portal.drafts import Draft

ZH = "零一二三四五六七八九十"
EN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
      "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen")  # fmt: skip


def question(draft: Draft) -> Text:
    """The sum of this draft in words of both languages."""
    first, second = _terms(draft)
    return Text(f"{ZH[first]}加{ZH[second]}等于几？", f"What is {EN[first]} plus {EN[second]}?")


def earned(draft: Draft, box: str, *, answer: str, proof: str, at: datetime) -> bool:
    """Whether this submission may take the ordinary lane: a right answer or real work, given for the first time."""
    right = _number(answer) == sum(_terms(draft)) or lanes.worked(box, proof)
    return right and bool(draft.nonce) and lanes.first_use(f"draft:{draft.nonce}", at=at)


def _terms(draft: Draft) -> tuple[int, int]:
    digest = hashlib.sha256(f"sum:{draft.nonce}".encode()).digest()
    return 2 + digest[0] % 8, 2 + digest[1] % 8


def _number(text: str) -> int | None:
    """The number someone typed, in figures or words of either language; None if it is none."""
    said = unicodedata.normalize("NFKC", text[:40]).strip().strip(".。").lower()
    if said.isdecimal():
        return int(said)
    if said in EN:
        return EN.index(said)
    if said in ZH and len(said) == 1:
        return ZH.index(said)
    if len(said) == 2 and said[0] == "十" and said[1] in ZH:
        return 10 + ZH.index(said[1])
    return None
