"""Days and moments as a request may write them: ISO 8601 and nothing else.

Pydantic takes a number for seconds since 1970, which the document does not say and nobody who writes `2026` means.
"""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator

from bulou.formats.instants import is_usual

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}.{0,24}", re.ASCII)
_NEITHER = ""  # which pydantic refuses in its own words


def _day(given: Any) -> Any:
    return given if _is(given, _DAY) else _NEITHER


def _moment(given: Any) -> Any:
    return given if _is(given, _MOMENT) else _NEITHER


def _is(given: Any, form: re.Pattern[str]) -> bool:
    return isinstance(given, date) or (isinstance(given, str) and form.fullmatch(given) is not None)


def _usual(given: date) -> date:
    if not is_usual(given):
        raise AssertionError("unusual")  # which pydantic tells apart from other values that do not fit
    return given


Day = Annotated[date, BeforeValidator(_day), AfterValidator(_usual)]
Moment = Annotated[AwareDatetime, BeforeValidator(_moment), AfterValidator(_usual)]
