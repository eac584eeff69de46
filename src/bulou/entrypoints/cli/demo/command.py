"""`bulou demo`: build the demo node once, say who may sign in, serve it."""

import os
import shutil
import sys
from datetime import datetime
from pathlib import Path

import click

BUILT = "demo-is-complete"
HOME = Path("var/demo")


@click.command()
@click.option("--no-serve", is_flag=True, help="Build it and stop. 只构建，不启动。")
@click.option("--fresh", is_flag=True, help="Build it anew. 重新构建。")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on. 监听地址。")
@click.option("--port", default=8000, show_default=True, help="Port to listen on. 监听端口。")
def demo(no_serve: bool, fresh: bool, host: str, port: int) -> None:
    """Replay six real vulnerabilities through five fictional organisations. 重演六个真实漏洞。

    The node is kept in BULOU_HOME, by default ./var/demo; a complete one is served again as it is.
    """
    home = Path(os.environ.setdefault("BULOU_HOME", str(HOME)))
    os.environ["BULOU_DEMO"] = "1"
    os.environ.setdefault("BULOU_NODE_NAME", "bulou-demo")
    os.environ.setdefault("BULOU_BASE_URL", f"http://{host}:{port}")
    ready = home / BUILT
    if fresh and ready.exists():
        shutil.rmtree(home)
    if home.exists() and not ready.exists() and any(home.iterdir()):
        raise click.UsageError(
            f"{home} holds something that is not a complete demo; remove it or set BULOU_HOME."
        )
    from bulou.entrypoints.cli.boot import boot

    boot()
    if not ready.exists():
        _build()
        ready.touch()
    _say_who(host, port)
    if not no_serve:
        # A process of its own: the settings of this one were read before the node had its keys.
        command = [sys.executable, "-m", "bulou", "serve", "--host", host, "--port", str(port)]
        sys.stdout.flush()
        os.execv(sys.executable, command)  # noqa: S606  # our own command


def _build() -> None:
    from django.utils import timezone

    from bulou.entrypoints.cli.demo.stage import Stage, moment
    from bulou.entrypoints.cli.demo.story import scenes
    from bulou.entrypoints.cli.node import prepare

    prepare()
    now: datetime = timezone.now()
    stage = Stage()
    stage.build(moment("2021-11-01 09:00"), "bulou-demo")
    stage.abroad(moment("2021-11-01 10:00"))
    script = scenes(now)
    with click.progressbar(script, label="Replaying 重演") as shown:
        for _at, scene in shown:
            scene(stage)


def _say_who(host: str, port: int) -> None:
    from bulou.entrypoints.cli.demo.stage import ORGANISATIONS, PASSWORD, PLAYERS

    names = {slug: f"{zh} {en}" for slug, _prefix, zh, en, _roles, _overseas in ORGANISATIONS}
    click.echo(f"\nhttp://{host}:{port}/  ·  /desk/  ·  password 口令: {PASSWORD}")
    for player in PLAYERS:
        click.echo(
            f"  {player.email:24} {player.name} ({', '.join(player.offices)})  {names[player.organisation]}"
        )
    click.echo("Everything here is fictional but the six vulnerabilities. 除六个漏洞外均属虚构。\n")
