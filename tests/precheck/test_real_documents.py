"""Real advisories: none fails, and each finding has a reason."""

from bench.precheck import AT, CSAF, documents
from bulou.precheck import check, read
from tests.programs import outside_data


def test_every_real_csaf_document_is_answered_with_reasons():
    outside_data(CSAF)
    number = 0
    for name, raw in documents():
        if len(raw) > 400_000:  # bench reads all of them; here the long ones would only take time
            continue
        number += 1
        found = check(read(raw, name), at=AT)
        assert found.found, name
        for each in found.found:
            assert each.says.zh and each.says.en
            assert each.place is None or (each.place.excerpt and each.place.path and each.place.line >= 1)
    assert number > 300
