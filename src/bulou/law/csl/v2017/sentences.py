"""The sentences of 2017 that meet vulnerabilities, with what encodes them; the rest of the law is not registered."""

from typing import Final

from bulou.law.csl.registered import of_edition
from bulou.law.sentence import Modality

_VENDOR, _OPERATOR, _ANYONE = ("vendor",), ("operator",), ("anyone",)


_at: Final = of_edition("2017")

SENTENCES: Final = (
    _at("CSL17.21a", 21, Modality.DUTY, _OPERATOR),
    _at("CSL17.21b", 21, Modality.DUTY, _OPERATOR, "CSL17-21-log"),
    _at("CSL17.22", 22, Modality.DUTY, _VENDOR, "CSL17-22-remedy", "CSL17-22-users", "CSL17-22-report"),
    _at("CSL17.25a", 25, Modality.DUTY, _OPERATOR),
    _at("CSL17.25b", 25, Modality.DUTY, _OPERATOR, "CSL17-25"),
    _at("CSL17.26", 26, Modality.DUTY, _ANYONE, "CSL17-26"),
    _at("CSL17.27a", 27, Modality.PROHIBITION, _ANYONE, "CSL17-27-intrusion"),
    _at("CSL17.27b", 27, Modality.PROHIBITION, _ANYONE, "CSL17-27-tools", "CSL17-27-exploit"),
    _at("CSL17.27c", 27, Modality.PROHIBITION, _ANYONE, "CSL17-27-aid"),
    _at("CSL17.59", 59, Modality.SANCTION, _OPERATOR,
        sanctions=("CSL17.21a", "CSL17.21b", "CSL17.25a", "CSL17.25b")),
    _at("CSL17.60", 60, Modality.SANCTION, _VENDOR, sanctions=("CSL17.22",)),
    _at("CSL17.62", 62, Modality.SANCTION, _ANYONE, sanctions=("CSL17.26",)),
    _at("CSL17.63", 63, Modality.SANCTION, _ANYONE, sanctions=("CSL17.27a", "CSL17.27b", "CSL17.27c")),
    _at("CSL17.71", 71, Modality.SANCTION, _ANYONE),
    _at("CSL17.75", 75, Modality.SANCTION, _ANYONE),
)  # fmt: skip
