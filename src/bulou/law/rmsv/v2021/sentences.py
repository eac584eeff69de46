"""Every sentence of the Provisions, in the order of the text, with what encodes it.

Columns: anchor; place zh, en; modality; whom it binds; ids of the norms; of a sanction the article it points to, as printed and
as renumbered, and the sentences behind which it stands. How each is encoded stands under its anchor in `text.zh.md` and
`text.en.md`.
"""

from typing import Final

from bulou.law.sentence import Modality, Reference, Sentence

_O, _F, _P, _E = Modality.DUTY, Modality.PROHIBITION, Modality.PERMISSION, Modality.ENCOURAGEMENT
_G, _SANCTION = Modality.AUTHORITY, Modality.SANCTION
_VENDOR, _OPERATOR, _FINDER, _PLATFORM = ("vendor",), ("operator",), ("finder",), ("platform",)
_RECEIVING = ("vendor", "operator", "platform")
_AUTHORITY, _ANYONE = ("authority",), ("anyone",)


def _csl(printed: int, renumbered: int) -> tuple[Reference, ...]:
    return Reference("csl", "2017", printed), Reference("csl", "2026", renumbered)


SENTENCES: Final = (
    Sentence("R1", "第一条", "Art. 1", Modality.NONE),
    Sentence("R2", "第二条", "Art. 2", Modality.SCOPE, _ANYONE, ("RMSV-2",)),
    Sentence("R3.1", "第三条", "Art. 3", _G, _AUTHORITY, ("RMSV-3-1",)),
    Sentence("R3.2", "第三条", "Art. 3", _G, _AUTHORITY, ("RMSV-3-2", "RMSV-3-2-joint")),
    Sentence("R4.1", "第四条", "Art. 4", _F, _ANYONE, ("RMSV-4-1",)),
    Sentence("R4.2", "第四条", "Art. 4", _F, _ANYONE, ("RMSV-4-2-collect", "RMSV-4-2-sale", "RMSV-4-2-share")),
    Sentence("R4.3", "第四条", "Art. 4", _F, _ANYONE, ("RMSV-4-3",)),
    Sentence("R5.1", "第五条", "Art. 5", _O, _RECEIVING, ("RMSV-5-1", "RMSV-5-1-channel")),
    Sentence("R5.2", "第五条", "Art. 5", _O, _RECEIVING, ("RMSV-5-2", "RMSV-5-2-log", "RMSV-5-2-hold")),
    Sentence("R6", "第六条", "Art. 6", _E, _ANYONE),
    Sentence("R7.0", "第七条", "Art. 7", _O, _VENDOR, ("RMSV-7-0", "RMSV-7-0-release")),
    Sentence("R7.1a", "第七条(一)", "Art. 7(1)", _O, _VENDOR, ("RMSV-7-1a", "RMSV-7-1a-decline")),
    Sentence("R7.1b", "第七条(一)", "Art. 7(1)", _O, _VENDOR, ("RMSV-7-1b",)),
    Sentence("R7.2", "第七条(二)", "Art. 7(2)", _O, _VENDOR, ("RMSV-7-2",)),
    Sentence("R7.3a", "第七条(三)", "Art. 7(3)", _O, _VENDOR, ("RMSV-7-3a",)),
    Sentence("R7.3b", "第七条(三)", "Art. 7(3)", _O, _VENDOR, ("RMSV-7-3b",)),
    Sentence("R7.4", "第七条第二款", "Art. 7 ¶2", _G, _AUTHORITY, ("RMSV-7-4",)),
    Sentence("R7.5", "第七条第三款", "Art. 7 ¶3", _E, _VENDOR, ("RMSV-7-p3",)),
    Sentence("R8", "第八条", "Art. 8", _O, _OPERATOR, ("RMSV-8", "RMSV-8-mend", "RMSV-8-decline")),
    Sentence("R9.0", "第九条", "Art. 9", _O, _FINDER, ("RMSV-9-0", "RMSV-9-own")),
    Sentence("R9.1a", "第九条(一)", "Art. 9(1)", _F, _FINDER, ("RMSV-9-1",)),
    Sentence("R9.1b", "第九条(一)", "Art. 9(1)", _P, _FINDER, ("RMSV-9-1-early",)),
    Sentence("R9.2", "第九条(二)", "Art. 9(2)", _F, _FINDER, ("RMSV-9-2",)),
    Sentence("R9.3a", "第九条(三)", "Art. 9(3)", _F, _FINDER, ("RMSV-9-3a",)),
    Sentence("R9.3b", "第九条(三)", "Art. 9(3)", _F, _FINDER, ("RMSV-9-3b",)),
    Sentence("R9.4", "第九条(四)", "Art. 9(4)", _F, _FINDER, ("RMSV-9-4", "RMSV-9-4-tool", "RMSV-9-4-verification")),
    Sentence("R9.5", "第九条(五)", "Art. 9(5)", _O, _FINDER, ("RMSV-9-5",)),
    Sentence("R9.6", "第九条(六)", "Art. 9(6)", _F, _FINDER, ("RMSV-9-6",)),
    Sentence("R9.7", "第九条(七)", "Art. 9(7)", _F, _FINDER,
             ("RMSV-9-7", "RMSV-9-7-vendor", "RMSV-9-7-other", "RMSV-9-7-users", "RMSV-9-7-scope", "RMSV-9-7-domestic",
              "RMSV-9-7-public")),
    Sentence("R9.8", "第九条(八)", "Art. 9(8)", _O, _FINDER, ("RMSV-9-8",)),
    Sentence("R10.1", "第十条", "Art. 10", _O, _PLATFORM,
             ("RMSV-10-1", "RMSV-10-1-operate", "RMSV-10-1-own", "RMSV-10-1-file")),
    Sentence("R10.2", "第十条", "Art. 10", _G, _AUTHORITY, ("RMSV-10-2", "RMSV-10-2-list")),
    Sentence("R10.3", "第十条第二款", "Art. 10 ¶2", _E, _ANYONE, ("RMSV-10-p2", "RMSV-10-p2-partner")),
    Sentence("R11", "第十一条", "Art. 11", _O, _FINDER, ("RMSV-11",)),
    Sentence("R12", "第十二条", "Art. 12", _SANCTION, _VENDOR, refers=_csl(60, 62),
             sanctions=("R7.0", "R7.1a", "R7.1b", "R7.2", "R7.3a", "R7.3b")),
    Sentence("R13", "第十三条", "Art. 13", _SANCTION, _OPERATOR, refers=_csl(59, 61), sanctions=("R8",)),
    Sentence("R14", "第十四条", "Art. 14", _SANCTION, _FINDER, refers=_csl(62, 65),
             sanctions=("R4.2", "R9.0", "R9.1a", "R9.2", "R9.3a", "R9.3b", "R9.4", "R9.5", "R9.6", "R9.7", "R10.1")),
    Sentence("R15", "第十五条", "Art. 15", _SANCTION, _ANYONE, refers=_csl(63, 66), sanctions=("R4.1", "R4.3")),
    Sentence("R16", "第十六条", "Art. 16", Modality.NONE),
)  # fmt: skip
