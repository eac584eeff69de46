"""The page of one sentence."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from bulou.acts import Status
from bulou.entrypoints.clockface import row_face
from bulou.entrypoints.editions import Edition, Line, all_editions, edition_called
from bulou.entrypoints.law.exposed_page import exposed
from bulou.entrypoints.law.rules import readings_on, rules_of, scenarios_on
from bulou.entrypoints.law.signing import signed, signing
from bulou.law import Conduct
from bulou.law.concordance import NotInConcordance, renumbered
from bulou.law.sentence import Sentence, Standing
from bulou.records import duties, signatures

MOST_DUTIES = 50
MODALITIES: dict[str, Any] = {
    "duty": pgettext_lazy("modality", "Duty"),
    "prohibition": pgettext_lazy("modality", "Prohibition"),
    "permission": pgettext_lazy("modality", "Permission"),
    "encouragement": pgettext_lazy("modality", "Encouragement"),
    "authority": pgettext_lazy("modality", "Duty or competence of the authorities"),
    "scope": pgettext_lazy("modality", "Scope"),
    "sanction": pgettext_lazy("modality", "Sanction"),
    "none": pgettext_lazy("modality", "Purpose or entry into force"),
}
STANDINGS: dict[str, Any] = {
    "encoded": _("Encoded: the functions below carry it."),
    "not_yet_encoded": _("Not yet encoded: what it governs is answered “not modelled”, never “allowed”."),
    "non_operative": _("Without effect of its own: it neither asks nor forbids."),
    "exposure": _("A sanction: shown as exposure, never part of an answer."),
}
GOVERNS_NOTHING: Any = _(
    "Not yet encoded. It governs none of the conducts that are asked about here; the remark says why."
)
STATUSES: dict[str, Any] = {
    "read": _("Read in full copies; whether on the official page too, its source says."),
    "excerpt": _("Known only as others quote or summarise it."),
    "unverified": _("Not verified: its words were read nowhere. Confirm them before you rely on them."),
}
BEARERS: dict[str, Any] = {
    "vendor": _("vendors"),
    "operator": _("operators"),
    "finder": _("finders"),
    "platform": _("platforms"),
    "authority": _("authorities"),
    "anyone": _("anyone"),
}
KINDS: dict[str, Any] = {
    "provision": pgettext_lazy("norm", "May stop it"),
    "exception": pgettext_lazy("norm", "Exception"),
    "grant": pgettext_lazy("norm", "Permits it"),
    "definition": pgettext_lazy("norm", "Definition"),
    "duty": pgettext_lazy("norm", "Duty"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def sentence(request: HttpRequest, home: str, edition: str, anchor: str) -> HttpResponse:
    """One sentence with everything that bears on it. Counsel signs it here, or withdraws, by POST."""
    shown = edition_called(f"{home}/{edition}")
    line = shown.line(anchor) if shown else None
    if shown is None or line is None:
        raise Http404
    errors: list[Any] = []
    if request.method == "POST":
        outcome = signed(request, shown.regime.name, line)
        if outcome:
            return redirect(line.path)
        if outcome.status is Status.NOT_FOUND:
            raise Http404
        errors = [*outcome.errors.values(), *([outcome.refusal.reason] if outcome.refusal else [])]
    context = _context(request, shown, line) | {"errors": errors}
    response = render(request, "law/sentence.html", context, status=422 if errors else 200)
    if request.user.is_authenticated:
        add_never_cache_headers(response)
    return response


def _context(request: HttpRequest, shown: Edition, line: Line) -> dict[str, Any]:
    place = shown.lines.index(line)
    sentence, rules = line.sentence, rules_of(line)
    signature = signatures.current(shown.regime.name).get(line.id)
    return {
        "edition": shown,
        "line": line,
        "now": shown.holds_on(timezone.localdate()),
        "before": shown.lines[place - 1] if place else None,
        "after": shown.lines[place + 1] if place + 1 < len(shown.lines) else None,
        "signature": signature,
        "signing": signing(request, shown.regime.name, line, signature),
        "modality": MODALITIES.get(str(sentence.modality), sentence.modality),
        "standing": _standing(sentence),
        "status": STATUSES.get(str(sentence.status), sentence.status),
        "bearers": [BEARERS.get(name, name) for name in sentence.bearers],
        "silent": [Conduct(name) for name in sentence.governs],
        "rules": [(rule, KINDS.get(str(rule.norm.kind), rule.norm.kind)) for rule in rules],
        "readings": readings_on(line),
        "scenarios": scenarios_on(line, shown.regime.name),
        "references": _references(shown, line),
        "answered": _answered(line),
        "answering": (answering := _answering(line)),
        "exposed": exposed(request, line, bool(answering)),
        "editions": _editions(shown, line),
        "most_duties": MOST_DUTIES,
        "duties": _duties(request, [rule.norm for rule in rules if rule.norm.terms]),
    }


def _standing(sentence: Sentence) -> Any:
    if sentence.standing is Standing.NOT_YET and not sentence.governs:
        return GOVERNS_NOTHING
    return STANDINGS.get(str(sentence.standing), sentence.standing)


def _references(shown: Edition, line: Line) -> list[tuple[str, str]]:
    """The articles elsewhere that it points to, under every number they have, each with its address where it is held here."""
    found = []
    for each in line.sentence.refers:
        home = f"{each.regime}/v{each.edition}"
        named = next((known for known in all_editions() if known.name == home), None)
        if named is not shown:
            words = f"{each.regime.upper()} {each.edition} Art. {each.article}"
            found.append((words, f"{named.path}?q={each.article}" if named else ""))
    return found


def _answered(line: Line) -> list[Line]:
    """The sentences whose breach this one answers."""
    lines = (edition.line(id) for id in line.sentence.sanctions for edition in all_editions())
    return [each for each in lines if each is not None]


def _answering(line: Line) -> list[Line]:
    """The sanctions that answer its breach."""
    lines = (each for edition in all_editions() for each in edition.lines)
    return [each for each in lines if line.id in each.sentence.sanctions]


def _editions(shown: Edition, line: Line) -> list[tuple[Edition, int | None, bool]]:
    """The editions of this text with the number of the article in each; None for the other ones where nobody has compared them."""
    home = shown.name.partition("/")[0]
    found = []
    for each in all_editions():
        if each.name.partition("/")[0] == home:
            number = None if each is shown else _number_in(shown, each, line)
            found.append((each, number, each is shown))
    return found


def _number_in(shown: Edition, other: Edition, line: Line) -> int | None:
    """The number of the line's article in another edition, as the concordance of the Cybersecurity Law has it."""
    source, target = (each.name.rpartition("/v")[2] for each in (shown, other))
    number = line.number
    if (
        other.regime.name != "csl" or number is None
    ):  # the only text held here in two editions that differ in numbers
        return None
    try:
        return renumbered(number, source=source, target=target)
    except NotInConcordance:
        return None


def _duties(request: HttpRequest, norms: list[Any]) -> list[dict[str, Any]] | None:
    """What hangs on the sentence now, for someone signed in; None for a stranger, who learns not even that it could."""
    if not request.user.is_authenticated:
        return None
    at, by_id = timezone.now(), {norm.id: norm for norm in norms}
    found = []
    for row in duties.hanging_on(request.user.pk, list(by_id), most=MOST_DUTIES):
        norm = by_id[row.duty_id]
        face = row_face(
            row, standing=row.standing, title=norm.text, citation=norm.citation,
            conduct=str(norm.terms.performed_by), at=at, short=False,
        )  # fmt: skip
        found.append({"row": row, "face": face})
    return found
