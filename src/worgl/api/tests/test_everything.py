"""Everything about oneself over HTTP: ordered, looked after, fetched by its owner alone."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.core.cache import cache

from worgl.api.tests.builders import (
    Programs,
    a_picture,
    ok,
    open_town,
    person_of,
    program,
    refused,
)
from worgl.core import clock, jobs
from worgl.core.limits import PARCELS_PACKED
from worgl.core.models import Job
from worgl.core.rest import Scope

PARCEL = "/me/everything"


@pytest.fixture
def town(db: None) -> Programs:
    cache.clear()
    return open_town()


def test_a_parcel_is_ordered_once_packed_and_fetched_by_its_owner_alone(town: Programs) -> None:
    assert refused(town.bob.get(PARCEL)) == (404, "not_found")
    ok(town.bob.send("PUT", "/me/picture", a_picture()))
    ok(town.bob.post(f"/communities/{{slug}}/chats/{town.town.alice_code}/messages", {"text": "Hello"}))
    made = ok(town.bob.post(PARCEL))
    assert (made["state"], made["ready_at"]) == ("packing", None)
    assert ok(town.bob.post(PARCEL))["id"] == made["id"], "one at a time"
    assert town.bob.get(f"{PARCEL}/{made['id']}").status_code == 404, "not ready yet"
    jobs.run_due(now=clock.now())
    ready = ok(town.bob.get(PARCEL))
    fetched = town.bob.get(f"{PARCEL}/{made['id']}")
    assert (ready["state"], ready["size"]) == ("ready", len(fetched.content))
    assert (fetched["Content-Type"], fetched["Cache-Control"]) == ("application/zip", "no-store")
    with zipfile.ZipFile(io.BytesIO(fetched.content)) as archive:
        assert json.loads(archive.read("person.json"))["name"] == "Bob Hain"
        assert "picture.webp" in archive.namelist()
        assert b"Hello" in archive.read("inbox.json")
    for other in (town.alice, town.charlie):
        assert refused(other.get(f"{PARCEL}/{made['id']}")) == (404, "not_found")


def test_a_parcel_that_failed_is_told_and_ordered_anew(town: Programs) -> None:
    made = ok(town.bob.post(PARCEL))
    Job.objects.filter(kind="web.everything_about_me").update(state="failed")
    assert ok(town.bob.get(PARCEL))["state"] == "failed"
    assert ok(town.bob.post(PARCEL))["id"] != made["id"]


def test_a_parcel_is_packed_so_often_a_day(town: Programs) -> None:
    for _time in range(PARCELS_PACKED.most):
        ok(town.bob.post(PARCEL))
        Job.objects.filter(kind="web.everything_about_me").update(state="failed")
    assert refused(town.bob.post(PARCEL)) == (429, "packed_often")
    ok(town.alice.post(PARCEL))


def test_a_parcel_takes_a_key_that_reads_all_there_is_to_read(town: Programs) -> None:
    walkers, bob = town.town, person_of(town.town.bob_id)
    for scopes in ([Scope.READ, Scope.ADMIN, Scope.PAY], [Scope.MESSAGES]):
        poor = program(bob, *scopes, slug=walkers.slug)
        assert refused(poor.post(PARCEL)) == refused(poor.get(PARCEL)) == (403, "scope_missing")
    bound = program(bob, slug=walkers.slug, community=walkers.community)
    assert refused(bound.post(PARCEL)) == refused(bound.get(PARCEL)) == (403, "key_of_one")
    assert ok(program(bob, Scope.READ, Scope.MESSAGES).post(PARCEL))["state"] == "packing"
