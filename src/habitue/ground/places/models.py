"""The tables of places."""

from typing import ClassVar

from django.db import models


class House(models.Model):
    """A data controller: nothing crosses it."""

    id = models.UUIDField(primary_key=True)
    name = models.TextField(unique=True)
    created_at = models.DateTimeField()


class Brand(models.Model):
    """A name that customers know, to which they give their consent."""

    id = models.UUIDField(primary_key=True)
    house = models.ForeignKey(House, models.PROTECT, related_name="brands")
    name = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["house", "name"], name="brand_once")]


class Region(models.Model):
    """Stores that one person oversees."""

    id = models.UUIDField(primary_key=True)
    house = models.ForeignKey(House, models.PROTECT, related_name="regions")
    name = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["house", "name"], name="region_once")]


class Store(models.Model):
    """A shop. `hours` maps weekday 0 (Monday) to 6 to a list of [opens, closes] as HH:MM in the store's time zone."""

    id = models.UUIDField(primary_key=True)
    house = models.ForeignKey(House, models.PROTECT, related_name="stores")
    brand = models.ForeignKey(Brand, models.PROTECT, related_name="stores")
    region = models.ForeignKey(Region, models.PROTECT, related_name="stores", null=True)
    code = models.TextField()
    name = models.TextField()
    street = models.TextField(default="")
    postcode = models.TextField(default="")
    town = models.TextField(default="")
    zone = models.TextField(default="Europe/Paris")
    hours = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["house", "code"], name="store_once")]
