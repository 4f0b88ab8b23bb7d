"""`habitue` on the command line: Django is set up first, since every room's tables are its models."""

import os
import sys

import django
from rich.console import Console

from habitue.ground.kernel.config import BadConfiguration
from habitue.show.cli.doctor import doctor

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "habitue.settings")
try:
    django.setup()
except BadConfiguration:
    sys.exit(doctor(Console()))

from habitue.show.cli.app import app


def main() -> None:
    """Run the command that the arguments name."""
    app(prog_name="habitue")


if __name__ == "__main__":
    main()
