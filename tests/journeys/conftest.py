"""The browser in which people of the journeys work."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    from tests.browsing import launched  # only those who look need it

    with launched() as started:
        yield started
