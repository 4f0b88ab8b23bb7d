"""Before an import runs: its source, how its file is read, its mapping."""

import re
from pathlib import PurePath
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from habitue.ground.kernel.types import Actor, HabitueError, InvalidInput
from habitue.know.collect import api as collect
from habitue.know.collect import wording
from habitue.know.collect.api import ImportView
from habitue.know.collect.types import FileOptions, Mapping, MappingProblem
from habitue.show.web.edge import as_actor
from habitue.show.web.pages.feeds import importing, mapping_form
from habitue.show.web.ui.types import Choice, Crumb

YAML_LIMIT = 1 << 20
_NOISE = re.compile(r"(?i)[\d]+|\b(export|customers?|clients?|extract|final|copy|copie|v)\b|[_\-.()]+")
SEPARATORS = {
    ";": gettext_lazy("semicolon"),
    ",": gettext_lazy("comma"),
    "\t": gettext_lazy("tab"),
    "|": gettext_lazy("vertical bar"),
}


def preparation(
    actor: Actor, view: ImportView, *, choosing: bool = False, typed: Mapping | None = None
) -> dict[str, object]:
    """What the page shows while an import is prepared.

    `choosing`: the source is to be chosen again; `typed`: the mapping as a person has just sent it, when it does not hold.
    """
    context: dict[str, object] = {"choose": choosing or not view.source_id, **_reading(actor, view)}
    if context["choose"]:
        likely = view.source_id or collect.likely_source(actor=actor, import_id=view.id)
        return context | {
            "sources": collect.sources(actor=actor),
            "likely": likely,
            "suggested": source_name(view.file_name),
        }
    mapping = typed or view.mapping
    if mapping is None:
        return context
    return context | {
        "columns": mapping_form.columns(mapping),
        "choices": mapping_form.choices(),
        "keys": [(i, each.column, each.column in mapping.key) for i, each in enumerate(mapping.columns)],
        "date_order": mapping.date_order,
        "date_orders": mapping_form.date_orders(),
        "changes": wording.describe_change(collect.column_change(actor=actor, import_id=view.id)),
        "platform": wording.looks_like(mapping.platform),
        "doubtful": sum(1 for each in mapping.columns if each.confidence < 0.6 and each.field != "ignore"),
    }


