"""`bulou known load` takes files as they are published, and says of each what came of it."""

import gzip
import json
from pathlib import Path

from tests.nodes import Node


def _record(number: int) -> dict[str, object]:
    return {
        "dataType": "CVE_RECORD",
        "cveMetadata": {"cveId": f"CVE-2099-{number}", "state": "PUBLISHED"},
        "containers": {"cna": {"descriptions": [{"lang": "en", "value": "An overflow."}]}},
    }


def test_files_of_every_kind_are_told_apart_and_loaded(node: Node, tmp_path: Path) -> None:
    files = {
        "one.json": json.dumps(_record(1000), indent=1),
        "kev.json": json.dumps(
            {"catalogVersion": "1", "dateReleased": "2099-01-01T00:00:00Z", "vulnerabilities": []}, indent=1
        ),
        "epss.csv": "#model_version:v1,score_date:2099-01-01T00:00:00Z\ncve,epss,percentile\nCVE-2099-1000,0.5,0.9\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    lines = [json.dumps(_record(number)) for number in (1000, 1001)]
    (tmp_path / "many.jsonl.gz").write_bytes(gzip.compress("\n".join([*lines, "{}"]).encode()))

    done = node.run("known", "load", *(str(tmp_path / name) for name in [*files, "many.jsonl.gz"]), code=1)

    assert [line.split(" 已")[0] for line in done.stdout.splitlines()] == [
        "one.json: 1 / 1",
        "kev.json: 0 / 0",
        "epss.csv: 1 / 1",
        "many.jsonl.gz: 2 / 2",
    ]
    assert done.stderr == "many.jsonl.gz: 3: a CVE record has dataType CVE_RECORD and cveMetadata.cveId\n"


def test_what_is_none_of_these_is_named(node: Node, tmp_path: Path) -> None:
    path = tmp_path / "other.txt"
    path.write_text("hello\n")

    done = node.run("known", "load", str(path), code=2)

    assert done.stderr == f"{path}: not a JSON document\n"
