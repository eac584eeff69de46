"""The style page alone, for the tests of this folder."""

from django.urls import include, path

from bulou.entrypoints.desk.style import style

urlpatterns = [path("desk/style", style), path("account/", include("allauth.account.urls"))]
