"""Every point of the filing measures that the catalogue knows, F1 to F9, verified and unverified apart.

The numbers of the final articles were not read, so each point is named by what it says. Columns: anchor; what it says zh, en;
modality; whom it binds; ids of the norms.
"""

from typing import Final

from bulou.law.sentence import Modality, Reference, Sentence, Status
from bulou.law.text import Text

_READ, _UNREAD = Status.EXCERPT, Status.UNVERIFIED
_PLATFORM = ("platform",)

IN_FORCE: Final = Text("施行和适用", "entry into force")
DEFINITION: Final = Text("平台的定义", "definition of a platform")
ONLINE: Final = Text("网上如实备案", "online and truthful filing")
BEFORE: Final = Text("上线前备案", "filing before going online")
TRANSITION: Final = Text("已上线平台的过渡期", "platforms already online")
SCOPE: Final = Text("规范范围", "what is regulated")
EXAMINATION: Final = Text("审查期限（未核实）", "examination (unverified)")
CHANGE: Final = Text("变更（未核实）", "changes (unverified)")
CANCELLATION: Final = Text("注销（未核实）", "cancellation (unverified)")
REMOVAL: Final = Text("违规处理（未核实）", "handling of breaches (unverified)")
NUMBER: Final = Text("公示备案号（未核实）", "showing the filing number (unverified)")


def _point(id: str, place: Text, modality: Modality, status: Status, *norms: str, by: tuple[str, ...] = _PLATFORM,
           refers: tuple[Reference, ...] = (), sanctions: tuple[str, ...] = ()) -> Sentence:  # fmt: skip
    return Sentence(
        id, place.zh, place.en, modality, by, norms, status=status, refers=refers, sanctions=sanctions
    )


SENTENCES: Final = (
    _point("F1", IN_FORCE, Modality.NONE, _READ, by=()),
    _point("F2", DEFINITION, Modality.SCOPE, _READ, "FILING-2", "FILING-2-not-meant", "FILING-2-reach"),
    _point("F3", ONLINE, Modality.DUTY, _READ, "FILING-3"),
    _point("F4", BEFORE, Modality.DUTY, _READ, "FILING-4", "FILING-4-operate"),
    _point("F5", TRANSITION, Modality.DUTY, _READ, "FILING-5"),
    _point("F6", SCOPE, Modality.NONE, _READ, by=()),
    _point("F7", EXAMINATION, Modality.AUTHORITY, _UNREAD, "FILING-7", by=("authority",)),
    _point("F8", CHANGE, Modality.DUTY, _UNREAD, "FILING-8"),
    _point("F9a", CANCELLATION, Modality.DUTY, _UNREAD, "FILING-9a"),
    _point("F9b", REMOVAL, Modality.SANCTION, _UNREAD, sanctions=("F3", "F4", "F8", "F9a"),
           refers=(Reference("csl", "2017", 62), Reference("csl", "2026", 65))),
    _point("F9c", NUMBER, Modality.DUTY, _UNREAD, "FILING-9c"),
)  # fmt: skip
