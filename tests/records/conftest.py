"""The world of tests/acts, and its cases."""

from tests.acts.conftest import scene, world  # noqa: F401  fixtures
