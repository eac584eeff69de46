"""How allauth behaves here: one joins by invitation, which is an act, never by signing up."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulou.acts import Actor, perform
from bulou.acts.membership import SignIn


class Adapter(DefaultAccountAdapter):
    """allauth's defaults with the sign-up page closed and every sign-in sealed."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "E-mail address and password do not belong together. Check both, or set a new password."
        ),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an organisation invites (acts/membership)."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of the mail, at the address of this node, whatever host the request has named."""
        uidb36, _dash, rest = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": rest})
        return f"{settings.BULOU_BASE_URL}{path}"

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Seal the sign-in in the person's own stream, then go on as allauth does."""
        perform(SignIn(person_id=user.pk), by=Actor.person(user.pk, name=user.name), at=timezone.now())
        response: HttpResponse = super().post_login(request, user, **more)
        return response
