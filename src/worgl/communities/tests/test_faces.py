"""How a person looks: shown wherever they are shown, and to nobody outside their communities."""

from __future__ import annotations

import pytest

from tests.support.queries import statements
from worgl.communities import commands, models, queries
from worgl.communities.errors import MemberUnknown, NoShop, NotYourShop
from worgl.communities.portability import TABLES, shown_persons
from worgl.communities.rules import Capacity, MemberFilter, MemberId
from worgl.communities.tests.builders import Town, community, fresh_key, invitation, member, town
from worgl.core.errors import NotFound, PictureRefused
from worgl.core.portability import RowRefused, read_back, written
from worgl.identity.commands import remove_picture
from worgl.identity.queries import own_picture
from worgl.identity.tests.builders import NOW, photo, shown

pytestmark = pytest.mark.django_db


def test_a_picture_is_for_the_person_and_the_members_of_his_communities() -> None:
    here = town()
    face = shown(here.bob_person)
    for viewer in (here.alice_person, here.bob_person):
        assert queries.picture_for(face, viewer=viewer)
    with pytest.raises(NotFound):
        queries.picture_for(face, viewer=here.charlie_person)
    with pytest.raises(NotFound):
        queries.picture_for("0" * 64, viewer=here.bob_person)


def test_the_same_picture_of_two_people_is_seen_by_the_members_of_both() -> None:
    here = town()
    assert shown(here.bob_person) == shown(here.charlie_person)
    face = own_picture(here.bob_person)
    assert queries.picture_for(face, viewer=here.alice_person)
    assert queries.picture_for(face, viewer=here.charlie_person)
    remove_picture(actor=here.bob_person, key=fresh_key(), now=NOW)
    with pytest.raises(NotFound):
        queries.picture_for(face, viewer=here.alice_person)


def test_who_asks_to_join_is_seen_and_sees_nobody() -> None:
    here = town()
    commands.join(actor=here.charlie_person, token=invitation(here.bob).token, name="Charlie", key=fresh_key(), now=NOW)
    of_bob, of_charlie = shown(here.bob_person), shown(here.charlie_person, "blue")
    assert queries.picture_for(of_charlie, viewer=here.alice_person)
    with pytest.raises(NotFound):
        queries.picture_for(of_bob, viewer=here.charlie_person)
    (waits,) = queries.pending(community=here.community, viewer=here.alice).items
    assert waits.member.picture == of_charlie


def test_who_has_left_is_seen_no_more_and_sees_nobody() -> None:
    here = town()
    of_alice, of_bob = shown(here.alice_person), shown(here.bob_person, "blue")
    commands.leave(actor=here.bob, key=fresh_key(), now=NOW)
    assert queries.member(here.bob).picture == ""
    assert list(shown_persons(here.community)) == [here.alice_person]
    for face, viewer in ((of_bob, here.alice_person), (of_alice, here.bob_person)):
        with pytest.raises(NotFound):
            queries.picture_for(face, viewer=viewer)


def test_every_read_of_members_carries_the_picture() -> None:
    here = town()
    face = shown(here.bob_person)
    code = queries.member(here.bob).code
    one, slug = here.community, here.slug
    assert queries.member_by_code(community=one, code=code).picture == face
    assert queries.member_for(community=one, person=here.bob_person).picture == face
    assert queries.members_by_codes(community=one, codes=[code])[code].picture == face
    assert queries.members_by_ids([here.bob])[here.bob].picture == face
    assert queries.seat(slug=slug, person=here.bob_person)[1].picture == face
    assert queries.communities_of(here.bob_person)[0][1].picture == face
    assert queries.acting_choices(here.bob_person)[0].member.picture == face
    assert queries.find_by_code(viewer=here.alice_person, code=code)[0][1].picture == face
    listed = queries.members(community=one, viewer=here.alice).items
    assert {row.id: row.picture for row in listed} == {here.alice: "", here.bob: face}
    roll = queries.members_matching(community=one, asked=MemberFilter())
    assert {row.id: row.picture for row in roll} == {here.alice: "", here.bob: face}


def test_a_shop_has_its_initials_and_its_people_their_faces() -> None:
    here = town()
    face = shown(here.bob_person)
    shop = commands.open_shop(actor=here.bob, name="Bakery", key=fresh_key(), now=NOW)
    (keeper,) = queries.staff_of(shop=shop, viewer=here.alice)
    assert (keeper.shop.picture, keeper.member.picture) == ("", face)


def bakery(here: Town) -> MemberId:
    """Open a shop that Bob keeps, and let it in."""
    shop = commands.open_shop(actor=here.bob, name="Bakery", key=fresh_key(), now=NOW)
    commands.approve(actor=here.alice, member=shop, key=fresh_key(), now=NOW)
    return shop


