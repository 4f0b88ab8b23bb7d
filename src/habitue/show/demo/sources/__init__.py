"""The four source files of the demonstration: what each asks, how it writes it, and how its people mistype."""

from habitue.show.demo.sources.base import Slots, Source, Visit
from habitue.show.demo.sources.loyalty import FIDELITE
from habitue.show.demo.sources.newsletter import NEWSLETTER
from habitue.show.demo.sources.till import CAISSE
from habitue.show.demo.sources.web import BOUTIQUE

__all__ = ["ALL", "BOUTIQUE", "CAISSE", "FIDELITE", "NEWSLETTER", "Slots", "Source", "Visit"]

ALL = (CAISSE, BOUTIQUE, FIDELITE, NEWSLETTER)
