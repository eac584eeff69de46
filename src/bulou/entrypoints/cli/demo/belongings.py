"""What the organisations of the story own: products and what they are made of, answers, a notice list, an inventory."""

import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from uuid import UUID

from PIL import Image, ImageDraw

from bulou.acts import inventories as iv
from bulou.acts import notice_list as nl
from bulou.acts import products as pr
from bulou.acts import support as su
from bulou.acts import templates as te
from bulou.acts.blobs import Blob, keep
from bulou.entrypoints.cli.demo.stage import Scene, Stage, moment

PRODUCTS = (
    ("QY-4200", "QY-4200", "industrial_control", ("3.0.9", "2022-03-22"), ("3.4.6", "2026-07-30")),
    ("QY-4100", "QY-4100", "industrial_control", ("2.9.3", "2024-05-14"), ("2.9.4", "2024-07-08")),
    ("QY 云管平台", "", "general", ("2021.11", "2021-11-15"), ("2021.12", "2021-12-13")),
    ("QY 探针", "QY-P1", "general", ("1.6", "2023-06-20"), ("1.6.1", "2023-10-19")),
    ("QY-2000", "QY-2000", "industrial_control", ("1.8", "2019-04-02"), ("1.9", "2020-11-09")),
)
BILLS = {
    ("QY 云管平台", "2021.11"): (("log4j-core", "2.14.1", "org.apache.logging.log4j"), ("spring-core", "5.3.9", "org.springframework")),
    ("QY 云管平台", "2021.12"): (("log4j-core", "2.15.0", "org.apache.logging.log4j"), ("spring-core", "5.3.9", "org.springframework")),
}  # fmt: skip
ALIASES = (("QY-4200", "english", "Qingyan Border Gateway 4200"), ("QY-4200", "brand", "青砚边界网关"),
           ("QY 云管平台", "common", "青砚云管"))  # fmt: skip
TEMPLATES = (
    ("收到，已分派", "报告已收到并分派处置员。五个工作日内告知验证结果；期间请勿公开。",
     "Your report was received and assigned. You will hear of its verification within five working days; please do not disclose it meanwhile."),
    ("需要复现环境", "尚未复现。请补充：固件版本号、网络拓扑、是否恢复出厂设置。",
     "We could not reproduce it yet. Please add the firmware version, the network layout, and whether the device was reset."),
)  # fmt: skip
NOTICE_LIST = """邮箱,姓名,类型,单位,标签,语言,境外,产品
ops@nanping.example,何沅,用户,南屏水务（虚构）,水务 华东,中文,否,QY-4200
security@beichen.example,沈北,下游,北辰集成（虚构）,集成商,中文,否,QY-4200
psirt@yunting.example,云汀产品安全,下游,云汀安防（虚构）,集成商,中文,否,QY-4200
it@hospital.example,李工,用户,临川医院（虚构）,医疗,中文,否,QY-4200
noc@linchuan.example,值班室,用户,临川通信（虚构）,通信,中文,否,QY-4200
plant@dongling.example,赵工,用户,东岭化工（虚构）,化工,中文,否,QY-4200
admin@school.example,网络中心,用户,北山学院（虚构）,教育,中文,否,QY-4200
gone@closed.example,,用户,南岭矿业（虚构）,,中文,否,QY-4200
noc@lakeside.example,Lakeside NOC,用户,Lakeside Water (fictional),水务,英文,未知,QY-4200
metro@metro.example,信号室,用户,海湾地铁（虚构）,交通,中文,否,QY-4100
port@port.example,港调,用户,青屿港（虚构）,交通,中文,否,QY-4100
quiet@farm.example,,用户,南岸农场（虚构）,,中文,否,QY-4200
"""
INVENTORY = """厂商,产品,型号,版本,资产,地址,备注
青砚设备（虚构）,QY-4100,QY-4100,2.8.0,一泵站网关,10.20.1.1,值守
青砚设备（虚构）,QY-4100,QY-4100,2.9.1,二泵站网关,10.20.2.1,无人值守
青砚设备（虚构）,QY-4100,QY-4100,2.9.3,净水厂网关,10.20.3.1,停机须报备
青砚设备（虚构）,QY-4100,QY-4100,2.9.3,调度中心备用网关,10.20.9.2,冷备
青砚设备（虚构）,QY-4100,QY-4100,2.9.4,调度中心网关,10.20.9.1,
青砚设备（虚构）,QY-4100,QY-4100,,老厂网关,10.20.7.1,版本待查
青砚设备（虚构）,QY-4200,QY-4200,3.4.6,总部边界网关,10.1.0.1,
青砚设备（虚构）,QY 探针,QY-P1,1.6,厂区探针,10.20.3.40,
"""


