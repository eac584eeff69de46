"""The app that holds what all pages share: stylesheet, templates, template tags."""

from django.apps import AppConfig


class EntrypointsConfig(AppConfig):
    """Makes static/, templates/ and templatetags/ of this package known to Django."""

    name = "bulou.entrypoints"
    label = "entrypoints"
