"""The API's addresses about payment requests and the till."""

from worgl.requests.api import requests, till

ROUTERS = (requests.router,)

__all__ = ["ROUTERS", "till"]
