"""Addresses of the demo."""

from django.urls import path

from worgl.demo import views

app_name = "demo"

urlpatterns = [
    path("demo/act-as/", views.act_as, name="act_as"),
    path("demo/month/", views.month, name="month"),
]
