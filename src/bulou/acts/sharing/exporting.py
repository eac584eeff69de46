"""What is published, given out in the formats of other databases. Nothing that is not published can be meant."""

from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.formats.databases import EXPORTS, NotExpressible
from bulou.records.public.sharing import exported

FORMS = [(name, form.title) for name, form in EXPORTS.items()]


@dataclass(frozen=True, kw_only=True)
class ExportAdvisories(OrganisationAct, title=_("Export published advisories"), right=Right.DESK):
    """Advisories that the organisation has published, in one file; sealed are their numbers and the file's SHA-256.

    `numbers` are parted by blanks; without any, all of them. Withdrawn ones go out as withdrawn.
    """

    form: str = asked(_("Format"), widget="choice", choices=FORMS)
    numbers: str = asked(_("Numbers"), hint=_("Blank: all that are published"), default="")

    def do(self, work: Work) -> None:
        if self.form not in EXPORTS:
            raise InvalidAct({"form": _("Choose a format.")})
        try:
            found = exported(work.organisation.id, self.form, tuple(self.numbers.split()), work.at.date())
        except NotExpressible as error:
            raise InvalidAct({"numbers": error}) from None
        if found is None:
            raise InvalidAct({"numbers": _("No such advisory is published.")})
        digest = sha256(found.content).hexdigest()
        work.keep(form=self.form, numbers=list(found.numbers), sha256=digest)
        work.ids |= {"sha256": digest, "count": str(len(found.numbers))}
