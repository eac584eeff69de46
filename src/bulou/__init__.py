"""Bulou 补漏: an open platform for handling vulnerabilities as 《网络产品安全漏洞管理规定》 asks."""

__version__ = "0.1.0"
