"""An evening under load: 500 screens that follow the chair, and the loop beside a large search.

watchers(): 500 signed-in pages hold /spark/{id}/live; the chair acts; from the moment the press is
sent to the last byte of each page's frame. The client reads them one after another, which counts.
loop(): a cheap request again and again, alone and while the arranger searches, by turns in one run.
"""
import hashlib
import http.client
import json
import os
import secrets
import selectors
import socket
import sqlite3
import threading
import time

WATCHERS, ACTS, TALKS = 500, 12, 6
NOW = 1793635800  # the bench's clock
COORDINATOR = "coordinator@demo.example"
LOOKS_S = 2.0


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


# ---- 500 watchers ----

def open_session(server, email):
    """One who is signed in; the server does not run."""
    token = secrets.token_urlsafe(32)
    db = sqlite3.connect(os.path.join(server.data, "sparkd.db"))
    person = db.execute("SELECT id FROM person WHERE email = ?", (email,)).fetchone()[0]
    db.execute("INSERT INTO session (token_sha256, id, person_id, csrf_key, created_at, seen_at)"
               " VALUES (?, ?, ?, ?, ?, ?)", (hashlib.sha256(token.encode()).hexdigest(),
                                              900_000_000, person, secrets.token_hex(32), NOW, NOW))
    db.commit()
    db.close()
    return token


def make_evening(server, staff, talks, starts, ends, **spark):
    event = server.call("POST", "/events", COORDINATOR, {
        "kind": "spark", "title": "SPARK tonight", "purpose": "What works.", "host_school": 1,
        "room": "Hall", "capacity": 600, "waiting_list": True, "starts_at": starts, "ends_at": ends,
        "clash": "warn", "spark": spark})["id"]
    server.call("POST", f"/events/{event}/publish", COORDINATOR, {})
    for n, who in enumerate(staff[:talks]):
        server.call("POST", f"/events/{event}/talks", who, {
            "title": f"Talk {n + 1}", "minutes": 2 if n % 3 else 7, "category": "good practice"})
    return event


def watch(port, event, cookie):
    stream = socket.create_connection(("127.0.0.1", port))
    stream.sendall((f"GET /spark/{event}/live?of=stage HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                    f"Cookie: __Host-sparkd={cookie}\r\nAccept: text/event-stream\r\n\r\n").encode())
    stream.settimeout(20)
    return stream


def frames(streams, count, deadline_s=20):
    """Reads until every stream has had so many frames more; when each had its last."""
    at, held = {}, {s: b"" for s in streams}
    with selectors.DefaultSelector() as ready:
        for stream in streams:
            ready.register(stream, selectors.EVENT_READ)
        end = time.monotonic() + deadline_s
        while len(at) < len(streams) and time.monotonic() < end:
            for key, _ in ready.select(0.5):
                stream = key.fileobj
                held[stream] += stream.recv(65536)
                if held[stream].count(b"event: stage") >= count and b"\n\n" in held[stream].rsplit(
                        b"event: stage", 1)[1]:
                    at.setdefault(stream, time.monotonic())
                elif not held[stream]:
                    return at
    return at


def post_act(port, token, event, act, version):
    """Sends it; returns when it was sent, and the version that it made."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    body = json.dumps({"act": act, "version": version})
    sent = time.monotonic()
    connection.request("POST", f"/api/v1/events/{event}/stage", body,
                       {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read()
    assert answer.status == 201, (act, answer.status, text)
    connection.close()
    return sent, json.loads(text)["rooms"][0]["version"]


def one_change(server, event, streams, act, version):
    """Delays in ms of all that were told, and the version after it."""
    got = {}
    press = threading.Thread(target=lambda: got.update(zip(
        ("sent", "version"), post_act(server.port, server.tokens[COORDINATOR], event, act, version))))
    press.start()
    at = frames(streams, 1)
    press.join()
    return [1000 * (moment - got["sent"]) for moment in at.values()], got["version"]


def watchers(server, staff):
    """{delays in ms of every frame, frames that never came}"""
    server.stop()
    cookie = open_session(server, staff[-1])
    server.start()
    event = make_evening(server, staff, TALKS, "2026-11-02T16:20:00Z", "2026-11-02T17:50:00Z",
                         fixed_minutes=0, changeover_s=60)
    streams = [watch(server.port, event, cookie) for _ in range(WATCHERS)]
    delays, version = [], server.call("GET", f"/events/{event}/stage", COORDINATOR)["rooms"][0]["version"]
    assert len(frames(streams, 1)) == WATCHERS, "not every page was told how things stand"
    for n in range(ACTS):
        told, version = one_change(server, event, streams, ("start", "stop")[n % 2], version)
        delays.append(told)
    for stream in streams:
        stream.close()
    return {"delays": [d for told in delays for d in told],
            "missing": sum(WATCHERS - len(told) for told in delays)}


# ---- the loop beside the arranger ----

def looks(port, seconds=LOOKS_S):
    """ms of a request that the loop alone answers, one after another."""
    took = []
    with socket.create_connection(("127.0.0.1", port)) as s:
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            started = time.monotonic()
            s.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            s.recv(4096)
            took.append(1000 * (time.monotonic() - started))
    return took


def loop(server, staff, rounds):
    """(alone, beside a search) a round: lists of ms."""
    event = make_evening(server, staff, 48, "2026-12-10T16:00:00Z", "2026-12-10T17:30:00Z",
                         fixed_minutes=15, changeover_s=30,
                         rooms=[{"name": f"Room {n}", "seats": 40} for n in range(4)])
    items = server.call("GET", f"/events/{event}/programme", COORDINATOR)["items"]
    talks = sorted((int(t["title"].split()[1]) - 1, t["talk_id"]) for t in items)
    for n, _ in talks:  # without choices the search would be over at once
        chosen = {(n * 7 + k * k * 5 + 3) % len(talks) for k in range(6)} - {n}
        server.call("PUT", f"/events/{event}/choices", staff[n],
                    {"talk_ids": [talks[k][1] for k in chosen if talks[k][0] != n]})
    pairs = []
    for _ in range(rounds):
        alone = looks(server.port)
        job = server.call("POST", f"/events/{event}/programme/arrange", COORDINATOR,
                          {"mode": "arrange", "moves": 30000000})["job"]
        beside = looks(server.port)
        state = server.call("GET", f"/jobs/{job}", COORDINATOR)
        assert state["state"] == "running", state
        server.call("DELETE", f"/jobs/{job}", COORDINATOR)
        pairs.append((alone, beside))
    return pairs
