"""People: who runs this node, and help for those who lost their second factor."""

from __future__ import annotations

from typing import Annotated

import typer

from worgl.cli import django_side, voice
from worgl.cli.frame import group

Email = Annotated[str, typer.Argument(help="The person's e-mail address.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    people = group("Say who runs this node, and help people who cannot sign in.")
    people.command("operator")(operator)
    people.command("reset-factors")(reset_factors)
    app.add_typer(people, name="people")


def operator(
    email: Email, remove: Annotated[bool, typer.Option("--remove", help="Take it back instead.")] = False
) -> None:
    """Let a registered person run this node: they find its pages under /operator/, with a second factor."""
    django_side.ready()
    from django.utils.translation import gettext as _

    from worgl.identity.commands import make_operator, stop_operator
    from worgl.identity.queries import person_by_email

    person = person_by_email(email)
    if remove:
        stop_operator(person=person.id)
        voice.say(_("{email} is no operator any more.").format(email=person.email))
        return
    make_operator(person=person.id)
    voice.say(_("{email} is an operator.").format(email=person.email))


def reset_factors(email: Email) -> None:
    """Take away all second factors of somebody who lost them. Make sure first that it is they who ask."""
    django_side.ready()
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    from worgl.identity.commands import remove_second_factors
    from worgl.identity.queries import person_by_email

    removed = remove_second_factors(person=person_by_email(email).id)
    if not removed:
        voice.say(_("There was no second factor."))
        return
    sentence = ngettext(
        "{count} second factor is taken away; the password alone lets in now.",
        "{count} second factors are taken away; the password alone lets in now.",
        removed,
    )
    voice.say(sentence.format(count=removed))
