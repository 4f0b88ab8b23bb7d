"""Every address of the house."""

from django.urls import include, path

urlpatterns = [path("", include("habitue.show.http.urls")), path("", include("habitue.show.web.urls"))]
