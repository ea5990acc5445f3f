"""No password gets out, in whatever form people write addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain import secrets

_WITH = [
    ("postgresql://me:hush@host:5432/db", "postgresql://me@host:5432/db"),
    ("postgresql://me:hu@sh@host/db", "postgresql://me@host/db"),
    ("postgresql://me:hu/sh#1@host/db", "postgresql://me@host/db"),
    ("rtsp://admin:hush@10.0.0.1:554/main", "rtsp://admin@10.0.0.1:554/main"),
    ("postgresql://me@host/db?password=hush&sslmode=require",
     "postgresql://me@host/db?sslmode=require"),
    ("postgresql://me@host/db?sslmode=require&password=hush",
     "postgresql://me@host/db?sslmode=require"),
    ("host=h user=me password=hush dbname=db", "host=h user=me dbname=db"),
    ("host=h password='hu sh' dbname=db", "host=h dbname=db"),
]  # fmt: skip

_WITHOUT = [
    "postgresql://me@host:5432/db",
    "postgresql://host:5432/db@2x",
    "sqlite:////data/console.db",
    "host=h user=me dbname=db",
    "",
]


@pytest.mark.parametrize(("address", "bare"), _WITH)
def test_a_password_is_found_taken_out_and_blacked_out(address: str, bare: str) -> None:
    assert secrets.has_password(address)
    assert secrets.without_password(address) == bare
    assert "hu" not in secrets.redact(address).replace("host", "")
    assert secrets.BLACKED_OUT in secrets.redact(address)


@pytest.mark.parametrize("address", _WITHOUT)
def test_an_address_without_a_password_stays_as_it_is(address: str) -> None:
    assert not secrets.has_password(address)
    assert secrets.without_password(address) == address
    assert secrets.redact(address) == address


@pytest.mark.parametrize(
    "line",
    [
        'connect(password="hush")',
        "{'password': 'hush', 'user': 'me'}",
        "PGPASSWORD=hush psql",
        "could not open rtsp://admin:hush@10.0.0.1/main: timeout",
    ],
)
def test_no_password_stays_in_a_line_of_text(line: str) -> None:
    assert "hush" not in secrets.redact(line)


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=6, max_size=20))
def test_whatever_the_password_it_is_taken_out_of_an_address(word: str) -> None:
    secret = "x" + word.replace("'", "").replace('"', "") + "x"
    address = f"postgresql://me:{secret}@host/db"
    assert secret not in secrets.redact(address)
    assert secret not in secrets.without_password(address)
