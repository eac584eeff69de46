"""Six real, public vulnerabilities, with their true dates and where each date can be checked.

What the fictional organisations do around them is invented; what happened in the world is not.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that happened on a day, with its public source or the word "unsourced"."""

    day: str
    en: str
    zh: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vulnerability:
    """A public vulnerability and the fictional product that contains the component."""

    cve: str
    name: str
    component: str
    provider_zh: str
    provider_en: str
    title_zh: str
    summary_zh: str
    harm_zh: str
    scope_zh: str
    remedy_zh: str
    precaution_zh: str
    product: str
    versions: str
    fixed_in: str
    cwe: str
    cvss: str
    gbt: str
    world: tuple[Dated, ...]


LOG4SHELL = Vulnerability(
    cve="CVE-2021-44228",
    name="log4shell",
    component="Apache Log4j 2",
    provider_zh="素心软件基金会",
    provider_en="Plainheart Software Foundation",
    title_zh="QY 云管平台日志组件远程代码执行漏洞",
    summary_zh="QY 云管平台内置的日志组件会解析日志中的查找表达式，远程攻击者可借此执行任意代码。请立即升级。",
    harm_zh="无需登录即可在平台服务器上执行任意代码。",
    scope_zh="QY 云管平台 2021.1 至 2021.11，所有写入外部输入的日志位置。",
    remedy_zh="升级至 2021.12，其中日志组件已更换为修补版本。",
    precaution_zh="升级前关闭日志组件的消息查找功能，并限制服务器主动外连。",
    product="QY 云管平台",
    versions="2021.1–2021.11",
    fixed_in="2021.12",
    cwe="CWE-502",
    cvss="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
    gbt="AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H",
    world=(
        Dated(
            "2021-11-24",
            "A security team in China reports the flaw to the foundation that maintains Log4j.",
            "国内一安全团队向维护 Log4j 的基金会报告该漏洞。",
            "https://en.wikipedia.org/wiki/Log4Shell",
        ),
        Dated("2021-12-09", "The flaw is public.", "漏洞公开。", "https://en.wikipedia.org/wiki/Log4Shell"),
        Dated(
            "2021-12-10",
            "Log4j 2.15.0 is announced; the CVE record is published.",
            "Log4j 2.15.0 发布；CVE 记录公开。",
            "https://logging.apache.org/security.html",
        ),
    ),
)

SPRING4SHELL = Vulnerability(
    cve="CVE-2022-22965",
    name="spring4shell",
    component="Spring Framework",
    provider_zh="Spring Framework 的维护者",
    provider_en="the maintainers of Spring Framework",
    title_zh="QY 运维门户数据绑定远程代码执行漏洞",
    summary_zh="QY 运维门户使用的开发框架在数据绑定时可被操纵类加载器，攻击者可写入并执行文件。",
    harm_zh="远程执行代码，取得门户服务器的控制权。",
    scope_zh="QY 运维门户 5.0 至 5.2，以 WAR 方式部署且运行于 JDK 9 及以上。",
    remedy_zh="升级至 5.2.1。",
    precaution_zh="升级前在绑定器上禁止绑定 class 相关字段。",
    product="QY 运维门户",
    versions="5.0–5.2",
    fixed_in="5.2.1",
    cwe="CWE-94",
    cvss="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    gbt="AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H",
    world=(
        Dated(
            "2022-03-29",
            "The flaw is reported to its maintainers.",
            "漏洞报告给维护者。",
            "https://spring.io/blog/2022/03/31/spring-framework-rce-early-announcement",
        ),
        Dated(
            "2022-03-30",
            "Details leak before there is a fix.",
            "修补之前，细节泄露。",
            "https://spring.io/blog/2022/03/31/spring-framework-rce-early-announcement",
        ),
        Dated(
            "2022-03-31",
            "Spring Framework 5.3.18 and 5.2.20 are released.",
            "Spring Framework 5.3.18 与 5.2.20 发布。",
            "https://spring.io/blog/2022/03/31/spring-framework-rce-early-announcement",
        ),
    ),
)

DIRTY_PIPE = Vulnerability(
    cve="CVE-2022-0847",
    name="dirtypipe",
    component="Linux kernel",
    provider_zh="Linux 内核的维护者",
    provider_en="the maintainers of the Linux kernel",
    title_zh="QY-4200 固件内核管道写入只读文件漏洞",
    summary_zh="QY-4200 固件所用内核的管道缓冲区标志未清除，本地用户可改写只读文件并提升权限。",
    harm_zh="已登录的低权限用户可取得设备最高权限。",
    scope_zh="QY-4200 固件 3.0.0 至 3.0.8。",
    remedy_zh="升级至固件 3.0.9。",
    precaution_zh="升级前停用设备上的普通用户登录。",
    product="QY-4200",
    versions="3.0.0–3.0.8",
    fixed_in="3.0.9",
    cwe="CWE-665",
    cvss="CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H",
    gbt="AV:L/TR:L/PR:L/UI:N/C:H/I:H/A:H",
    world=(
        Dated(
            "2022-02-20",
            "The flaw is reported to the kernel's security team.",
            "漏洞报告给内核安全团队。",
            "https://dirtypipe.cm4all.com/",
        ),
        Dated(
            "2022-02-23",
            "Linux 5.16.11, 5.15.25 and 5.10.102 carry the fix.",
            "Linux 5.16.11、5.15.25、5.10.102 含修补。",
            "https://dirtypipe.cm4all.com/",
        ),
        Dated("2022-03-07", "The flaw is disclosed.", "漏洞公开。", "https://dirtypipe.cm4all.com/"),
    ),
)

