from bulou.law.events import EVENTS
from bulou.law.norms import NormKind
from bulou.law.regimes import REGIMES
from bulou.law.register import norms


def test_every_event_that_a_duty_speaks_of_is_published():
    spoken_of = set()
    for norm in [norm for regime in REGIMES for norm in norms(regime)]:
        if norm.kind is NormKind.DUTY:
            choices = norm.terms.start_by[1].values() if norm.terms.start_by else ()
            spoken_of.update(norm.terms.starts, norm.terms.done_by, norm.terms.once, *choices)
            spoken_of.update(filter(None, [norm.terms.broken_by]))

    assert spoken_of <= set(EVENTS)
    assert set(EVENTS) - spoken_of == {"published"}  # known to cases, not to any duty encoded so far


def test_every_event_has_words_in_both_languages():
    assert all(text.zh and text.en for text in EVENTS.values())
