"""The API's addresses about communities, their members, shops, announcements and administration."""

from worgl.communities.api import administration, announcements, communities, members, settling, shops

__all__ = ["administration", "announcements", "communities", "members", "settling", "shops"]
