"""Rules of payment requests and of the till."""

from worgl.requests.rules.requests import RequestId, RequestState, RequestView, Side

__all__ = ["RequestId", "RequestState", "RequestView", "Side"]
