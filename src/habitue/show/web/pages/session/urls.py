"""Addresses of the session pages and of the home."""

from django.urls import path

from habitue.show.web.pages.session import home, views

urlpatterns = [
    path("", home.home, name="home"),
    path("login", views.sign_in, name="sign_in"),
    path("logout", views.sign_out, name="sign_out"),
    path("language", views.language, name="language"),
    path("theme", views.theme, name="theme"),
    path("account", views.account, name="account"),
    path("account/sessions/<uuid:session_id>/end", views.end_session, name="end_session"),
]
