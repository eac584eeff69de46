"""The style page, for the tests of this folder."""

from django.urls import include, path

from bulou.entrypoints.desk.style import style

urlpatterns = [
    path("desk/style", style),
    path("", include("bulou.config.urls")),  # where the links of the page lead
]
