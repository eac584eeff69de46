"""Days and moments as a request may write them: ISO 8601 and nothing else.

Pydantic takes a number for seconds since 1970, which the document does not say and nobody who writes `2026` means.
"""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator
from pydantic_core import PydanticCustomError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}.{0,24}", re.ASCII)


def _day(given: Any) -> Any:
    if isinstance(given, str) and not _DAY.fullmatch(given):
        raise PydanticCustomError("date_parsing", "not a day")
    return _text(given, "date_parsing")


def _moment(given: Any) -> Any:
    if isinstance(given, str) and not _MOMENT.fullmatch(given):
        raise PydanticCustomError("datetime_parsing", "not a moment")
    return _text(given, "datetime_parsing")


def _text(given: Any, kind: str) -> Any:
    if isinstance(given, int | float):
        raise PydanticCustomError(kind, "a number")
    return given


Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[AwareDatetime, BeforeValidator(_moment)]
