"""Load on one address: distinct reports over kept-alive connections, by `wrk` where it is installed."""

import http.client
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

SCRIPT = Path(__file__).with_name("reports.lua")
MARK = "@@"  # where a report says which one it is
CONNECTIONS = 16
_serial = count(1)

_PROSE = (
    "设备管理页的诊断功能把 ping_addr 参数直接交给系统命令，未经登录的人可以在设备上以 root 身份执行任意命令。"
    "The diagnosis page hands `ping_addr` to system() as it came; whoever reaches it runs commands as root. "
)


@cache
def report() -> str:
    """The report that is sent, with MARK in it; about 1.65 kB as UTF-8, Chinese and English mixed."""
    content = {
        "title": f"QY-4200 诊断页命令注入 #{MARK}",
        "product": "青砚 QY-4200 路由器",
        "versions": "3.1.0 – 3.4.6",
        "weakness": "CWE-78",
        "severity": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
        "steps": _PROSE * 3 + "1. 打开诊断页；2. 在地址后加上分号和命令；3. 看页面回显。",
        "impact": _PROSE + "攻击者可完全控制设备，并由此进入内网。",
        "public_state": "no",
        "name": "张三",
        "contact": "zhang@example.org",
        "note": f"内部编号 {MARK}",
    }
    return json.dumps(content, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Answers:
    """What came of a round: answers of success and others, seconds it took, latencies in milliseconds."""

    good: int
    bad: int
    seconds: float
    p50: float
    p99: float

    @property
    def rate(self) -> float:
        """Accepted reports per second."""
        return self.good / self.seconds


def tool() -> str:
    """Which load generator is used."""
    return "wrk" if shutil.which("wrk") else "a Python loop (install wrk for less disturbance)"


def drive(url: str, seconds: float, headers: Mapping[str, str] | None = None) -> Answers:
    """Post reports, never the same twice, to `url` for so long."""
    sent = {"Content-Type": "application/json", **(headers or {})}
    first = next(_serial) * 10_000_000
    if shutil.which("wrk"):
        return _wrk(url, seconds, sent, first)
    return _loop(url, seconds, sent, first)


def post(url: str, number: int, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
    """Post one report; status and answer."""
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
    try:
        sent = {"Content-Type": "application/json", **(headers or {})}
        connection.request("POST", place.path, report().replace(MARK, str(number)).encode(), sent)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _wrk(url: str, seconds: float, headers: Mapping[str, str], first: int) -> Answers:
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(f"{name}: {value}" for name, value in headers.items()) + "\n\n" + report())
        file.flush()
        settings = {"BENCH_REQUEST": file.name, "BENCH_FIRST": str(first), "BENCH_MARK": MARK}
        done = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--timeout", "30s"]
            + ["--latency", "-s", str(SCRIPT), url],
            env={**os.environ, **settings},
            capture_output=True,
            text=True,
            check=True,
        )
    found = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("{")))
    good = found["answers"] - found["refused"]
    return Answers(
        good, found["refused"] + found["broken"], found["us"] / 1e6, found["p50"] / 1e3, found["p99"] / 1e3
    )


def _loop(url: str, seconds: float, headers: Mapping[str, str], first: int) -> Answers:
    place = urlsplit(url)
    numbers = count(first)
    took: list[float] = []
    bad: list[int] = []
    end = time.monotonic() + seconds

    def client() -> None:
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
        while (start := time.perf_counter()) and time.monotonic() < end:
            body = report().replace(MARK, str(next(numbers))).encode()
            connection.request("POST", place.path, body, dict(headers))
            answer = connection.getresponse()
            answer.read()
            took.append(time.perf_counter() - start)
            if answer.status != 201:
                bad.append(answer.status)
        connection.close()

    begun = time.perf_counter()
    clients = [threading.Thread(target=client) for _ in range(CONNECTIONS)]
    for each in clients:
        each.start()
    for each in clients:
        each.join()
    ordered = sorted(took)
    p50, p99 = (ordered[int(len(ordered) * share)] * 1e3 for share in (0.5, 0.99))
    return Answers(len(took) - len(bad), len(bad), time.perf_counter() - begun, p50, p99)
