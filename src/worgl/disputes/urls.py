"""Addresses of disputes."""

from django.urls import path

from worgl.disputes import views

app_name = "disputes"

urlpatterns = [
    path("c/<slug:slug>/disputes/", views.listed, name="disputes"),
    path("c/<slug:slug>/disputes/<uuid:dispute>/", views.one, name="dispute"),
    path("c/<slug:slug>/disputes/<uuid:dispute>/<str:act>/", views.change, name="dispute_change"),
    path("c/<slug:slug>/receipt/<uuid:payment>/dispute/", views.new, name="dispute_new"),
]
