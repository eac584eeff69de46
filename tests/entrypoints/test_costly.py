"""What costs much to answer is answered so often for one network; this machine itself is not counted."""

import pytest
from django.test import Client

from bulou.entrypoints import limits
from bulou.entrypoints.limits import Fair

FAR, OTHER = "203.0.113.9", "203.0.113.10"
DRAFT = {"text": "请升级到 2.1。", "conduct": "publish"}
SCENARIO = "scenarios:\n  - name: x\n"


@pytest.fixture(autouse=True)
def _two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "COSTLY", Fair(burst=2, per_second=0.01))


def asked(client: Client, path: str, **how: str) -> list[int]:
    body = {"data": DRAFT} if path == "/precheck" else {"data": {"text": SCENARIO}}
    if path.startswith("/api"):
        words = DRAFT if path.endswith("precheck") else {"text": SCENARIO}
        body = {"data": words, "content_type": "application/json"}
    return [client.post(path, **body, **how).status_code for _ in range(3)]  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/precheck", "/law/scenarios", "/api/v1/precheck", "/api/v1/law/scenarios"])
def test_one_network_waits_after_its_share_and_others_do_not(path: str) -> None:
    mine = asked(Client(), path, REMOTE_ADDR=FAR)
    others = asked(Client(), path, REMOTE_ADDR=OTHER)
    here = asked(Client(), path, REMOTE_ADDR="127.0.0.1")

    assert (mine[2], others[2]) == (429, 429)
    assert 429 not in (*mine[:2], *others[:2], *here)


@pytest.mark.django_db
def test_nothing_typed_is_lost_and_the_wait_is_told() -> None:
    client = Client()
    for _ in range(2):
        client.post("/precheck", DRAFT, REMOTE_ADDR=FAR)

    answer = client.post("/precheck", DRAFT, REMOTE_ADDR=FAR)

    assert 0 < int(answer.headers["Retry-After"]) <= 100
    assert DRAFT["text"] in answer.content.decode()


@pytest.mark.django_db
def test_what_is_not_there_is_kept_by_no_cache() -> None:
    answer = Client().get("/desk/cases/NOWHERE/")
    missing = Client().get("/nowhere")

    assert missing.status_code == 404
    assert "no-store" in missing.headers["Cache-Control"]
    assert answer.status_code in (302, 404)
