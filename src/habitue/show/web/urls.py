"""Addresses of the console."""

urlpatterns = []
