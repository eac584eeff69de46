"""Bringing Django up for the commands that need it."""

import os

import click


def boot() -> None:
    """Set Django up with our settings; a setting that cannot be read ends the command with exit code 2.

    Commands marked `django` in the table are booted before their module is loaded; the others call this where
    they come to need it. Calling it again changes nothing.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bulou.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise click.UsageError(str(error)) from error
