#!/usr/bin/python3
"""Everybody wants the last places at once (issue: flow tests): no place twice, none lost."""
import collections
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from sparkd_server import Server
from swarm import crowd, give_tokens, make_event, post

CLIENTS, PLACES = 500, 100


class Race(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(people=CLIENTS + 20)
        cls.addClassCleanup(cls.server.close)
        cls.tokens = give_tokens(cls.server, CLIENTS)
        cls.server.start()
        cls.coordinator = cls.server.token("coordinator@demo.example")

    def tearDown(self):
        self.assertEqual(self.server.check()[0], 0, self.server.check()[1])

    def event(self, **fields):
        return make_event(self.server, self.coordinator, capacity=PLACES, **fields)

    def book(self, event, connections):
        """Every client's booking, spread over so many connections. {person: answer}"""
        path = f"/api/v1/events/{event}/bookings"
        requests = [(person, post(self.server, path, token))
                    for person, token in self.tokens.items()]
        answers = crowd(self.server, [requests[i::connections] for i in range(connections)])
        self.assertEqual(len(answers), CLIENTS, "each is answered")
        return answers

    def statuses(self, answers):
        return dict(collections.Counter(answer.status for answer in answers.values()))

    def rows(self, event):
        rows = self.server.rows(
            "SELECT b.person_id, b.status, e.taken FROM booking b JOIN event e"
            " ON e.id = b.event_id WHERE e.id = ?", event)
        return {row["person_id"]: row["status"] for row in rows}, {row["taken"] for row in rows}

    def check_numbers(self, event, left, waiting):
        shown = self.server.request("GET", f"/api/v1/events/{event}", token=self.coordinator).json()
        self.assertEqual((shown["places_left"], shown["waiting"]), (left, waiting))

    def check_no_waiting_list(self, event, connections):
        answers = self.book(event, connections)
        self.assertEqual(self.statuses(answers), {201: PLACES, 409: CLIENTS - PLACES})
        booked = {person for person, answer in answers.items() if answer.status == 201}
        for person in booked:
            self.assertEqual(answers[person].json()["status"], "confirmed")
        slugs = {answer.json()["type"] for answer in answers.values() if answer.status == 409}
        self.assertEqual(slugs, {"/problems/full"})
        rows, taken = self.rows(event)
        self.assertEqual(rows, {person: "confirmed" for person in booked})
        self.assertEqual(taken, {PLACES})
        self.check_numbers(event, 0, 0)

    def test_last_places_500_connections(self):
        self.check_no_waiting_list(self.event(waiting_list=False), CLIENTS)

    def test_last_places_kept_alive(self):
        self.check_no_waiting_list(
            self.event(waiting_list=False, starts_at="2026-12-16T16:00:00Z",
                       ends_at="2026-12-16T17:00:00Z"), 50)

    def test_waiting_list(self):
        event = self.event(starts_at="2026-12-17T16:00:00Z", ends_at="2026-12-17T17:00:00Z")
        answers = self.book(event, CLIENTS)
        self.assertEqual(self.statuses(answers), {201: CLIENTS})
        said = {person: answer.json() for person, answer in answers.items()}
        confirmed = {person for person, body in said.items() if body["status"] == "confirmed"}
        waiting = {person for person, body in said.items() if body["status"] == "waiting"}
        self.assertEqual((len(confirmed), len(waiting)), (PLACES, CLIENTS - PLACES))
        self.assertEqual(sorted(said[person]["position"] for person in waiting),
                         list(range(1, CLIENTS - PLACES + 1)))
        rows, taken = self.rows(event)
        self.assertEqual(rows, {**dict.fromkeys(confirmed, "confirmed"),
                                **dict.fromkeys(waiting, "waiting")})
        self.assertEqual(taken, {PLACES})
        self.check_numbers(event, 0, CLIENTS - PLACES)
        self.check_promotion(said, confirmed, waiting)

    def check_promotion(self, said, confirmed, waiting):
        """A place given up goes to whoever is first, in the same transaction."""
        leaver = min(confirmed)
        first = next(person for person in waiting if said[person]["position"] == 1)
        gone = self.server.request("DELETE", f"/api/v1/bookings/{said[leaver]['id']}",
                                   token=self.tokens[leaver])
        self.assertEqual(gone.status, 204)
        mine = self.server.request("GET", f"/api/v1/people/{first}/bookings",
                                   token=self.tokens[first]).json()["items"]
        self.assertEqual([b["status"] for b in mine if b["id"] == said[first]["id"]], ["confirmed"])

    def test_same_person_many_times(self):
        """One person's fifty requests at once: one booking."""
        event = self.event(starts_at="2026-12-18T16:00:00Z", ends_at="2026-12-18T17:00:00Z")
        token = next(iter(self.tokens.values()))
        request = post(self.server, f"/api/v1/events/{event}/bookings", token)
        answers = crowd(self.server, [[(i, request)] for i in range(50)])
        self.assertEqual(self.statuses(answers), {201: 1, 409: 49})
        self.assertEqual({a.json()["type"] for a in answers.values() if a.status == 409},
                         {"/problems/already-booked"})
        self.assertEqual(len(self.rows(event)[0]), 1)


if __name__ == "__main__":
    unittest.main()
