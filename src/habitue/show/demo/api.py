"""The door of the demonstration."""

from habitue.show.demo.generate import DemoFiles
from habitue.show.demo.house import NAME, PASSWORD, SOURCES, STAFF
from habitue.show.demo.load import load_files, make_files, open_demonstration
from habitue.show.demo.noise import PRESETS, USUAL, Noise

__all__ = [
    "NAME",
    "PASSWORD",
    "PRESETS",
    "SOURCES",
    "STAFF",
    "USUAL",
    "DemoFiles",
    "Noise",
    "load_files",
    "make_files",
    "open_demonstration",
]
