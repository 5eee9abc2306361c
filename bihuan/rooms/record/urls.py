"""Addresses of the record."""

from django.urls import path

from bihuan.rooms.record import views

urlpatterns = [
    path("record/", views.record, name="record"),
    path("record/uninvolved/", views.uninvolved, name="record_uninvolved"),
    path("record/check/", views.check, name="record_check"),
    path("record/check/stop/", views.stop, name="record_check_stop"),
    path("record/one-browser/", views.one_browser, name="record_one_browser"),
    path("record/export/", views.export, name="record_export"),
]
