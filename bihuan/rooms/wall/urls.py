"""Addresses of the wall: what a hall screen shows, and the screens of an organisation."""

from django.urls import path

from bihuan.rooms.wall import views

urlpatterns = [
    path("wall/", views.wall, name="wall"),
    path("admin/screens/", views.screens, name="admin_screens"),
    path("admin/screens/<int:pk>/take-back/", views.take_back, name="admin_screen_take_back"),
]
