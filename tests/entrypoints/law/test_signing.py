"""Counsel signs a sentence on its own page; nobody else can, and what changed meanwhile is not signed."""

import re

import pytest

pytestmark = pytest.mark.django_db
PAGE = "/law/rmsv/v2021/R9.7"


@pytest.fixture
def counsel(world, desk):
    world.appoint("counsel", "vendor", "counsel")
    return desk("counsel")


def shown(client):
    return client.get(PAGE).content.decode()


def seen(client):
    return re.search(r'name="seen" value="(\w+)"', shown(client))[1]


def test_counsel_signs_and_withdraws(counsel, stranger):
    done = counsel.post(PAGE, {"do": "sign", "seen": seen(counsel), "remark": "核对过。"})
    assert (done.status_code, done.url) == (302, PAGE)
    assert "Signed by counsel" in shown(stranger)
    assert "核对过。" in shown(stranger)

    without = counsel.post(PAGE, {"do": "withdraw"})
    assert (without.status_code, "Say on what grounds." in without.content.decode()) == (422, True)
    counsel.post(PAGE, {"do": "withdraw", "remark": "重读。"})
    assert "Unsigned: nobody has signed this sentence." in shown(stranger)


def test_what_changed_since_it_was_read_is_not_signed(counsel, stranger):
    stopped = counsel.post(PAGE, {"do": "sign", "seen": "0" * 64})

    assert (stopped.status_code, "It has changed since you read it" in stopped.content.decode()) == (
        422,
        True,
    )
    assert "Unsigned" in shown(stranger)


def test_nobody_else_is_offered_or_let_in(world, desk, stranger):
    for client in (desk("lead"), stranger):
        assert 'name="seen"' not in shown(client)
        assert client.post(PAGE, {"do": "sign"}).status_code == 404
    assert "Unsigned: nobody has signed this sentence." in shown(stranger)
