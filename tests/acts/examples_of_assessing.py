"""Attempts, classes and numbers, each once, and once as it cannot be acted on."""

from bulou.acts import assessing as se
from tests.acts.example import Example, on

ATTEMPT = {
    "result": "reproduced",
    "product": "QY-4200",
    "version": "3.1.0 (build 77)",
    "environment": "出厂配置，直连。",
    "steps": "1. 打开登录页\n2. 发送超长用户名",
    "expected": "返回错误",
    "observed": "设备重启",
    "tools": f"curl 8.5.0 {'ab' * 32}",
    "impact": "3.1 全部版本",
}

OF_ASSESSING: dict[str, Example] = {
    "record_verification": on(
        "received", se.RecordVerification, **ATTEMPT, bad={"tools": "curl"}, wrong="tools"
    ),
    "record_weakness": on(
        "received",
        se.RecordWeakness,
        cwe="CWE-79",
        gbt_class="代码问题 > 输入验证错误 > 注入 > 跨站脚本",
        bad={"cwe": "CWE-0"},
        wrong="cwe",
    ),
    "add_identifier": on(
        "received",
        se.AddIdentifier,
        identifier="cve-2026-12345",
        bad={"identifier": "CVE-2026"},
        wrong="identifier",
    ),
    "remove_identifier": on(
        "received",
        se.RemoveIdentifier,
        identifier="CVE-2026-12345",
        grounds="另一漏洞",
        bad={"grounds": " "},
        wrong="grounds",
    ),
}
