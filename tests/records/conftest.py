"""The world of tests/acts, and its cases."""

from tests.acts.conftest import built, scene, world  # noqa: F401  fixtures
