"""How the reporter is named: they choose, may change their mind, and nothing is published against it."""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulou.acts.act import CaseAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.records.credits import naming
from bulou.records.models import Credit

SHOWN_AS = [
    ("anonymous", _("Not at all: stay anonymous")),
    ("name", _("By my name")),
    ("handle", _("By my handle")),
]


@dataclass(frozen=True, kw_only=True)
class ChooseCredit(CaseAct, title=_("Choose how to be named"), right=Right.REPORTER):
    """The reporter's consent to be named, where, and by what; the latest choice counts, also for what is out already."""

    shown_as: str = asked(
        _("How do you want to be named?"), widget="choice", choices=SHOWN_AS, default="anonymous"
    )
    credited: str = asked(pgettext_lazy("person", "Name"), longest=120, default="")
    handle: str = asked(_("Handle"), longest=120, default="")
    link: str = asked(
        _("A page of yours"), hint=_("Begins with https://; shown with the name"), longest=200, default=""
    )
    in_advisory: bool = asked(_("In the advisory"), widget="check", default=False)
    on_thanks: bool = asked(_("On the page of thanks"), widget="check", default=False)
    on_certificate: bool = asked(_("On a certificate"), widget="check", default=False)

    def do(self, work: Work) -> None:
        if self.shown_as not in dict(SHOWN_AS):
            raise InvalidAct({"shown_as": _("Choose how you want to be named.")})
        name, handle, link = (text.strip() for text in (self.credited, self.handle, self.link))
        if self.shown_as == "name" and not name:
            raise InvalidAct({"credited": _("Which name?")})
        if self.shown_as == "handle" and not handle:
            raise InvalidAct({"handle": _("Which handle?")})
        if link and not _is_page(link):
            raise InvalidAct({"link": _("Give an address that begins with https://, or leave it empty.")})
        case, named = work.the_case, self.shown_as != "anonymous"
        said = json.dumps({"name": name, "handle": handle, "link": link}, ensure_ascii=False).encode()
        consents = {
            where: named and getattr(self, where) for where in ("in_advisory", "on_thanks", "on_certificate")
        }
        Credit.objects.update_or_create(
            case=case,
            defaults={
                "shown_as": self.shown_as,
                "box": work.key.close(said, f"credit:{case.id}"),
                "at": work.at,
                **consents,
            },
        )
        work.keep(shown_as=self.shown_as, **consents)
        work.conceal(credited=name, handle=handle, link=link)


def _is_page(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and link.isprintable() and " " not in link


def unnamed(work: Work, credits: str) -> None:
    """Raise InvalidAct where `credits` names the reporter, who has not agreed to stand in an advisory."""
    who = naming(work.the_case, work.key)
    text = credits.casefold()
    agreed = who.named("in_advisory").casefold()
    if any(name.casefold() in text for name in who.known if name.casefold() != agreed):
        raise InvalidAct({"credits": _("The reporter has not agreed to be named here by this name.")})
