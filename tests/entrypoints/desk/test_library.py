"""The pages of the library: who may see them, what they cost, where every number of a vulnerability leads."""

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.entrypoints.desk.conftest import Desk
from tests.formats.databases import cnvd, cnvd_record, cve

if TYPE_CHECKING:
    from tests.world import World

MOST = 15
POC = "POC-CANARY-7"
CNNVD = f"""<cnnvd><entry><name>网关溢出</name><vuln-id>CNNVD-202305-001</vuln-id><severity>超危</severity>
    <vuln-exploit>{POC}</vuln-exploit><other-id><cve-id>CVE-2023-1001</cve-id></other-id></entry></cnnvd>""".encode()


@pytest.fixture
def library(world: "World") -> None:
    from bulou.acts import Actor, perform
    from bulou.acts.sharing.loading import LoadRecords
    from bulou.formats.databases import read

    files = (
        cnvd(cnvd_record("CNVD-2023-00001", ["CVE-2023-1001"], serverity="低", title="<b>x</b> & 网关")),
        cve("CVE-2023-1001"),
        CNNVD,
        cnvd(*(cnvd_record(f"CNVD-2023-1{number:04}") for number in range(120))),
    )
    for raw in files:
        act = LoadRecords(source="f", file_sha256="0" * 64, records=tuple(read(raw)))
        assert perform(act, by=Actor.system(), at=world.now)


PAGES = (
    "/desk/library/", "/desk/library/?q=CVE-2023-1001&system=cnvd&state=published", "/desk/library/?page=3",
    "/desk/library/export/", "/desk/library/cve/CVE-2023-1001/",
)  # fmt: skip


@pytest.mark.usefixtures("library")
def test_every_page_costs_few_queries_and_is_there_for_the_desk_alone(desk: Desk) -> None:
    found = {}
    for path in PAGES:
        with CaptureQueriesContext(connection) as asked:
            own = desk("handler").get(path).status_code
        others = {name: desk(name).get(path).status_code for name in ("auditor", "admin")}
        found[path] = (own, set(others.values()), len(asked) <= MOST or [q["sql"] for q in asked])

    assert found == {path: (200, {404}, True) for path in PAGES}


@pytest.mark.usefixtures("library")
def test_every_number_leads_to_one_page_with_the_words_of_each_and_no_exploit(desk: Desk) -> None:
    led = desk("handler").get("/desk/library/cnnvd/CNNVD-202305-001/")
    assert led["Location"] == "/desk/library/cve/CVE-2023-1001/"

    page = desk("handler").get(led["Location"]).content.decode()
    assert all(
        words in page
        for words in (
            "CNNVD-202305-001",
            "CNVD-2023-00001",
            "超危",
            ">低<",
            "&lt;b&gt;x&lt;/b&gt; &amp; 网关",
        )
    )
    assert POC not in page and "<b>x</b>" not in page
    assert desk("handler").get("/desk/library/cve/CVE-2023-9999/").status_code == 404


@pytest.mark.usefixtures("library")
def test_a_split_by_a_person_is_a_form_on_the_page(desk: Desk) -> None:
    path, handler = "/desk/library/cve/CVE-2023-1001/", desk("handler")
    said: dict[str, Any] = {
        "act": "relate_records",
        "record": "CNVD-2023-00001",
        "other": "CVE-2023-1001",
        "type": "not_equal",
    }

    blank = handler.post(path, said)
    assert blank.status_code == 422 and "CNVD-2023-00001" in blank.content.decode()
    assert handler.post(path, said | {"grounds": "产品不同"}).status_code == 302
    assert handler.get("/desk/library/cnvd/CNVD-2023-00001/").status_code == 200
    assert "产品不同" in handler.get(path).content.decode()
    assert "产品不同" not in desk("foreigner").get(path).content.decode()


def test_what_is_not_published_is_not_exported(world: "World", desk: Desk) -> None:
    world.drafted(world.accepted())
    answer = desk("handler").post(
        "/desk/library/export/", {"act": "export_advisories", "form": "cnvd", "numbers": ""}
    )

    assert answer.status_code == 422
