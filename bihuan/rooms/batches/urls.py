"""Addresses of what is done to many rows at once."""

from django.urls import path

from bihuan.rooms.batches import views

urlpatterns = [
    path("r/<int:pk>/assign/", views.assign, name="batch_assign"),
    path("r/<int:pk>/approve/", views.approve, name="batch_approval"),
    path("r/<int:pk>/back-fill/", views.back_fill, name="batch_back_fill"),
    path("r/<int:pk>/hand-over/", views.hand_over, name="batch_hand_over"),
    path("supporting/", views.supporting, name="supporting"),
]
