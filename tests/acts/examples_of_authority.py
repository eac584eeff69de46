"""The acts of the authority's desk, and of those who ask and are answered."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from bulou.acts.authority import asking as ak
from bulou.acts.authority import deciding as de
from bulou.acts.authority import guidance as gu
from bulou.acts.authority import receiving as rv
from bulou.acts.authority import registering as rg
from bulou.acts.authority import sizes as sz
from bulou.records.decisions import Statement, signed
from tests.acts.example import BLANK, NOBODY, Example, days, of, on
from tests.acts.scene import PACKET, Scene


def _leading(scene: Scene) -> str:
    from bulou.records.models import Case

    return Case.objects.get(id=scene.ids["leading"]).number


def _origin(scene: Scene) -> dict[str, Any]:
    return scene.origin(str(scene.ids["fresh_reference"]))


def _word(scene: Scene) -> dict[str, Any]:
    house = str(scene.world.organisations["authority"])
    return {
        "kind": "returned", "authority": house,
        "reference": str(NOBODY), "number": "AU〔2026〕1号", "items": ["harm"], "text": "请补充",
    }  # fmt: skip


def _opinion(scene: Scene) -> dict[str, Any]:
    return {
        "authority": str(scene.world.organisations["authority"]),
        "result": "objection",
        "text": "建议推迟",
    }


def _receipt(scene: Scene) -> dict[str, Any]:
    return {"authority": str(scene.world.organisations["authority"]), "number": "AU-2026-AAAA-BBBB"}


def _decision(scene: Scene) -> dict[str, Any]:
    """A decision on what the mended case asked, as its authority would send it."""
    at, text = scene.world.now, "无异议"
    statement = Statement(
        number="AU决〔2026〕1号", authority=str(scene.world.organisations["authority"]), authority_zh="主管部门",
        bodies=("miit",), subject="assessment", result="no_objection", request=str(scene.ids["request"]),
        request_sha256="0" * 64, case=str(scene.cases["mended"]),
        grounds_sha256=hashlib.sha256(text.encode()).hexdigest(), decided_at=at.isoformat(),
        valid_until=(at + timedelta(days=9)).isoformat(),
    )  # fmt: skip
    content, signature = signed(statement)
    authority = str(scene.world.organisations["authority"])
    return {"authority": authority, "statement": content.decode(), "signature": signature, "text": text}


PAST = datetime(2020, 1, 1, tzinfo=UTC)
UNREADABLE: dict[str, Any] = {"bad": {"content": {}}, "wrong": "content"}
KEY = {"key": "case:x:1:0"}
OF_AUTHORITY: dict[str, Example] = {
    "receive_matter": of(rv.ReceiveMatter, "system", raw=b"{}", content=PACKET, origin=_origin),
    "receive_word": on("accepted", rv.ReceiveWord, "system", **KEY, content=_word, **UNREADABLE),
    "receive_supplement": on(
        "matter", rv.ReceiveSupplement, "system", **KEY, content={"packet": PACKET}, **UNREADABLE
    ),
    "receive_receipt": on("matter", rv.ReceiveReceipt, "system", **KEY, content=_receipt, **UNREADABLE),
    "receive_news": on(
        "asked", rv.ReceiveNews, "system", **KEY, content={"news": {"number": "1"}}, **UNREADABLE
    ),
    "receive_opinion": on("asked", de.ReceiveOpinion, "system", **KEY, content=_opinion, **UNREADABLE),
    "receive_decision": on("mended", de.ReceiveDecision, "system", **KEY, content=_decision, **UNREADABLE),
    "register_matter": on(
        "matter", rg.RegisterMatter, remedy_by=days(30), bad={"remedy_by": PAST}, wrong="remedy_by"
    ),
    "return_for_supplement": on("matter", rg.ReturnForSupplement, text="请补充", bad=BLANK, wrong="text"),
    "urge_vendor": on("matter", rg.UrgeVendor, text="请抓紧", until=days(3), bad=BLANK, wrong="text"),
    "merge_matter": on("matter", rg.MergeMatter, into=_leading, bad={"into": "XX"}, wrong="into"),
    "unmerge_matter": on("asked", rg.UnmergeMatter),
    "record_circulation": on(
        "matter",
        rg.RecordCirculation,
        ids={"circulation_id": "circulation"},
        reference="传真 7 号",
        bad={"reference": " "},
        wrong="reference",
    ),
    "give_opinion": on(
        "asked", de.GiveOpinion, result="no_objection", text="无异议", bad={"result": "x"}, wrong="result"
    ),
    "decide_request": on(
        "asked",
        de.DecideRequest,
        result="objection",
        text="有异议",
        bad={"result": "granted"},
        wrong="result",
    ),
    "request_assessment": on("accepted", ak.RequestAssessment, text="在野利用", bad=BLANK, wrong="text"),
    "request_consent": on("accepted", ak.RequestConsent, text="已修补", bad=BLANK, wrong="text"),
    "state_size": of(sz.StateSize, size="medium", bad={"size": "huge"}, wrong="size"),
    "publish_guidance": of(
        gu.PublishGuidance,
        kind="question",
        title_zh="何时起算？",
        text_zh="自获知之时。",
        title_en="From when?",
        text_en="From learning of it.",
        bad={"text_en": " "},
        wrong="text_en",
    ),
    "withdraw_guidance": of(
        gu.WithdrawGuidance,
        guidance_id=lambda scene: scene.ids["guidance"],
        bad={"guidance_id": NOBODY},
        wrong="guidance_id",
    ),
}
