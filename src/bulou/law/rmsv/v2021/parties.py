"""Who is meant, where several articles mean the same."""

from typing import Final

RECEIVING: Final = ("vendor", "operator", "platform")  # 第五条
SEEKING: Final = ("finder", "platform")  # 从事…漏洞发现、收集
