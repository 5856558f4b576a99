"""Who may enter which address: every address of the document has a line here, for every kind of person."""

from __future__ import annotations

import pytest

from tests.support.queries import statements, writes
from worgl.api.api import api
from worgl.api.tests.builders import (
    Program,
    open_town,
    person_of,
    program,
    rolled_back,
)
from worgl.api.tests.doors import Door, door
from worgl.core.later import gathering
from worgl.core.rest import Scope

pytestmark = pytest.mark.both

#                                                          alice bob charlie dora emil nobody   scopes
DOORS = """
GET    /me                                                 200   200  200  200  200  401  all
PUT    /me/name                                            200   200  200  200  200  401  admin
PUT    /me/preferences                                     200   200  200  200  200  401  admin
GET    /me/picture                                         404   200  404  404  404  401  read
PUT    /me/picture                                         200   200  200  200  200  401  admin
DELETE /me/picture                                         204   204  204  204  204  401  admin
POST   /me/everything                                      200   200  200  200  200  401  read+messages
GET    /me/everything                                      404   200  404  404  404  401  read+messages
GET    /me/everything/{parcel}                             404   200  404  404  404  401  read+messages
GET    /notices                                            200   200  200  200  200  401  read
POST   /notices/read                                       200   200  200  200  200  401  admin
POST   /notices/{notice}/read                              404   204  404  404  404  401  admin
GET    /notices/choices                                    200   200  200  200  200  401  read
PUT    /notices/choices/{kind}                             200   200  200  200  200  401  admin
GET    /notices/hours                                      200   200  200  200  200  401  read
PUT    /notices/hours                                      200   200  200  200  200  401  admin
GET    /notices/address                                    200   200  200  200  200  401  read
POST   /notices/address/trust                              204   204  204  204  204  401  admin
GET    /communities                                        200   200  200  200  200  401  read
POST   /found                                              409   409  409  409  200  401  admin
GET    /invitations/{token}                                200   200  200  200  200  401  read
POST   /invitations/{token}/join                           409   409  200  403  200  401  admin
GET    /communities/{slug}                                 200   200  403  200  403  401  read
GET    /communities/{slug}/members                         200   200  403  200  403  401  read
GET    /communities/{slug}/members/{member}                200   200  403  200  403  401  read pay receive messages
GET    /communities/{slug}/members/{member}/picture        200   200  403  200  403  401  read pay receive messages
PUT    /communities/{slug}/about-me                        200   200  403  403  403  401  admin
POST   /communities/{slug}/welcome/dismiss                 204   204  403  403  403  401  admin
GET    /communities/{slug}/chats                           200   200  403  200  403  401  messages
GET    /communities/{slug}/chats/{member}                  200   200  403  200  403  401  messages
GET    /communities/{slug}/chats/{member}/messages         200   200  403  200  403  401  messages
POST   /communities/{slug}/chats/{member}/messages         200   200  403  403  403  401  messages
POST   /communities/{slug}/chats/{member}/read             404   204  403  404  403  401  messages
PUT    /communities/{slug}/chats/{member}/block            204   204  403  403  403  401  messages
DELETE /communities/{slug}/chats/{member}/block            204   204  403  403  403  401  messages
POST   /communities/{slug}/members/{member}/report         200   404  403  403  403  401  messages
POST   /communities/{slug}/messages/{line}/report          404   200  403  403  403  401  messages
GET    /communities/{slug}/reports                         200   403  403  403  403  401  admin
POST   /communities/{slug}/reports/{report}/resolve        204   403  403  403  403  401  admin
GET    /communities/{slug}/applications                    200   403  403  403  403  401  admin
POST   /communities/{slug}/applications/{member}/approve   204   403  403  403  403  401  admin
POST   /communities/{slug}/applications/{member}/decline   204   403  403  403  403  401  admin
POST   /communities/{slug}/members/{member}/suspend        204   403  403  403  403  401  admin
POST   /communities/{slug}/members/{member}/reinstate      409   403  403  403  403  401  admin
PUT    /communities/{slug}/members/{member}/roles/{role}   204   403  403  403  403  401  admin
DELETE /communities/{slug}/members/{member}/roles/{role}   204   403  403  403  403  401  admin
GET    /communities/{slug}/acts                            200   403  403  403  403  401  admin
GET    /communities/{slug}/acts.csv                        200   403  403  403  403  401  admin
GET    /communities/{slug}/queue                           200   403  403  403  403  401  admin
POST   /communities/{slug}/jobs/{job}/retry                204   403  403  403  403  401  admin
GET    /communities/{slug}/invitations                     200   200  403  200  403  401  read
POST   /communities/{slug}/invitations                     200   200  403  403  403  401  admin
DELETE /communities/{slug}/invitations/{invitation}        404   204  403  403  403  401  admin
GET    /communities/{slug}/questions                       200   403  403  403  403  401  admin
POST   /communities/{slug}/questions                       200   403  403  403  403  401  admin
POST   /communities/{slug}/questions/drop                  404   403  403  403  403  401  admin
PUT    /communities/{slug}/name                            200   403  403  403  403  401  admin
PUT    /communities/{slug}/cap                             200   403  403  403  403  401  admin
PUT    /communities/{slug}/words                           200   403  403  403  403  401  admin
GET    /communities/{slug}/currency                        200   200  403  200  403  401  all
PUT    /communities/{slug}/currency                        200   403  403  403  403  401  admin
GET    /communities/{slug}/balance                         200   200  403  200  403  401  read
GET    /communities/{slug}/limits                          200   200  403  200  403  401  read pay
GET    /communities/{slug}/town                            200   200  403  200  403  401  read
GET    /communities/{slug}/town/days                       200   200  403  200  403  401  read
GET    /communities/{slug}/town/days.csv                   200   200  403  200  403  401  read
GET    /communities/{slug}/commons                         200   200  403  200  403  401  read
GET    /communities/{slug}/grants                          200   200  403  200  403  401  read
GET    /communities/{slug}/levies                          200   200  403  200  403  401  read
GET    /communities/{slug}/levies/mine                     200   200  403  200  403  401  read
GET    /communities/{slug}/levies/preview                  200   403  403  403  403  401  admin
GET    /communities/{slug}/levies/run                      404   403  403  403  403  401  admin
GET    /communities/{slug}/health                          200   403  403  403  403  401  admin
GET    /communities/{slug}/roll                            200   403  403  403  403  401  admin
GET    /communities/{slug}/roll.csv                        200   403  403  403  403  401  admin
GET    /communities/{slug}/limits/by-rule                  200   403  403  403  403  401  admin
POST   /communities/{slug}/limits/by-rule                  200   403  403  403  403  401  admin
GET    /communities/{slug}/limits/by-rule/{job}            200   403  403  403  403  401  admin
GET    /communities/{slug}/imports                         200   403  403  403  403  401  admin
POST   /communities/{slug}/imports                         200   403  403  403  403  401  admin
GET    /communities/{slug}/imports/{table}                 200   403  403  403  403  401  admin
GET    /communities/{slug}/imports/{table}/faults.csv      200   403  403  403  403  401  admin
POST   /communities/{slug}/imports/{table}/start           200   403  403  403  403  401  admin
GET    /communities/{slug}/imports/{table}/letters         200   403  403  403  403  401  admin
POST   /communities/{slug}/imports/{table}/letters         200   403  403  403  403  401  admin
DELETE /communities/{slug}/imports/{table}/letters         200   403  403  403  403  401  admin
POST   /communities/{slug}/imports/{table}/links           200   403  403  403  403  401  admin
GET    /communities/{slug}/policy                          200   200  403  200  403  401  read
GET    /communities/{slug}/policy/changes                  200   200  403  200  403  401  read
POST   /communities/{slug}/policy/preview                  200   403  403  403  403  401  admin
POST   /communities/{slug}/policy/changes                  200   403  403  403  403  401  admin
DELETE /communities/{slug}/policy/changes/{change}         204   403  403  403  403  401  admin
POST   /communities/{slug}/grants                          200   403  403  403  403  401  admin
POST   /communities/{slug}/grants/preview                  200   403  403  403  403  401  admin
POST   /communities/{slug}/commons/payments/preview        200   403  403  403  403  401  admin
POST   /communities/{slug}/operator/payments/preview       200   403  403  403  403  401  admin
POST   /communities/{slug}/commons/payments                409   403  403  403  403  401  admin
GET    /communities/{slug}/members/{member}/limits         200   403  403  403  403  401  admin
PUT    /communities/{slug}/members/{member}/limits         200   403  403  403  403  401  admin
POST   /communities/{slug}/payments/preview                200   200  403  200  403  401  read pay
POST   /communities/{slug}/payments                        409   200  403  403  403  401  pay
POST   /communities/{slug}/payments/batch                  200   200  403  403  403  401  pay
GET    /communities/{slug}/payments/{payment}              200   200  403  404  403  401  read receive admin
GET    /communities/{slug}/payments/{payment}/receipt.pdf  200   200  403  404  403  401  read receive admin
POST   /communities/{slug}/payments/{payment}/refund       200   403  403  404  403  401  receive
POST   /communities/{slug}/payments/{payment}/refund/preview  200   403  403  404  403  401  read
GET    /communities/{slug}/requests                        200   200  403  200  403  401  read receive pay
POST   /communities/{slug}/requests                        200   200  403  403  403  401  receive
POST   /communities/{slug}/requests/till                   200   200  403  403  403  401  receive
GET    /communities/{slug}/requests/{asked}                200   200  403  404  403  401  read receive pay
POST   /communities/{slug}/requests/{asked}/preview        200   200  403  404  403  401  read pay
POST   /communities/{slug}/requests/{asked}/pay            422   200  403  404  403  401  pay
POST   /communities/{slug}/requests/{asked}/deny           403   200  403  403  403  401  pay
POST   /communities/{slug}/requests/{asked}/remind         200   403  403  403  403  401  receive
POST   /communities/{slug}/requests/{asked}/cancel         200   403  403  403  403  401  receive
GET    /communities/{slug}/standing-orders                 200   200  403  200  403  401  read
POST   /communities/{slug}/standing-orders                 200   200  403  403  403  401  pay
GET    /communities/{slug}/standing-orders/{order}         404   200  403  404  403  401  read
GET    /communities/{slug}/standing-orders/{order}/dates   404   200  403  404  403  401  read
POST   /communities/{slug}/standing-orders/{order}/pause   404   200  403  404  403  401  pay
POST   /communities/{slug}/standing-orders/{order}/resume  404   200  403  403  403  401  pay
POST   /communities/{slug}/standing-orders/{order}/skip    404   200  403  404  403  401  pay
POST   /communities/{slug}/standing-orders/{order}/cancel  404   200  403  404  403  401  pay
GET    /communities/{slug}/pay-lists                       200   200  403  200  403  401  read pay
POST   /communities/{slug}/pay-lists                       200   200  403  403  403  401  pay
GET    /communities/{slug}/pay-lists/{pay_list}            404   200  403  404  403  401  read pay
GET    /communities/{slug}/pay-lists/{pay_list}/rows       404   200  403  404  403  401  read pay
POST   /communities/{slug}/pay-lists/{pay_list}/start      404   200  403  404  403  401  pay
GET    /communities/{slug}/pay-lists/{pay_list}/result.csv  404  200  403  404  403  401  read pay
GET    /communities/{slug}/vouchers                        200   200  403  200  403  401  read pay
POST   /communities/{slug}/vouchers                        409   200  403  403  403  401  pay
POST   /communities/{slug}/vouchers/redeem                 404   404  403  403  403  401  receive
GET    /communities/{slug}/vouchers/{series}               404   200  403  404  403  401  read pay
GET    /communities/{slug}/vouchers/{series}/codes         404   200  403  404  403  401  pay
GET    /communities/{slug}/vouchers/{series}/sheet.pdf     404   200  403  404  403  401  pay
POST   /communities/{slug}/vouchers/{series}/cancel        404   200  403  404  403  401  pay
GET    /communities/{slug}/disputes                        200   200  403  200  403  401  read receive
GET    /communities/{slug}/disputes/waiting                200   403  403  403  403  401  admin
POST   /communities/{slug}/payments/{payment}/dispute      403   200  403  403  403  401  pay
GET    /communities/{slug}/disputes/{dispute}              200   200  403  404  403  401  read receive admin
POST   /communities/{slug}/disputes/{dispute}/answer       200   403  403  403  403  401  receive
POST   /communities/{slug}/disputes/{dispute}/settle       200   403  403  403  403  401  receive
POST   /communities/{slug}/disputes/{dispute}/withdraw     403   200  403  403  403  401  pay
POST   /communities/{slug}/disputes/{dispute}/rule         200   403  403  403  403  401  admin
GET    /communities/{slug}/till                            200   200  403  200  403  401  read receive
GET    /communities/{slug}/till.csv                        200   200  403  200  403  401  read receive
GET    /communities/{slug}/announcements                   200   200  403  200  403  401  read
GET    /communities/{slug}/announcements/all               200   403  403  403  403  401  admin
POST   /communities/{slug}/announcements                   200   403  403  403  403  401  admin
POST   /communities/{slug}/announcements/{announcement}/dismiss  204  204  403  403  403  401  admin
DELETE /communities/{slug}/announcements/{announcement}    204   403  403  403  403  401  admin
POST   /communities/{slug}/operator/payments               409   403  403  403  403  401  admin
GET    /communities/{slug}/acting                          200   200  403  200  403  401  all
POST   /communities/{slug}/shops                           200   200  403  403  403  401  admin
GET    /communities/{slug}/shops/{shop}/staff              200   200  403  403  403  401  read admin
POST   /communities/{slug}/shops/{shop}/staff              409   200  403  403  403  401  admin
GET    /communities/{slug}/shops/{shop}/staff-wishes       200   200  403  403  403  401  read admin
POST   /communities/{slug}/staff-wishes/{wish}/agree       404   204  403  403  403  401  admin
POST   /communities/{slug}/staff-wishes/{wish}/refuse      404   204  403  403  403  401  admin
GET    /communities/{slug}/look                            200   200  403  200  403  401  read
PUT    /communities/{slug}/look                            200   403  403  403  403  401  admin
PUT    /communities/{slug}/look/logo                       200   403  403  403  403  401  admin
DELETE /communities/{slug}/look/logo                       204   403  403  403  403  401  admin
PUT    /communities/{slug}/look/icon                       200   403  403  403  403  401  admin
DELETE /communities/{slug}/look/icon                       204   403  403  403  403  401  admin
GET    /communities/{slug}/texts                           200   200  403  200  403  401  read
POST   /communities/{slug}/texts/agree                     204   204  403  204  403  401  admin
PUT    /communities/{slug}/texts/{kind}                    200   403  403  403  403  401  admin
GET    /communities/{slug}/givings/preview                 200   403  403  403  403  401  admin
POST   /communities/{slug}/givings                         200   403  403  403  403  401  admin
GET    /communities/{slug}/givings/{giving}                200   403  403  403  403  401  admin
DELETE /communities/{slug}/staff/{staff}                   404   204  403  403  403  401  admin
GET    /communities/{slug}/leaving                         200   200  403  200  200  401  read
POST   /communities/{slug}/leave                           409   200  403  409  409  401  admin+pay
GET    /communities/{slug}/webhooks                        200   200  403  403  403  401  read admin
POST   /communities/{slug}/webhooks                        200   200  403  403  403  401  read admin
GET    /communities/{slug}/webhooks/{endpoint}             404   200  403  403  403  401  read admin
PUT    /communities/{slug}/webhooks/{endpoint}             404   200  403  403  403  401  read admin
DELETE /communities/{slug}/webhooks/{endpoint}             404   204  403  403  403  401  read admin
GET    /communities/{slug}/webhooks/{endpoint}/secret      404   200  403  403  403  401  read admin
POST   /communities/{slug}/webhooks/{endpoint}/resume      404   200  403  403  403  401  read admin
POST   /communities/{slug}/webhooks/{endpoint}/test        404   204  403  403  403  401  read admin
GET    /communities/{slug}/webhooks/{endpoint}/messages    404   200  403  403  403  401  read admin
POST   /communities/{slug}/webhooks/{endpoint}/messages/{message}/replay  404  204  403  403  403  401  read admin
GET    /communities/{slug}/activity                        200   200  403  200  403  401  read
GET    /communities/{slug}/statement                       200   200  403  200  403  401  read
GET    /communities/{slug}/statement.csv                   200   200  403  200  403  401  read
GET    /communities/{slug}/statement.pdf                   200   200  403  200  403  401  read
"""
LINES = [line.split() for line in DOORS.strip().splitlines()]


