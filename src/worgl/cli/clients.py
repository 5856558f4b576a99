"""Clients: the sites, apps and machines that may ask worgl for access tokens."""

from __future__ import annotations

from typing import Annotated

import typer

from worgl.cli import django_side, voice
from worgl.cli.frame import group


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    client = group("Say which sites, apps and machines may use worgl for signing people in, or act in their name.")
    client.command("add")(add)
    client.command("list")(list_clients)
    client.command("remove")(remove)
    app.add_typer(client, name="client")


def add(
    name: Annotated[str, typer.Argument(help="How people know it, such as “Bike rental”.")],
    kind: Annotated[
        str, typer.Option(help="site (keeps a secret), app (cannot) or machine (acts for --owner).")
    ] = "site",
    redirect: Annotated[
        list[str] | None, typer.Option(help="Address people are sent back to; may be repeated.")
    ] = None,
    after_sign_out: Annotated[
        list[str] | None,
        typer.Option(help="Address it may have people sent to after signing them out; may be repeated."),
    ] = None,
    scope: Annotated[list[str] | None, typer.Option(help="What it may ask for; may be repeated.")] = None,
    owner: Annotated[str, typer.Option(help="E-mail address of the person a machine acts for.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Register a client and print its id and secret. The secret is shown this once.

    Scopes: openid, profile, email, read, pay, receive, messages, admin. Without any: openid, profile and email.
    """
    django_side.ready()
    from django.utils.translation import gettext as _

    from worgl.core import clock
    from worgl.identity.commands import add_client
    from worgl.identity.queries import person_by_email
    from worgl.identity.rules import ClientKind

    if kind not in set(ClientKind):
        message = f"There is no kind “{kind}”. There are: {', '.join(ClientKind)}."
        raise typer.BadParameter(message, param_hint="--kind")
    made = add_client(
        name=name,
        kind=ClientKind(kind),
        redirect_uris=redirect or [],
        scopes=scope or ["openid", "profile", "email"],
        owner=person_by_email(owner).id if owner else None,
        after_sign_out=after_sign_out or [],
        now=clock.now(),
    )
    if json:
        voice.show_json(made)
        return
    voice.say(_("Client id: {id}").format(id=made.id))
    if made.secret:
        voice.say(_("Secret: {secret}").format(secret=made.secret))
        voice.note(_("Only a hash of the secret is kept: note it now."))


def list_clients(json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """List the clients, newest first."""
    django_side.ready()
    from django.utils.translation import gettext as _

    from worgl.identity.queries import clients

    found = clients()
    if json:
        voice.show_json(found)
        return
    rows = [(one.id, one.name, one.kind, " ".join(one.scopes), " ".join(one.redirect_uris)) for one in found]
    voice.show_table((_("Client"), _("Name"), _("Kind"), _("Scopes"), _("Sent back to")), rows)


def remove(client: Annotated[str, typer.Argument(help="The client's id, from “worgl client list”.")]) -> None:
    """Remove a client; all its tokens stop working."""
    django_side.ready()
    from django.utils.translation import gettext as _

    from worgl.identity.commands import remove_client

    remove_client(client=client)
    voice.say(_("The client is removed; its tokens no longer work."))
