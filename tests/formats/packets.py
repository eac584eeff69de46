"""Packets for the tests. All organisations are fictional."""

from datetime import datetime, timedelta

from hypothesis import strategies as st

from bulou.formats.nvdb import Exploitation, NvdbPacket, ProductClass, Supplement
from bulou.severity import Cvss, grade
from tests.formats.advisories import SHANGHAI, cvss31, cvss40, gradings, moments

LEARNED = datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)
PACKET = NvdbPacket(
    case_number="QY-BS-2026-0007",
    sender="青砚设备有限公司",
    prepared_at=LEARNED + timedelta(hours=20),
    product_name="青砚边界网关",
    model="QY-G2100",
    version="V2.3.1 及以前版本",
    technical_characteristics="日志组件对输入作递归解析，未经认证的请求可触发远程代码加载。",
    harm="攻击者可完全控制设备。",
    impact_scope="约 3000 台在用，主要在教育行业。",
    product_class=ProductClass.GENERAL,
    learned_at=LEARNED,
    exploitation=Exploitation.NONE_KNOWN,
    already_public=False,
    gbt30279=grade("AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H/EC:L/FD:M/SC:H"),
    cvss=(Cvss.parse("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H"),),
    upstream_component="示例日志库 2.14.1",
    contact="陈望舒 psirt@qingyan.example",
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
packets = st.builds(
    NvdbPacket,
    case_number=texts,
    sender=texts,
    prepared_at=st.one_of(st.none(), moments),
    product_name=texts,
    model=texts,
    version=texts,
    technical_characteristics=texts,
    harm=texts,
    impact_scope=texts,
    title=texts,
    vendor=texts,
    product_class=st.one_of(st.none(), st.sampled_from(ProductClass)),
    vulnerability_type=texts,
    trigger_location=texts,
    discovery=texts,
    learned_at=st.one_of(st.none(), moments),
    reporter=texts,
    exploitation=st.one_of(st.none(), st.sampled_from(Exploitation)),
    already_public=st.one_of(st.none(), st.booleans()),
    remedy=texts,
    remedy_at=st.one_of(st.none(), moments),
    gbt30279=st.one_of(st.none(), gradings),
    cvss=st.lists(st.one_of(cvss31, cvss40), max_size=2).map(tuple),
    cve=texts,
    upstream_component=texts,
    contact=texts,
    supplement_of=st.one_of(st.none(), st.builds(Supplement, texts, st.one_of(st.none(), moments), texts)),
)
