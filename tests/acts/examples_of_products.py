"""The acts on products, inventories and what touches them."""

from datetime import date
from typing import Any

from bulou.acts import inventories as iv
from bulou.acts import own_system as ow
from bulou.acts import products as pr
from bulou.acts import room as rr
from bulou.acts.blobs import Blob, keep
from bulou.acts.prioritising import PrioritiseImpact
from bulou.records.models import Case
from tests.acts.example import NOBODY, Example, days, of, on, person
from tests.acts.owned import ADVISORY, TABLE
from tests.acts.scene import Scene
from tests.formats.bills import cyclonedx, library


def _id(name: str) -> Any:
    return lambda scene: scene.ids[name]


def _file(name: str, content: bytes) -> Any:
    def kept(_scene: Scene) -> tuple[Blob, ...]:
        return (keep(name, content),)

    return kept


def _number(stage: str) -> Any:
    return lambda scene: Case.objects.get(id=scene.cases[stage]).number


PRODUCT = _id("product")
NO_FILE: dict[str, Any] = {"files": ()}

OF_PRODUCTS: dict[str, Example] = {
    "add_product": of(pr.AddProduct, "handler", product="新网关", bad={"product": " "}, wrong="product"),
    "rename_product": of(
        pr.RenameProduct, product_id=PRODUCT, product="边界网关二代", bad={"product": ""}, wrong="product"
    ),
    "add_alias": of(
        pr.AddAlias, "handler", product_id=PRODUCT, kind="cpe", text="cpe:/h:qingyu:qy-4200",
        bad={"text": "cpe:2.3:a"}, wrong="text",
    ),
    "remove_alias": of(
        pr.RemoveAlias, product_id=PRODUCT, kind="model", text="QY-4200", bad={"text": "QY-1"}, wrong="text"
    ),
    "describe_product": of(
        pr.DescribeProduct, product_id=PRODUCT, owner_id=person("handler"), product_class="general",
        end_of_support=date(2030, 1, 1), bad={"owner_id": NOBODY}, wrong="owner_id",
    ),
    "retire_product": of(
        pr.RetireProduct, product_id=PRODUCT, into_id=_id("other_product"), bad={"into_id": NOBODY}, wrong="into_id"
    ),
    "add_release": of(
        pr.AddRelease, "handler", product_id=PRODUCT, version="3.2", bad={"version": "3.1"}, wrong="version"
    ),
    "import_products": of(
        pr.ImportProducts, files=_file("p.csv", "name,model,kind,alias\n网桥,QY-1,brand,Qingyu Bridge\n".encode()),
        bad=NO_FILE, wrong="files",
    ),
    "attach_bill": of(
        iv.AttachBill, "handler", release_id=_id("release"), files=_file("b.json", cyclonedx(library("core", "1.2"))),
        bad={"release_id": NOBODY}, wrong="release_id",
    ),
    "import_inventory": of(
        iv.ImportInventory, "handler", inventory="分支", files=_file("i.csv", TABLE.encode()), bad=NO_FILE, wrong="files"
    ),
    "ask_what_it_touches": of(
        rr.AskWhatItTouches, "handler", files=_file("a.json", ADVISORY), bad={"advisory": "QY-SA-1"}, wrong="advisory"
    ),
    "verify_impact": of(
        rr.VerifyImpact, "handler", impact_id=_id("impact_found"), bad={"impact_id": NOBODY}, wrong="impact_id"
    ),
    "dismiss_impact": of(
        rr.DismissImpact, "handler", impact_id=_id("impact_found"), note="未部署", bad={"note": ""}, wrong="note"
    ),
    "prioritise_impact": of(
        PrioritiseImpact, "handler", impact_id=_id("impact_found"), exploitation="active", system_exposure="open",
        automatable="yes", human_impact="high", bad={"human_impact": "huge"}, wrong="human_impact",
    ),
    "mend_impact": of(
        rr.MendImpact, "handler", impact_id=_id("impact_verified"), bad={"impact_id": NOBODY}, wrong="impact_id"
    ),
    "retest_impact": of(
        rr.RetestImpact, "handler", impact_id=_id("impact_mended"), holds=True, bad={"holds": None}, wrong="holds"
    ),
    "accept_risk": of(
        rr.AcceptRisk, impact_id=_id("impact_found"), until=days(10), note="下周停机", bad={"note": " "}, wrong="note"
    ),
    "reopen_impact": of(
        rr.ReopenImpact, "handler", impact_id=_id("impact_untouched"), bad={"impact_id": NOBODY}, wrong="impact_id"
    ),
    "tie_impact": of(
        rr.TieImpact, impact_id=_id("impact_found"), case_number=_number("accepted"), bad={"case_number": "QY-1"},
        wrong="case_number",
    ),
    "note_own_system": on("accepted", ow.NoteOwnSystem, "system", touches=True),
    "note_risk_expired": of(
        rr.NoteRiskExpired, "system", impact_id=_id("impact_accepted"), bad={"impact_id": NOBODY}, wrong="impact_id"
    ),
}  # fmt: skip
