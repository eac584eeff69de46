"""An act is its own transaction: when `perform` returns, it is on the disk."""

from uuid import UUID

import pytest
from django.db import transaction

from bulou.acts import Actor, perform
from bulou.acts.receipt import PostMessage
from tests.world import START


@pytest.mark.django_db(transaction=True)
def test_an_act_inside_someone_elses_transaction_is_a_mistake() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        perform(PostMessage(case_id=UUID(int=1), thread="internal", text="x"), by=Actor.system(), at=START)
