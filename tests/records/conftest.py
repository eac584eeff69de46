"""The world of tests/acts, and a journal with something of everything in it."""

from typing import TYPE_CHECKING

import pytest

from tests.acts.conftest import world  # noqa: F401  a fixture

if TYPE_CHECKING:
    from tests.acts.scene import Scene
    from tests.world import World


@pytest.fixture
def scene(world: "World") -> "Scene":  # noqa: F811
    # Models can be imported only once Django is up, after this file is read.
    from tests.acts.scene import Scene

    return Scene.of(world)
