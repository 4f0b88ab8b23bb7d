"""The tools that keep built files and catalogues honest find what they are for."""

import json
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[5]
sys.path.insert(0, str(ROOT / "tools"))

import build_assets  # noqa: E402
import messages  # noqa: E402


@pytest.fixture
def room(tmp_path):
    """A room that says three things, all in French."""
    (tmp_path / "wording.py").write_text(
        "from django.utils.translation import gettext_lazy as _, ngettext\n"
        "HELLO = _('Hello %(name)s')\ndef rows(n): return ngettext('%(n)s row', '%(n)s rows', n)\n"
    )
    (tmp_path / "page.html").write_text('{% load i18n %}{% translate "Open" context "door" %}')
    messages.po_of(tmp_path).parent.mkdir(parents=True)
    messages.update(tmp_path)
    write(
        tmp_path,
        {
            "Hello %(name)s": "Bonjour %(name)s",
            "%(n)s row": ("%(n)s ligne", "%(n)s lignes"),
            "Open": "Ouvrir",
        },
    )
    return tmp_path


def write(room, french):
    catalog = messages.load(room)
    for message in catalog:
        key = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
        if key:
            message.string = french[key]
    messages.po_of(room).write_bytes(messages.po_bytes(catalog))
    messages.update(room)


def test_a_complete_room_has_no_fault_and_updating_changes_nothing(room):
    before = messages.po_of(room).read_bytes()
    assert messages.faults(room) == []
    assert messages.update(room) == 0
    assert messages.po_of(room).read_bytes() == before


def test_a_new_text_is_missing_then_untranslated(room):
    (room / "more.html").write_text(
        "{% load i18n %}{% blocktranslate %}Bye {{ name }}{% endblocktranslate %}"
    )
    assert messages.faults(room) == ["missing: 'Bye %(name)s'"]
    assert messages.update(room) == 1
    assert messages.faults(room) == ["untranslated: 'Bye %(name)s'"]


def test_a_lost_text_a_wrong_name_and_a_stale_file_are_found(room):
    path = messages.po_of(room)
    path.write_text(path.read_text("utf-8").replace("Bonjour %(name)s", "Bonjour %(nom)s"), "utf-8")
    assert messages.faults(room) == ["other placeholders: 'Hello %(name)s'", "stale: django.mo"]
    (room / "page.html").unlink()
    assert "unused: 'Open'" in messages.faults(room)


def test_the_manifest_finds_a_source_changed_since_the_build_and_a_built_file_touched(tmp_path):
    assets, built = tmp_path / "assets", tmp_path / "built"
    shutil.copytree(build_assets.ASSETS, assets, ignore=shutil.ignore_patterns("node_modules"))
    shutil.copytree(build_assets.BUILT, built)
    assert build_assets.manifest_faults(assets, built) == []
    (assets / "css" / "base.css").write_text("")
    (built / "app.js").write_text("")
    (built / "stray.js").write_text("")
    assert build_assets.manifest_faults(assets, built) == [
        "sources: css/base.css",
        "outputs: app.js",
        "outputs: stray.js",
    ]


def test_a_rebuild_that_differs_is_told_by_name(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, files in ((one, {"a": "1", "b": "1"}), (two, {"b": "2", "c": "1"})):
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text)
    assert build_assets.differences(one, two) == ["different: b", "missing: a", "too many: c"]


def test_the_lock_file_names_no_registry():
    packages = json.loads((ROOT / "assets" / "package-lock.json").read_text("utf-8"))["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
