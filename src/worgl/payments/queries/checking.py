"""A check of the books: every check of every domain, over one community or over all of them."""

from __future__ import annotations

from collections.abc import Iterator

from worgl.communities.queries import Community, all_communities
from worgl.core.checks import NODE, Fault, Subject, run
from worgl.core.domains import all_checks, node_checks
from worgl.core.limits import PAGE_MAX
from worgl.ledger import queries as ledger
from worgl.ledger.rules import BookId


def faults(community: Community | None) -> list[Fault]:
    """Return what is wrong with one community, or with the node, with all of them and with books of none."""
    if community is not None:
        return list(faults_of(community.book, community))
    towns = towns_by_book()
    of_books = (fault for book in sorted({*towns, *ledger.books()}) for fault in faults_of(book, towns.get(book)))
    return [*faults_of_node(), *of_books]


def faults_of_node() -> Iterator[Fault]:
    """Yield what is wrong with what belongs to no community."""
    for check in node_checks():
        yield from run(check, NODE)


def towns_by_book() -> dict[BookId, Community]:
    """Return every community by the book it keeps."""
    found: dict[BookId, Community] = {}
    after = ""
    while page := all_communities(PAGE_MAX, after=after):
        found |= {town.book: town for town in page}
        after = page[-1].slug
    return found


def faults_of(book: BookId, community: Community | None) -> Iterator[Fault]:
    """Yield what is wrong with a book and with everything above it that its community keeps; see `core.checks`."""
    subject = Subject(book, community.id if community else None, community.name if community else "")
    for check in all_checks():
        yield from run(check, subject)
