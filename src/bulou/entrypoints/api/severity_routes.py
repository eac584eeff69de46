"""The calculators over HTTP: stateless, for anyone; nothing is stored."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from bulou.entrypoints.api.answers import Severity, problems
from bulou.entrypoints.api.problems import invalid
from bulou.entrypoints.api.said import words
from bulou.severity import Cvss, SeverityError, grade
from bulou.severity.told import told

router = Router(tags=["severity"])
LONGEST = 300


@router.get("/severity", auth=None, response={200: Severity, **problems(422)})
def severity(
    request: HttpRequest,
    gbt30279: str = Query("", max_length=LONGEST, description="AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H"),
    cvss: str = Query("", max_length=LONGEST, description="CVSS:3.1/… or CVSS:4.0/…"),
) -> Any:
    """Grade a GB/T 30279-2020 vector, a CVSS 3.1 or 4.0 vector, or both. The one is never computed from the other."""
    answer: dict[str, Any] = {"gbt30279": None, "cvss": None}
    errors: dict[str, str] = {}
    for name, vector, read in (("gbt30279", gbt30279, grade), ("cvss", cvss, Cvss.parse)):
        if not vector.strip():
            continue
        try:
            answer[name] = told(read(vector))
        except SeverityError as error:
            errors[name] = words(error)
    return invalid(errors) if errors else answer
