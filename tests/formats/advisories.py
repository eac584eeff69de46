"""Advisories for the tests: two worked examples and a strategy for any complete one. All organisations are fictional."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from bulou.formats.csaf import (
    Acknowledgment,
    AdvisoryDocument,
    OtherId,
    Publisher,
    Reference,
    Remediation,
    Revision,
    Weakness,
    file_name,
)
from bulou.products import STATUSES, AffectedProduct, Product
from bulou.severity import Cvss, grade

SHANGHAI = timezone(timedelta(hours=8))
GATEWAY = Product("边界网关", model="QY-G2100", vendor="青砚设备")

CHINESE = AdvisoryDocument(
    tracking_id="QYSA-2026-0007",
    title="青砚边界网关日志组件远程代码执行漏洞",
    publisher=Publisher(
        "青砚设备安全应急响应中心", "https://psirt.qingyan.example", contact="psirt@qingyan.example"
    ),
    initial_release_at=datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI),
    current_release_at=datetime(2026, 3, 9, 10, 0, tzinfo=SHANGHAI),
    revisions=(
        Revision("1", datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI), "首次发布"),
        Revision("2", datetime(2026, 3, 9, 10, 0, tzinfo=SHANGHAI), "补充受影响型号"),
    ),
    status="final",
    summary="攻击者可经网络在设备上执行任意代码，请尽快升级。",
    description="设备内置的日志组件对输入作递归解析，未经认证的请求可触发远程代码加载。",
    canonical_url="https://psirt.qingyan.example/csaf/white/2026/qysa-2026-0007.json",
    products=(
        AffectedProduct(GATEWAY, "V2.3.1 及以前版本", "affected", fixed_in="V2.3.2"),
        AffectedProduct(
            Product("边界网关", model="QY-G3*", vendor="青砚设备"), "3.0.1", "affected", fixed_in="3.0.2"
        ),
        AffectedProduct(Product("边界网关", model="QY-G3*", vendor="青砚设备"), "3.0.2", "fixed"),
        AffectedProduct(Product("管理平台", vendor="青砚设备"), "5.x", "under_investigation"),
        AffectedProduct(
            Product("接入交换机", model="QY-S100", vendor="青砚设备"), "全部版本", "not_affected"
        ),
    ),
    remediations=(
        Remediation(
            "vendor_fix",
            "升级到 V2.3.2 或 3.0.2。",
            "https://psirt.qingyan.example/fw",
            (0, 1),
            datetime(2026, 3, 1, 9, 0, tzinfo=SHANGHAI),
        ),
        Remediation("mitigation", "在管理口限制来源地址。"),
    ),
    cve="CVE-2021-44228",
    other_ids=(OtherId("CNVD", "CNVD-2021-95914"),),
    cwe=Weakness("CWE-502", "Deserialization of Untrusted Data"),
    cvss=(
        Cvss.parse("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H"),
        Cvss.parse("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H"),
    ),
    gbt30279=grade("AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H/EC:L/FD:M/SC:H"),
    references=(Reference("上游公告", "https://logging.apache.org/security.html"),),
    acknowledgments=(Acknowledgment(("林见微",), "独立研究者", "报告该漏洞"),),
)

ENGLISH = replace(
    CHINESE,
    lang="en",
    tracking_id="QYSA-2026-0007-en",
    canonical_url="https://psirt.qingyan.example/csaf/white/2026/qysa-2026-0007-en.json",
    title="Remote code execution in the logging component of Qingyan border gateways",
    summary="An attacker on the network can run code on the device. Update soon.",
    description="The logging component resolves its input recursively, so a request without credentials loads code.",
    gbt30279=grade("AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H"),
    tlp="GREEN",
)

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(str.strip)
addresses = st.sampled_from(
    ["https://psirt.qingyan.example/a?b=c", "mailto:psirt@qingyan.example", "urn:example:%E9%9D%92#x"]
)
moments = st.tuples(st.integers(0, 10**9), st.integers(0, 10**6), st.sampled_from([UTC, SHANGHAI])).map(
    lambda drawn: (
        datetime(2021, 9, 1, tzinfo=drawn[2]) + timedelta(seconds=drawn[0] / 4, microseconds=drawn[1])
    )
)
versions = st.one_of(
    words, st.sampled_from(["1.0", "2.3.1", "3", "1.x", "V2.1", "< 2.0", "1.0.x.3", "10.0.1-rc1"])
)
products = st.builds(Product, words, st.one_of(st.just(""), words), st.one_of(st.just(""), words))
vectors31 = st.tuples(*map(st.sampled_from, ("NALP", "LH", "NLH", "NR", "UC", "NLH", "NLH", "NLH"))).map(
    lambda chosen: (
        "CVSS:3.1/"
        + "/".join(map(":".join, zip(("AV", "AC", "PR", "UI", "S", "C", "I", "A"), chosen, strict=True)))
    )
)
cvss31 = st.tuples(vectors31, st.sampled_from(["", "/E:P", "/E:U/RL:O/RC:R", "/CR:H/MAV:L"])).map(
    lambda parts: Cvss.parse("".join(parts))
)
cvss40 = st.sampled_from(["E:A", "E:P", "CR:L", "U:Red"]).map(
    lambda last: Cvss.parse("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N/" + last)
)
gradings = st.tuples(*map(st.sampled_from, ("NALP", "LH", "NLH", "NR", "HLN", "HLN", "HL"))).flatmap(
    lambda chosen: st.sampled_from(["", "/EC:M/FD:H/SC:L", "/EC:L/FD:L/SC:H"]).map(
        lambda environment: grade(
            "/".join(map(":".join, zip(("AV", "TR", "PR", "UI", "C", "I", "A"), chosen, strict=True)))
            + environment
        )
    )
)
thanks = st.builds(
    Acknowledgment,
    st.lists(words, min_size=1, max_size=2).map(tuple),
    st.one_of(st.just(""), words),
    st.one_of(st.just(""), words),
    st.lists(addresses, max_size=1).map(tuple),
)


@st.composite
def affected_products(draw):
    """Products listed once each; what is fixed by a listed version is not called unfixed elsewhere."""
    listed = draw(
        st.lists(
            st.tuples(products, versions, st.sampled_from(STATUSES), st.one_of(st.just(""), versions)),
            min_size=1,
            max_size=4,
            unique_by=lambda entry: entry[:2],
        )
    )
    unfixed = {entry[:2] for entry in listed if entry[2] != "fixed"}
    return tuple(
        AffectedProduct(
            product,
            version,
            status,
            fixed
            if status in ("affected", "under_investigation") and (product, fixed) not in unfixed
            else "",
        )
        for product, version, status, fixed in listed
    )


@st.composite
def remedies(draw, listed):
    """One for everything that needs one, then any for some products."""
    needing = [
        n for n, affected in enumerate(listed) if affected.status in ("affected", "under_investigation")
    ]
    everything = tuple(needing) or tuple(range(len(listed)))
    some = (
        st.lists(st.integers(0, len(listed) - 1), min_size=1, unique=True)
        .map(tuple)
        .filter(lambda chosen: chosen != everything)
    )  # saying the default at length reads back as the default
    remedy = st.builds(
        Remediation,
        st.sampled_from(["vendor_fix", "mitigation", "workaround"]),
        words,
        st.one_of(st.just(""), addresses),
        at=st.one_of(st.none(), moments),
    )
    first = draw(remedy)
    rest = draw(st.lists(st.tuples(remedy, st.one_of(st.just(()), some)), max_size=2))
    return (first, *(replace(one, products=chosen) for one, chosen in rest))


@st.composite
def histories(draw, status):
    count = draw(st.integers(1, 3))
    first = draw(st.sampled_from([0, 1])) if status == "draft" else 1
    numbers = [str(first + n) for n in range(count)]
    if draw(st.booleans()):
        numbers = [f"{number}.0.{n}" for n, number in enumerate(numbers)]
    dates = sorted(draw(st.lists(moments, min_size=count, max_size=count)))
    return tuple(Revision(number, at, draw(words)) for number, at in zip(numbers, dates, strict=True))


@st.composite
def complete_advisories(draw):
    """Any advisory that lacks nothing."""
    status = draw(st.sampled_from(["draft", "interim", "final"]))
    revisions = draw(histories(status))
    listed = draw(affected_products())
    tracking_id = draw(words.filter(lambda text: text == text.strip() and len(text.splitlines()) == 1))
    namespace = draw(st.sampled_from(["https://psirt.qingyan.example", "https://lan.example/psirt?x=%E9"]))
    return AdvisoryDocument(
        tracking_id=tracking_id,
        title=draw(words),
        lang=draw(st.sampled_from(["zh-CN", "en"])),
        publisher=Publisher(
            draw(words),
            namespace,
            draw(st.sampled_from(["vendor", "coordinator", "discoverer"])),
            draw(st.one_of(st.just(""), words)),
        ),
        initial_release_at=revisions[-1].at,
        current_release_at=revisions[-1].at + timedelta(seconds=draw(st.integers(0, 9))),
        revisions=revisions,
        status=status,
        tlp=draw(st.sampled_from(["CLEAR", "GREEN", "AMBER", "RED"])),
        summary=draw(st.one_of(st.just(""), words)),
        description=draw(words),
        canonical_url=f"https://psirt.qingyan.example/csaf/{file_name(tracking_id)}",
        products=listed,
        remediations=draw(remedies(listed)),
        cve=draw(st.from_regex(r"CVE-[0-9]{4}-[0-9]{4,6}", fullmatch=True)),
        other_ids=tuple(
            draw(
                st.lists(
                    st.builds(OtherId, words, words.filter(lambda text: not text.startswith("CVE-"))),
                    max_size=2,
                    unique=True,
                )
            )
        ),
        cwe=draw(
            st.sampled_from(
                [
                    Weakness("CWE-502", "Deserialization of Untrusted Data"),
                    Weakness("CWE-787", "Out-of-bounds Write"),
                ]
            )
        ),
        cvss=(draw(cvss31), *draw(st.lists(cvss40, max_size=1))),
        gbt30279=draw(st.one_of(st.none(), gradings)),
        references=tuple(draw(st.lists(st.builds(Reference, words, addresses), max_size=2))),
        acknowledgments=tuple(draw(st.lists(thanks, max_size=2))),
    )
