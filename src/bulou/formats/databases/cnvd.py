"""CNVD's weekly file, in and out. Its misspelt `serverity` is written as its readers expect it.

In reading, what stands in `cveNumber` is told apart: CVE numbers, several in one element or with dashes that are no
hyphens; Bugtraq numbers; and anything else, which is kept as a related number and never taken for a CVE.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from bulou.formats.databases.record import (
    GRAMMARS,
    Link,
    Record,
    Severity,
    clean,
    day_of,
    link,
)
from bulou.formats.databases.severities import grade_for
from bulou.formats.databases.xml import (
    from_lines,
    labelled,
    lines_of,
    of_json,
    plain_title,
    say,
    told_title,
    written,
)
from bulou.formats.foreign.cnvd import KNOWN
from bulou.formats.foreign.lenient_xml import text_of, texts_of
from bulou.formats.foreign.record import CVE, hyphens

SYSTEM = "cnvd"
RECORD = "vulnerability"


def read(element: Element, marks: Iterable[str] = ()) -> Record | None:
    """The record of one element; None for one without a number."""
    number = clean(hyphens(text_of(element, "number")))
    if not number:
        return None
    found = list(marks)
    links = [*_numbers(texts_of(element, "cves//cveNumber") or texts_of(element, "cveNumber"), found)]
    links += [
        Link("related", "bid", each)
        for each in texts_of(element, "bids//bidNumber")
        if GRAMMARS["bid"].fullmatch(each)
    ]
    severity = text_of(element, "serverity") or text_of(element, "severity")
    title, state = told_title(text_of(element, "title"))
    submitted, published = text_of(element, "submitTime"), text_of(element, "openTime")
    if _backwards(submitted, published):
        found.append("import_dates_backwards")
    if not GRAMMARS[SYSTEM].fullmatch(number):
        found.append("number_malformed")
    return Record(
        system=SYSTEM,
        identifier=number,
        title=title,
        text=text_of(element, "description"),
        language="zh",
        kind=text_of(element, "isEvent"),
        products=from_lines(texts_of(element, "products/product") or texts_of(element, "product")),
        severities=(Severity(SYSTEM, severity),) if severity else (),
        links=tuple(dict.fromkeys(links)),
        references=tuple(dict.fromkeys(text_of(element, "referenceLink").split())),
        finders=tuple(filter(None, [text_of(element, "discovererName")])),
        remedy=text_of(element, "formalWay"),
        patch=text_of(element, "patchName"),
        patch_text=text_of(element, "patchDescription"),
        submitted=submitted,
        published=published,
        state=state,
        marks=tuple(dict.fromkeys(found)),
    )


def read_json(item: dict[str, Any]) -> Record | None:
    """The record of one object of the JSON variant, in which a single child stands where a list belongs."""
    return read(of_json(RECORD, item))


def write(records: Iterable[Record]) -> bytes:
    """The records as one file; each as `kept` says."""
    root = Element("vulnerabilitys")
    for record in map(kept, records):
        _write(SubElement(root, RECORD), record)
    return written(root)


def kept(record: Record) -> Record:
    """What of a record the file can say, exactly as it is read back."""
    grade = grade_for(record, SYSTEM)
    bids = [each for each in record.links if each.system == "bid"]
    cves = [each for each in record.links if each.system == "cve" and each.kind == "same"]
    own = [Link("same", "cve", record.identifier)] if record.system == "cve" else []
    return Record(
        system=SYSTEM,
        identifier=clean(record.identifier),
        title=plain_title(record.title),
        text=clean(record.text),
        language="zh",
        kind=clean(record.kind),
        products=from_lines([line for product in record.products for line in lines_of(product)]),
        severities=(Severity(SYSTEM, grade),) if grade else (),
        links=tuple(
            dict.fromkeys([*own, *cves, *(Link("related", "bid", each.identifier) for each in bids)])
        ),
        references=tuple(dict.fromkeys(part for each in record.references for part in clean(each).split())),
        finders=tuple(filter(None, [clean("、".join(record.finders))])),
        remedy=clean(record.remedy),
        patch=clean(record.patch),
        patch_text=clean(record.patch_text),
        submitted=record.submitted[:10],
        published=record.published[:10],
        state="published" if record.state == "published" else "withdrawn",
    )


def _write(made: Element, record: Record) -> None:
    say(made, "number", record.identifier)
    _written_numbers(made, "cves", "cve", [each.identifier for each in record.links if each.system == "cve"])
    _written_numbers(made, "bids", "bid", [each.identifier for each in record.links if each.system == "bid"])
    say(made, "title", labelled(record.title, record.state))
    say(made, "serverity", next((each.value for each in record.severities), ""))
    if record.products:
        outer = SubElement(made, "products")
        for product in record.products:
            say(outer, "product", product.name)
    say(made, "isEvent", record.kind)
    say(made, "submitTime", record.submitted)
    say(made, "openTime", record.published)
    say(made, "discovererName", "".join(record.finders))
    say(made, "referenceLink", "\n".join(record.references))
    say(made, "formalWay", record.remedy)
    say(made, "description", record.text)
    say(made, "patchName", record.patch)
    say(made, "patchDescription", record.patch_text)


def _written_numbers(made: Element, outer: str, inner: str, numbers: list[str]) -> None:
    if numbers:
        held = SubElement(made, outer)
        for number in numbers:
            say(SubElement(held, inner), f"{inner}Number", number)


def _numbers(texts: Iterable[str], marks: list[str]) -> Iterator[Link]:
    """What stands in `cveNumber`, told apart; marks what was wrong with it."""
    for text in texts:
        plain = hyphens(text)
        if plain != text:
            marks.append("import_dash")
        cves = [found.upper() for found in CVE.findall(plain)]
        if len(cves) > 1:
            marks.append("import_cve_list")
        yield from (Link("same", "cve", found) for found in cves)
        for rest in CVE.sub(" ", plain).replace(",", " ").replace(";", " ").replace("、", " ").split():
            if GRAMMARS["bid"].fullmatch(rest):
                marks.append("import_bugtraq")
                yield Link("related", "bid", rest)
            elif any(char.isdigit() for char in rest):
                marks.append("import_not_cve")
                yield link("related", rest)
            else:
                marks.append("import_not_cve")


def _backwards(submitted: str, published: str) -> bool:
    first, then = day_of(submitted), day_of(published)
    return first is not None and then is not None and then < first


__all__ = ["KNOWN", "RECORD", "SYSTEM", "kept", "read", "read_json", "write"]
