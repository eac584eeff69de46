"""The app that carries the start-up checks."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the checks of `bulou.config.checks` when Django starts."""

    name = "bulou.config"

    def ready(self) -> None:
        """Make the checks known; importing them registers them."""
        from bulou.config import checks  # noqa: F401
