"""What the vendor of the world owns: a product, a release, an inventory, and impacts in every state."""

from datetime import timedelta
from uuid import UUID

from bulou.acts.blobs import keep
from bulou.acts.inventories import ImportInventory
from bulou.acts.products import AddProduct, AddRelease
from bulou.acts.room import AcceptRisk, AskWhatItTouches, DismissImpact, MendImpact, VerifyImpact
from bulou.records.models import Impact
from tests.formats.bills import csaf, vendor
from tests.world import World

TABLE = "厂商,型号,版本,资产,地址,备注\n" + "".join(
    f"青屿,QY-4200,3.1,核心交换机{n},10.0.0.{n},机房{n}\n" for n in range(6)
)
ADVISORY = csaf({"known_affected": ["A"]}, vendor("青屿", "QY-4200", A=("product_version_range", "< 3.4.7")))


def owned(world: World) -> dict[str, UUID]:
    """Make it all through the gate; the ids by what they name."""
    house = {"organisation_id": world.organisations["vendor"]}
    first = world.done(AddProduct(**house, product="边界网关", model="QY-4200"), "lead")
    other = world.done(AddProduct(**house, product="工控网关"), "lead")
    product = UUID(first.ids["product_id"])
    release = world.done(AddRelease(**house, product_id=product, version="3.1"), "lead")
    world.done(ImportInventory(**house, inventory="机房", files=(keep("i.csv", TABLE.encode()),)), "handler")
    world.done(AskWhatItTouches(**house, files=(keep("a.json", ADVISORY),)), "handler")
    states = ("found", "verified", "mended", "accepted", "untouched")
    ids = dict(zip(states, Impact.objects.order_by("item_id").values_list("id", flat=True), strict=False))
    for name in ("verified", "mended"):
        world.done(VerifyImpact(**house, impact_id=ids[name]), "handler")
    world.done(MendImpact(**house, impact_id=ids["mended"]), "handler")
    until = world.now + timedelta(days=30)
    world.done(AcceptRisk(**house, impact_id=ids["accepted"], until=until, note="下月停机窗口"), "lead")
    world.done(DismissImpact(**house, impact_id=ids["untouched"], note="未启用该功能"), "handler")
    impacts = {f"impact_{name}": identity for name, identity in ids.items()}
    return {
        "product": product,
        "other_product": UUID(other.ids["product_id"]),
        "release": UUID(release.ids["release_id"]),
        **impacts,
    }
