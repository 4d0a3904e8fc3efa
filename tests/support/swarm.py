"""Many people at once: API tokens for all, and a crowd of raw connections that speak together."""
import asyncio
import hashlib
import json
import secrets

from sparkd_server import WAIT_S, Answer

FAR = 4_000_000_000


def give_tokens(server, count):
    """{person id: token} of staff, as `sparkd token` would make one by one. Not while it runs."""
    people = [row["id"] for row in server.rows(
        "SELECT DISTINCT p.id FROM person p JOIN role_grant g ON g.person_id = p.id"
        " WHERE g.role = 'staff' ORDER BY p.id LIMIT ?", count)]
    assert len(people) == count, f"there are {len(people)} staff"
    tokens = {person: secrets.token_urlsafe(32) for person in people}
    server.write_many(
        "INSERT INTO api_token (token_sha256, person_id, scope, created_at, expires_at)"
        " VALUES (?, ?, 'write', 0, ?)",
        [(hashlib.sha256(token.encode()).hexdigest(), person, FAR)
         for person, token in tokens.items()])
    return tokens


def make_event(server, token, **fields):
    """Makes an event by the API and publishes it; its id."""
    school = server.request("GET", "/api/v1/schools", token=token).json()["items"][0]["id"]
    event = {"kind": "twilight", "title": "Modelling in maths", "purpose": "", "room": "Hall",
             "host_school": school, "starts_at": "2026-12-15T16:00:00Z",
             "ends_at": "2026-12-15T17:00:00Z", "capacity": 100, **fields}
    made = server.request("POST", "/api/v1/events", event, token=token)
    assert made.status == 201, made.text
    path = f"/api/v1/events/{made.json()['id']}"
    published = server.request("POST", f"{path}/publish", token=token)
    assert published.status == 200, published.text
    return made.json()["id"]


def post(server, path, token, body=None):
    """The bytes of one POST."""
    content = json.dumps(body).encode() if body is not None else b""
    return (f"POST {path} HTTP/1.1\r\nHost: {server.host}\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
            ).encode() + content


async def read_answer(reader):
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = [tuple(line.split(": ", 1)) for line in head[1:-2]]
    length = next((int(value) for name, value in headers if name == "Content-Length"), 0)
    return Answer(int(head[0].split()[1]), headers, await reader.readexactly(length))


async def speak(server, requests, ready, go, on_answer):
    """One client: its requests in turn on one connection, from the moment that all are there."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    try:
        ready.release()
        await go.wait()
        for key, request in requests:
            writer.write(request)
            await writer.drain()
            on_answer(key, await read_answer(reader))
    except (OSError, asyncio.IncompleteReadError):
        pass  # the server was killed: no answer, no entry
    finally:
        writer.close()


async def all_speak(server, clients, on_answer):
    go, ready = asyncio.Event(), asyncio.Semaphore(0)
    tasks = [asyncio.create_task(speak(server, requests, ready, go, on_answer))
             for requests in clients]
    for _ in tasks:
        await ready.acquire()
    go.set()
    await asyncio.wait_for(asyncio.gather(*tasks), WAIT_S)


def crowd(server, clients, on_answer=None):
    """clients: for each connection a list of (key, bytes of a request). {key: Answer} of those
    that were answered. on_answer(count) is told of each."""
    answers = {}

    def take(key, answer):
        answers[key] = answer
        if on_answer:
            on_answer(len(answers))

    asyncio.run(all_speak(server, clients, take))
    return answers