RAPID_RESET = Vulnerability(
    cve="CVE-2023-44487",
    name="rapidreset",
    component="HTTP/2",
    provider_zh="多个 HTTP/2 实现的提供者",
    provider_en="the vendors of several HTTP/2 implementations",
    title_zh="QY 负载均衡 HTTP/2 快速重置拒绝服务漏洞",
    summary_zh="QY 负载均衡处理 HTTP/2 流重置的开销过大，攻击者可以少量带宽使服务停止响应。",
    harm_zh="远程拒绝服务。",
    scope_zh="QY 负载均衡 7.0 至 7.4，启用 HTTP/2 的监听。",
    remedy_zh="升级至 7.4.1，对每个连接的流重置次数加以限制。",
    precaution_zh="升级前关闭 HTTP/2，或限制单连接并发流。",
    product="QY 负载均衡",
    versions="7.0–7.4",
    fixed_in="7.4.1",
    cwe="CWE-400",
    cvss="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
    gbt="AV:N/TR:L/PR:N/UI:N/C:N/I:N/A:H",
    world=(
        Dated(
            "2023-10-10",
            "The flaw and the attacks that use it are disclosed; CISA lists it as exploited.",
            "漏洞与利用它的攻击公开；CISA 列入已被利用清单。",
            "https://www.cisa.gov/known-exploited-vulnerabilities-catalog",
        ),
    ),
)

SOCKS5 = Vulnerability(
    cve="CVE-2023-38545",
    name="curl-socks5",
    component="libcurl",
    provider_zh="curl 项目",
    provider_en="the curl project",
    title_zh="QY 探针 SOCKS5 握手堆缓冲区溢出漏洞",
    summary_zh="QY 探针内置的 libcurl 在 SOCKS5 握手时可能溢出堆缓冲区。",
    harm_zh="经由攻击者控制的地址，可使探针崩溃或执行代码。",
    scope_zh="QY 探针 1.2 至 1.6，配置了 SOCKS5 代理的部署。",
    remedy_zh="升级至 1.6.1，内置 libcurl 8.4.0。",
    precaution_zh="升级前不要经 SOCKS5 代理解析远端主机名。",
    product="QY 探针",
    versions="1.2–1.6",
    fixed_in="1.6.1",
    cwe="CWE-787",
    cvss="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    gbt="AV:N/TR:H/PR:N/UI:N/C:H/I:H/A:H",
    world=(
        Dated(
            "2023-09-30",
            "The flaw is reported to the curl project.",
            "漏洞报告给 curl 项目。",
            "https://curl.se/docs/CVE-2023-38545.html",
        ),
        Dated(
            "2023-10-11",
            "libcurl 8.4.0 and the advisory are released.",
            "libcurl 8.4.0 与公告发布。",
            "https://curl.se/docs/CVE-2023-38545.html",
        ),
    ),
)

REGRESSHION = Vulnerability(
    cve="CVE-2024-6387",
    name="regresshion",
    component="OpenSSH",
    provider_zh="OpenSSH 项目",
    provider_en="the OpenSSH project",
    title_zh="QY-4100 远程维护服务信号处理竞争漏洞",
    summary_zh="QY-4100 的远程维护服务在登录超时时存在信号处理竞争，远程攻击者可能取得最高权限。",
    harm_zh="无需登录，反复尝试后可能以最高权限执行代码。",
    scope_zh="QY-4100 固件 2.7.0 至 2.9.3，开启远程维护的设备。",
    remedy_zh="升级至固件 2.9.4，内置 OpenSSH 9.8p1。",
    precaution_zh="升级前关闭远程维护，或把登录宽限时间设为 0。",
    product="QY-4100",
    versions="2.7.0–2.9.3",
    fixed_in="2.9.4",
    cwe="CWE-364",
    cvss="CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H",
    gbt="AV:N/TR:H/PR:N/UI:N/C:H/I:H/A:H",
    world=(
        Dated(
            "2024-07-01",
            "The flaw is disclosed and OpenSSH 9.8p1 is released.",
            "漏洞公开，OpenSSH 9.8p1 发布。",
            "https://www.openssh.com/txt/release-9.8",
        ),
    ),
)
