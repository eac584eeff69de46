"""The bodies of the state that the Provisions name."""

from enum import StrEnum

from bulou.law.text import Text


class Body(StrEnum):
    """A kind of body that the Provisions name; one organisation may be several."""

    MIIT = "miit"
    CAC = "cac"
    MPS = "mps"
    SECTOR = "sector"
    MPS_CENTRE = "mps_centre"
    CNCERT = "cncert"

    @property
    def zh(self) -> str:
        return NAMES[self].zh

    @property
    def en(self) -> str:
        return NAMES[self].en


NAMES: dict[Body, Text] = {
    Body.MIIT: Text("工业和信息化部", "Ministry of Industry and Information Technology"),
    Body.CAC: Text("国家互联网信息办公室", "Cyberspace Administration of China"),
    Body.MPS: Text("公安部", "Ministry of Public Security"),
    Body.SECTOR: Text("其他有关主管部门", "another competent department"),
    Body.MPS_CENTRE: Text(
        "国家网络与信息安全信息通报中心",
        "National Network and Information Security Information Notification Centre",
    ),
    Body.CNCERT: Text("国家计算机网络应急技术处理协调中心", "CNCERT/CC"),
}
