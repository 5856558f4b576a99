"""The API's addresses about payment requests and the till."""

from worgl.requests.api import requests, till

__all__ = ["requests", "till"]
