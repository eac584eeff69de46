"""An advisory written, judged and published by a desk in its editor."""

import re

from tests.journeys.people import Journey

HEADING = "QY-4200 管理服务命令注入漏洞"


def write(desk: Journey, *, remediation: str, precaution: str) -> None:
    """Fill in the draft of the editor."""
    desk.fill(
        heading=HEADING,
        summary="请升级。",
        description="诊断页未校验输入。",
        remediation=remediation,
        precaution=precaution,
        cve="CVE-2026-12345",
        cwe="CWE-78",
        operator_in_use_detail="no",
        exploit_included="no",
    )


def judge(desk: Journey) -> None:
    """Sign the three judgements of Article 9 as favourable."""
    page = desk.page
    for question, answer in (
        ("truthful_and_necessary", "yes"),
        ("exaggerates", "no"),
        ("hype_or_extortion", "no"),
    ):
        page.check(f"input[name='answer-{question}'][value={answer}]")
        page.fill(f"#grounds-{question}", "对照测试记录。")
        desk.press(f"button[name=judge][value={question}]")


def publish(desk: Journey) -> str:
    """Publish what is written and judged; the advisory's number."""
    desk.press("button[name=release][value=publish]")
    assert re.search(r"/desk/cases/[A-Z0-9-]+/(#.*)?$", desk.page.url), desk.page.inner_text("main")
    desk.station("published")
    found = re.search(r"[A-Z]{2,}-SA-[A-Z0-9-]+", desk.page.inner_text("main"))
    assert found is not None
    return found.group()
