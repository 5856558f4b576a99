"""What people are told about their membership, and about who may act for whom; and how letters look."""

from worgl.communities.notices import letters, membership, power

__all__ = ["letters", "membership", "power"]
