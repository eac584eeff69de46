"""Does an advisory touch what one has: fifty thousand components against a thousand advisories, and reading them in."""

import json
import random
import time
from collections.abc import Sequence
from typing import Any

from bench.figures import Figure
from bulou.formats.claims import Advisory, read_claims
from bulou.formats.inventories import read_inventory
from bulou.products import Inventory, Naming, Result, match

PART = "match: what one has against what advisories say"
SEED = 20261122


def bill(count: int) -> bytes:
    """A CycloneDX document of so many components: packages of four ecosystems and devices with firmware."""
    dice = random.Random(SEED)
    components: list[dict[str, Any]] = []
    for number in range(count):
        kind = ("npm", "pypi", "maven", "deb")[number % 4]
        version = f"{dice.randint(0, 9)}.{dice.randint(0, 30)}.{dice.randint(0, 9)}"
        name = f"part-{number}"
        component = {"type": "library", "bom-ref": f"c{number}", "name": name, "version": version}
        if number % 10 == 0:
            component |= {"name": f"QY-{number}", "supplier": {"name": f"厂商{number % 300}有限公司"}}
            component["version"] = f"V{version} build {dice.randint(1, 999_999)}"
        else:
            space = "org.example/" if kind == "maven" else ""
            component["purl"] = f"pkg:{kind}/{space}{name}@{version}"
        components.append(component)
    return json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components}).encode()


def advisories(count: int, among: int) -> list[bytes]:
    """So many CVE records, each on five products, every other one of the bill; their versions as people write them."""
    dice = random.Random(SEED + 1)
    made = []
    for number in range(count):
        entries = []
        for _ in range(5):
            which = dice.randrange(among * 2)
            named = {"vendor": f"厂商{which % 300}", "product": f"QY-{which}"}
            if which % 10:
                space = ("npm", "pypi", "maven/org.example", "deb")[which % 4]
                named = {
                    "vendor": "n/a",
                    "product": f"part-{which}",
                    "packageURL": f"pkg:{space}/part-{which}",
                }
            end = f"{dice.randint(0, 9)}.{dice.randint(0, 30)}"
            versions = dice.choice(
                [
                    {"version": "0", "lessThan": end},
                    {"version": f"{end} 及以前版本"},
                    {"version": f"<= {end} R5"},
                ]
            )
            entries.append(
                named | {"defaultStatus": "unaffected", "versions": [versions | {"status": "affected"}]}
            )
        record = {"dataVersion": "5.1", "cveMetadata": {"cveId": f"CVE-2026-{number:05}"}}
        made.append(json.dumps(record | {"containers": {"cna": {"affected": entries}}}).encode())
    return made


def measure(*, components: int, documents: int, rounds: int) -> list[Figure]:
    """The figures of the part. What is found is held against naive search over a sample."""
    content, records = bill(components), advisories(documents, components)
    reading, building, matching = [], [], []
    for _ in range(rounds):
        began = time.perf_counter()
        items = read_inventory(content).items
        read = [read_claims(record) for record in records]
        reading.append(time.perf_counter() - began)
        began = time.perf_counter()
        inventory = Inventory([item.component for item in items])
        building.append(time.perf_counter() - began)
        began = time.perf_counter()
        found = [_answered(each, inventory) for each in read]
        matching.append(time.perf_counter() - began)
    total = float(sum(map(len, found)))
    differ = sum(
        found[place] != _naive(read[place], inventory)
        for place in range(0, len(read), max(len(read) // 5, 1))
    )
    size = f"{components:,} components, {documents:,} advisories"
    return [
        Figure(PART, f"read both: {size}", reading, "s"),
        Figure(PART, "index the components", building, "s"),
        Figure(PART, f"match all: {size}", matching, "s", most=30),
        Figure(PART, "answers", [total], ""),
        Figure(
            PART,
            "advisories (of a sample) for which a search without index answers otherwise",
            [float(differ)],
            "",
            most=0,
            must=True,
        ),
    ]


def _answered(said: Advisory, inventory: Inventory) -> list[tuple[str, Result]]:
    return [
        (each.component.ref, each.result)
        for part in said.vulnerabilities
        for each in match(part.claims, inventory)
    ]


class _Unindexed(Inventory):
    """Offers every component for every name."""

    def candidates(self, naming: Naming) -> Any:
        return enumerate(self.components)


def _naive(said: Advisory, inventory: Inventory) -> Sequence[tuple[str, Result]]:
    return _answered(said, _Unindexed(inventory.components))
