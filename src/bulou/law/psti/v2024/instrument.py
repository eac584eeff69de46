"""The security requirements under the PSTI Act, applied since 2024-04-29."""

from datetime import date
from typing import Final

from bulou.law.norms import Instrument
from bulou.law.psti import vocabulary
from bulou.law.release import Release
from bulou.law.sentence import Modality, Sentence, Status
from bulou.law.text import Text

__all__ = ["PSTI", "first", "vocabulary"]

_VENDOR: Final = ("vendor",)

# anchor; place zh, en; modality; whom it binds; ids of the norms; how far its words are known
SENTENCES: Final = (
    Sentence("UK1", "联系方式", "Contact", Modality.DUTY, _VENDOR, ("PSTI-contact",), status=Status.EXCERPT),
    Sentence("UK2", "答复时间", "Times of reply", Modality.DUTY, _VENDOR, ("PSTI-times",), status=Status.EXCERPT),
    Sentence("UK3", "支持期限", "Support period", Modality.DUTY, _VENDOR, ("PSTI-support",), status=Status.EXCERPT),
)  # fmt: skip

PSTI: Final = Instrument("psti", Text("英国PSTI", "UK PSTI"), in_force=date(2024, 4, 29), sentences=SENTENCES)

# The first encoding. A mistake in it is mended by a later release, beside it.
first: Final = Release(PSTI, date(2026, 11, 22))
