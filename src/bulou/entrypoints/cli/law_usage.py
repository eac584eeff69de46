"""How `bulou law` tells what is wrong with the command line itself, in place of click's English."""

import json
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import click

from bulou.entrypoints.cli.law_input import preferred_language, unknown
from bulou.law.fact_errors import meant, short
from bulou.law.text import Text

USAGE = 2
_ARGUMENTS = f"{__name__}.arguments"


def fail(text: Text, lang: str, as_json: bool) -> NoReturn:
    """Tell it, in the language asked for on standard error or as one JSON document on standard output, and exit 2."""
    zh, en = (said.encode(errors="replace").decode() for said in (text.zh, text.en))
    if as_json:
        click.echo(json.dumps({"error": {"zh": zh, "en": en}}, ensure_ascii=False, indent=2))
    else:
        click.echo(zh if lang == "zh" else en, err=True)
    raise SystemExit(USAGE)


class LawGroup(click.Group):
    """A group that tells of misuse as its commands tell of what they cannot read."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """As click does."""
        given = list(args)
        context = _telling(
            given, lambda: super(LawGroup, self).make_context(info_name, args, parent, **extra)
        )
        context.meta[_ARGUMENTS] = given
        return context

    def invoke(self, ctx: click.Context) -> Any:
        """As click does."""
        return _telling(ctx.meta[_ARGUMENTS], lambda: super(LawGroup, self).invoke(ctx))


class LawCommand(click.Command):
    """A command of its own that tells of misuse in the same way."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """As click does."""
        given = list(args)
        return _telling(given, lambda: super(LawCommand, self).make_context(info_name, args, parent, **extra))


def _telling(given: Sequence[str], run: Callable[[], Any]) -> Any:
    try:
        return run()
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        said, path = usage(error), error.ctx.command_path if error.ctx else "bulou law"
        text = Text(f"{said.zh}用法见 {path} --help。", f"{said.en} See {path} --help.")
        fail(text, _language(given), "--json" in given)


def _language(given: Sequence[str]) -> str:
    """The language asked for before anything else could be read."""
    words = [*given, ""]
    asked = [words[place + 1] for place, word in enumerate(given) if word == "--lang"]
    asked += [word.partition("=")[2] for word in given if word.startswith("--lang=")]
    return next((lang for lang in asked if lang in ("zh", "en")), preferred_language())


def usage(error: click.UsageError) -> Text:
    """What click found wrong, in both languages."""
    match error:
        case click.NoSuchCommand():
            near = unknown(Text("命令", "command"), error.command_name, _commands(error))
            return Text(near.zh, near.en)
        case click.MissingParameter(param=click.Parameter() as param):
            name = _name(param)
            return Text(f"缺少 {name}。", f"{name} is missing.")
        case click.NoSuchOption():
            hint = meant(next(iter(error.possibilities or ()), None))
            name = short(error.option_name)
            return Text(f"没有选项 {name}{hint.zh}", f"There is no option {name}{hint.en}")
        case click.BadOptionUsage():
            name = short(error.option_name)
            return Text(
                f"选项 {name} 须跟一个取值（开关则不跟）。",
                f"The option {name} takes one value (none if it is a switch).",
            )
        case click.BadParameter(param=click.Parameter(type=click.Choice() as choice) as param):
            name, listed = _name(param), ", ".join(map(str, choice.choices))
            return Text(f"{name} 可取：{listed}。", f"{name} is one of {listed}.")
        case click.BadParameter(param=click.Parameter() as param):
            return Text(f"{_name(param)} 的取值无效。", f"{_name(param)} has no such value.")
        case _ if error.ctx and isinstance(error.ctx.command, click.Group):
            return Text("缺少命令。", "A command is missing.")
        case _:  # what else click finds wrong with a command
            return Text("参数多余或者无法识别。", short(error.format_message()) + ".")


def _commands(error: click.UsageError) -> list[str]:
    group = error.ctx and error.ctx.command
    return group.list_commands(error.ctx) if error.ctx and isinstance(group, click.Group) else []


def _name(param: click.Parameter) -> str:
    return param.opts[0] if isinstance(param, click.Option) else (param.name or "").upper()
