"""Lists: filters, orders, pages without gaps or doubles, honest counts, views, exports."""

from uuid import UUID

import pytest

from habitue.ground.kernel.api import audit_trail
from habitue.ground.kernel.types import Actor, Conflict, Forbidden, HouseId, InvalidInput
from habitue.know.collect.api import source_names
from habitue.know.profiles import api as profiles
from habitue.know.profiles.types import CustomerLine, Filters, Page

pytestmark = pytest.mark.django_db
EVERYBODY = 7


def listed(actor: Actor, sort: str = "name", **wanted: str) -> list[str]:
    return [
        line.name for line in profiles.list_customers(actor=actor, filters=Filters(**wanted), sort=sort).lines
    ]


def paged(actor: Actor, sort: str, limit: int) -> list[CustomerLine]:
    lines: list[CustomerLine] = []
    page = Page([], "", 0, True)
    while page.cursor or not lines:
        page = profiles.list_customers(
            actor=actor, filters=Filters(), sort=sort, cursor=page.cursor, limit=limit
        )
        lines += page.lines
    return lines


def source(actor: Actor, name: str) -> str:
    return next(str(id_) for id_, each in source_names(house_id=actor.house).items() if each == name)


def test_by_name_is_by_last_name_then_first(steward: Actor) -> None:
    assert listed(steward)[:5] == [
        "Lucía García",
        "Hélène Lefebvre",
        "Inès Marchand",
        "Jean Martin",
        "Paul Martin",
    ]
    assert listed(steward)[5:] == ["Théo Oeuvrard", "Zoé Roussel"]


def test_by_change_is_the_latest_first(steward: Actor) -> None:
    assert listed(steward, "changed")[:3] == ["Zoé Roussel", "Inès Marchand", "Théo Oeuvrard"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"text": "martin"}, ["Jean Martin", "Paul Martin"]),
        ({"text": "mart lyon"}, ["Jean Martin"]),
        ({"town": "Lyon"}, ["Hélène Lefebvre", "Inès Marchand", "Jean Martin"]),
        ({"town": "LYON", "has": "email"}, ["Hélène Lefebvre", "Inès Marchand"]),
        ({"has": "card"}, ["Inès Marchand", "Paul Martin"]),
        ({"has": "mobile", "town": "lyon"}, ["Hélène Lefebvre", "Inès Marchand"]),
        ({"store": "M14"}, ["Lucía García", "Théo Oeuvrard"]),
        ({"records": "many"}, ["Hélène Lefebvre"]),
        ({"grade": "A", "store": "M20"}, ["Hélène Lefebvre"]),
        ({"text": "0744901265"}, ["Inès Marchand"]),
        ({"text": "901265"}, ["Inès Marchand"]),
        ({"text": "991265"}, []),
        ({"town": "nowhere"}, []),
        ({"source": "\x00"}, []),
    ],
)
def test_filters_narrow(steward: Actor, wanted: dict[str, str], expected: list[str]) -> None:
    assert listed(steward, **wanted) == expected


def test_by_source(steward: Actor) -> None:
    assert set(listed(steward, source=source(steward, "Boutique"))) == {
        "Hélène Lefebvre",
        "Inès Marchand",
        "Zoé Roussel",
    }


@pytest.mark.parametrize("sort", ["name", "changed"])
@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_pages_have_no_gap_and_no_double(steward: Actor, sort: str, limit: int) -> None:
    ids = [line.customer_id for line in paged(steward, sort, limit)]
    assert len(ids) == len(set(ids)) == EVERYBODY
    assert ids == [line.customer_id for line in paged(steward, sort, 50)]


def test_the_count_is_of_the_list_not_of_the_page(steward: Actor) -> None:
    page = profiles.list_customers(actor=steward, filters=Filters(town="lyon"), limit=1)
    assert (len(page.lines), page.total, page.exact) == (1, 3, True)


def test_the_last_page_leads_nowhere(steward: Actor) -> None:
    assert profiles.list_customers(actor=steward, filters=Filters(town="lyon"), limit=3).cursor == ""


