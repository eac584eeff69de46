"""What no database can be asked for is not found, like everything else that is not there."""

import pytest
from django.test import Client

pytestmark = pytest.mark.database


@pytest.mark.parametrize(
    "path",
    [
        "/advisories/QY%00",
        "/notices/a%00b",
        "/certificates/%00",
        "/api/v1/cases/%00",
        "/certificates?code=%00a",
    ],
)
def test_an_address_with_nul_is_not_found(db: None, stranger: Client, path: str) -> None:
    assert stranger.get(path).status_code in (401, 404)
