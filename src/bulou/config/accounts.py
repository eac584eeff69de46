"""How allauth behaves here: one joins by invitation, which is an act, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """allauth's defaults with the sign-up page closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an organisation invites (acts/membership)."""
        return False