def belongings() -> Iterator[Scene]:
    """Registered, imported and written down before anything is told or asked."""
    yield moment("2021-11-02 10:00"), _products
    yield moment("2021-11-03 10:00"), _answers
    yield moment("2024-07-08 10:00"), _notice_list
    yield moment("2024-07-08 11:00"), _inventory


def _products(stage: Stage) -> None:
    at, house = moment("2021-11-02 10:00"), stage.house("qingyan")
    products: dict[str, UUID] = {}
    for name, model, library, *releases in PRODUCTS:
        added = stage.act(
            "chen", at, pr.AddProduct(**house, product=name, model=model, product_class=library)
        )
        products[name] = UUID(added.ids["product_id"])
        for version, day in releases:
            known = pr.AddRelease(
                **house, product_id=products[name], version=version, released_on=date.fromisoformat(day)
            )
            release = stage.act("chen", at, known).ids["release_id"]
            if made_of := BILLS.get((name, version)):
                bill = keep("bom.cdx.json", _bill(made_of))
                stage.act("chen", at, iv.AttachBill(**house, release_id=UUID(release), files=(bill,)))
    for name, kind, text in ALIASES:
        stage.act("chen", at, pr.AddAlias(**house, product_id=products[name], kind=kind, text=text))
    stage.act("chen", at, pr.DescribeProduct(
        **house, product_id=products["QY-2000"], product_class="industrial_control",
        end_of_support=date(2025, 12, 31), owner_id=stage.people["ma"][0],
    ))  # fmt: skip


def _bill(components: tuple[tuple[str, str, str], ...]) -> bytes:
    rows = [
        {"type": "library", "group": group, "name": name, "version": version, "purl": f"pkg:maven/{group}/{name}@{version}"}
        for name, version, group in components
    ]  # fmt: skip
    return json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": rows}).encode()


def _answers(stage: Stage) -> None:
    at, house = moment("2021-11-03 10:00"), stage.house("qingyan")
    for name, zh, en in TEMPLATES:
        stage.act("chen", at, te.AddTemplate(**house, template=name, text_zh=zh, text_en=en))


def _notice_list(stage: Stage) -> None:
    at, house = moment("2024-07-08 10:00"), stage.house("qingyan")
    listed = (keep("告知名单.csv", NOTICE_LIST.encode()),)
    stage.act("chen", at, nl.ImportRecipients(**house, attachments=listed))
    stage.act("chen", at, nl.StopMail(
        **house, email="quiet@farm.example", proof="2024-07-08 来电，不再使用本产品。",
    ))  # fmt: skip
    stage.act("chen", at, su.SetSupportTarget(**house, hours="24", person_id=stage.people["ma"][0]))


def _inventory(stage: Stage) -> None:
    act = iv.ImportInventory(
        **stage.house("nanping"), inventory="厂站网络", files=(keep("资产.csv", INVENTORY.encode()),)
    )
    stage.act("he", moment("2024-07-08 11:00"), act)


def screenshot() -> Blob:
    """A picture as a reporter sends it: a window with a line of text, drawn here."""
    picture = Image.new("RGB", (640, 320), "#f4f5f2")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 640, 36), fill="#2b3a4a")
    draw.text((16, 12), "QY-4200  diagnostics", fill="white")
    for row, text in enumerate(
        ("frame length   65535", "forwarding     stopped", "watchdog       restart in 30 s")
    ):
        draw.text((24, 64 + row * 28), text, fill="#1b1f23")
    file = BytesIO()
    picture.save(file, "PNG")  # writes: into memory, no row
    return keep("现场截图.png", file.getvalue())
