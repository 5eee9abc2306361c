"""Addresses of registers."""

from django.urls import path

from bihuan.rooms.registers import exchange, views

urlpatterns = [
    path("r/", views.registers, name="registers"),
    path("r/new/", views.create, name="register_new"),
    path("r/<int:pk>/", views.register, name="register"),
    path("r/<int:pk>/about/", views.about, name="register_about"),
    path("r/<int:pk>/do/<slug:name>/", views.act, name="register_act"),
    path("r/<int:pk>/recorded/", views.recorded, name="register_recorded"),
    path("r/<int:pk>/export.xlsx", exchange.workbook, name="register_xlsx"),
    path("r/<int:pk>/export.csv", exchange.csv_file, name="register_csv"),
]
