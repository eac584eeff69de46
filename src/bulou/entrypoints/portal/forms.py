"""The forms of the portal as they are shown. What they bring is read by `intake`, which refuses nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bulou.acts import weaknesses
from bulou.transport.received import LONGEST

SEVERITIES = [
    ("", _("Not stated")),
    ("critical", _("Critical")),
    ("high", _("High")),
    ("medium", _("Medium")),
    ("low", _("Low")),
]
PUBLIC_STATES = [
    ("no", _("Not that I know of")),
    ("public", _("It is public")),
    ("exploited", _("There are signs of exploitation")),
]
IDENTITIES = [
    ("anonymous", _("Anonymous")),
    ("pseudonym", _("Under a pseudonym")),
    ("self_declared", _("Under my name, self-declared")),
]
IDENTITY_NOTES = {
    "anonymous": _("No name, no contact. You follow the progress with the number and the return code."),
    "pseudonym": _("You are thanked by this name. Nobody asks who you are."),
    "self_declared": _("We cannot check the name and mark it as self-declared. It is stored encrypted."),
}


class ShownForm(forms.Form):
    """A form that only shows: its values and messages come from `intake`, and nothing is validated here."""

    use_required_attribute = False

    def __init__(self, values: Mapping[str, Any], problems: Mapping[str, Sequence[str]]) -> None:
        super().__init__(data=values)
        said = {
            name: self.error_class(messages) for name, messages in problems.items() if name in self.fields
        }
        self._errors = forms.utils.ErrorDict(said)


def _line(
    label: Any, hint: Any = "", *, longest: int, optional: bool = False, **attributes: str
) -> forms.CharField:
    widget = forms.TextInput(attrs={"maxlength": str(longest), **attributes})
    return forms.CharField(label=label, help_text=hint, required=not optional, widget=widget)


def _prose(label: Any, hint: Any = "", *, rows: int, optional: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=not optional, widget=forms.Textarea({"rows": rows})
    )


class ReportForm(ShownForm):
    """The five steps of a report; a field that is not marked optional may be left empty all the same."""

    product = _line(_("Product and model"), _("As it stands on the label"), longest=LONGEST["product"])
    versions = _line(
        _("Versions"), _("One or several; leave it empty if you do not know"), longest=LONGEST["versions"]
    )
    weakness = forms.ChoiceField(
        label=_("Kind of vulnerability"),
        help_text=_("Classes of GB/T 30279; “I am not sure” is fine"),
        choices=weaknesses.choices,
    )
    severity = forms.ChoiceField(
        label=_("How severe you think it is"),
        help_text=_("We grade it ourselves, whatever you choose"),
        choices=SEVERITIES,
        required=False,
    )
    title = _line(_("In one sentence"), longest=LONGEST["title"], optional=True)
    steps = _prose(
        _("How to reproduce it"),
        _(
            "Enough for us to repeat it on a device of our own. "
            "Please do not test systems that others are using in order to prove it."
        ),
        rows=7,
    )
    impact = _prose(_("What it can lead to"), rows=3)
    public_state = forms.ChoiceField(
        label=_("Is it public, or is anyone exploiting it?"), choices=PUBLIC_STATES, widget=forms.RadioSelect
    )
    commitment = _line(
        _("Proof of first finding (SHA-256)"),
        _(
            "If you do not want to tell the detail yet: the hash of a file that you keep. It is sealed with our time; "
            "send the same file later, and it is held against it."
        ),
        longest=LONGEST["commitment"],
        optional=True,
        autocomplete="off",
        spellcheck="false",
    )
    note = _prose(_("Anything else"), rows=3, optional=True)
    identity = forms.ChoiceField(label=_("Send the report as"), choices=IDENTITIES, widget=forms.RadioSelect)
    name = _line(
        _("Name to be thanked by"),
        _("As it shall stand in the advisory"),
        longest=LONGEST["name"],
        optional=True,
        autocomplete="off",
    )
    contact = _line(
        _("How to reach you"),
        _("E-mail or anything else"),
        longest=LONGEST["contact"],
        optional=True,
        autocomplete="off",
    )


class MessageForm(ShownForm):
    """A message of the reporter, on the status page."""

    text = _prose(_("Your message"), rows=5)


class ReturnForm(ShownForm):
    """Number and return code."""

    number = _line(
        _("Number"), _("For example QY-2026-AB23-CD45"), longest=60, autocomplete="off", spellcheck="false"
    )
    code = _line(
        _("Return code"),
        _("16 letters and digits, as they stand on the receipt"),
        longest=60,
        autocomplete="off",
        spellcheck="false",
        autocapitalize="characters",
    )


def reported(report: Mapping[str, str], identity: str) -> list[tuple[Any, Any, bool]]:
    """What a report says, as (label, value in words, whether it is prose), in the order of the form."""
    said = {**report, "identity": identity}
    shown = []
    for name, field in ReportForm.base_fields.items():
        if value := said.get(name, ""):
            choices = dict(getattr(field, "choices", ()))
            shown.append((field.label, choices.get(value, value), isinstance(field.widget, forms.Textarea)))
    return shown


START = {"public_state": "no", "identity": "anonymous"}
