"""Clients and their tokens: who registers them, for whom they act, and how that ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.idp.oidc.adapter import get_adapter
from allauth.idp.oidc.models import Client, Token
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from worgl.core.commands import IdempotencyKey
from worgl.identity import commands, queries
from worgl.identity.errors import ClientRefused, ClientUnknown, PersonUnknown
from worgl.identity.models import Person
from worgl.identity.rules import Bearer, ClientKind, NewClient, PersonId
from worgl.identity.tests.builders import NOW, PASSWORD, person
from worgl.identity.tests.test_sign_in import sign_in

pytestmark = pytest.mark.django_db

BACK = "https://shop.example.org/back"


def client(
    *, name: str = "Shop", kind: ClientKind = ClientKind.SITE, back: str = BACK, owner: PersonId | None = None
) -> NewClient:
    return commands.add_client(
        name=name, kind=kind, redirect_uris=[back] if back else [], scopes=["openid", "read"], owner=owner, now=NOW
    )


def token_for(made: NewClient, who: PersonId | None, *, value: str = "a-token", living: bool = True) -> str:
    row = Token(type=Token.Type.ACCESS_TOKEN, client_id=made.id, user_id=who)
    row.expires_at = timezone.now() + timedelta(hours=1 if living else -1)
    row.set_value(value)
    row.set_scopes(["openid", "read"])
    row.save()
    return value


def test_of_a_secret_only_a_hash_is_kept() -> None:
    made = client()
    row = Client.objects.get(pk=made.id)
    assert made.secret not in row.secret
    assert row.check_secret(made.secret)
    assert row.get_response_types() == ["code"]


@pytest.mark.parametrize(
    ("kind", "back", "has_owner"),
    [
        (ClientKind.SITE, "", False),
        (ClientKind.SITE, "http://shop.example.org/", False),
        (ClientKind.SITE, "https://*.example.org/", False),
        (ClientKind.SITE, "https://shop.example.org/#here", False),
        (ClientKind.SITE, "org.example.shop:/back", False),
        (ClientKind.SITE, "javascript:alert(1)", False),
        (ClientKind.APP, "javascript:alert(1)", False),
        (ClientKind.SITE, BACK, True),
        (ClientKind.MACHINE, BACK, True),
        (ClientKind.MACHINE, "", False),
    ],
)
def test_what_cannot_be_registered(kind: ClientKind, back: str, has_owner: bool) -> None:
    owner = person("Owner") if has_owner else None
    with pytest.raises(ClientRefused):
        client(kind=kind, back=back, owner=owner)
    assert not Client.objects.exists()


def test_an_app_comes_back_by_its_own_address_and_has_no_secret() -> None:
    made = client(kind=ClientKind.APP, back="org.example.shop:/back")
    assert made.secret == ""
    assert queries.clients()[0].kind is ClientKind.APP


@pytest.mark.parametrize("scopes", [[], ["openid", "everything"]])
def test_unknown_scopes_are_refused(scopes: list[str]) -> None:
    with pytest.raises(ClientRefused):
        commands.add_client(name="Shop", kind=ClientKind.SITE, redirect_uris=[BACK], scopes=scopes, owner=None, now=NOW)


def test_a_machine_needs_an_owner_who_is_here() -> None:
    gone = person("Gone")
    Person.objects.filter(pk=gone).update(is_active=False)
    with pytest.raises(PersonUnknown):
        client(kind=ClientKind.MACHINE, back="", owner=gone)


def test_a_token_tells_for_whom_and_what() -> None:
    alice, made = person("Alice"), client()
    found = queries.bearer(token_for(made, alice))
    assert found == Bearer(alice, frozenset({"openid", "read"}), made.id)


def test_a_machines_token_acts_for_its_owner() -> None:
    alice = person("Alice")
    made = client(kind=ClientKind.MACHINE, back="", owner=alice)
    found = queries.bearer(token_for(made, None))
    assert found is not None
    assert found.person == alice


def test_unknown_old_and_ownerless_tokens_and_those_of_switched_off_people_are_nobodys() -> None:
    alice, made = person("Alice"), client()
    assert queries.bearer("unknown") is None
    assert queries.bearer(token_for(made, alice, value="old", living=False)) is None
    assert queries.bearer(token_for(made, None, value="ownerless")) is None
    token = token_for(made, alice)
    Person.objects.filter(pk=alice).update(is_active=False)
    assert queries.bearer(token) is None


def test_what_one_allowed_only_oneself_takes_back(client: Browser) -> None:
    alice = person("Alice", email="alice@example.org", password=PASSWORD)
    bob = person("Bob", email="bob@example.org", password=PASSWORD)
    made = commands.add_client(
        name="Shop", kind=ClientKind.SITE, redirect_uris=[BACK], scopes=["openid", "read"], owner=None, now=NOW
    )
    token = token_for(made, alice)
    commands.allow_client(person=alice, client=made.id, scopes=["openid", "read"], now=NOW)
    assert queries.connected_clients(bob) == []
    with pytest.raises(ClientUnknown):
        commands.disconnect_client(actor=bob, client=made.id, key=IdempotencyKey("b"), now=NOW)
    sign_in(client, "alice@example.org", PASSWORD)
    assert "Shop" in client.get(reverse("identity:connected")).content.decode()
    client.post(reverse("identity:disconnect", args=[made.id]))
    assert queries.bearer(token) is None
    assert "Shop" not in client.get(reverse("identity:connected")).content.decode()


def test_a_removed_client_takes_its_tokens_along() -> None:
    made = client()
    token = token_for(made, person("Alice"))
    commands.remove_client(client=made.id)
    assert queries.bearer(token) is None
    with pytest.raises(ClientUnknown):
        commands.remove_client(client=made.id)


def test_subjects_differ_by_host_and_are_read_back_by_their_own_site_alone() -> None:
    alice = Person.objects.get(pk=person("Alice"))
    adapter = get_adapter()
    shop, other = (Client.objects.get(pk=client(back=back).id) for back in (BACK, "https://other.example.org/back"))
    again = Client.objects.get(pk=client(back="https://shop.example.org/second").id)
    sub = adapter.get_user_sub(shop, alice)
    assert sub != adapter.get_user_sub(other, alice)
    assert sub == adapter.get_user_sub(again, alice)
    assert adapter.get_user_by_sub(shop, sub) == alice
    for wrong in (adapter.get_user_sub(other, alice), str(alice.pk), "", "é", sub[:-2]):
        assert adapter.get_user_by_sub(shop, wrong) is None
