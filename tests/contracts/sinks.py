"""Every way by which something leaves the node, and who may read there: the registry behind Articles 9 and 10 at every sink.

A new address, kind of delivery, command that writes files or logger belongs to one of these, or `test_sinks` fails. What
`anyone` may read is then read with canaries by tests/entrypoints/test_every_sink.py; what only some may read is refused to all others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

OpenTo = Literal["anyone", "seated", "bearer", "holder", "peer", "recipient", "operator"]
"""anyone; whoever holds an office here; the bearer of a token; the holder of a secret of one's own (a return code, a link); another
node that was introduced; whom an act names as recipient; whoever runs the machine."""


@dataclass(frozen=True)
class Sink:
    """`pages` are names of addresses ("desk:*" for all of a namespace), `api` operations, `kinds` of Delivery rows."""

    name: str
    open_to: OpenTo
    pages: Sequence[str] = ()
    api: Sequence[str] = ()
    kinds: Sequence[str] = ()
    commands: Sequence[str] = ()
    loggers: Sequence[str] = ()


SINKS = (
    Sink(
        "public pages",
        "anyone",
        pages=(
            "portal:home", "portal:report", "portal:policy", "portal:organisation", "portal:platforms", "portal:thanks",
            "portal:severity", "portal:precheck", "portal:certificates", "portal:certificate", "portal:certificate-pdf",
            "portal:report-form", "portal:security-txt", "portal:openpgp-key", "portal:openpgp-policy",
            "portal:openpgp-directory", "law:*", ":set_language", ":account_*", "portal:uploads", "portal:upload", "portal:guidance",
            "portal:rules", "portal:register",
        ),
        api=(
            "GET /severity", "GET /organisations", "GET /organisations/{slug}", "GET /organisations/{slug}/rules", "GET /thanks", "GET /certificates/{code}",
            "GET /law", "GET /law/{home}/{edition}", "GET /law/open-points",
            "GET /guidance", "GET /authority/competences", "GET /platforms", "POST /law/what-if", "POST /law/scenarios",
            "POST /precheck", "POST /organisations/{slug}/reports",
        ),
    ),
    Sink(
        "advisories and their search",
        "anyone",
        pages=("portal:advisories", "portal:advisory", "portal:revision", "portal:revision-file", "portal:advisory-picture", "portal:csaf"),
        api=("GET /advisories",),
    ),
    Sink("feeds", "anyone", pages=("portal:feed", "portal:platforms-feed")),
    Sink(
        "exports of what is published", "anyone", api=("GET /organisations/{slug}/export/{form}",), commands=("export",)
    ),
    Sink("error pages", "anyone", pages=(":nowhere",)),
    Sink("health and metrics", "anyone", pages=("portal:healthz", "portal:readyz", "portal:metrics")),
    Sink("the reporter's own pages", "holder",
         pages=("portal:status", "portal:raw", "portal:contest", "portal:credit", "portal:own-uploads", "portal:own-upload"),
         api=("GET /report", "GET /report/raw", "POST /report/acts", "* /report/uploads", "* /report/uploads/{upload}")),
    Sink("a recipient's notice", "holder", pages=("portal:notice",), api=("GET /notice", "POST /notice/acts")),
    Sink("an invited party's room", "holder", pages=(":party", ":join"), api=("GET /party", "POST /party/acts")),
    Sink("calendar feed", "holder", pages=("desk:calendar_feed",)),
    Sink("the desk with its search, plots and exports", "seated", pages=("desk:*",)),
    Sink("the API of the desk", "bearer", api=("bearer",)),
    Sink("other nodes", "peer", pages=("exchange:*",), kinds=("peer",)),
    Sink("organisations of this node", "recipient", kinds=("internal",)),
    Sink("mail", "recipient", kinds=("mail", "recipient")),
    Sink("logs", "operator", loggers=("bulou.*",)),
    Sink(
        "the machine's own commands",
        "operator",
        commands=(
            "init", "found", "serve", "demo", "worker", "check", "import", "law", "precheck", "severity", "match", "csaf", "known",
            "journal", "rebuild", "backup", "restore", "evidence", "peer", "peers", "trace",
        ),
    ),
)  # fmt: skip
