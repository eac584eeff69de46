"""A sample form with one field of each kind."""

from django import forms
from django.utils.translation import gettext_lazy


class SampleForm(forms.Form):
    """One field of each kind."""

    product = forms.CharField(
        label=gettext_lazy("Product and model"), help_text=gettext_lazy("As on the nameplate")
    )
    version = forms.CharField(
        label=gettext_lazy("Version"),
        required=False,
        help_text=gettext_lazy("One or several; may stay empty"),
    )
    contact = forms.EmailField(label=gettext_lazy("Contact"), required=False)
    impact = forms.CharField(label=gettext_lazy("What could it do"), widget=forms.Textarea(attrs={"rows": 3}))
    grade = forms.ChoiceField(
        label=gettext_lazy("How severe, in your view"),
        required=False,
        choices=[("", gettext_lazy("Not said")), ("4", "超危"), ("3", "高危"), ("2", "中危"), ("1", "低危")],
    )
    public = forms.ChoiceField(
        label=gettext_lazy("Is it public, or is someone using it?"),
        widget=forms.RadioSelect,
        choices=[
            ("no", gettext_lazy("Not to my knowledge")),
            ("yes", gettext_lazy("It is public")),
            ("used", gettext_lazy("Signs of use")),
        ],
    )
    identity = forms.ChoiceField(
        label=gettext_lazy("Who you are"),
        widget=forms.RadioSelect,
        initial="alias",
        choices=[("anonymous", gettext_lazy("Anonymous")), ("alias", gettext_lazy("Pseudonym"))],
    )
    file = forms.FileField(label=gettext_lazy("Attachment"), required=False)
    agree = forms.BooleanField(label=gettext_lazy("Remind me by e-mail"), required=False)
