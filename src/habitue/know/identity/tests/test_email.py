"""E-mail: syntax, keys that link, proposals that are never applied, addresses that are none."""

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import example, given
from hypothesis import strategies as st

from habitue.know.identity.rules.email import normalise_email
from habitue.know.identity.rules.email_domains import PROVIDERS, suggest_domain
from habitue.know.identity.tests.strategies import HUGE, LAW, anything, emails, storable
from habitue.know.identity.types.values import EmailValue, State


@pytest.mark.parametrize(
    ("text", "value", "key"),
    [
        ("Jean.Dupont+news@GMail.com", "Jean.Dupont+news@gmail.com", "jeandupont@gmail.com"),
        ("j.d@googlemail.com", "j.d@googlemail.com", "jd@gmail.com"),
        ("JEAN.DUPONT@ORANGE.FR", "jean.dupont@orange.fr", "jean.dupont@orange.fr"),
        ("jean+shop@orange.fr", "jean+shop@orange.fr", "jean@orange.fr"),
        (" <jean@free.fr>; ", "jean@free.fr", "jean@free.fr"),
        ("mailto:jean@free.fr", "jean@free.fr", "jean@free.fr"),
        ("Jean Dupont <jean@free.fr>", "jean@free.fr", "jean@free.fr"),
        ("toto59@free.fr", "toto59@free.fr", "toto59@free.fr"),
        ("jean@ymail.com", "jean@ymail.com", "jean@ymail.com"),
        ("jean@bücher.de", "jean@bücher.de", "jean@bücher.de"),
    ],
)
def test_valid(text: str, value: str, key: str) -> None:
    assert normalise_email(text) == EmailValue(value, key, State.VALID)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("bob@gmial.com", "bob@gmail.com"),
        ("bob@gmail.con", "bob@gmail.com"),
        ("bob@gmail.fr", "bob@gmail.com"),
        ("bob@hotmial.fr", "bob@hotmail.fr"),
        ("bob@orange.f", "bob@orange.fr"),
        ("bob@wanadoo.ft", "bob@wanadoo.fr"),
        ("bob@laposte.fr", "bob@laposte.net"),
        ("bob@yahou.fr", "bob@yahoo.fr"),
    ],
)
def test_a_misspelt_domain_is_proposed_not_applied(text: str, suggestion: str) -> None:
    assert normalise_email(text) == EmailValue(text, text, State.DOUBTFUL, ("email.domain_typo",), suggestion)


@pytest.mark.parametrize(
    ("text", "reason", "suggestion"),
    [
        ("bob@gmail", "email.domain_invalid", "bob@gmail.com"),
        ("bob.durandgmail.com", "email.no_at", "bob.durand@gmail.com"),
        ("jean dupont@gmail.com", "email.slip", "jeandupont@gmail.com"),
        ("jean@gmail,com", "email.slip", "jean@gmail.com"),
        ("jean..d@gmail.com", "email.slip", "jean.d@gmail.com"),
        ("jean(at)free(dot)fr", "email.no_at", "jean@free.fr"),
        ("bob@x.test", "email.domain_invalid", ""),
        ("@free.fr", "email.no_local", ""),
        ("rue des Lilas", "email.no_at", ""),
        ("a" * 65 + "@free.fr", "email.syntax", ""),
        ("a" * 500 + "@free.fr", "email.too_long", ""),
    ],
)
def test_invalid_with_a_proposal(text: str, reason: str, suggestion: str) -> None:
    assert normalise_email(text) == EmailValue("", "", State.INVALID, (reason,), suggestion)


@pytest.mark.parametrize(
    "text",
    ["noemail@boutique.fr", "no-email12@boutique.fr", "test@test.fr", "test12@gmail.com", "x@example.com", "aucun@aucun.fr",
     "toto@gmail.com", "aa@aa.fr", "azerty@orange.fr", "pas.de.mail@free.fr", "NoReply@shop.com"],
)  # fmt: skip
def test_placeholders_do_not_link(text: str) -> None:
    value = normalise_email(text)
    assert value.state is State.PLACEHOLDER
    assert value.key == ""


@pytest.mark.parametrize("text", ["aucun", "n/a", "NEANT", "pas d'adresse", "0", "0000"])
def test_words_for_none(text: str) -> None:
    assert normalise_email(text) == EmailValue("", "", State.PLACEHOLDER, ("email.none_written",))


@pytest.mark.parametrize("text", ["", "  ", "-", "\x00", "/"])
def test_empty(text: str) -> None:
    assert normalise_email(text) == EmailValue("", "", State.EMPTY)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("info@boutique.fr", "email.role"), ("bob@yopmail.com", "email.disposable"), ("josé@free.fr", "email.accent"),
     ("a.b@free.fr; c@d.fr", "email.several")],
)  # fmt: skip
def test_doubtful(text: str, reason: str) -> None:
    value = normalise_email(text)
    assert value.state is State.DOUBTFUL
    assert reason in value.reasons


def accepted(text: str) -> str | None:
    try:
        return validate_email(text, check_deliverability=False, strict=True).normalized
    except EmailNotValidError:
        return None


local_parts = st.text("abZ09._+-!#é ", min_size=1, max_size=12) | st.just("a" * 64) | st.just("a" * 65)
domain_names = st.from_regex(
    r"[a-zA-Z0-9-]{1,10}(\.[a-zA-Z0-9-]{1,10}){0,3}\.?", fullmatch=True
) | st.sampled_from(
    [
        "gmail.com",
        "a.test",
        "x.local",
        "b" * 63 + ".fr",
        "b" * 64 + ".fr",
        ".".join(["c" * 60] * 4) + ".fr",
        "é.fr",
        "xn--9ca.fr",
    ]
)


@LAW
@given(local_parts, domain_names)
def test_the_short_road_agrees_with_the_package(local: str, domain: str) -> None:
    text = f"{local}@{domain}"
    mine, theirs = normalise_email(text).value, accepted(text)
    if theirs is not None:
        assert mine.casefold() == theirs.casefold()
    elif mine:
        assert accepted(mine) is not None
        assert mine != text


@LAW
@given(anything | emails)
@example(HUGE)
@example("a@" + "b" * 10_000_000)
def test_never_raises_and_is_idempotent(text: str) -> None:
    once = normalise_email(text)
    again = normalise_email(once.value)
    assert (again.value, again.key) == (once.value, once.key)
    assert storable(once.value, once.key, once.suggestion)
    if once.key:
        assert normalise_email(once.key).key == once.key
    if once.suggestion:
        assert accepted(once.suggestion) is not None


@pytest.mark.parametrize("domain", sorted(PROVIDERS))
def test_no_provider_is_taken_for_another(domain: str) -> None:
    assert suggest_domain(domain) == ""
