"""A node of one's own gets its first organisation from the command line."""

import re

from tests.nodes import Node

NAMED = ("--name-zh", "青砚设备", "--name-en", "Qingyan Devices", "--role", "vendor")
LED = ("--lead", "lead@qingyan.example", "--lead-name", "陈砚秋")


def test_an_organisation_is_founded_with_its_first_people_and_receives(node: Node) -> None:
    done = node.run("found", "qingyan", "--prefix", "QY", *NAMED, *LED, "--admin", "admin@qingyan.example")

    said = re.findall(r"^(\w+): (\S+)  (\S{12,})$", done.stdout, re.MULTILINE)
    assert [(office, email) for office, email, _password in said] == [
        ("lead", "lead@qingyan.example"),
        ("security_admin", "admin@qingyan.example"),
    ]


def test_what_cannot_be_is_said_at_its_option_and_founds_nothing(node: Node) -> None:
    done = node.run("found", "Not A Slug", "--prefix", "QY", *NAMED, *LED, code=2)

    assert done.stdout == ""
    assert done.stderr.startswith("slug: ")
    node.run("found", "qingyan", "--prefix", "QY", *NAMED, *LED)
