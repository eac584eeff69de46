"""Who is meant, where several articles mean the same."""

from typing import Final

RECEIVING: Final = ("vendor", "operator", "platform")  # 第五条
SEEKING: Final = ("finder", "platform")  # 从事…漏洞发现、收集


def is_the_vendor(recipient_is_product_vendor: bool, maintains_free_software: bool, maintainers: str) -> bool:
    """Whether the recipient is the product's vendor, where maintainers of free software are read as `maintainers` says."""
    if maintains_free_software and maintainers != "ask":
        return maintainers == "yes"
    return recipient_is_product_vendor
