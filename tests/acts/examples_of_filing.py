"""Examples of the acts of platform filing. Those of the platform are done by the vendor of the scene, whose filing is listed."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from bulou.acts import Act
from bulou.acts.blobs import keep
from bulou.acts.platforms import answers as an
from bulou.acts.platforms import examining as ex
from bulou.acts.platforms import filing as fi
from tests.acts.example import NOBODY, Example, of
from tests.acts.filed import CONTENT
from tests.acts.scene import Scene

NO_FILING: dict[str, Any] = {"bad": {"filing_id": NOBODY}, "wrong": "filing_id"}


def _at_authority(
    cls: type[Act], held: str = "", by: str = "examiner", *, bad: Mapping[str, Any], wrong: str, **fields: Any
) -> Example:
    def make(scene: Scene, _known: dict[str, Any]) -> Act:
        known: dict[str, Any] = {"organisation_id": scene.world.organisations["authority"]}
        known |= {"filing_id": scene.ids[held]} if held else {}
        return cls(
            **known, **{name: made(scene) if callable(made) else made for name, made in fields.items()}
        )

    return Example(make, "received", by, bad, tuple(wrong.split()))


def _thread(scene: Scene) -> UUID:
    return scene.ids["filing_thread"]


def _authority(scene: Scene) -> str:
    return str(scene.world.organisations["authority"])


def _pdf(_scene: Scene) -> Any:
    return (keep("移出决定.pdf", b"%PDF-1.7 removed"),)


def _fresh(_scene: Scene) -> UUID:
    return UUID(int=7)


OF_FILING: dict[str, Example] = {
    "prepare_filing": of(
        fi.PrepareFiling,
        "handler",
        content=CONTENT | {"contact": "新联系人"},
        bad={"content": {"home_page": "不是网址"}},
        wrong="home_page",
    ),
    "submit_filing": of(
        fi.SubmitFiling, method="by_hand", truthful=True, bad={"truthful": False}, wrong="truthful"
    ),
    "note_filing_change": of(
        fi.NoteFilingChange,
        "handler",
        bad={"changed_at": datetime(2999, 1, 1, tzinfo=UTC)},
        wrong="changed_at",
    ),
    "cancel_filing": of(fi.CancelFiling, text="停止服务", method="by_hand", bad={"text": " "}, wrong="text"),
    "record_filing_answer": of(
        an.RecordFilingAnswer,
        answer="removed",
        decision=_pdf,
        bad={"decision": ()},
        wrong="decision",
    ),
    "receive_filing_answer": of(
        an.ReceiveFilingAnswer,
        "system",
        thread=_thread,
        revision=1,
        answer="removed",
        authority=_authority,
        bad={"authority": "another"},
        wrong="thread",
    ),
    "receive_filing": _at_authority(
        ex.ReceiveFiling,
        by="system",
        answer_to=lambda scene: scene.world.organisations["vendor"],
        thread=_fresh,
        revision=1,
        kind="filing",
        content=CONTENT,
        bad={"kind": "odd"},
        wrong="kind",
    ),
    "ask_filing_supplement": _at_authority(
        ex.AskFilingSupplement, "submitted_filing", text="请补充第九项。", bad={"text": " "}, wrong="text"
    ),
    "accept_filing": _at_authority(ex.AcceptFiling, "submitted_filing", **NO_FILING),
    "refuse_filing": _at_authority(
        ex.RefuseFiling, "submitted_filing", text="与事实不符。", bad={"text": " "}, wrong="text"
    ),
    "remove_from_list": _at_authority(
        ex.RemoveFromList, "listed_filing", text="虚假备案。", bad={"text": " "}, wrong="text"
    ),
    "record_filing_circulation": _at_authority(
        ex.RecordFilingCirculation,
        "listed_filing",
        body="mps",
        reference="通报〔2026〕8号",
        bad={"reference": " "},
        wrong="reference",
    ),
}
