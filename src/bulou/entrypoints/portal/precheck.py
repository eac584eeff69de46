"""The pre-check for anyone: may this draft be published? Nothing is stored, nothing is sent, no cookie is needed.

Like the report form it has no CSRF token: no session lends these requests any right, and they change nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from bulou.acts.blobs import Blob
from bulou.entrypoints.checking import CEILING, CONDUCTS, Busy, checked, stated
from bulou.entrypoints.limits import seconds_until
from bulou.entrypoints.portal.body import Body, read_body
from bulou.entrypoints.portal.languages import remembered, speak
from bulou.entrypoints.portal.precheck_shown import shown
from bulou.law import VOCABULARY, Conduct, Fact, FactSpec, Text
from bulou.law.facts import admits
from bulou.precheck import BadDraft

ANSWER: Final = "answer-"
DOCUMENT: Final = "document-"
ROLE: Final = "role"
_LONGEST_NUMBER: Final = 120


@dataclass(slots=True)
class Asked:
    """What a request brought: the draft, how it is meant, and the answers given so far."""

    raw: bytes = b""
    name: str = ""
    conduct: Conduct = Conduct.PUBLISH
    answers: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    step: str = ""

    @property
    def role(self) -> str:
        """Who is going to publish; empty where that was not said."""
        return self.answers.get("actor_role", "")

    def facts(self) -> dict[str, Fact]:
        """The answers as facts; those that the fact cannot have are left out."""
        values = {name: _value(VOCABULARY[name], answer) for name, answer in self.answers.items()}
        known = {name: value for name, value in values.items() if value is not None}
        return stated(known, self.documents, source="told on the page")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def precheck(request: HttpRequest) -> HttpResponse:
    """The form (GET), and the answer for the draft that was posted, with the questions that would change it."""
    if request.method != "POST":
        return _form(request, Asked())
    asked = _asked(request)
    kind, _colon, code = asked.step.partition(":")
    if kind == "lang":
        speak(request, code.partition(":")[0])
        return remembered(request, _answered(request, asked))
    return _answered(request, asked)


def _asked(request: HttpRequest) -> Asked:
    files: list[tuple[str, bytes]] = []

    def keep(name: str, chunks: Iterator[bytes]) -> Blob | None:
        content = bytearray()
        while not files and len(content) <= CEILING and (chunk := next(chunks, b"")):
            content += chunk
        if not files:
            files.append((name, bytes(content[: CEILING + 1])))  # no more is held in memory than is read
        return None  # it stays in memory and goes with the request

    body = read_body(request, keep)
    speak(request, _word(body, "lang"))
    text = body.fields.get("text", b"")
    asked = Asked(raw=text, name=_words(body, "name")[:200], step=_word(body, "step"))
    chosen = _word(body, "conduct")
    asked.conduct = next((each for each in CONDUCTS if each == chosen), Conduct.PUBLISH)
    if files:
        asked.name, asked.raw = files[0]
    elif body.unkept:  # larger than any file that is read here
        asked.raw = bytes(CEILING + 1)
    for name, spec in VOCABULARY.items():
        if (answer := _word(body, ANSWER + name)) and _value(spec, answer) is not None:
            asked.answers[name] = answer
        if number := _words(body, DOCUMENT + name).strip()[:_LONGEST_NUMBER]:
            asked.documents[name] = number
    role = _word(body, ROLE)  # the list beside the draft; the question, where it is asked, comes before it
    if _value(VOCABULARY["actor_role"], role) is not None:
        asked.answers.setdefault("actor_role", role)
    return asked


def _answered(request: HttpRequest, asked: Asked) -> HttpResponse:
    if len(asked.raw) > CEILING:
        said = Text(
            "草稿超过本页 256 KB 的上限。请只留下要发布的正文，或者用命令 bulou precheck（上限 10 MB）。",
            "The draft is larger than the 256 KB that this page reads. Keep only what is to be published, or use the command "
            "bulou precheck, which reads 10 MB.",
        )
        return _form(request, asked, trouble=said, status=413)
    if wait := seconds_until(request):
        said = Text(
            "来自您所在网络的预检过多，请稍候再提交；您的文字没有丢失。",
            "Too many drafts came from your network. Submit again in a moment; nothing you typed is lost.",
        )
        response = _form(request, asked, trouble=said, status=429)
        response.headers["Retry-After"] = str(wait)
        return response
    try:
        found = checked(asked.raw, asked.name, asked.facts(), conduct=asked.conduct, at=timezone.now())
    except Busy:
        said = Text(
            "正有人在做预检，请稍候再提交；您的文字没有丢失。",
            "Others are being checked just now. Submit again in a moment; nothing you typed is lost.",
        )
        return _form(request, asked, trouble=said, status=503)
    except BadDraft as bad:
        return _form(request, asked, trouble=bad.text, status=422)
    context = {
        **_choices(asked),
        "posted": True,
        "text": found.draft.text,
        "page": shown(found, asked.answers, asked.documents),
    }
    return render(request, "portal/precheck/result.html", context)


def _form(
    request: HttpRequest, asked: Asked, *, trouble: Text | None = None, status: int = 200
) -> HttpResponse:
    text = asked.raw.decode("utf-8", "replace").replace("\x00", "") if len(asked.raw) <= CEILING else ""
    context = {
        **_choices(asked), "posted": request.method == "POST", "trouble": trouble,
        "text": "" if "\ufffd" in text[:200] else text,
    }  # fmt: skip
    return render(request, "portal/precheck/form.html", context, status=status)


def _choices(asked: Asked) -> dict[str, Any]:
    roles = VOCABULARY["actor_role"]
    return {
        "asked": asked,
        "role_name": ROLE,
        "roles": [(str(value), roles.values[value]) for value in roles.domain],
        "conducts": [(str(each), each.label) for each in CONDUCTS],
        "title": _("Pre-check of a draft"),
    }


def _value(spec: FactSpec, answer: str) -> Any:
    """The value an answer stands for; None for one that the fact cannot have."""
    value: Any = {"yes": True, "no": False}.get(answer, answer) if spec.type == "yes_no" else answer
    return value if admits(spec, value) else None


def _word(body: Body, name: str) -> str:
    return body.fields.get(name, b"").decode("ascii", "replace")


def _words(body: Body, name: str) -> str:
    return body.fields.get(name, b"").decode("utf-8", "replace").replace("\x00", "")
