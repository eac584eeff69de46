"""Forms made of acts: every act that asks for something has its form here, without being written twice."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulou.acts import Act
from bulou.acts.blobs import FILE_CEILING, Blob, keep_chunks
from bulou.acts.tools import AboutTools
from bulou.entrypoints.templatetags.bulou_tags import tongue
from bulou.entrypoints.uploaded import UnstoredUpload, taken

LONGEST = 64 * 1024
LONGEST_LINE = 1000


NOT_STORED = _(
    "The file could not be stored just now. Nothing else is lost: try again later, or leave the file out."
)
UNANSWERED = {"error_messages": {"required": _("Fill this in, or choose.")}}


class ManyFilesInput(forms.ClearableFileInput):
    """A file control that takes several."""

    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """One control, several files."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files chosen, which may be none. Raises ValidationError for an empty or an oversized one."""
        found = [super(ManyFiles, self).clean(item, initial) for item in data or []]
        if any(isinstance(item, UnstoredUpload) for item in found):
            raise forms.ValidationError(NOT_STORED)
        if any(item.size > FILE_CEILING for item in found):
            raise forms.ValidationError(_("A file may have at most 50 MB."))
        return found


class Prose(forms.CharField):
    """Several lines as they were meant: a browser's line ends become plain ones, so that the same text has one hash."""

    def to_python(self, value: Any) -> Any:
        """The text with line feeds only."""
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


class YesNo(forms.TypedChoiceField):
    """A question of fact: yes, no, or not known, which is where it starts and is an answer too."""

    widget = forms.RadioSelect
    always_answered = True

    def __init__(self, **options: Any) -> None:
        answers = [("yes", _("Yes")), ("no", _("No")), ("", _("Not known"))]
        super().__init__(
            choices=answers,
            coerce=lambda value: value == "yes",
            empty_value=None,
            **({"initial": ""} | options),
        )


OFFERED = frozenset(
    {
        "person",
        "party",
        "participant",
        "advisory",
        "guidance",
        "abuse_flag",
        "legal_question",
        "answer_template",
        "registered_product",
        "attachment",
        "attempt",
        "organisation",
        "finding",
        "correction",
        "measure",
        "registration",
        "incident",
        "glass",
    }
)  # widgets that offer what the case holds


_LAST = {
    item.name for item in fields(AboutTools)
}  # what an act is about is asked before what the law asks of tools


def form_of(
    act: type[Act], *, options: Mapping[str, Sequence[tuple[str, Any]]], leave_out: Sequence[str] = ()
) -> type[forms.Form]:
    """The form class of an act. `options` holds the choices of the widgets that offer what a case holds, by widget."""
    built: dict[str, Any] = {"act": act}
    for item in sorted(fields(act), key=lambda item: item.name in _LAST):
        if "label" not in item.metadata or item.name in leave_out:
            continue
        built[item.name] = _field(item, options)
    return type(f"{act.__name__}Form", (forms.Form,), built)


def _field(item: Any, options: Mapping[str, Sequence[tuple[str, Any]]]) -> forms.Field:
    asked = item.metadata
    required = item.default is MISSING and item.default_factory is MISSING
    known = {"label": asked["label"], "help_text": asked["hint"], "required": required}
    common: dict[str, Any] = known | UNANSWERED
    if item.default is not MISSING and item.default not in ("", None, ()):
        common["initial"] = item.default
    match asked["widget"]:
        case "textarea":
            return Prose(
                max_length=asked.get("longest") or LONGEST, widget=forms.Textarea(attrs={"rows": 4}), **common
            )
        case "check":
            return forms.BooleanField(**(common | {"required": False}))
        case "yes_no":
            return YesNo(**common)
        case "choice":
            return _chosen(asked["choices"], common)
        case kind if kind in OFFERED:
            return _offered(kind, options, common)
        case "instant":
            common["help_text"] = common["help_text"] or _("Beijing time")
            widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
            return forms.DateTimeField(widget=widget, **common)
        case "date":
            return forms.DateField(
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **common
            )
        case "number":
            return forms.IntegerField(min_value=0, **common)
        case "hidden":
            return forms.UUIDField(widget=forms.HiddenInput, **(common | {"required": False}))
        case "hidden_text":
            return forms.CharField(widget=forms.HiddenInput, **(common | {"required": False}))
        case "file":
            return ManyFiles(**(common | {"required": False}))
        case "password":
            attrs = {"autocomplete": "new-password"}
            return forms.CharField(widget=forms.PasswordInput(attrs=attrs), strip=False, **common)
        case _:
            return forms.CharField(max_length=LONGEST_LINE, **common)


def _chosen(choices: Sequence[tuple[str, Any]], common: dict[str, Any]) -> forms.Field:
    # What has no value to start from starts unchosen: nobody is made a lead by leaving a list as it was.
    unchosen = [("", _("Choose"))] if common["required"] else []
    # With one there is always an answer, so nothing about it is optional.
    required = common["required"] or "initial" in common
    return forms.ChoiceField(choices=[*unchosen, *choices], **(common | {"required": required}))


def _offered(
    kind: str, options: Mapping[str, Sequence[tuple[str, Any]]], common: dict[str, Any]
) -> forms.Field:
    """A list of what a case or an organisation holds, by id; attempts by the index of their entry."""
    offered = [("", _("Choose")), *options.get(kind, ())]
    return forms.TypedChoiceField(
        choices=offered, coerce=int if kind == "attempt" else UUID, empty_value=None, **common
    )


def entered(form: forms.Form) -> dict[str, Any]:
    """What was entered, as the act wants it: files kept as encrypted blobs, blanks as defaults, none where none is."""
    act: type[Act] = form.act  # type: ignore[attr-defined]
    by_name = {item.name: item for item in fields(act)}
    values: dict[str, Any] = {}
    for name, value in form.cleaned_data.items():
        item = by_name[name]
        if item.metadata["widget"] == "file":
            values[name] = tuple(kept(upload) for upload in value)
        elif value in (None, "") and item.default is not MISSING:
            values[name] = item.default
        elif value is None and item.metadata["widget"] == "hidden":
            values[name] = UUID(int=0)
        else:
            values[name] = value
    return values


def kept(upload: Any) -> Blob:
    """The encrypted blob of a file that a form posted; from now on it stays."""
    return taken(upload) or keep_chunks(upload.name, upload.chunks())


def complain(form: forms.Form, errors: Mapping[str, Any]) -> None:
    """Put the gate's messages at the fields they concern; those of unseen fields stand above the form."""
    form.is_valid()
    for name, message in errors.items():
        form.add_error(name if name in form.fields else None, tongue(message))


def local_instant(text: str) -> Any:
    """The aware instant of a `datetime-local` control, in the active time zone; None for blank. Raises ValidationError."""
    field = forms.DateTimeField(required=False)
    value = field.clean(text)
    return timezone.make_aware(value) if value is not None and timezone.is_naive(value) else value