def scopes_of(line: list[str]) -> set[str]:
    """Return the scopes that open a line's address; two with a plus between them open it only together."""
    return set(Scope) if line[8:] == ["all"] else {each.replace("+", " ") for each in line[8:]}


def test_every_address_of_the_document_has_its_line() -> None:
    paths = api.get_openapi_schema()["paths"]
    documented = {(method.upper(), path.removeprefix("/api/v1")) for path, ways in paths.items() for method in ways}
    assert {(line[0], line[1]) for line in LINES} == documented


def test_each_person_enters_where_he_may(db: None) -> None:
    town = open_town()
    people = [town.nobody, town.emil, town.dora, town.charlie, town.bob, town.alice]
    found = {}
    for method, path, *_rest in LINES:
        with rolled_back():
            tried = door(town, method, path)
            found[method, path] = [tried.tried_by(who) for who in people][::-1]
    assert found == {(line[0], line[1]): [int(status) for status in line[2:8]] for line in LINES}


def test_no_answer_to_a_read_writes(db: None) -> None:
    town = open_town()
    found = {}
    for method, path, *_rest in LINES:
        if method != "GET":
            continue
        with rolled_back():
            tried = door(town, method, path)
            with gathering(), statements() as asked:
                tried.tried_by(town.alice)
            if writes(asked):
                found[path] = writes(asked)[0][:80]
    assert found == {}