def show(here: Town, shop: MemberId, *, by: MemberId, colour: str = "red") -> str:
    return commands.show_shop_picture(actor=by, shop=shop, content=photo(colour), key=fresh_key(), now=NOW)


def test_a_shop_has_a_picture_of_its_own_wherever_it_is_read() -> None:
    here = town()
    shop = bakery(here)
    face, red = shown(here.bob_person, "blue"), show(here, shop, by=here.bob)
    assert queries.member(shop).picture == red
    assert queries.members_by_ids([shop, here.bob])[shop].picture == red
    listed = queries.members(community=here.community, viewer=here.alice).items
    assert {row.id: row.picture for row in listed} == {here.alice: "", here.bob: face, shop: red}
    own, acting = queries.acting_choices(here.bob_person)
    assert (own.member.picture, acting.member.picture) == (face, red)
    (keeper,) = queries.staff_of(shop=shop, viewer=here.alice)
    assert (keeper.shop.picture, keeper.member.picture) == (red, face)
    roll = queries.members_matching(community=here.community, asked=MemberFilter())
    assert {row.id: row.picture for row in roll}[shop] == red


def test_a_shops_picture_is_for_the_members_of_its_community() -> None:
    here = town()
    shop = bakery(here)
    red = show(here, shop, by=here.bob)
    for viewer in (here.alice_person, here.bob_person):
        assert queries.picture_for(red, viewer=viewer)
    with pytest.raises(NotFound):
        queries.picture_for(red, viewer=here.charlie_person)
    blue = show(here, shop, by=shop, colour="blue")
    with pytest.raises(NotFound):
        queries.picture_for(red, viewer=here.alice_person)
    commands.leave(actor=shop, key=fresh_key(), now=NOW)
    assert queries.member(shop).picture == ""
    with pytest.raises(NotFound):
        queries.picture_for(blue, viewer=here.alice_person)
    assert not models.ShopPicture.objects.exists()


def test_keepers_and_administrators_choose_a_shops_picture_and_nobody_else() -> None:
    here = town()
    shop, dora = (
        bakery(here),
        commands.join(
            actor=here.charlie_person, token=invitation(here.alice).token, name="Dora", key=fresh_key(), now=NOW
        ),
    )
    commands.name_staff(actor=here.bob, shop=shop, member=dora, capacity=Capacity.TILL, key=fresh_key(), now=NOW)
    for stranger, refusal in ((dora, NotYourShop), (here.charlie, MemberUnknown)):
        with pytest.raises(refusal):
            show(here, shop, by=stranger)
        with pytest.raises(refusal):
            commands.remove_shop_picture(actor=stranger, shop=shop, key=fresh_key(), now=NOW)
    with pytest.raises(NoShop):
        show(here, here.bob, by=here.bob)
    with pytest.raises(PictureRefused):
        commands.show_shop_picture(actor=here.bob, shop=shop, content=b"GIF89a", key=fresh_key(), now=NOW)
    show(here, shop, by=here.alice)
    last = models.AdminAct.objects.order_by("-id")[0]
    assert (last.what, last.subject_id) == ("communities.shop_shown", shop)
    commands.remove_shop_picture(actor=here.bob, shop=shop, key=fresh_key(), now=NOW)
    assert queries.member(shop).picture == ""


def test_a_shops_picture_goes_along_with_its_community_and_is_looked_at_on_arrival() -> None:
    here = town()
    shop = bakery(here)
    show(here, shop, by=here.bob)
    (table,) = (one for one in TABLES if one.name == "shop_pictures")
    (row,) = written(table, here.community)
    models.ShopPicture.objects.all().delete()
    place = [one.name for one in table.fields()].index("content")
    forged = [*row[:place], "00" + row[place], *row[place + 1 :]]
    with pytest.raises(RowRefused):
        read_back(table, [forged], community=here.community)
    assert read_back(table, [row], community=here.community) == 1
    assert queries.picture_for(queries.member(shop).picture, viewer=here.alice_person)


def test_a_page_of_many_faces_asks_for_members_once_and_reads_no_picture() -> None:
    founded = community()
    for number in range(12):
        own = member(founded, f"Bob {number}")
        person = queries.member(own).person
        assert person is not None
        shown(person, f"#0000{number * 20:02x}")
    with statements() as sent:
        listed = queries.members(community=founded.community, viewer=founded.member).items
    assert sum(bool(row.picture) for row in listed) == 12
    assert len(sent) == 2
    assert not [sql for sql in sent if '"content"' in sql]
