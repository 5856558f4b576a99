"""Addresses of the wallet: all of a community under /c/<slug>/; /p/<code>/ and /r/<code>/ are what QR codes say."""

from django.urls import path

from worgl.payments.views import activity, disputes, home, orders, pay, pay_lists, receipt, receive, requests, till

app_name = "payments"

urlpatterns = [
    path("p/<str:code>/", pay.short_link, name="link"),
    path("r/<str:code>/", requests.short_link, name="request_link"),
    path("c/<slug:slug>/", home.home, name="home"),
    path("c/<slug:slug>/pay/", pay.whom, name="pay"),
    path("c/<slug:slug>/pay/<str:code>/", pay.how_much, name="pay_member"),
    path("c/<slug:slug>/pay/<str:code>/check/", pay.check, name="pay_check"),
    path("c/<slug:slug>/receive/", receive.receive, name="receive"),
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
    path("c/<slug:slug>/receipt/<uuid:payment>/", receipt.show, name="receipt"),
    path("c/<slug:slug>/receipt/<uuid:payment>.pdf", receipt.show_pdf, name="receipt_pdf"),
    path("c/<slug:slug>/receipt/<uuid:payment>/refund/", receipt.refund, name="refund"),
    path("c/<slug:slug>/receipt/<uuid:payment>/refund/check/", receipt.refund_check, name="refund_check"),
    path("c/<slug:slug>/disputes/", disputes.listed, name="disputes"),
    path("c/<slug:slug>/disputes/<uuid:dispute>/", disputes.show, name="dispute"),
    path("c/<slug:slug>/disputes/<uuid:dispute>/<str:act>/", disputes.change, name="dispute_change"),
    path("c/<slug:slug>/receipt/<uuid:payment>/dispute/", disputes.new, name="dispute_new"),
    path("c/<slug:slug>/many/", pay_lists.new, name="pay_list_new"),
    path("c/<slug:slug>/many/<uuid:pay_list>/", pay_lists.show, name="pay_list"),
    path("c/<slug:slug>/many/<uuid:pay_list>/pay/", pay_lists.start, name="pay_list_start"),
    path("c/<slug:slug>/many/<uuid:pay_list>/progress/", pay_lists.progress, name="pay_list_progress"),
    path("c/<slug:slug>/many/<uuid:pay_list>/result.csv", pay_lists.result, name="pay_list_csv"),
    path("c/<slug:slug>/standing/", orders.listed, name="orders"),
    path("c/<slug:slug>/standing/new/", orders.new, name="order_new"),
    path("c/<slug:slug>/standing/<uuid:order>/", orders.show, name="order"),
    path("c/<slug:slug>/standing/<uuid:order>/<str:act>/", orders.change, name="order_change"),
    path("c/<slug:slug>/activity/", activity.activity, name="activity"),
    path("c/<slug:slug>/statement/", activity.statement, name="statement"),
    path("c/<slug:slug>/statement.csv", activity.statement_csv, name="statement_csv"),
    path("c/<slug:slug>/statement.pdf", activity.statement_pdf, name="statement_pdf"),
]
