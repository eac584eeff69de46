"""The register is complete: each sentence has its functions, its exposure, or the reason why it has none."""

from dataclasses import replace
from datetime import date

import pytest

from bulou.law import gaps as gaps_module
from bulou.law import register
from bulou.law.gaps import gaps
from bulou.law.norms import Instrument
from bulou.law.passages import passages
from bulou.law.regimes import REGIMES, Regime
from bulou.law.rmsv.v2021.instrument import PROVISIONS
from bulou.law.sentence import Modality, Reference, Sentence, Standing, Status


@pytest.mark.parametrize("regime", REGIMES)
def test_nothing_is_missing(regime):
    assert gaps(regime) == ()


def test_no_sentence_of_the_provisions_waits():
    standings = {sentence.id: sentence.standing for sentence in PROVISIONS.sentences}

    assert [id for id, standing in standings.items() if standing is Standing.NOT_YET] == []
    assert [id for id, standing in standings.items() if standing is Standing.NON_OPERATIVE] == [
        "R1",
        "R6",
        "R16",
    ]
    assert [id for id, standing in standings.items() if standing is Standing.EXPOSURE] == [
        "R12",
        "R13",
        "R14",
        "R15",
    ]


def test_every_sanction_points_to_the_law_behind_it_as_printed_and_as_renumbered():
    pointed = {each.id: each.refers for each in PROVISIONS.sentences if each.refers}

    assert pointed == {
        "R12": (Reference("csl", "2017", 60), Reference("csl", "2026", 62)),
        "R13": (Reference("csl", "2017", 59), Reference("csl", "2026", 61)),
        "R14": (Reference("csl", "2017", 62), Reference("csl", "2026", 65)),
        "R15": (Reference("csl", "2017", 63), Reference("csl", "2026", 66)),
    }
    bearers = {each.id: each for each in PROVISIONS.sentences}
    for id, who in (("R12", {"vendor"}), ("R13", {"operator"})):
        assert {bearer for behind in bearers[id].sanctions for bearer in bearers[behind].bearers} == who


def test_every_prohibition_and_every_duty_of_the_provisions_has_a_sanction_behind_it_or_none_in_the_text():
    behind = {id for each in PROVISIONS.sentences for id in each.sanctions}
    meant = {
        each.id for each in PROVISIONS.sentences if each.modality in (Modality.DUTY, Modality.PROHIBITION)
    }

    assert meant - behind == {"R5.1", "R5.2", "R9.8", "R11"}  # of which Articles 12 to 15 say nothing


@pytest.fixture
def bad(monkeypatch):
    """The gaps of a regime of one instrument with the given sentences."""

    def asked(*sentences, norms=(), whole=True):
        instrument = Instrument(
            "bad", PROVISIONS.name, date(2020, 1, 1), sentences=sentences, norms=list(norms)
        )
        monkeypatch.setitem(REGIMES, "bad", Regime("bad", PROVISIONS.name, (instrument,)))
        monkeypatch.setattr(gaps_module, "passages", lambda lang, _regime: {"R1": passages(lang)["R1"]})
        monkeypatch.setattr(gaps_module, "WHOLE", frozenset({"bad"} if whole else ()))
        return gaps("bad")

    return asked


R1 = Sentence("R1", "第一条", "Art. 1", Modality.NONE)


def test_what_is_missing_is_named(bad):
    norm = PROVISIONS.norms[0]

    assert bad(R1) == ()
    assert bad(R1, norms=[norm]) == (f"the norm {norm.id} is claimed by no sentence",)
    assert bad(replace(R1, norms=("X",))) == ("X is claimed and no norm",)
    assert bad(replace(R1, norms=(norm.id, norm.id)), norms=[norm]) == (
        f"the norm {norm.id} is claimed 2 times",
    )
    assert bad() == (
        "R1 stands only in the register or only in text.zh.md",
        "R1 stands only in the register or only in text.en.md",
    )
    assert bad(replace(R1, modality=Modality.DUTY)) == ("R1 is operative and not yet encoded",)
    assert bad(replace(R1, modality=Modality.DUTY), whole=False) == ()
    assert bad(replace(R1, modality=Modality.DUTY, status=Status.UNVERIFIED)) == ()
    assert bad(replace(R1, sanctions=("R9",))) == ("R1 sanctions R9, which is not registered",)


def test_a_gap_fails_the_check_of_the_page(tmp_path, monkeypatch, capsys):
    page = tmp_path / "law.md"
    assert register.main(["--write", str(page)]) == 0
    monkeypatch.setattr(register, "gaps", lambda regime: ("R99 is missing",) if regime == "rmsv" else ())

    assert register.main(["--check", str(page)]) == 1
    assert capsys.readouterr().err == "rmsv: R99 is missing\n"
