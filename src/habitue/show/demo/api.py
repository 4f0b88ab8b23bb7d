"""The door of the demonstration."""

from habitue.show.demo.generate import DemoFiles
from habitue.show.demo.house import NAME, PASSWORD, STAFF
from habitue.show.demo.load import load_files, make_files, open_demonstration

__all__ = ["NAME", "PASSWORD", "STAFF", "DemoFiles", "load_files", "make_files", "open_demonstration"]
