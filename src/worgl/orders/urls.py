"""Addresses of standing orders and pay lists."""

from django.urls import path

from worgl.orders.views import pay_lists, standing

app_name = "orders"

urlpatterns = [
    path("c/<slug:slug>/many/", pay_lists.new, name="pay_list_new"),
    path("c/<slug:slug>/many/<uuid:pay_list>/", pay_lists.one, name="pay_list"),
    path("c/<slug:slug>/many/<uuid:pay_list>/pay/", pay_lists.start, name="pay_list_start"),
    path("c/<slug:slug>/many/<uuid:pay_list>/progress/", pay_lists.progress, name="pay_list_progress"),
    path("c/<slug:slug>/many/<uuid:pay_list>/result.csv", pay_lists.result, name="pay_list_csv"),
    path("c/<slug:slug>/standing/", standing.listed, name="orders"),
    path("c/<slug:slug>/standing/new/", standing.new, name="order_new"),
    path("c/<slug:slug>/standing/<uuid:order>/", standing.one, name="order"),
    path("c/<slug:slug>/standing/<uuid:order>/<str:act>/", standing.change, name="order_change"),
]
