"""Addresses of signing in: one's own, other persons', how safely it is done."""

from django.urls import path

from bihuan.rooms.access import views

urlpatterns = [
    path("account/sign-ins/", views.mine, name="my_sign_ins"),
    path("admin/person/<int:pk>/sign-ins/", views.of_person, name="admin_sign_ins"),
    path("admin/safety/", views.safety, name="admin_safety"),
]
