"""Addresses of administration and of the own account."""

from django.urls import path

from bihuan.rooms.charter import views

urlpatterns = [
    path("admin/people/", views.people, name="admin_people"),
    path("admin/people/<slug:name>/", views.people_act, name="admin_people_act"),
    path("admin/unit/<int:pk>/", views.unit, name="admin_unit"),
    path("admin/person/<int:pk>/", views.person, name="admin_person"),
    path("admin/person/<int:pk>/sign-in/", views.sign_in, name="admin_sign_in"),
    path("admin/person/<int:pk>/take-sign-in/", views.take_sign_in, name="admin_take_sign_in"),
    path("sign-in-of-another/<int:pk>/", views.second_half, name="sign_in_second"),
    path("admin/rules/", views.rules, name="admin_rules"),
    path("admin/rules/<slug:name>/", views.rule_page, name="admin_rule"),
    path("admin/calendar/", views.year, name="admin_calendar"),
    path("admin/calendar/<slug:name>/", views.calendar_act, name="admin_calendar_act"),
    path("account/", views.account, name="account"),
    path("account/absence/", views.absence, name="account_absence"),
    path("account/absence/<int:pk>/end/", views.end_absence, name="account_absence_end"),
    path("account/absence/<int:pk>/cancel/", views.cancel_absence, name="account_absence_cancel"),
]
