"""The scenarios that stand beside each edition of the law."""

from functools import cache
from pathlib import Path

from bulou.entrypoints.scenarios.reading import BadFile, read
from bulou.entrypoints.scenarios.scenario import Scenario, Scenarios
from bulou.law.regimes import editions


@cache
def shipped(regime: str, edition: str) -> tuple[Scenario, ...]:
    """Every scenario in the files `scenarios*.yaml` of an edition's folder (`rmsv/v2021`), in their order; what cannot be read is left out.

    That every one of them is read and passes is what the tests say.
    """
    folder = next((each for each in editions(regime) if each.parts[-2:] == tuple(edition.split("/"))), None)
    files = sorted(folder.glob("scenarios*.yaml")) if folder else []
    return tuple(scenario for file in files for scenario in _of(file, regime).every)


def naming(regime: str, edition: str, anchor: str) -> list[tuple[int, Scenario]]:
    """The scenarios of the edition that name the sentence, each with its place among all of them."""
    found = enumerate(shipped(regime, edition))
    return [(place, each) for place, each in found if anchor in each.sentences]


def _of(file: Path, regime: str) -> Scenarios:
    try:
        return read(file.read_text(encoding="utf-8"), regime=regime)
    except BadFile:
        return Scenarios()
