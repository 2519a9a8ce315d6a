"""The server, asked without a browser: who may ask, and what it lets through."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from support.memos import ASSIGNMENT, MEMO, NOTEBOOK
from tornado.httpclient import AsyncHTTPClient, HTTPResponse

from servicelab.errors import CourseError
from servicelab_workshop.classroom.reading.desk import Desk
from servicelab_workshop.classroom.reading.server import Server

TASK = f"{NOTEBOOK}/{MEMO}"
Ask = Callable[..., HTTPResponse]


@pytest.fixture
def server(sit: Callable[[str], Desk]) -> Server:
    return Server(sit("uma"))


def asked(server: Server, *requests: tuple[str, dict[str, Any]]) -> list[HTTPResponse]:
    """Send requests, one after the other, to the running server."""
    base = server.url.partition("/?")[0]
    answers = []

    async def ask() -> None:
        client = AsyncHTTPClient(force_instance=True)
        for path, options in requests:
            given = {"follow_redirects": False, "raise_error": False, **options}
            answers.append(await client.fetch(f"{base}{path}", **given))
        client.close()

    asyncio.run(server.run(ask))
    return answers


def headers(server: Server, **more: str) -> dict[str, str]:
    base = server.url.partition("/?")[0]
    port = base.rpartition(":")[2]
    return {
        "Cookie": f"servicelab-reading-{port}={server.token}",
        "Origin": base,
        "X-Servicelab-Reading": "1",
        "Content-Type": "application/json",
    } | {name.replace("_", "-"): value for name, value in more.items()}


def test_the_token_is_taken_out_of_the_address(server: Server) -> None:
    path = "/" + server.url.rpartition("/")[2]
    first, without, wrong = asked(server, (path, {}), ("/", {}), ("/?token=x", {}))

    assert (first.code, first.headers["Location"]) == (302, "/")
    cookie = first.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert [without.code, wrong.code] == [403, 403]
    assert ASSIGNMENT.encode() not in without.body


def test_a_page_lets_no_script_of_an_answer_run(server: Server) -> None:
    (page,) = asked(server, (f"/task/{TASK}", {"headers": headers(server)}))

    assert page.code == 200
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    "change",
    [
        {"Origin": "http://evil.example"},
        {"Origin": ""},
        {"X_Servicelab_Reading": ""},
        {"Cookie": ""},
        {"Host": "evil.example"},
    ],
)
def test_another_site_can_write_nothing(server: Server, change: dict[str, str]) -> None:
    (item, *_more) = server_items(server)
    sent = {"versions": item, "points": 1, "comment": "", "choices": {}}
    options = {"method": "POST", "body": json.dumps(sent), "headers": headers(server, **change)}
    (answer,) = asked(server, (f"/data/save/{TASK}", options))

    assert answer.code == 403


def server_items(server: Server) -> list[dict[str, str]]:
    desk: Desk = server.desk
    return [
        {member["id"]: member["version"] for member in item["members"]}
        for item in desk.answers(NOTEBOOK, MEMO)["items"]
    ]


def test_a_mark_is_saved_once_and_a_stale_one_is_told(server: Server) -> None:
    (item, *_more) = server_items(server)
    sent = {"versions": item, "points": 1, "comment": "", "choices": {}}
    options = {"method": "POST", "body": json.dumps(sent), "headers": headers(server)}
    first, second = asked(server, (f"/data/save/{TASK}", options), (f"/data/save/{TASK}", options))

    assert first.code == 200
    assert second.code == 409
    assert "somebody else has marked" in json.loads(second.body)["message"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        '{"versions": {}, "points": "x", "comment": "", "choices": {}}',
        '{"versions": {"a": "b"}, "points": 1e999, "comment": "", "choices": {}}',
        '{"versions": {"a": "b"}, "points": 1, "comment": "", "choices": {"a": "b"}}',
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(server: Server, body: str) -> None:
    options = {"method": "POST", "body": body, "headers": headers(server)}
    (answer,) = asked(server, (f"/data/save/{TASK}", options))

    assert answer.code == 400
    assert json.loads(answer.body)["message"].endswith(".")


def test_nothing_else_is_served(server: Server) -> None:
    given = {"headers": headers(server)}
    paths = ["/reading.py", "/task/x/y", f"/data/grades/{TASK}", "/../desk.py", "/reading.css"]
    codes = [answer.code for answer in asked(server, *((path, given) for path in paths))]

    assert codes == [404, 404, 404, 404, 200]


def test_a_port_that_is_taken_is_told(sit: Callable[[str], Desk], server: Server) -> None:
    port = int(server.url.partition("/?")[0].rpartition(":")[2])
    with pytest.raises(CourseError, match=f"Port {port} is taken"):
        Server(sit("vik"), port)
    asked(server)
