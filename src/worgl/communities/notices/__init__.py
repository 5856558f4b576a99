"""What people are told about their membership, and about who may act for whom."""

from worgl.communities.notices import membership, power

__all__ = ["membership", "power"]
