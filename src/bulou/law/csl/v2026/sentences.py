"""The sentences in force since 2026 that meet vulnerabilities, with what encodes them; the rest of the law is not registered."""

from typing import Final

from bulou.law.csl.registered import of_edition
from bulou.law.sentence import Modality

_VENDOR, _OPERATOR, _ANYONE = ("vendor",), ("operator",), ("anyone",)


_at: Final = of_edition("2026")

SENTENCES: Final = (
    _at("CSL26.23a", 23, Modality.DUTY, _OPERATOR),
    _at("CSL26.23b", 23, Modality.DUTY, _OPERATOR, "CSL26-23-log"),
    _at("CSL26.24", 24, Modality.DUTY, _VENDOR, "CSL26-24-remedy", "CSL26-24-users", "CSL26-24-report"),
    _at("CSL26.27a", 27, Modality.DUTY, _OPERATOR),
    _at("CSL26.27b", 27, Modality.DUTY, _OPERATOR, "CSL26-27"),
    _at("CSL26.28", 28, Modality.DUTY, _ANYONE, "CSL26-28"),
    _at("CSL26.29a", 29, Modality.PROHIBITION, _ANYONE, "CSL26-29-intrusion"),
    _at("CSL26.29b", 29, Modality.PROHIBITION, _ANYONE, "CSL26-29-tools", "CSL26-29-exploit"),
    _at("CSL26.29c", 29, Modality.PROHIBITION, _ANYONE, "CSL26-29-aid"),
    _at("CSL26.61", 61, Modality.SANCTION, _OPERATOR,
        sanctions=("CSL26.23a", "CSL26.23b", "CSL26.27a", "CSL26.27b")),
    _at("CSL26.62", 62, Modality.SANCTION, _VENDOR, sanctions=("CSL26.24",)),
    _at("CSL26.65", 65, Modality.SANCTION, _ANYONE, sanctions=("CSL26.28",)),
    _at("CSL26.66", 66, Modality.SANCTION, _ANYONE, sanctions=("CSL26.29a", "CSL26.29b", "CSL26.29c")),
    _at("CSL26.72", 72, Modality.SANCTION, _ANYONE),
    _at("CSL26.73", 73, Modality.SANCTION, _ANYONE),
    _at("CSL26.77", 77, Modality.SANCTION, _ANYONE),
)  # fmt: skip
