"""The door of profiles."""

from habitue.know.profiles.api.choices import (
    accept_proposal,
    choices_of,
    choose_value,
    proposed_address,
    restore_choice,
    withdraw_choice,
    written_address,
)
from habitue.know.profiles.api.lists import count_customers, export_customers, list_customers
from habitue.know.profiles.api.pages import neighbours, profile, refresh, timeline
from habitue.know.profiles.api.search import search
from habitue.know.profiles.api.views import delete_view, rename_view, save_view, views
from habitue.know.profiles.choices import GROUPS, usable_value
from habitue.know.profiles.reactions import CONSUMER

__all__ = [
    "CONSUMER",
    "GROUPS",
    "accept_proposal",
    "choices_of",
    "choose_value",
    "count_customers",
    "delete_view",
    "export_customers",
    "list_customers",
    "neighbours",
    "profile",
    "proposed_address",
    "refresh",
    "rename_view",
    "restore_choice",
    "save_view",
    "search",
    "timeline",
    "usable_value",
    "views",
    "withdraw_choice",
    "written_address",
]
