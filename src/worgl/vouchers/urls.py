"""Addresses of vouchers."""

from django.urls import path

from worgl.vouchers import views

app_name = "vouchers"

urlpatterns = [
    path("c/<slug:slug>/vouchers/", views.vouchers, name="vouchers"),
    path("c/<slug:slug>/vouchers/redeem/", views.redeem, name="redeem"),
    path("c/<slug:slug>/vouchers/<uuid:series>/", views.series_of, name="voucher_series"),
    path("c/<slug:slug>/vouchers/<uuid:series>/sheet.pdf", views.sheet, name="voucher_sheet"),
    path("c/<slug:slug>/vouchers/<uuid:series>/cancel/", views.cancel, name="voucher_cancel"),
]
