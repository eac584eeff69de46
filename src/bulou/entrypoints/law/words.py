"""What the pages of the law call things."""

from typing import Any

from django.utils.translation import pgettext_lazy

from bulou.law import FactKind

FACT_KINDS: dict[FactKind, Any] = {
    FactKind.OFFICIAL: pgettext_lazy("fact", "in a case: a document of an authority"),
    FactKind.JUDGEMENT: pgettext_lazy("fact", "in a case: signed by a named person"),
}
