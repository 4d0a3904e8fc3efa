"""The rush of an INSET day (practice P5): everybody reads the workshops, chooses, changes their mind.

800 people with a place on the day, 60 workshops in 4 blocks, all within one minute, over real HTTP
and real pages: each reads the day's page and the page of the choice, thinks, and saves the form.
Whoever meets a full room gets the form back and chooses again; a third think better of it once.
Popular workshops are chosen ten times as often as others, so that rooms do fill up.
"""
import asyncio
import hashlib
import os
import random
import re
import secrets
import sqlite3
import time
import urllib.parse

PEOPLE, BLOCKS, WORKSHOPS, SEATS, TRIES = 800, 4, 15, 60, 20
DAY = "2027-01-04"
NOW = 1793635800  # the bench's clock
RADIO = re.compile(r'<input class="govuk-radios__input" id="[^"]*" name="(block_\d+)" type="radio"'
                   r' value="(\d+)"([^>]*)>')
CSRF = re.compile(r'name="csrf" value="([^"]+)"')


# ---- the day ----

def make_day(server):
    """The event, published, with everybody's place on it written down as booking it would."""
    who = "coordinator@demo.example"
    day = server.call("POST", "/events", who, {
        "kind": "conference", "title": "Trust conference", "purpose": "All of us, for a day.",
        "host_school": 1, "room": "", "capacity": PEOPLE + 10, "waiting_list": False,
        "starts_at": f"{DAY}T09:00:00Z", "ends_at": f"{DAY}T15:30:00Z"})["id"]
    for b in range(BLOCKS):
        block = server.call("POST", f"/events/{day}/blocks", who, {
            "name": f"Block {b + 1}", "starts_at": f"{DAY}T{10 + b}:00:00Z",
            "ends_at": f"{DAY}T{10 + b}:50:00Z"})["id"]
        for w in range(WORKSHOPS):
            server.call("POST", f"/blocks/{block}/workshops", who, {
                "title": f"Workshop {b + 1}.{w + 1}: what works, tried out on each other",
                "purpose": "What we do when it does not work, and why it then does. " * 4,
                "room": f"Room {w + 1}", "capacity": SEATS})
    server.call("POST", f"/events/{day}/publish", who, {})
    return day


def open_sessions(server, day):
    """800 people who are signed in and have a place; {person: cookie}. The server does not run."""
    db = sqlite3.connect(os.path.join(server.data, "sparkd.db"))
    people = [row[0] for row in db.execute(
        "SELECT DISTINCT p.id FROM person p JOIN role_grant g ON g.person_id = p.id"
        " WHERE g.role = 'staff' AND p.left_on IS NULL AND NOT EXISTS (SELECT 1 FROM role_grant o"
        " WHERE o.person_id = p.id AND o.role <> 'staff') ORDER BY p.id LIMIT ?", (PEOPLE,))]
    assert len(people) == PEOPLE, f"there are {len(people)} staff"
    (start, end) = db.execute("SELECT starts_at, ends_at FROM event WHERE id = ?", (day,)).fetchone()
    cookies = {}
    for number, person in enumerate(people):
        token = secrets.token_urlsafe(32)
        cookies[person] = token
        db.execute("INSERT INTO session (token_sha256, id, person_id, csrf_key, created_at, seen_at)"
                   " VALUES (?, ?, ?, ?, ?, ?)",
                   (hashlib.sha256(token.encode()).hexdigest(), 900_000_000 + number, person,
                    secrets.token_hex(32), NOW, NOW))
        booking = db.execute("INSERT INTO booking (uid, event_id, person_id, status, booked_at,"
                             " modified_at) VALUES (?, ?, ?, 'confirmed', ?, ?) RETURNING id",
                             (secrets.token_hex(16), day, person, NOW, NOW)).fetchone()[0]
        db.execute("DELETE FROM busy WHERE person_id = ? AND from_at < ? AND to_at > ?",
                   (person, end, start))
        db.execute("INSERT INTO busy (person_id, from_at, to_at, source, source_id, event_id)"
                   " VALUES (?, ?, ?, 'booking', ?, ?)", (person, start, end, booking, day))
    db.execute("UPDATE event SET taken = ? WHERE id = ?", (PEOPLE, day))
    db.commit()
    db.close()
    return cookies


# ---- one of them ----

async def think(seconds):
    """The pace of people is what is measured under, so it is kept: nothing is waited for."""
    thought = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, thought.set)
    await thought.wait()


