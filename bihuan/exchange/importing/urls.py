"""Addresses of imports: under their register until they are opened, then their own."""

from django.urls import path

from bihuan.exchange.importing import views

urlpatterns = [
    path("r/<int:pk>/import/", views.new, name="import_new"),
    path("import/<int:pk>/", views.show, name="import"),
    path("import/<int:pk>/map/", views.mapping, name="import_map"),
    path("import/<int:pk>/done/", views.done, name="import_done"),
    path("import/<int:pk>/row/<int:place>/", views.row, name="import_row"),
    path("import/<int:pk>/commit/", views.commit, name="import_commit"),
    path("import/<int:pk>/stop/", views.stop, name="import_stop"),
    path("import/<int:pk>/undo/", views.undo, name="import_undo"),
    path("import/<int:pk>/abandon/", views.abandon, name="import_abandon"),
]
