"""Addresses of the review pages."""

from django.urls import URLPattern, path

from habitue.show.web.pages.review import answers, rules, views

urlpatterns: list[URLPattern] = [
    path("review/", views.review, name="review"),
    path("review/cards", views.cards, name="review_cards"),
    path("review/lesson", views.lesson, name="review_lesson"),
    path("review/decide", answers.decide, name="review_decide"),
    path("review/later", answers.later, name="review_later"),
    path("review/now", answers.now_after_all, name="review_now"),
    path("review/undo", answers.undo, name="review_undo"),
    path("review/rules", rules.rules, name="review_rules"),
    path("review/rules/apply", rules.apply, name="review_apply"),
    path("review/rules/<uuid:gesture>/", rules.one, name="review_rule"),
    path("review/rules/<uuid:gesture>/undo", rules.undo, name="review_rule_undo"),
]
