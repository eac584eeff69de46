"""What a filing's history and its parts are called, on the desk and on the public list."""

from typing import Any

from django.utils.translation import pgettext_lazy

EVENTS: dict[str, Any] = {
    "submitted": pgettext_lazy("filing", "Submitted"),
    "supplement": pgettext_lazy("filing", "Supplement asked for"),
    "refused": pgettext_lazy("filing", "Refused"),
    "listed": pgettext_lazy("filing", "Listed"),
    "amended": pgettext_lazy("filing", "Entry amended"),
    "cancelled": pgettext_lazy("filing", "Cancelled"),
    "removed": pgettext_lazy("filing", "Removed from the list"),
    "changed": pgettext_lazy("filing", "What was filed has changed"),
    "looked": pgettext_lazy("filing", "Looked through, all still true"),
    "stopped": pgettext_lazy("filing", "Service stopped, cancellation asked for"),
}
KINDS: dict[str, Any] = {
    "filing": pgettext_lazy("filing", "Filing"),
    "amendment": pgettext_lazy("filing", "Amendment"),
    "cancellation": pgettext_lazy("filing", "Cancellation"),
    "removal": pgettext_lazy("filing", "Removal"),
}
