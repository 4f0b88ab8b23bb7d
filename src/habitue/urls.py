"""Every address of the house."""

from django.urls import include, path

from habitue.show.http import problems

urlpatterns = [path("", include("habitue.show.http.urls")), path("", include("habitue.show.web.urls"))]

handler400 = problems.bad_request
handler403 = problems.forbidden
handler404 = problems.not_found
handler500 = problems.server_error
