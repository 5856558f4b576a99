"""What sites were allowed before there were consents is a consent afterwards."""

from __future__ import annotations

from importlib import import_module

import pytest
from allauth.idp.oidc.models import Token
from django.apps import apps

from worgl.identity import queries
from worgl.identity.models import Consent
from worgl.identity.tests.builders import person
from worgl.identity.tests.test_clients import client, token_for

pytestmark = pytest.mark.django_db


def test_who_holds_tokens_is_allowed_what_they_may_and_others_nothing() -> None:
    alice, bob, made = person("Alice"), person("Bob"), client()
    token_for(made, alice, value="one")
    token_for(made, alice, value="two")
    Token.objects.filter(user_id=alice).update(scopes="openid\npay")
    token_for(made, alice, value="three")
    token_for(made, None, value="a machine's")
    step = import_module("worgl.identity.migrations.0005_consents_given")
    for _twice in range(2):
        step.keep_consents(apps, None)
    assert Consent.objects.get().scopes == ["openid", "pay", "read"]
    assert queries.has_allowed(person=alice, client=made.id, scopes=["openid", "pay", "read"])
    assert not queries.has_allowed(person=bob, client=made.id, scopes=[])
