"""What an import has repaired and what it has noted, in the reader's language; `formats.foreign` knows only the names."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

REPAIRS: Mapping[str, Any] = {
    "import_serverity": _("The element “serverity” is misspelt at its source; it was read as the severity."),
    "import_markup": _("& or < stood unescaped in the text; they were read as text."),
    "import_cve_list": _("Several CVE numbers stood in one element; they were told apart."),
    "import_bugtraq": _(
        "A Bugtraq number stood in the place of a CVE number; it was put into the note as BID."
    ),
    "import_not_cve": _("Another number stood in the place of a CVE number; it was put into the note."),
    "import_dash": _("A number was written with a dash that is no hyphen; it was read with hyphens."),
    "import_single_child": _("A single child stood where a list belongs; it was read as a list of one."),
    "import_characters": _("Characters that XML forbids were left out."),
    "import_encoding": _("The encoding is another than the file declares; it was read as what it is."),
    "import_entities": _("A document type or entities were declared; none was expanded."),
}
NOTES: Mapping[str, Any] = {
    "import_dates_backwards": _("Its dates run backwards; they were left as they are."),
    "import_withdrawn": _("Its source has withdrawn or rejected it."),
    "import_exploit_left": _(
        "It holds exploit text; that was left in the bytes as received and copied nowhere."
    ),
    "import_split": _("The document holds several vulnerabilities; this is one of them."),
    "import_columns": _("Columns that we do not know were put into the note."),
    "import_fields": _("Fields that we do not know were put into the note."),
    "import_cut_off": _("The file ends in the middle of this record."),
    "import_rest": _("There were too many records; this one holds all the others, unread."),
    "import_record_unreadable": _("This record could not be read; it was kept as it came."),
    "import_unreadable": _("This file could not be read; it was kept as it came."),
}
