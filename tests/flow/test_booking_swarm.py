#!/usr/bin/python3
"""64 clients book, give up, hand on, swap and answer at once: what each was told is what stands."""
import concurrent.futures
import pathlib
import random
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from sparkd_server import Server
from swarm import give_tokens, make_event

CLIENTS, ROUNDS = 64, 12
NOW = 1793610000  # 2 November 2026, when the demo's clock starts
EVENTS = [("2026-12-16T16:00:00Z", "2026-12-16T17:00:00Z", {}),
          ("2026-12-16T16:30:00Z", "2026-12-16T17:30:00Z", {"offer_minutes": 30}),
          ("2026-12-17T16:00:00Z", "2026-12-17T17:00:00Z", {"fresh_schools_first": True}),
          ("2026-12-18T16:00:00Z", "2026-12-18T17:00:00Z", {"offer_minutes": 30, "fresh_schools_first": True})]
ALLOWED = {"already-booked", "clash", "no-offer", "offer-over", "no-place", "already-asked",
           "ask-over", "not-found", "validation"}


class Swarm(unittest.TestCase):
    def setUp(self):
        self.server = Server(people=CLIENTS + 20)
        self.addCleanup(self.server.close)
        self.tokens = give_tokens(self.server, CLIENTS)
        self.people = list(self.tokens)
        self.server.start()
        coordinator = self.server.token("coordinator@demo.example")
        self.events = []
        for starts, ends, settings in EVENTS:
            self.events.append(make_event(self.server, coordinator, capacity=9, starts_at=starts,
                                          ends_at=ends, **settings))

    def call(self, person, method, path, body=None):
        answer = self.server.request(method, f"/api/v1{path}", body,
                                     token=self.tokens[person])
        if answer.status >= 400:
            slug = answer.json()["type"].rpartition("/")[2]
            self.assertIn(slug, ALLOWED, (method, path, answer.body))
        return answer

    def move(self, person, dice):
        """One thing somebody does with what they have now."""
        event = dice.choice(self.events)
        mine = [b for b in self.call(person, "GET", f"/people/{person}/bookings").json()["items"]
                if b["event"]["id"] in self.events]
        if not mine or dice.random() < 0.4:
            self.call(person, "POST", f"/events/{event}/bookings", {})
            return
        booking = dice.choice(mine)
        path, other = f"/bookings/{booking['id']}", dice.choice(self.people)
        kind = "accept" if booking["status"] == "offered" else dice.choice(
            ("withdraw", "withdraw", "hand-over", "swap", "answer"))
        if kind == "answer":
            for ask in self.call(person, "GET", f"/people/{person}/booking-asks").json()["items"]:
                if ask["to_id"] == person:
                    self.call(person, "POST", f"/booking-asks/{ask['id']}/accept")
            return
        body = {"hand-over": {"person_id": other},
                "swap": {"person_id": other, "event_id": event}, "withdraw": {}}.get(kind)
        self.call(person, "POST", f"{path}/{kind}", body)

    def live(self, person):
        dice = random.Random(person)
        for _ in range(ROUNDS):
            self.move(person, dice)

    def test_what_was_said_is_what_stands(self):
        with concurrent.futures.ThreadPoolExecutor(CLIENTS) as pool:
            for done in [pool.submit(self.live, person) for person in self.people]:
                done.result()
        for event in self.events:
            taken, capacity, held = self.server.rows(
                "SELECT e.taken, e.capacity, (SELECT count(*) FROM booking b WHERE b.event_id = e.id"
                " AND b.ended_at IS NULL AND b.status <> 'waiting') FROM event e WHERE e.id = ?",
                event)[0]
            self.assertEqual(taken, held)
            self.assertLessEqual(taken, capacity)
        twice = self.server.rows(
            "SELECT a.person_id FROM busy a JOIN busy b ON b.person_id = a.person_id"
            " AND b.source_id > a.source_id AND b.from_at < a.to_at AND b.to_at > a.from_at"
            " JOIN event e ON e.id = a.event_id JOIN event f ON f.id = b.event_id"
            " WHERE a.source = 'booking' AND b.source = 'booking'"
            # a day holds its workshops
            " AND coalesce(e.parent_id, 0) <> f.id AND coalesce(f.parent_id, 0) <> e.id")
        self.assertEqual(list(twice), [], "nobody is in two rooms")
        mails = self.server.rows("SELECT idem FROM outbox GROUP BY idem HAVING count(*) > 1")
        self.assertEqual(list(mails), [], "nobody is told twice")
        for person in self.people:
            said = self.call(person, "GET", f"/people/{person}/bookings").json()["items"]
            rows = self.server.rows(
                "SELECT b.id, b.status FROM booking b JOIN event e ON e.id = b.event_id"
                " WHERE b.person_id = ? AND b.ended_at IS NULL AND e.ends_at > ?", person, NOW)
            self.assertEqual({b["id"]: b["status"] for b in said}, {r[0]: r[1] for r in rows})
        status, text = self.server.check()
        self.assertEqual(status, 0, text)


if __name__ == "__main__":
    unittest.main()