class Person:
    """Somebody with a browser: one connection, kept alive, and a cookie."""

    def __init__(self, port, day, cookie, seed):
        self.port, self.day, self.cookie = port, day, cookie
        self.dice = random.Random(seed)
        self.reads, self.choices, self.full, self.bad = [], [], 0, []

    async def ask(self, method, path, fields=None):
        body = urllib.parse.urlencode(fields).encode() if fields is not None else b""
        head = (f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
                f"Cookie: __Host-sparkd={self.cookie}\r\nSec-Fetch-Site: same-origin\r\n")
        if fields is not None:
            head += ("Content-Type: application/x-www-form-urlencoded\r\n"
                     f"Content-Length: {len(body)}\r\n")
        started = time.monotonic()
        self.writer.write((head + "\r\n").encode() + body)
        answer = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = re.search(r"(?i)\r\ncontent-length: (\d+)", answer)
        text = await self.reader.readexactly(int(length.group(1)) if length else 0)
        taken_ms = (time.monotonic() - started) * 1000
        (self.reads if method == "GET" else self.choices).append(taken_ms)
        status = int(answer.split(" ", 2)[1])
        if status not in (200, 303, 409):
            self.bad.append((method, path, status))
        return status, text.decode()

    def pick(self, page, keep=0):
        """One a block of those that can be had, popular ones more often; or most of what is kept."""
        blocks, kept = {}, {}
        for name, value, rest in RADIO.findall(page):
            if "disabled" in rest:
                continue
            if "checked" in rest:
                kept[name] = value
            blocks.setdefault(name, []).append(value)
        picked = {"csrf": CSRF.search(page).group(1)}
        for name, values in blocks.items():
            weights = [10 if i < 3 else 1 for i in range(len(values))]
            stays = name in kept and self.dice.random() < keep
            picked[name] = kept[name] if stays else self.dice.choices(values, weights)[0]
        return picked

    async def choose(self, page, keep=0):
        """Until it is saved: after a full room the form comes back with what was picked, and with
        what still has room to choose from."""
        for _ in range(TRIES):
            status, answer = await self.ask("POST", f"/events/{self.day}/choose",
                                            self.pick(page, keep))
            if status != 409:
                return
            self.full += 1
            page, keep = answer, 1
            await think(self.dice.uniform(1, 4))
        self.bad.append(("POST", f"{TRIES} full rooms in a row", 409))

    async def live(self, seconds):
        """Most come in the first third of the minute; all are done by its end."""
        await think(min(self.dice.expovariate(5 / seconds), seconds * 0.6))
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port,
                                                                 limit=1 << 20)
        try:
            await self.ask("GET", f"/events/{self.day}")
            _, page = await self.ask("GET", f"/events/{self.day}/choose")
            await think(self.dice.uniform(0.02, 0.2) * seconds)
            await self.choose(page)
            await self.ask("GET", f"/events/{self.day}")
            if self.dice.random() < 1 / 3:
                await think(self.dice.uniform(0.02, 0.1) * seconds)
                _, page = await self.ask("GET", f"/events/{self.day}/choose")
                await self.choose(page, 0.6)
        finally:
            self.writer.close()


# ---- all of them ----

def faults_of(server, day):
    """What must not be, in the database itself."""
    db = sqlite3.connect(f"file:{server.data}/sparkd.db?mode=ro", uri=True)
    faults = {what: db.execute(sql, (day,)).fetchone()[0] for what, sql in (
        ("rooms over", "SELECT count(*) FROM event WHERE parent_id = ? AND taken > capacity"),
        ("counts that are wrong", "SELECT count(*) FROM event e WHERE e.parent_id = ? AND e.taken <>"
         " (SELECT count(*) FROM booking b WHERE b.event_id = e.id AND b.ended_at IS NULL)"),
        ("people in two rooms", "SELECT count(*) FROM busy a JOIN busy o ON o.person_id = a.person_id"
         " AND o.event_id > a.event_id AND o.from_at < a.to_at AND a.from_at < o.to_at"
         " JOIN event x ON x.id = a.event_id JOIN event y ON y.id = o.event_id"
         " WHERE x.parent_id = ? AND y.parent_id = x.parent_id"),
        ("people without a whole choice", "SELECT count(*) FROM booking d WHERE d.event_id = ? AND"
         f" d.ended_at IS NULL AND {BLOCKS} <> (SELECT count(*) FROM booking b JOIN event e ON"
         " e.id = b.event_id WHERE e.parent_id = d.event_id AND b.person_id = d.person_id"
         " AND b.ended_at IS NULL)"))}
    db.close()
    return {what: count for what, count in faults.items() if count}


async def everybody(people, seconds):
    await asyncio.gather(*(person.live(seconds) for person in people))


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def rush(server, seconds=60):
    """Plays it; {p50 and p99 of reading and choosing in ms, …}. The server is a bench.Server."""
    day = make_day(server)
    server.stop()
    cookies = open_sessions(server, day)
    server.start()
    people = [Person(server.port, day, cookie, number)
              for number, cookie in enumerate(cookies.values())]
    started = time.monotonic()
    asyncio.run(everybody(people, seconds))
    reads = [ms for person in people for ms in person.reads]
    choices = [ms for person in people for ms in person.choices]
    faults = faults_of(server, day)
    bad = [one for person in people for one in person.bad]
    if bad:
        faults["answers"] = bad[:3]
    return {"seconds": time.monotonic() - started, "reads": len(reads), "choices": len(choices),
            "full": sum(person.full for person in people), "faults": faults,
            "read_p50": percentile(reads, 0.5), "read_p99": percentile(reads, 0.99),
            "choose_p50": percentile(choices, 0.5), "choose_p99": percentile(choices, 0.99)}
