"""What a form can bring besides what `bulou.transport.received` knows, said to the person who sent it."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from bulou.transport.received import explained

MARKS = {
    "not_a_form": _("This did not come from the form; it was kept as it came."),
    "broken_form": _("Parts of what was sent could not be read."),
    "text_cut": _("The text was longer than 12 MB altogether; what came after that was not kept."),
    "body_cut": _("What was sent was longer than 1 GB; what came after that was not read."),
    "too_many_fields": _("There were more than 200 fields; the others were not kept."),
    "too_many_files": _("There were more than 50 files; the others were not kept."),
    "file_too_large": _(
        "A file was larger than 25 MB; its name, size and SHA-256 are recorded, its bytes are not kept."
    ),
    "over_total": _(
        "The files were larger than 100 MB altogether; of the last ones only name, size and SHA-256 are kept."
    ),
    "not_stored": _("A file could not be stored; its name, size and SHA-256 are recorded."),
    "hidden_characters": _("Characters that cannot be seen were left out of what the desk shows."),
}


def explain(marks: Iterable[str]) -> list[str]:
    """Each mark as a sentence in the active language."""
    return [str(MARKS[mark]) if mark in MARKS else explained(mark) for mark in marks]