@require_POST
@as_actor
def choose(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """Say which source a file comes from: an existing one, or a new one by its name."""
    chosen = request.POST.get("source", "")
    try:
        source_id = _chosen(actor, chosen, request.POST.get("name", ""))
        collect.choose_source(actor=actor, import_id=import_id, source_id=source_id)
    except InvalidInput as error:
        return _again(request, actor, import_id, error, choosing=True)
    return redirect("import", import_id)


@require_POST
@as_actor
def read(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """Read a file as a person says that it is written."""
    header_line = request.POST.get("header_line", "")
    options = FileOptions(
        encoding=request.POST.get("encoding") or None,
        separator=request.POST.get("separator") or None,
        header=request.POST.get("header") == "yes",
        header_line=int(header_line) if header_line.isdigit() and int(header_line) > 0 else None,
    )
    try:
        collect.read_again(actor=actor, import_id=import_id, options=options)
    except InvalidInput as error:
        return _again(request, actor, import_id, error)
    return redirect("import", import_id)


@require_POST
@as_actor
def mapping(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """Keep the mapping, and with `then` try it dry or import at once."""
    view = collect.import_view(actor=actor, import_id=import_id)
    proposed = view.mapping or Mapping((), ())
    try:
        changed = mapping_form.read_form(request.POST, proposed)
        collect.save_import_mapping(actor=actor, import_id=import_id, mapping=changed)
    except InvalidInput as error:
        return _again(request, actor, import_id, error, typed=mapping_form.as_typed(request.POST, proposed))
    if request.POST.get("then") == "try":
        collect.try_dry(actor=actor, import_id=import_id)
    elif request.POST.get("then") == "start":
        collect.start(actor=actor, import_id=import_id)
    return redirect("import", import_id)


@as_actor
def yaml(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """GET: the mapping as a YAML file. POST: the mapping of the YAML file that is sent."""
    view = collect.import_view(actor=actor, import_id=import_id)
    if request.method == "POST":
        return _take_yaml(request, actor, view)
    if view.mapping is None:
        raise InvalidInput(_("This file has no mapping yet."))
    response = HttpResponse(
        collect.dump_mapping(view.mapping), content_type="application/yaml; charset=utf-8"
    )
    name = re.sub(r"[^\w.-]+", "-", view.source_name or PurePath(view.file_name).stem)
    response["Content-Disposition"] = (
        f'attachment; filename="mapping-{name.encode("ascii", "ignore").decode()}.yaml"'
    )
    return response


def _take_yaml(request: HttpRequest, actor: Actor, view: ImportView) -> HttpResponse:
    file = request.FILES.get("mapping")
    try:
        if file is None or not file.size or file.size > YAML_LIMIT:
            raise InvalidInput(_("Choose a YAML file of a mapping, as this page gives them."))
        given = collect.load_mapping(file.read().decode())
        _check_known(given, view.columns)
        collect.save_import_mapping(actor=actor, import_id=view.id, mapping=given)
    except UnicodeDecodeError:
        return _again(request, actor, view.id, InvalidInput(_("This file is not text in UTF-8.")))
    except MappingProblem as problem:
        words = wording.explain(problem.code, problem.params)
        return _again(request, actor, view.id, InvalidInput(f"{words.sentence} {words.mend}".strip()))
    except InvalidInput as error:
        return _again(request, actor, view.id, error)
    return redirect("import", view.id)


def _check_known(given: Mapping, columns: tuple[str, ...]) -> None:
    if unknown := [each.column for each in given.columns if each.column not in columns]:
        raise InvalidInput(_("The file has no column “%(name)s”.") % {"name": unknown[0]})


def source_name(file_name: str) -> str:
    """A name to suggest for the source of a file: its own, without dates, numbers and the words of exports."""
    stem = PurePath(file_name).stem
    words = " ".join(_NOISE.sub(" ", stem.replace("_", " ")).split()) or stem
    return words[:1].upper() + words[1:]


def _reading(actor: Actor, view: ImportView) -> dict[str, object]:
    """The first rows, and how they are read; why they cannot be read when they cannot."""
    shape = view.shape
    shown: dict[str, object] = {
        "shape": shape,
        "separators": [Choice(k, str(v)) for k, v in SEPARATORS.items()],
    }
    shown["separator_name"] = SEPARATORS.get(shape.get("separator", ""), shape.get("separator", ""))
    shown["encodings"] = [
        Choice(name, name) for name in ("utf-8", "cp1252", "latin-1", "utf-16", "mac-roman")
    ]
    try:
        first = collect.first_rows(actor=actor, import_id=view.id)
    except InvalidInput as error:
        return shown | {"unreadable": error.detail}
    return shown | {
        "first": first,
        "notices": [wording.explain(each.code, each.params) for each in first.notices],
    }


def _chosen(actor: Actor, chosen: str, name: str) -> UUID:
    if chosen in ("", "new"):
        return collect.create_source(actor=actor, name=name).id
    try:
        return UUID(chosen)
    except ValueError as error:
        raise InvalidInput(_("Choose the source that this file comes from.")) from error


def _again(
    request: HttpRequest,
    actor: Actor,
    import_id: UUID,
    error: HabitueError,
    *,
    choosing: bool = False,
    typed: Mapping | None = None,
) -> HttpResponse:
    """The same page with what is wrong on top of it."""
    view = collect.import_view(actor=actor, import_id=import_id)
    name = importing.display_name(view)
    context = {
        "page_title": name,
        "crumbs": [Crumb(_("Feeds"), reverse("feeds")), Crumb(name)],
        "view": view,
        "may_import": actor.may("feeds.import"),
        "steps": importing.steps(view, mapping=bool(view.source_id) and not choosing),
        "page": "prepare",
        "wrong": error.detail,
        **preparation(actor, view, choosing=choosing, typed=typed),
    }
    return render(request, "web/feeds/import.html", context, status=422)
