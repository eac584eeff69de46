"""Forms made of acts: every act that asks for something has its form here, without being written twice."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bulou.acts import Act
from bulou.acts.blobs import Blob, keep

LONGEST = 64 * 1024


class ManyFiles(forms.FileField):
    """One control, several files."""

    widget = type("ManyFilesInput", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        if not data:
            return []
        return [super(ManyFiles, self).clean(item, initial) for item in data]


def form_of(
    act: type[Act], *, options: Mapping[str, Sequence[tuple[str, Any]]], leave_out: Sequence[str] = ()
) -> type[forms.Form]:
    """The form class of an act. `options` holds the choices of the widgets person, party and advisory by widget."""
    built: dict[str, Any] = {"act": act}
    for item in fields(act):
        if "label" not in item.metadata or item.name in leave_out:
            continue
        built[item.name] = _field(item, options)
    return type(f"{act.__name__}Form", (forms.Form,), built)


def _field(item: Any, options: Mapping[str, Sequence[tuple[str, Any]]]) -> forms.Field:
    asked = item.metadata
    required = item.default is MISSING and item.default_factory is MISSING
    common: dict[str, Any] = {"label": asked["label"], "help_text": asked["hint"], "required": required}
    if item.default is not MISSING and item.default not in ("", None, ()):
        common["initial"] = item.default
    match asked["widget"]:
        case "textarea":
            return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}), **common)
        case "check":
            return forms.BooleanField(**(common | {"required": False}))
        case "choice":
            return forms.ChoiceField(choices=asked["choices"], **common)
        case "person" | "party" | "advisory" as kind:
            return forms.TypedChoiceField(choices=options.get(kind, ()), coerce=UUID, **common)
        case "instant":
            widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
            return forms.DateTimeField(widget=widget, **common)
        case "hidden":
            return forms.CharField(widget=forms.HiddenInput, **(common | {"required": False}))
        case "file":
            return ManyFiles(**(common | {"required": False}))
        case "password":
            return forms.CharField(widget=forms.PasswordInput, **common)
        case _:
            return forms.CharField(max_length=1000, **common)


def entered(form: forms.Form) -> dict[str, Any]:
    """What was entered, as the act wants it: files kept as encrypted blobs, hidden ids as UUIDs, blanks as defaults."""
    act: type[Act] = form.act  # type: ignore[attr-defined]
    by_name = {item.name: item for item in fields(act)}
    values: dict[str, Any] = {}
    for name, value in form.cleaned_data.items():
        item = by_name[name]
        if item.metadata["widget"] == "file":
            values[name] = tuple(_kept(upload) for upload in value)
        elif item.metadata["widget"] == "hidden":
            values[name] = UUID(value) if value else None
        elif value in (None, "") and item.default is not MISSING:
            values[name] = item.default
        else:
            values[name] = value
    return values


def _kept(upload: Any) -> Blob:
    return keep(upload.name, upload.read())


def complain(form: forms.Form, errors: Mapping[str, Any]) -> None:
    """Put the gate's messages at the fields they concern; those of unseen fields stand above the form."""
    for name, message in errors.items():
        form.add_error(name if name in form.fields else None, str(message))


NOTHING_ENTERED = _("Nothing needs to be entered.")
