"""The CWE catalogue to choose from: by number or by word, in English and in Chinese.

Numbers and English names are those of the catalogue that comes with the `csaf` package. The Chinese names are ours and cover the
classes that are used most; a class without one is found by its number and its English words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bulou.formats.csaf.validation import weakness_names

CHINESE: Mapping[int, str] = {
    16: "配置不当", 20: "输入验证不当", 22: "路径遍历", 23: "相对路径遍历", 36: "绝对路径遍历", 59: "链接跟随（后置链接）",
    74: "注入：对下游组件的特殊元素处理不当", 77: "命令注入", 78: "操作系统命令注入", 79: "跨站脚本（XSS）", 80: "基本跨站脚本",
    88: "参数注入", 89: "SQL 注入", 90: "LDAP 注入", 91: "XML 注入", 93: "CRLF 注入", 94: "代码注入", 95: "动态求值注入（eval）",
    98: "PHP 远程文件包含", 113: "HTTP 响应拆分", 116: "输出编码或转义不当", 117: "日志注入", 119: "内存缓冲区边界限制不当",
    120: "经典缓冲区溢出", 121: "栈缓冲区溢出", 122: "堆缓冲区溢出", 124: "缓冲区下溢", 125: "越界读取", 126: "缓冲区过读",
    129: "数组下标验证不当", 131: "缓冲区大小计算错误", 134: "格式化字符串可被外部控制", 170: "空字符终止不当", 190: "整数溢出或回绕",
    191: "整数下溢", 193: "差一错误", 200: "敏感信息泄露给未授权者", 203: "可观察的差异（侧信道）", 208: "可观察的时间差异",
    209: "错误消息泄露敏感信息", 212: "存储或传输前未清除敏感信息", 250: "以不必要的权限运行", 252: "未检查返回值", 255: "凭据管理问题",
    256: "明文存储口令", 259: "硬编码口令", 264: "权限与访问控制问题", 266: "权限分配错误", 269: "权限管理不当", 273: "降权检查不当",
    276: "默认权限不当", 281: "权限保持不当", 284: "访问控制不当", 285: "授权不当", 287: "身份认证不当", 288: "经其他路径绕过认证",
    290: "欺骗绕过认证", 294: "重放绕过认证", 295: "证书验证不当", 297: "证书主机名不匹配验证不当", 306: "关键功能缺少身份认证",
    307: "未限制过多的认证尝试", 310: "密码学问题", 311: "敏感数据未加密", 312: "明文存储敏感信息", 319: "明文传输敏感信息",
    321: "硬编码密钥", 326: "加密强度不足", 327: "使用有缺陷或有风险的密码算法", 330: "随机值随机性不足", 331: "熵不足",
    338: "使用弱伪随机数生成器", 345: "数据真实性验证不足", 346: "来源验证错误", 347: "密码签名验证不当", 352: "跨站请求伪造（CSRF）",
    359: "个人信息泄露", 362: "竞争条件", 367: "检查时与使用时不一致（TOCTOU）", 369: "除以零", 384: "会话固定", 400: "资源消耗不受控（拒绝服务）",
    401: "内存泄漏：释放缺失", 404: "资源关闭或释放不当", 407: "算法复杂度低效", 415: "双重释放", 416: "释放后使用", 425: "直接请求（强制浏览）",
    426: "不可信的搜索路径", 427: "搜索路径元素不受控（DLL 劫持）", 428: "未加引号的搜索路径", 434: "危险类型文件的无限制上传",
    436: "解释冲突", 444: "HTTP 请求走私", 451: "界面歪曲关键信息（点击劫持）", 457: "使用未初始化变量", 470: "外部可控的反射",
    471: "本应不变的数据被修改", 476: "空指针解引用", 489: "遗留的调试代码", 494: "下载代码未作完整性检查", 497: "系统敏感信息泄露",
    502: "不可信数据的反序列化", 506: "嵌入恶意代码", 521: "口令要求过弱", 522: "凭据保护不足", 532: "日志中含敏感信息", 538: "敏感信息写入可外部访问的文件",
    552: "文件或目录可被外部访问", 601: "开放重定向", 610: "引用可被外部控制的资源", 611: "XML 外部实体（XXE）", 613: "会话过期不足",
    617: "可达断言", 639: "用户可控键绕过授权（越权）", 640: "口令找回机制薄弱", 643: "XPath 注入", 667: "加锁不当", 668: "资源暴露于错误范围",
    674: "递归不受控", 681: "数值类型转换错误", 693: "保护机制失效", 697: "比较错误", 704: "类型转换或强制转换错误",
    732: "关键资源权限分配错误", 754: "异常条件检查不当", 755: "异常条件处理不当", 770: "资源分配没有限制或节流", 772: "资源有效期后未释放",
    776: "XML 实体递归扩展", 787: "越界写入", 798: "硬编码凭据", 805: "以错误的长度访问缓冲区", 822: "解引用不可信指针", 824: "访问未初始化指针",
    829: "引入不可信范围的功能", 835: "循环无法退出（死循环）", 843: "类型混淆", 862: "缺少授权", 863: "授权错误", 908: "使用未初始化资源",
    909: "资源未初始化", 912: "隐藏功能（后门）", 913: "动态管理的代码资源控制不当", 915: "对象属性修改不受控", 916: "口令哈希计算量不足",
    917: "表达式语言注入", 918: "服务器端请求伪造（SSRF）", 922: "敏感信息存储不安全", 923: "通信信道未限定于预期端点", 924: "通信中消息完整性校验不当",
    942: "跨域策略过宽", 1021: "界面层或框架渲染限制不当", 1188: "资源默认初始化不安全", 1236: "CSV 文件公式注入", 1284: "指定数量验证不当",
    1285: "指定索引验证不当", 1321: "原型污染", 1333: "正则表达式复杂度低效（ReDoS）", 1336: "模板引擎注入", 1391: "使用弱凭据",
    1392: "使用默认凭据", 1393: "使用默认口令", 1395: "依赖有漏洞的第三方组件",
}  # fmt: skip
_NUMBER = re.compile(r"(?:cwe)?[-\s]*(\d{1,5})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cwe:
    """A class of the catalogue: `id` such as "CWE-79", its English name, its Chinese one where we have it, else the English."""

    id: str
    en: str
    zh: str


def named(cwe_id: str) -> Cwe | None:
    """The class of this id; None where the catalogue has none such."""
    name = weakness_names().get(cwe_id)
    return Cwe(cwe_id, name, CHINESE.get(_number(cwe_id), name)) if name is not None else None


def search(text: str, *, most: int = 20) -> list[Cwe]:
    """The classes that a number, or every word of `text`, means: the usual ones first, then by number."""
    asked = text.strip()[:100]
    if not asked:
        return []
    if number := _NUMBER.fullmatch(asked):
        exact = named(f"CWE-{int(number[1])}")
        return [exact] if exact else []
    words = asked.casefold().split()
    found = [
        each
        for each in (named(cwe_id) for cwe_id in weakness_names())
        if each is not None and all(word in f"{each.id} {each.en} {each.zh}".casefold() for word in words)
    ]
    return sorted(found, key=lambda each: (_number(each.id) not in CHINESE, _number(each.id)))[:most]


def _number(cwe_id: str) -> int:
    return int(cwe_id.removeprefix("CWE-"))
