"""Addresses of the matching pages."""

from django.urls import URLPattern, path

from habitue.show.web.pages.matching import changing, history, measuring, shared, views, weights

urlpatterns: list[URLPattern] = [
    path("matching/", views.decide, name="matching"),
    path("matching/preview", changing.preview, name="matching_preview"),
    path("matching/activate", changing.activate, name="matching_activate"),
    path("matching/throw-away", changing.throw_away, name="matching_throw_away"),
    path("matching/learn", changing.learn, name="matching_learn"),
    path("matching/replay", changing.replay, name="matching_replay"),
    path("matching/weights", weights.weights, name="matching_weights"),
    path("matching/measure", measuring.measure, name="matching_measure"),
    path("matching/measure/draw", measuring.draw, name="matching_draw"),
    path("matching/measure/judge", measuring.judging, name="matching_judge"),
    path("matching/measure/judge/<uuid:sampled_id>", measuring.answer, name="matching_answer"),
    path("matching/shared", shared.shared, name="matching_shared"),
    path("matching/versions", history.versions, name="matching_versions"),
    path("matching/versions/<uuid:model_id>/ids.csv", history.id_map, name="matching_ids"),
]
