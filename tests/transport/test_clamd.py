"""Whatever a scanner does, the answer is one of three words, in time."""

import os

import pytest

from bulou.transport.clamd import NoScanner, Scan, scan
from tests import clamd

LARGE = os.urandom(1_500_000)


@pytest.mark.parametrize(
    ("mode", "content", "expected"),
    [
        ("honest", [b"a harmless text"], Scan("clean")),
        ("honest", [], Scan("clean")),
        ("honest", [b"x" * 100_000, clamd.EICAR], Scan("infected", "Eicar-Test-Signature")),
        ("deaf", [LARGE], Scan("failed", "no answer")),
        ("full", [LARGE], Scan("failed", "INSTREAM size limit exceeded.")),
        ("babble", [b"x"], Scan("failed", "<script>alert(1)</script>\ufffd OK")),
        ("endless", [b"x"], Scan("failed", "A" * 200)),
        ("slow", [b"x"], Scan("failed", "timeout")),
    ],
)
def test_a_scanner_answers_in_one_of_three_words(mode: str, content: list[bytes], expected: Scan) -> None:
    with clamd.running(mode) as scanner:
        found = scan(scanner.address, content, seconds=0.7)

    if mode in ("deaf", "full"):  # it may hang up before its words arrive
        assert found.result == "failed"
    else:
        assert found == expected


def test_a_scanner_hears_every_byte_in_order() -> None:
    with clamd.running() as scanner:
        scan(scanner.address, [LARGE[:700_001], LARGE[700_001:]])

    assert scanner.heard == [LARGE]


def test_one_who_did_not_hear_all_of_it_is_not_believed() -> None:
    with clamd.running("hasty") as scanner:
        assert scan(scanner.address, [LARGE] * 20, seconds=5).result == "failed"


def test_nobody_there_is_said_so(tmp_path) -> None:
    for address in ("tcp://127.0.0.1:1", f"unix://{tmp_path}/none"):
        with pytest.raises(NoScanner):
            scan(address, [b"x"])
