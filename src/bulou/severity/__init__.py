"""How bad a vulnerability is: GB/T 30279 by its tables, CVSS by library. The two are never computed from each other."""

from bulou.severity.cvss import RATINGS, Cvss, Rating
from bulou.severity.errors import SeverityError
from bulou.severity.gbt30279 import GRADE_ZH, SOURCE_STATUS_EN, SOURCE_STATUS_ZH, Gbt30279, Grade, grade

__all__ = [
    "GRADE_ZH",
    "RATINGS",
    "SOURCE_STATUS_EN",
    "SOURCE_STATUS_ZH",
    "Cvss",
    "Gbt30279",
    "Grade",
    "Rating",
    "SeverityError",
    "grade",
]
