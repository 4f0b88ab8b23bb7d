"""The filtered list as a file."""

from django.http import Http404, HttpRequest, HttpResponseBase

from habitue.ground.kernel.types import Actor
from habitue.know.profiles import api as profiles
from habitue.show.web.edge import as_actor
from habitue.show.web.pages.customers import asked as asking
from habitue.show.web.pages.house.downloads import csv_download, parquet_download

TYPES = {"birth_date": "DATE", "records": "INTEGER", "changed_at": "TIMESTAMPTZ"}


@as_actor
def customers_file(request: HttpRequest, actor: Actor, form: str) -> HttpResponseBase:
    """The customers of a list, all of them, as CSV or Parquet."""
    if form not in ("csv", "parquet"):
        raise Http404
    asked = asking.read(request.GET)
    rows = profiles.export_customers(actor=actor, filters=asked.filters)
    if form == "parquet":
        return parquet_download("customers.parquet", rows, TYPES)
    return csv_download("customers.csv", rows, for_people=True)
