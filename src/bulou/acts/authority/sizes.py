"""How large an enterprise is, as it says of itself: what authorities sum the keeping of duties by."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work

SIZES = {
    "large": _("Large enterprise"),
    "medium": _("Medium enterprise"),
    "small": _("Small enterprise"),
    "micro": _("Micro enterprise"),
}


@dataclass(frozen=True, kw_only=True)
class StateSize(OrganisationAct, title=_("State the size of the enterprise"), right=Right.RELEASE):
    """It goes along with every notification from now on. It is what the vendor says of itself, and no duty depends on it."""

    size: str = asked(
        _("Size"),
        hint=_("By the statistical classes of 2017 for your trade (large, medium, small, micro)"),
        widget="choice",
        choices=list(SIZES.items()),
    )

    def do(self, work: Work) -> None:
        if self.size not in SIZES:
            raise InvalidAct({"size": _("Choose one of the four sizes.")})
        work.organisation.size = self.size
        work.organisation.save(update_fields=["size"])
        work.keep(size=self.size)
