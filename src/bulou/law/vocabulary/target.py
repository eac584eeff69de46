"""The system that is tested, or in which the vulnerability lies."""

from typing import Final

from bulou.law.text import Text
from bulou.law.vocabulary.spec import FactKind, FactSpec, do, obtain

_TESTERS = ("finder", "vendor", "operator", "platform")

FACTS: Final = (
    FactSpec(
        "own_system",
        Text("自身系统", "Own system"),
        Text(
            "所涉网络、信息系统及其设备是否为行为人自己运营？",
            "Does the actor itself operate the network, system or device concerned?",
        ),
        suppliers=_TESTERS,
    ),
    FactSpec(
        "system_owner_authorised",
        Text("运营者已授权", "Authorised by the operator"),
        Text(
            "该系统的运营者是否已授权此项测试？", "Has the operator of the system authorised this very test?"
        ),
        suppliers=_TESTERS,
        phrases={True: obtain("取得该系统运营者的授权", "Obtain the authorisation of the system's operator")},
    ),
    FactSpec(
        "target_is_cii",
        Text("关键信息基础设施", "Critical information infrastructure"),
        Text(
            "所涉系统是否为关键信息基础设施？", "Is the system concerned critical information infrastructure?"
        ),
        suppliers=("operator", "authority"),
    ),
    FactSpec(
        "cii_test_approved",
        Text("对关键信息基础设施的测试已获准", "Test on CII approved"),
        Text(
            "国家网信部门、公安部是否已批准，或者保护工作部门是否已授权此项测试？",
            "Have CAC and MPS approved this test, or has the protection department authorised it?",
        ),
        kind=FactKind.OFFICIAL,
        suppliers=("authority",),
        phrases={
            True: obtain(
                "取得国家网信部门、公安部批准，或者保护工作部门授权",
                "Obtain the approval of CAC and MPS, or the protection department's authorisation",
            )
        },
    ),
    FactSpec(
        "target_is_basic_telecom",
        Text("基础电信网络", "Basic telecommunication network"),
        Text("所涉系统是否为基础电信网络？", "Is the system concerned a basic telecommunication network?"),
        suppliers=("operator", "authority"),
    ),
    FactSpec(
        "test_reported_to_miit",
        Text("测试已事先报告", "Test reported beforehand"),
        Text(
            "此项测试是否已事先向国务院电信主管部门报告？",
            "Has this test been reported beforehand to the telecommunication authority (MIIT)?",
        ),
        suppliers=_TESTERS,
        phrases={
            True: do(
                "事先向国务院电信主管部门报告", "Report the test to the telecommunication authority first"
            )
        },
    ),
)
