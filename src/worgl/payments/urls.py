"""Addresses of the wallet: all of a community under /c/<slug>/; /p/<code>/ is what a member's QR code says."""

from django.urls import path

from worgl.payments.views import activity, home, pay, receipt, receive

app_name = "payments"

urlpatterns = [
    path("p/<str:code>/", pay.short_link, name="link"),
    path("c/<slug:slug>/", home.home, name="home"),
    path("c/<slug:slug>/pay/", pay.whom, name="pay"),
    path("c/<slug:slug>/pay/<str:code>/", pay.how_much, name="pay_member"),
    path("c/<slug:slug>/pay/<str:code>/check/", pay.check, name="pay_check"),
    path("c/<slug:slug>/receive/", receive.receive, name="receive"),
    path("c/<slug:slug>/receipt/<uuid:payment>/", receipt.show, name="receipt"),
    path("c/<slug:slug>/receipt/<uuid:payment>.pdf", receipt.show_pdf, name="receipt_pdf"),
    path("c/<slug:slug>/receipt/<uuid:payment>/refund/", receipt.refund, name="refund"),
    path("c/<slug:slug>/receipt/<uuid:payment>/refund/check/", receipt.refund_check, name="refund_check"),
    path("c/<slug:slug>/activity/", activity.activity, name="activity"),
    path("c/<slug:slug>/statement/", activity.statement, name="statement"),
    path("c/<slug:slug>/statement.csv", activity.statement_csv, name="statement_csv"),
    path("c/<slug:slug>/statement.pdf", activity.statement_pdf, name="statement_pdf"),
]
