"""Reading pages as people do, and taking a form through its steps."""

import re
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

FORM = "/report/vendor"
SAID = {
    "product": "QY-4200 工业路由器",
    "versions": "3.4.6",
    "steps": "1. 恢复出厂设置。\r\n2. 访问诊断页。",
    "impact": "控制设备",
    "public_state": "no",
    "identity": "pseudonym",
    "name": "苔原",
}


def page(client: Client, address: str, **options: Any) -> str:
    """The text of a page that must be there."""
    response = client.get(address, **options)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def hidden(html: str, name: str) -> str:
    """The value of a hidden field."""
    match = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', html)
    assert match, f"no hidden field {name}"
    return unescape(match[1])


def all_hidden(html: str) -> dict[str, str]:
    """Every hidden field of a page with one form."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
    return {name: unescape(value) for name, value in found}


def shown(html: str) -> str:
    """What a page's main part says, without its markup."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def sent(client: Client, step: str, **fields: Any) -> Any:
    """One step of the report form, from a form that was just fetched unless `draft` is given."""
    draft = fields.pop("draft", None) or hidden(page(client, FORM), "draft")
    return client.post(FORM, {"draft": draft, "lang": "en", "step": step, **fields})


def receipt(html: str) -> dict[str, str]:
    """Number and code of a receipt."""
    number, code = re.findall(r'<code class="portal-large">([^<]+)</code>', html)
    return {"number": number, "code": code}


def opened(client: Client, number: str, code: str) -> str:
    """The status page, opened with number and code."""
    response = client.post("/report/status", {"step": "open", "number": number, "code": code})
    assert response.status_code == 302, response.status_code
    assert response.headers["Location"] == "/report/status"
    return page(client, "/report/status")
