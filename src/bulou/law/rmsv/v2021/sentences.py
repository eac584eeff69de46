"""Every sentence of the Provisions, in the order of the text, with what encodes it.

Columns: anchor; place zh, en; modality; whom it binds; ids of the norms. Why a sentence is not encoded, and why it governs
the conducts named here and no others, stands under its anchor in `text.zh.md` and `text.en.md`.
"""

from typing import Final

from bulou.law.sentence import Modality, Sentence

_O, _F, _P, _E = Modality.DUTY, Modality.PROHIBITION, Modality.PERMISSION, Modality.ENCOURAGEMENT
_G, _SANCTION = Modality.AUTHORITY, Modality.SANCTION
_VENDOR, _OPERATOR, _FINDER, _PLATFORM = ("vendor",), ("operator",), ("finder",), ("platform",)
_RECEIVING = ("vendor", "operator", "platform")
_AUTHORITY, _ANYONE = ("authority",), ("anyone",)

SENTENCES: Final = (
    Sentence("R1", "第一条", "Art. 1", Modality.NONE),
    Sentence("R2", "第二条", "Art. 2", Modality.SCOPE, _ANYONE),
    Sentence("R3.1", "第三条", "Art. 3", _G, _AUTHORITY),
    Sentence("R3.2", "第三条", "Art. 3", _G, _AUTHORITY),
    Sentence("R4.1", "第四条", "Art. 4", _F, _ANYONE, governs=("test_live_system",)),
    Sentence("R4.2", "第四条", "Art. 4", _F, _ANYONE, governs=("sell",)),
    Sentence("R4.3", "第四条", "Art. 4", _F, _ANYONE, governs=("assist_abuser",)),
    Sentence("R5.1", "第五条", "Art. 5", _O, _RECEIVING, ("RMSV-5-1", "RMSV-5-1-channel")),
    Sentence("R5.2", "第五条", "Art. 5", _O, _RECEIVING, ("RMSV-5-2", "RMSV-5-2-log", "RMSV-5-2-hold")),
    Sentence("R6", "第六条", "Art. 6", _E, _ANYONE),
    Sentence("R7.0", "第七条", "Art. 7", _O, _VENDOR, ("RMSV-7-0", "RMSV-7-0-release")),
    Sentence("R7.1a", "第七条(一)", "Art. 7(1)", _O, _VENDOR, ("RMSV-7-1a", "RMSV-7-1a-decline")),
    Sentence("R7.1b", "第七条(一)", "Art. 7(1)", _O, _VENDOR, ("RMSV-7-1b",)),
    Sentence("R7.2", "第七条(二)", "Art. 7(2)", _O, _VENDOR, ("RMSV-7-2",)),
    Sentence("R7.3a", "第七条(三)", "Art. 7(3)", _O, _VENDOR, ("RMSV-7-3a",)),
    Sentence("R7.3b", "第七条(三)", "Art. 7(3)", _O, _VENDOR, ("RMSV-7-3b",)),
    Sentence("R7.4", "第七条第二款", "Art. 7 ¶2", _G, _AUTHORITY),
    Sentence("R7.5", "第七条第三款", "Art. 7 ¶3", _E, _VENDOR, ("RMSV-7-p3",)),
    Sentence("R8", "第八条", "Art. 8", _O, _OPERATOR, governs=("verify", "decline"), roles=_OPERATOR),
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
             ("RMSV-9-7", "RMSV-9-7-vendor", "RMSV-9-7-domestic", "RMSV-9-7-public")),
    Sentence("R9.8", "第九条(八)", "Art. 9(8)", _O, _FINDER, ("RMSV-9-8",)),
    Sentence("R10.1", "第十条", "Art. 10", _O, _PLATFORM, ("RMSV-10-1-own",), governs=("operate_platform", "open_reception")),
    Sentence("R10.2", "第十条", "Art. 10", _G, _AUTHORITY),
    Sentence("R10.3", "第十条第二款", "Art. 10 ¶2", _E, _ANYONE, ("RMSV-10-p2",)),
    Sentence("R11", "第十一条", "Art. 11", _O, _FINDER),
    Sentence("R12", "第十二条", "Art. 12", _SANCTION, _VENDOR),
    Sentence("R13", "第十三条", "Art. 13", _SANCTION, _OPERATOR),
    Sentence("R14", "第十四条", "Art. 14", _SANCTION, _FINDER),
    Sentence("R15", "第十五条", "Art. 15", _SANCTION, _ANYONE),
    Sentence("R16", "第十六条", "Art. 16", Modality.NONE),
)  # fmt: skip
