"""The API's addresses about communities, their members, shops and administration."""

from worgl.communities.api import administration, communities, members, settling, shops

__all__ = ["administration", "communities", "members", "settling", "shops"]
