"""The tables of profiles."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Customer(models.Model):
    """The golden record of a customer. Texts are empty when unknown.

    `origins`: by field group, [record id, source id, date, rule]. `others`: further e-mails, mobiles, landlines, cards.
    `terms`: what search and filters look up. `sort_key`: the name, folded, last name first.
    """

    customer_id = models.UUIDField(primary_key=True)
    house_id = models.UUIDField()
    civility = models.TextField()
    first_name = models.TextField()
    last_name = models.TextField()
    birth_name = models.TextField()
    birth_date = models.DateField(null=True)
    email = models.TextField()
    mobile = models.TextField()
    landline = models.TextField()
    card = models.TextField()
    number = models.TextField()
    street = models.TextField()
    complement = models.TextField()
    postcode = models.TextField()
    town = models.TextField()
    country = models.TextField()
    lines = models.TextField()
    grade = models.TextField()
    language = models.TextField()
    store = models.TextField()
    records = models.IntegerField()
    sources = ArrayField(models.UUIDField())
    changed_at = models.DateTimeField()
    origins = models.TextField()
    others = models.TextField()
    sort_key = models.TextField()
    terms = SearchVectorField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["house_id", "sort_key", "customer_id"], name="customer_by_name"),
            models.Index(fields=["house_id", "-changed_at", "-customer_id"], name="customer_by_change"),
            GinIndex(fields=["terms"], name="customer_terms"),
        ]


class Word(models.Model):
    """A word that names of people or towns of the house contain: what a misspelt search is compared with."""

    word = models.TextField()
    house_id = models.UUIDField()
    pk = models.CompositePrimaryKey("house_id", "word")

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["word"], name="word_trigrams", opclasses=["gin_trgm_ops"])]


class SavedView(models.Model):
    """A person's filters, order and columns under a name. `query`: the address's query string."""

    id = models.UUIDField(primary_key=True)
    house_id = models.UUIDField()
    staff_id = models.UUIDField(null=True)
    page = models.TextField()
    name = models.TextField()
    query = models.TextField()
    position = models.IntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["house_id", "staff_id", "page"], name="saved_view_of")]


class ManualChoice(models.Model):
    """A value that a person chose for a field group of a customer; it wins until withdrawn, the latest over the earlier.

    `record_id`: the record that it is about. Whoever holds that record holds the choice, so that choices follow a merge
    and come back at an unmerge; `customer_id` is whose it was when it was made. `typed`: written by hand, rather than
    what that record said.
    """

    id = models.UUIDField(primary_key=True)
    house_id = models.UUIDField()
    customer_id = models.UUIDField()
    record_id = models.UUIDField()
    group = models.TextField()
    value = models.JSONField()
    typed = models.BooleanField()
    chosen_at = models.DateTimeField()
    chosen_by = models.TextField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["customer_id"], name="manual_choice_of"),
            models.Index(fields=["record_id"], name="manual_choice_held"),
        ]
