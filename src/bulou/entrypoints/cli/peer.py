"""`bulou peer`: other nodes from the command line, and the keys of this one. Named people act, as at the desk."""

import json
import secrets
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

import click
from django.utils import timezone, translation

from bulou.acts import Act, Actor, perform
from bulou.acts.peers.introducing import ConfirmPeer, IntroducePeer, RenewPeerKeys
from bulou.entrypoints.cli.node import NEEDED_FIRST, unapplied
from bulou.records import exchange_keys, house, public
from bulou.records.peers import grouped, of_organisation
from bulou.transport.errors import Undeliverable
from bulou.transport.peers import fetch_statement

_REFUSED, _USAGE = 1, 2
ABROAD = click.option(
    "--abroad/--at-home", default=None, required=True, help="Where it is, Art. 9(7). 所在地。"
)
BY = click.option(
    "--by", "email", required=True, help="E-mail of the security administrator. 安全管理员邮箱。"
)


@click.group()
def peer() -> None:
    """Other nodes: introduced, confirmed, listed; and the keys of this one. 其他节点与本节点密钥。

    \b
    Exit codes 退出码: 0 done 完成; 1 refused 未获准; 2 unreadable or unknown 无法读取; 3 run `bulou init` first
    """
    if unapplied():
        _end(NEEDED_FIRST, "Run `bulou init` first. 请先运行 bulou init。")


@peer.command()
@click.argument("slug")
@click.argument("where", metavar="URL|FILE")
@ABROAD
@BY
def introduce(slug: str, where: str, abroad: bool, email: str) -> None:
    """Introduce the node at URL, or of the statement in FILE, to the organisation SLUG. 引入节点。"""
    organisation_id = _organisation(slug)
    _do(
        IntroducePeer(organisation_id=organisation_id, statement=_statement(where), overseas=abroad),
        _person(organisation_id, email),
    )
    for row in of_organisation(organisation_id):
        if row.state == "introduced":
            click.echo(f"{row.origin}  {grouped(row.fingerprint)}")
    click.echo(
        "Compare the fingerprint by telephone or in person, then confirm it. 请当面或电话核对指纹后确认。"
    )


@peer.command()
@click.argument("slug")
@click.argument("origin")
@click.option("--fingerprint", required=True, help="As the other side told it. 对方告知的指纹。")
@click.option("--grounds", required=True, help="How, with whom, when. 核对方式、对象、日期。")
@BY
def confirm(slug: str, origin: str, fingerprint: str, grounds: str, email: str) -> None:
    """Confirm the fingerprint of the node at ORIGIN for the organisation SLUG. 确认指纹。"""
    organisation_id = _organisation(slug)
    act = ConfirmPeer(
        organisation_id=organisation_id,
        peer_id=_peer(organisation_id, origin),
        fingerprint=fingerprint,
        grounds=grounds,
    )
    _do(act, _person(organisation_id, email))


@peer.command()
@click.argument("slug")
@click.argument("origin")
@BY
def refresh(slug: str, origin: str, email: str) -> None:
    """Take in what the node at ORIGIN says of itself now: new keys, vouched for by the old. 采纳节点的新声明。"""
    organisation_id = _organisation(slug)
    act = RenewPeerKeys(
        organisation_id=organisation_id, peer_id=_peer(organisation_id, origin), statement=_statement(origin)
    )
    _do(act, _person(organisation_id, email))


@peer.command(name="list")
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout. 输出 JSON。")
def list_peers(slug: str, as_json: bool) -> None:
    """The nodes that the organisation SLUG knows, and this node's own fingerprint. 列出节点。"""
    own = exchange_keys.own_keys()[0].public.fingerprint
    rows = of_organisation(_organisation(slug))
    if as_json:
        found = [{"origin": row.origin, "state": row.state, "fingerprint": row.fingerprint} for row in rows]
        click.echo(json.dumps({"own": own, "peers": found}))
        return
    click.echo(f"{grouped(own)}  this node 本节点")
    for row in rows:
        click.echo(f"{grouped(row.fingerprint)}  {row.state}  {row.origin}  {row.name}")


@peer.command()
def renew() -> None:
    """Give this node new keys, which the former ones vouch for; peers take them in with `refresh`. 更新本节点密钥。"""
    exchange_keys.renew(secrets.token_bytes(32))
    click.echo(grouped(exchange_keys.own_keys()[0].public.fingerprint))


def _statement(where: str) -> str:
    try:
        return fetch_statement(where) if "://" in where else Path(where).read_text(encoding="utf-8")
    except (Undeliverable, OSError, UnicodeDecodeError) as error:
        _end(_USAGE, f"{where}: {error}. 无法读取。")


def _organisation(slug: str) -> UUID:
    found = public.organisation(slug)
    if found is None:
        _end(_USAGE, f"No organisation {slug} receives here. 没有此组织：{slug}。")
    return found.id


def _person(organisation_id: UUID, email: str) -> Actor:
    for member in house.members(organisation_id):
        if member.person.email.lower() == email.lower():
            return Actor.person(member.person.id, organisation_id=organisation_id, name=member.person.name)
    _end(_USAGE, f"{email} holds no office here. 该人员在此没有职务。")


def _peer(organisation_id: UUID, origin: str) -> UUID:
    live = (row for row in of_organisation(organisation_id) if row.state != "revoked")
    found = next((row for row in live if row.origin == origin.rstrip("/")), None)
    if found is None:
        _end(_USAGE, f"No node {origin} was introduced. 未引入该节点。")
    return found.id


def _do(act: Act, by: Actor) -> None:
    outcome: Any = perform(act, by=by, at=timezone.now())
    if outcome:
        click.echo("Done. 完成。")
        return
    with translation.override("en"):
        for field, message in outcome.errors.items():
            click.echo(f"{field}: {message}", err=True)
        if outcome.refusal is not None:
            click.echo(str(outcome.refusal.reason), err=True)
    raise SystemExit(_REFUSED)


def _end(code: int, said: str) -> NoReturn:
    click.echo(said, err=True)
    raise SystemExit(code)
