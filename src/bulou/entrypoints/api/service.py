"""The API put together: its routes, how it says errors, and its OpenAPI document."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from bulou import __version__
from bulou.entrypoints.api import (
    act_routes,
    authority_routes,
    authority_sum_routes,
    case_routes,
    control_routes,
    coordination_routes,
    desk_routes,
    evidence_routes,
    figure_routes,
    filing_routes,
    guard_routes,
    house_routes,
    intake,
    law_routes,
    library_routes,
    notice_routes,
    peer_routes,
    precheck_routes,
    product_routes,
    public_routes,
    reception_routes,
    recipient_routes,
    reporter_routes,
    room_routes,
    severity_routes,
    shared_routes,
    supervision_routes,
    upload_routes,
)
from bulou.entrypoints.api.act_models import ADDRESSES, Address, adapter
from bulou.entrypoints.api.answers import Receipt, Report, problems
from bulou.entrypoints.api.bearer import Bearer, Slowed
from bulou.entrypoints.api.fields import message
from bulou.entrypoints.api.problems import TYPE, invalid, not_found, of_status, problem

REF = "#/components/schemas/{model}"
KEYED = re.compile(r"/api/v1/(report|notice|party)(?=/|$)")  # opened by a key of one's own, not by a token
BODIES: dict[str, Address] = {path: to for to, path in ADDRESSES.items()} | {"/api/v1/party/acts": "party"}
DESCRIPTION = """Reports come in without an account; what is public and what is only calculated needs none either. Everything else
needs a key in the header `Authorization`: a token of staff, the number of a report with its return code, the link of a notice, or
the code of an invitation. No key ever stands in an address.

Errors are `application/problem+json` (RFC 9457) in the language of `Accept-Language` (zh or en). What a token may not
know of and what does not exist are answered alike.
"""


class Api(NinjaAPI):
    """django-ninja's API whose document says problems by their media type and acts as one union."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        """The OpenAPI 3.1 document."""
        document = super().get_openapi_schema(*args, **kwargs)
        schemas = document["components"]["schemas"]
        for path, to in BODIES.items():
            union = adapter(to).json_schema(ref_template=REF)
            schemas.update(union.pop("$defs"))
            document["paths"][path]["post"]["requestBody"] = _json(union)
        report = Report.model_json_schema(ref_template=REF)
        schemas.update(report.pop("$defs"))
        schemas["Report"] = report
        document["paths"]["/api/v1/organisations/{slug}/reports"]["post"]["requestBody"] = _json(
            {"$ref": REF.format(model="Report")}
        )
        for operations in document["paths"].values():
            for operation in operations.values():
                _say_problems(operation)
        return document


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _say_problems(operation: dict[str, Any]) -> None:
    for status, answer in operation["responses"].items():
        if int(status) >= 400 and "application/json" in answer.get("content", {}):
            answer["content"] = {TYPE: answer["content"]["application/json"]}


api = Api(
    title="Bulou 补漏",
    version=__version__,
    description=DESCRIPTION,
    auth=Bearer(),
    docs_url=None,  # its page would load a viewer from elsewhere
    urls_namespace="api",
)
reports = Router(tags=["reports"])


@reports.post(
    "/organisations/{slug}/reports",
    auth=None,
    response={201: Receipt, **problems(400, 404, 413, 500, 503)},
    openapi_extra={
        "parameters": [
            {
                "in": "header",
                "name": "Idempotency-Key",
                "required": False,
                "schema": {"type": "string"},
                "description": "The same key with the same bytes is the same report, and gets the same receipt.",
            },
            {
                "in": "header",
                "name": "Bulou-Proof",
                "required": False,
                "schema": {"type": "string"},
                "description": "Only in a flood, for the ordinary lane: a text p such that SHA-256 of "
                "“hex SHA-256 of the body” + “:” + p begins with 18 zero bits. Without it the report is received all the same.",
            },
        ]
    },
)
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Report a vulnerability to an organisation. Any body is received, JSON or not, up to 2 MiB: Article 5 knows no refusal."""
    return intake.receive(request, slug)


api.add_router("", reports)
api.add_router("", case_routes.router)
api.add_router("", act_routes.router)
api.add_router("", notice_routes.router)
api.add_router("", reception_routes.router)
api.add_router("", severity_routes.router)
api.add_router("", figure_routes.router)
api.add_router("", coordination_routes.router)
api.add_router("", shared_routes.router)
api.add_router("", shared_routes.by_link)
api.add_router("", public_routes.router)
api.add_router("", authority_routes.router)
api.add_router("", authority_sum_routes.router)
api.add_router("", room_routes.router)
api.add_router("", desk_routes.router)
api.add_router("", house_routes.router)
api.add_router("", control_routes.router)
api.add_router("", guard_routes.router)
api.add_router("", peer_routes.router)
api.add_router("", product_routes.router)
api.add_router("", library_routes.router)
api.add_router("", filing_routes.router)
api.add_router("", filing_routes.open_to_all)
api.add_router("", reporter_routes.router)
api.add_router("", recipient_routes.router)
api.add_router("", law_routes.router)
api.add_router("", precheck_routes.router)
api.add_router("", evidence_routes.router)
api.add_router("", supervision_routes.router)
api.add_router("", upload_routes.router)
api.add_router("", upload_routes.by_code)


@api.exception_handler(AuthenticationError)
def _no_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    keyed = KEYED.match(request.path_info)
    scheme = "Basic" if keyed and keyed[1] == "report" else "Bearer"
    name = "no-key" if keyed else "no-token"
    return problem(name, headers={"WWW-Authenticate": f'{scheme} realm="bulou"'})


@api.exception_handler(Slowed)
def _slowed(request: HttpRequest, error: Slowed) -> HttpResponse:
    return problem("too-many", headers={"Retry-After": str(int(error.seconds) + 1)})


@api.exception_handler(ValidationError)
def _unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return invalid({str(item["loc"][-1]): message(item) for item in error.errors})


@api.exception_handler(Http404)
def _nothing(request: HttpRequest, error: Http404) -> HttpResponse:
    return not_found()


@api.exception_handler(HttpError)
def _other(request: HttpRequest, error: HttpError) -> HttpResponse:
    return of_status(HttpResponse(status=error.status_code))
