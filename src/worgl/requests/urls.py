"""Addresses of payment requests and the till; /r/<code>/ is what QR codes say."""

from django.urls import path

from worgl.requests.views import requests, till

app_name = "requests"

urlpatterns = [
    path("r/<str:code>/", requests.short_link, name="request_link"),
    path("c/<slug:slug>/requests/", requests.listed, name="requests"),
    path("c/<slug:slug>/requests/ask/", requests.ask, name="ask"),
    path("c/<slug:slug>/requests/<uuid:request_id>/", requests.show, name="request"),
    path("c/<slug:slug>/requests/<uuid:request_id>/state/", requests.state, name="request_state"),
    path("c/<slug:slug>/requests/<uuid:request_id>/pay/", requests.pay, name="request_pay"),
    path("c/<slug:slug>/requests/<uuid:request_id>/deny/", requests.deny, name="request_deny"),
    path("c/<slug:slug>/requests/<uuid:request_id>/cancel/", requests.cancel, name="request_cancel"),
    path("c/<slug:slug>/requests/<uuid:request_id>/remind/", requests.remind, name="request_remind"),
    path("c/<slug:slug>/till/", till.till, name="till"),
    path("c/<slug:slug>/till/latest/", till.latest, name="till_latest"),
    path("c/<slug:slug>/till/code/", till.poster, name="till_poster"),
    path("c/<slug:slug>/till/day/", till.day, name="till_day"),
    path("c/<slug:slug>/till/day.csv", till.day_csv, name="till_day_csv"),
    path("c/<slug:slug>/till/<uuid:request_id>/", till.code, name="till_code"),
    path("c/<slug:slug>/till/<uuid:request_id>/state/", till.state, name="till_state"),
]