def test_only_the_scopes_of_an_address_open_it(db: None) -> None:
    town = open_town()
    kinds = {*Scope, *(kind for line in LINES for kind in scopes_of(line))}
    # Of what has two sides each scope opens one: an address is open to a scope when it is to one of the two.
    sides = [person_of(town.town.alice_id), person_of(town.town.bob_id)]
    keys = {kind: [program(side, *map(Scope, kind.split()), slug=town.town.slug) for side in sides] for kind in kinds}
    found = {}
    for line in LINES:
        method, path = line[:2]
        with rolled_back():
            tried = door(town, method, path)
            tries = {*Scope, *scopes_of(line)}
            found[method, path] = {str(kind) for kind in tries if not all(is_short(tried, key) for key in keys[kind])}
    assert found == {(line[0], line[1]): scopes_of(line) for line in LINES}


def is_short(tried: Door, who: Program) -> bool:
    """Tell whether a key does not reach an address, with whatever is sent to it."""
    bodies = [tried.body]
    if isinstance(tried.body, dict) and "kinds" in tried.body:
        bodies.append(tried.body | {"for_community": True})
    answers = [who.send(tried.method, tried.path, body) for body in bodies]
    return all(answer.status_code == 403 and answer.json()["code"] == "scope_missing" for answer in answers)


def test_the_document_names_the_scopes_of_every_address() -> None:
    paths = api.get_openapi_schema()["paths"]
    for line in LINES:
        method, path = line[:2]
        assert set(paths[f"/api/v1{path}"][method.lower()]["x-scopes"]) == scopes_of(line)
