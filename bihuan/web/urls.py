"""The addresses of the frame itself. Names without a namespace: sign_in, sign_out, password …"""

from django.urls import path

from bihuan.web import preferences, showcase, signing_in

urlpatterns = [
    path("sign-in", signing_in.sign_in, name="sign_in"),
    path("sign-out", signing_in.sign_out, name="sign_out"),
    path("organisation", signing_in.choose_person, name="choose_person"),
    path("password", signing_in.password, name="password"),
    path("preferences", preferences.preferences, name="preferences"),
    path("look", showcase.look, name="look"),
    path("look/<slug:page>", showcase.look, name="look_page"),
]