OF_NAMES = b'["lefebvre helene","01a1ffff-fa3d-70cb-b7e3-a335889c302f"]'.hex()
NUL = b'["a\\u0000b","01a1ffff-fa3d-70cb-b7e3-a335889c302f"]'.hex()


@pytest.mark.parametrize(
    ("sort", "cursor"),
    [
        ("name", "zz"),
        ("name", "00"),
        ("name", b'["a"]'.hex()),
        ("name", b'["a","b"]'.hex()),
        ("name", NUL),
        ("changed", OF_NAMES),
        ("changed", b'["2026-01-01T00:00:00","01a1ffff-fa3d-70cb-b7e3-a335889c302f"]'.hex()),
    ],
)
def test_a_cursor_from_outside_is_refused_in_words(steward: Actor, sort: str, cursor: str) -> None:
    with pytest.raises(InvalidInput):
        profiles.list_customers(actor=steward, filters=Filters(), sort=sort, cursor=cursor)


def test_an_order_that_is_none_is_refused(steward: Actor) -> None:
    with pytest.raises(InvalidInput):
        profiles.list_customers(actor=steward, filters=Filters(), sort="; drop table")


@pytest.mark.parametrize("sort", ["name", "changed"])
def test_neighbours_are_those_of_the_list(steward: Actor, sort: str) -> None:
    filters = Filters(town="lyon")
    ids = [
        line.customer_id for line in profiles.list_customers(actor=steward, filters=filters, sort=sort).lines
    ]
    pairs = [profiles.neighbours(actor=steward, customer_id=id_, filters=filters, sort=sort) for id_ in ids]
    assert pairs == [(None, ids[1]), (ids[0], ids[2]), (ids[1], None)]


def test_neighbours_of_a_stranger_are_none(steward: Actor) -> None:
    assert profiles.neighbours(actor=steward, customer_id=UUID(int=1), filters=Filters(), sort="name") == (
        None,
        None,
    )


def test_views_are_kept_renamed_and_put_away(steward: Actor) -> None:
    kept = profiles.save_view(actor=steward, page="customers", name=" Lyon ", query="town=lyon")
    assert (kept.name, kept.query) == ("Lyon", "town=lyon")
    again = profiles.save_view(actor=steward, page="customers", name="Lyon", query="town=lyon&has=email")
    assert again.id == kept.id
    renamed = profiles.rename_view(actor=steward, view_id=kept.id, name="À Lyon")
    assert renamed is not None
    assert [view.name for view in profiles.views(actor=steward, page="customers")] == ["À Lyon"]
    gone = profiles.delete_view(actor=steward, view_id=kept.id)
    assert gone is not None
    assert gone.query == "town=lyon&has=email"
    assert profiles.views(actor=steward, page="customers") == []
    assert profiles.delete_view(actor=steward, view_id=kept.id) is None


def test_a_view_needs_a_name_of_its_own(steward: Actor) -> None:
    one = profiles.save_view(actor=steward, page="customers", name="One", query="")
    profiles.save_view(actor=steward, page="customers", name="Two", query="")
    with pytest.raises(InvalidInput):
        profiles.save_view(actor=steward, page="customers", name="  ", query="")
    with pytest.raises(InvalidInput):
        profiles.rename_view(actor=steward, view_id=one.id, name="")
    with pytest.raises(Conflict):
        profiles.rename_view(actor=steward, view_id=one.id, name="Two")
    assert profiles.rename_view(actor=steward, view_id=UUID(int=1), name="Three") is None


def test_an_export_is_the_filtered_list_and_leaves_a_trace(steward: Actor) -> None:
    rows = profiles.export_customers(actor=steward, filters=Filters(town="lyon"))
    trail = audit_trail(actor=steward, area="customers")
    assert (trail[0].action, dict(trail[0].detail)) == ("customers.exported", {"filtered": True})
    header, *people = rows
    name = header.index("last_name")
    assert [row[name] for row in people] == ["Lefebvre", "Marchand", "Martin"]


def test_an_export_is_refused_before_anything_leaves(steward: Actor) -> None:
    associate = Actor(
        HouseId(steward.house), "Inès", role="associate", permissions=frozenset({"customers.see"})
    )
    with pytest.raises(Forbidden):
        profiles.export_customers(actor=associate, filters=Filters())
