"""Every sentence of the Act that bears on reports, in the order of the text, with what encodes it.

Columns: anchor; place zh, en; modality; whom it binds; ids of the norms. How far its words are known is its status: the
official text was not read, so it is never better than an excerpt.
"""

from typing import Final

from bulou.law.sentence import Modality, Sentence, Status

_O, _G, _VENDOR, _AUTHORITY = Modality.DUTY, Modality.AUTHORITY, ("vendor",), ("authority",)
_EXCERPT, _UNVERIFIED = Status.EXCERPT, Status.UNVERIFIED

REPORTING_SENTENCES: Final = (
    Sentence("CRA14.2a", "第十四条第一款、第二款(a)", "Art. 14(1), (2)(a)", _O, _VENDOR, ("CRA-14-2-a",), status=_EXCERPT),
    Sentence("CRA14.2b", "第十四条第二款(b)", "Art. 14(2)(b)", _O, _VENDOR, ("CRA-14-2-b",), status=_EXCERPT),
    Sentence("CRA14.2c", "第十四条第二款(c)", "Art. 14(2)(c)", _O, _VENDOR, ("CRA-14-2-c",), status=_EXCERPT),
    Sentence("CRA14.4a", "第十四条第三款、第四款(a)", "Art. 14(3), (4)(a)", _O, _VENDOR, ("CRA-14-4-a",), status=_EXCERPT),
    Sentence("CRA14.4b", "第十四条第四款(b)", "Art. 14(4)(b)", _O, _VENDOR, ("CRA-14-4-b",), status=_EXCERPT),
    Sentence("CRA14.4c", "第十四条第四款(c)", "Art. 14(4)(c)", _O, _VENDOR, ("CRA-14-4-c",), status=_UNVERIFIED),
    Sentence("CRA.seat", "第十四条", "Art. 14", Modality.SCOPE, _VENDOR, status=_UNVERIFIED),
    Sentence("CRA14.8", "第十四条第八款", "Art. 14(8)", _O, _VENDOR, ("CRA-14-8",), status=_UNVERIFIED),
    Sentence("CRA15", "第十五条", "Art. 15", Modality.PERMISSION, ("anyone",), ("CRA-15",), status=_EXCERPT),
    Sentence("CRA16.2", "第十六条第二款", "Art. 16(2)", _G, _AUTHORITY, ("CRA-16-2",), status=_EXCERPT),
    Sentence("CRA.dates", "适用日期", "Dates of application", Modality.NONE, status=_EXCERPT),
)  # fmt: skip

FROM_2027_SENTENCES: Final = (
    Sentence("CRA13.6", "第十三条第六款", "Art. 13(6)", _O, _VENDOR, ("CRA-13-6",), status=_UNVERIFIED),
)
