"""A grade as a JSON object, the same from the command and over the API."""

from typing import Any

from bulou.severity.cvss import Cvss
from bulou.severity.gbt30279 import SOURCE_STATUS_EN, SOURCE_STATUS_ZH, Gbt30279


def told(read: Cvss | Gbt30279) -> dict[str, Any]:
    """Vector, score or grades in both languages; of GB/T 30279 also the table values and how far the tables are known."""
    return _cvss(read) if isinstance(read, Cvss) else _gbt(read)


def _cvss(read: Cvss) -> dict[str, Any]:
    return {
        "vector": read.vector,
        "version": read.version,
        "score": read.score,
        "rating": read.rating,
        "rating_zh": read.rating_zh,
        "temporal": read.temporal,
        "environmental": read.environmental,
    }


def _gbt(read: Gbt30279) -> dict[str, Any]:
    return {
        "standard": "GB/T 30279-2020",
        "vector": read.vector,
        "exploitability": read.exploitability,
        "impact": read.impact,
        "environment": read.environment,
        "technical": {"grade": read.technical, "zh": read.technical.zh},
        "overall": {"grade": read.overall, "zh": read.overall.zh} if read.overall else None,
        "source_status": {"zh": SOURCE_STATUS_ZH, "en": SOURCE_STATUS_EN},
    }
