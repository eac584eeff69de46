"""Every address of the node."""

from django.urls import include, path, re_path

from bulou.entrypoints.api.service import api
from bulou.entrypoints.desk.join import join
from bulou.entrypoints.desk.shared import outside
from bulou.entrypoints.portal.errors import nowhere

handler400 = "bulou.entrypoints.portal.errors.bad_request"
handler404 = "bulou.entrypoints.portal.errors.not_found"
handler500 = "bulou.entrypoints.portal.errors.went_wrong"
urlpatterns = [
    path("", include("bulou.entrypoints.portal.urls")),
    path("", include("bulou.entrypoints.law.urls")),
    path("", include("bulou.entrypoints.exchange.urls")),
    path("desk/", include("bulou.entrypoints.desk.urls")),
    path("join/<slug:slug>/", join, name="join"),
    path("party/", outside, name="party"),
    path("api/v1/", api.urls),
    # An invitation finds its person by the address: nobody changes their own.
    re_path(r"^account/(email|confirm-email)/", nowhere, name="nowhere"),
    path("account/", include("allauth.account.urls")),
    path("language/", include("django.conf.urls.i18n")),
]
