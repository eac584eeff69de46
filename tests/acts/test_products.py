"""The registry of products: names that lead to it, what stays when they change, whom it belongs to."""

from dataclasses import replace

from bulou.acts import Status
from bulou.acts.blobs import keep
from bulou.acts.inventories import AttachBill
from bulou.acts.products import AddAlias, AddProduct, ImportProducts, RenameProduct, RetireProduct
from bulou.acts.verification import IdentifyProduct
from bulou.records import registry
from bulou.records.models import Affected, InventoryItem, InventoryList, ProductAlias, RegisteredProduct
from tests.acts.scene import Scene
from tests.formats.bills import cyclonedx, library


def house(scene: Scene, **more):
    return {
        "organisation_id": scene.world.organisations["vendor"],
        "product_id": scene.ids["product"],
        **more,
    }


def means(scene: Scene, text: str) -> list[str]:
    return [each.product.name for each in registry.suggested(scene.world.organisations["vendor"], text)]


def test_a_renamed_product_is_found_by_its_old_name_too(scene: Scene) -> None:
    scene.world.done(RenameProduct(**house(scene), product="边界网关二代"), "handler")

    assert means(scene, "贵司 边界 网关 存在命令注入") == ["边界网关二代"]
    assert set(ProductAlias.objects.filter(product_id=scene.ids["product"]).values_list("kind", "text")) == {
        ("former", "边界网关"), ("common", "边界网关"), ("common", "边界网关二代"), ("model", "QY-4200"),
    }  # fmt: skip


def test_a_report_leads_to_the_product_and_its_owner_by_any_name(scene: Scene) -> None:
    scene.world.done(AddAlias(**house(scene), kind="english", text="Edge Gateway"), "handler")

    found = {
        text: means(scene, text)
        for text in (
            "在ＱＹ４２００上",
            "the QY 4200 device",
            "EDGE-GATEWAY crash",
            "sqy42001",
            "工控网關 越权",
            "完全无关",
        )
    }

    assert found == {
        "在ＱＹ４２００上": ["边界网关"],
        "the QY 4200 device": ["边界网关"],
        "EDGE-GATEWAY crash": ["边界网关"],
        "sqy42001": [],
        "工控网關 越权": ["工控网关"],
        "完全无关": [],
    }


def test_names_are_stored_as_written(scene: Scene) -> None:
    scene.world.done(AddAlias(**house(scene), kind="legal_name", text="青嶼科技股份有限公司"), "handler")

    alias = ProductAlias.objects.get(kind="legal_name")
    assert (alias.text, alias.key) == ("青嶼科技股份有限公司", "青嶼科技")


def test_another_organisations_product_is_not_there(scene: Scene) -> None:
    act = AddAlias(**house(scene), kind="brand", text="X1")
    foreign = replace(act, organisation_id=scene.world.organisations["other"])

    assert scene.world.act(foreign, "foreigner").status is Status.INVALID
    assert scene.world.act(act, "foreigner").status is Status.NOT_FOUND


def test_a_table_is_taken_whole_or_not_at_all(scene: Scene) -> None:
    before = RegisteredProduct.objects.count()
    table = "name,model,kind,alias\n甲网关,A-1,brand,Alpha\n乙网关,B-1,cpe,nonsense\n"
    act = ImportProducts(
        organisation_id=scene.world.organisations["vendor"], files=(keep("p.csv", table.encode()),)
    )

    outcome = scene.world.act(act, "lead")

    assert outcome.status is Status.INVALID
    assert "第 3 行" in outcome.errors["files"].zh
    assert RegisteredProduct.objects.count() == before


def test_a_case_points_at_the_registered_product(scene: Scene) -> None:
    case = scene.cases["accepted"]
    act = IdentifyProduct(
        case_id=case, product="边界网关", registered_id=scene.ids["product"], versions="3.1 至 3.4"
    )

    scene.world.done(act, "lead")

    assert Affected.objects.get(case_id=case, name="边界网关").registered_id == scene.ids["product"]
    other = AddProduct(organisation_id=scene.world.organisations["other"], product="别家产品")
    foreign = scene.world.done(other, "foreigner").ids["product_id"]
    assert scene.world.act(replace(act, registered_id=foreign), "lead").status is Status.INVALID


def test_a_retired_product_is_still_found(scene: Scene) -> None:
    scene.world.done(RetireProduct(**house(scene), into_id=scene.ids["other_product"]), "lead")

    assert means(scene, "QY-4200") == ["边界网关"]
    assert registry.products(scene.world.organisations["vendor"]).total == 1
    assert registry.products(scene.world.organisations["vendor"], retired=True).total == 1


def test_a_new_bill_of_materials_takes_the_place_of_the_old(scene: Scene) -> None:
    known = {"organisation_id": scene.world.organisations["vendor"], "release_id": scene.ids["release"]}
    for version in ("1.0", "1.1"):
        content = cyclonedx(library("core", version, f"pkg:npm/core@{version}"), library("ünï", "2"))
        scene.world.done(AttachBill(**known, files=(keep("b.json", content),)), "handler")

    bills = InventoryList.objects.filter(release_id=scene.ids["release"])
    assert [bill.replaced_at is None for bill in bills.order_by("imported_at")] == [False, True]
    current = bills.get(replaced_at=None)
    assert list(
        InventoryItem.objects.filter(inventory=current).order_by("id").values_list("ref", "purl")
    ) == [
        ("core@1.1", "pkg:npm/core@1.1"),
        ("ünï@2", ""),
    ]


def test_a_hostile_bill_is_told_cause_and_remedy_at_its_field(scene: Scene) -> None:
    known = {"organisation_id": scene.world.organisations["vendor"], "release_id": scene.ids["release"]}

    outcome = scene.world.act(AttachBill(**known, files=(keep("b.json", b"[" * 100_000),)), "handler")

    assert outcome.status is Status.INVALID
    assert "嵌套" in outcome.errors["files"].zh
