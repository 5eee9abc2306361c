"""The address of the verification queue."""

from django.urls import path

from bihuan.rooms.verification import views

urlpatterns = [path("queue/", views.queue, name="queue")]
