"""Small server-made SVG: sparklines, meters, the verdict bar. Only presentation attributes, so a strict CSP holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 100.0, 28.0
STEADY = 0.05  # a change smaller than this share of the value is drawn small: noise must not look like news
MIN_SHARE = 0.8  # percent: a part that exists must be seen, and hit with a mouse


def _points(values: Sequence[float]) -> list[tuple[float, float]]:
    low, high = min(values), max(values)
    span = max(high - low, STEADY * max(abs(low), abs(high))) or 1.0
    middle = (low + high) / 2
    step = WIDTH / max(1, len(values) - 1)
    return [
        (round(i * step, 2), round(HEIGHT / 2 - (v - middle) / span * (HEIGHT - 4), 2))
        for i, v in enumerate(values)
    ]


def spark(values: Sequence[float], label: str) -> SafeString:
    """A line of at least two values; `label` says in words what it shows."""
    if len(values) < 2:
        return SafeString("")
    points = _points(values)
    line = "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
    return format_html(
        '<svg class="spark" viewBox="0 0 100 28" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<path class="area" d="{}V28H0Z"/><path d="{}"/></svg>',
        label,
        line,
        line,
    )


def meter(ratio: float, label: str, tone: str = "") -> SafeString:
    """A share between 0 and 1 as a bar; the figure itself stands beside it in the page."""
    width = round(100 * min(1.0, max(0.0, ratio)), 2)
    return format_html(
        '<svg class="meter {}" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect width="{}" height="6"/></svg>',
        f"is-{tone}" if tone else "",
        label,
        f"{width:g}",
    )


@dataclass(frozen=True, slots=True)
class Span:
    """Where a part stands in a stacked bar, in percent."""

    start: float
    width: float


def stacked(counts: Sequence[int], gap: float = 0.3) -> list[Span]:
    """Lay parts side by side over 100 %; empty parts have no width, small ones at least `MIN_SHARE`."""
    total = sum(counts)
    if total <= 0:
        return [Span(0.0, 0.0) for _ in counts]
    raw = [max(MIN_SHARE, 100 * c / total) if c else 0.0 for c in counts]
    room = 100.0 - gap * max(0, sum(1 for share in raw if share) - 1)
    scale = room / sum(raw)
    spans, at = [], 0.0
    for share in raw:
        width = share * scale
        spans.append(Span(round(at, 3), round(width, 3)))
        at += width + (gap if share else 0.0)
    return spans
