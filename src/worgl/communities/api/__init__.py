"""The API's addresses about communities, their members and their administration."""

from worgl.communities.api import administration, communities, members, settling

__all__ = ["administration", "communities", "members", "settling"]
