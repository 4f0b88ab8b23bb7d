"""Resolve the dependencies anew into the three `requirements*.txt` (users, developers, peers of the bench), pinned by hash.

One lock for every system and for Python 3.11 and newer. It names no package index: whoever installs chooses theirs.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--no-annotate",
    "--quiet",
    "--upgrade",
]


def resolve(output: str, *extra: str) -> None:
    """Write one lock; raises CalledProcessError when the dependencies cannot be had together."""
    uv = Path(sys.executable).parent / "uv"
    subprocess.run(
        [uv, "pip", "compile", "pyproject.toml", *OPTIONS, *extra, f"--output-file={output}"],
        cwd=ROOT,
        check=True,
    )


if __name__ == "__main__":
    resolve("requirements.txt")
    resolve("requirements-dev.txt", "--extra=dev")
    resolve("requirements-peers.txt", "--extra=peers")
