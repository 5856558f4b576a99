"""The API's addresses about standing orders and pay lists."""

from worgl.orders.api import pay_lists, standing

ROUTERS = (pay_lists.router, standing.router)
