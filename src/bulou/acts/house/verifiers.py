"""The port to whoever verifies identities: a callable that the setting BULOU_FINDER_VERIFIER names; none by default."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verifier answered: whether the identity is confirmed, and a reference by which its own record is found again."""

    confirmed: bool
    reference: str


Verifier = Callable[[str, str], Verified]
"""Gets the name and the e-mail address; answers within seconds, for a person waits meanwhile, but nothing else. It may raise OSError."""


def verifier() -> tuple[str, Verifier] | None:
    """The verifier of this node with its name, or None where none is set. Raises ImportError where the setting names nothing."""
    named = settings.BULOU_FINDER_VERIFIER
    return (named, import_string(named)) if named else None
