"""The log and its offsets, with PostgreSQL's own transaction ids."""

from django.db import migrations

_FORWARD = """
create extension if not exists pg_trgm;
create extension if not exists unaccent;

create table kernel_log (
    id bigint generated always as identity,
    tx xid8 not null default pg_current_xact_id(),
    house_id uuid not null,
    type text not null,
    version smallint not null,
    subject text not null,
    recorded_at timestamptz not null default now(),
    payload jsonb not null,
    primary key (tx, id)
);

create table kernel_consumer (
    name text primary key,
    tx xid8 not null default '0',
    last_id bigint not null default 0,
    updated_at timestamptz
);
"""
_BACKWARD = "drop table kernel_consumer; drop table kernel_log;"


class Migration(migrations.Migration):
    """Creates what Django has no field types for."""

    initial = True
    dependencies = []
    operations = [migrations.RunSQL(_FORWARD, _BACKWARD)]
