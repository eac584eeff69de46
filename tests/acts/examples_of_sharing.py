"""The acts of sharing with other databases: each once, and once as it cannot be acted on."""

from bulou.acts import Actor, perform
from bulou.acts.sharing import exporting as ex
from bulou.acts.sharing import loading as lo
from bulou.acts.sharing import relating as rl
from bulou.formats.databases import read
from tests.acts.example import Example, of
from tests.acts.scene import Scene
from tests.formats.databases import cnvd, cnvd_record

FILE = {"source": "week.xml", "file_sha256": "0" * 64}
RECORDS = tuple(read(cnvd(cnvd_record("CNVD-2099-00001", ["CVE-2099-1001"]))))


def held(scene: Scene) -> str:
    """A number that the library holds from now on."""
    assert perform(lo.LoadRecords(records=RECORDS, **FILE), by=Actor.system(), at=scene.world.now)
    return "CNVD-2099-00001"


OF_SHARING: dict[str, Example] = {
    "load_records": of(lo.LoadRecords, "system", records=RECORDS, **FILE),
    "relate_records": of(
        rl.RelateRecords, "handler", record=held, other="CVE-2099-1001", type="not_equal", grounds="产品不同",
        bad={"grounds": " "}, wrong="grounds",
    ),
    "unrelate_records": of(
        rl.UnrelateRecords, "handler", record=held, other="CVE-2099-1001", grounds="看错了",
        bad={"other": "CVE-2099-9999"}, wrong="other",
    ),
    "export_advisories": of(
        ex.ExportAdvisories, "handler", form="cnvd", numbers="", bad={"form": "pdf"}, wrong="form"
    ),
}  # fmt: skip
