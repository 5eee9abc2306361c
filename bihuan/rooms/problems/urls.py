"""Addresses of problems."""

from django.urls import path

from bihuan.rooms.problems import views

urlpatterns = [path("r/<int:pk>/problem/", views.new, name="problem_new")]
