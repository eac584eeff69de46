"""Every address of the node."""

from django.urls import include, path

from bulou.entrypoints.api.service import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("account/", include("allauth.account.urls")),
    path("language/", include("django.conf.urls.i18n")),
]
