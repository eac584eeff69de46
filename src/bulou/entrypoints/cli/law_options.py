"""What the commands of `bulou law` share: options, and how they tell what they cannot read."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from bulou import law as rules
from bulou.entrypoints.cli.law_input import Unreadable, preferred_language
from bulou.entrypoints.cli.law_usage import fail
from bulou.law.text import Text

lang = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default=preferred_language,
    show_default="from LC_ALL, LANG",
    help="Language of the answer. 语言。",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document. 输出 JSON。")
at = click.option(
    "--at",
    help="The moment asked about, RFC 3339 with zone; a date alone is its start in Beijing; default now. 所问时刻。",
)
reading = click.option(
    "--reading",
    "chosen",
    multiple=True,
    metavar="NAME=VALUE",
    help="Read an open point otherwise than strictly; may be repeated. 所选读法。",
)
facts = click.option(
    "--facts", "facts_file", required=True, metavar="FILE", help="Facts, JSON; - is stdin. 事实文件。"
)
events = click.option(
    "--events", "events_file", required=True, metavar="FILE", help="Events, JSON. 事件文件。"
)


def answers(command: Callable[..., Any]) -> Callable[..., Any]:
    """Tell what cannot be read in the language asked for and end with exit code 2."""

    @wraps(command)
    def run(**given: Any) -> None:
        try:
            command(**given)
        except (
            Unreadable, rules.UnknownFact, rules.BadFact, rules.BadMoment, rules.BadReading, rules.UnknownRegime,
        ) as error:  # fmt: skip
            fail(Text(error.zh, error.en), given["lang"], given["as_json"])
        except OverflowError:
            text = Text(
                "某一时刻超出可计算的范围，请检查。", "A moment lies beyond what can be counted. Check it."
            )
            fail(text, given["lang"], given["as_json"])

    return run


def print_json(found: Any) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
