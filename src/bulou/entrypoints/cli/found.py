"""`bulou found`: an organisation of this node, with its first people."""

import secrets
from uuid import UUID

import click
from django.utils import timezone

from bulou.acts import Actor, Outcome, perform
from bulou.acts.membership import AppointPerson, FoundNode, FoundOrganisation
from bulou.entrypoints.cli.node import NEEDED_FIRST, unapplied
from bulou.law.bodies import Body

ROLES = ("vendor", "operator", "platform", "authority", "supplier", "finder")


@click.command()
@click.argument("slug")
@click.option("--prefix", required=True, help="How its case numbers begin, e.g. QY. 案件编号前缀。")
@click.option("--name-zh", required=True, help="Its name in Chinese. 中文名称。")
@click.option("--name-en", required=True, help="Its name in English. 英文名称。")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice(ROLES),
    help="Repeatable. 角色，可多次。",
)
@click.option(
    "--body",
    "bodies",
    multiple=True,
    type=click.Choice([body.value for body in Body]),
    help="Of an authority: which body it is; repeatable, miit if none. 主管部门的具体单位，可多次，缺省为 miit。",
)
@click.option("--overseas", is_flag=True, help="It is established outside the mainland. 设在境外。")
@click.option("--contact", default="", help="Where notices for it go, an e-mail address. 联系邮箱。")
@click.option("--lead", required=True, help="E-mail address of its first lead. 首位负责人邮箱。")
@click.option("--lead-name", required=True, help="Name of that lead. 负责人姓名。")
@click.option("--admin", default="", help="E-mail address of its security administrator. 安全管理员邮箱。")
@click.option("--admin-name", default="", help="Name of that administrator. 安全管理员姓名。")
def found(slug: str, prefix: str, name_zh: str, name_en: str, roles: tuple[str, ...], bodies: tuple[str, ...],
          overseas: bool, contact: str,
          lead: str, lead_name: str, admin: str, admin_name: str) -> None:  # fmt: skip
    """Found the organisation SLUG and appoint its lead and, if named, its security administrator. 设立组织。

    Each gets a password that is shown once, here. Everyone else is invited by the security administrator at the desk.
    """
    if unapplied():
        click.echo("Run `bulou init` first. 请先运行 bulou init。", err=True)
        raise SystemExit(NEEDED_FIRST)
    system, at = Actor.system(), timezone.now()
    perform(
        FoundNode(node=slug), by=system, at=at
    )  # the first organisation founds the node; later ones find it there
    act = FoundOrganisation(slug=slug, prefix=prefix, name_zh=name_zh, name_en=name_en, roles=roles,
                            overseas=overseas, contact_email=contact, bodies=bodies)  # fmt: skip
    organisation_id = UUID(_done(perform(act, by=system, at=at)).ids["organisation_id"])
    people = [(lead, lead_name, "lead"), (admin, admin_name, "security_admin")]
    for email, name, office in people:
        if email:
            _appoint(organisation_id, email, name or email, office)


def _appoint(organisation_id: UUID, email: str, name: str, office: str) -> None:
    password = secrets.token_urlsafe(12)
    act = AppointPerson(
        organisation_id=organisation_id, email=email, person=name, offices=(office,), password=password
    )
    _done(perform(act, by=Actor.system(), at=timezone.now()))
    click.echo(f"{office}: {email}  {password}")


def _done(outcome: Outcome) -> Outcome:
    if outcome:
        return outcome
    for field, message in outcome.errors.items():
        click.echo(f"{field}: {message}", err=True)
    raise SystemExit(2)
