#!/usr/bin/python3
"""kill -9 in the middle of bookings: nobody is answered before the commit, nothing is half-done."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from sparkd_server import Server
from swarm import crowd, give_tokens, make_event, post

CLIENTS, EVENTS, PLACES, ROUNDS = 50, 24, 30, 3


class Kill(unittest.TestCase):
    def setUp(self):
        self.server = Server(people=CLIENTS + 20)
        self.addCleanup(self.server.close)
        self.tokens = give_tokens(self.server, CLIENTS)
        self.server.start()
        coordinator = self.server.token("coordinator@demo.example")
        self.events = [make_event(self.server, coordinator, capacity=PLACES, title=f"Evening {i}",
                                  starts_at=f"2027-02-{i + 1:02}T19:00:00Z",
                                  ends_at=f"2027-02-{i + 1:02}T20:00:00Z")
                       for i in range(EVENTS)]

    def clients(self, events):
        return [[((event, person), post(self.server, f"/api/v1/events/{event}/bookings", token))
                 for event in events] for person, token in self.tokens.items()]

    def kill_at(self, wanted):
        def on_answer(count):
            if count == wanted:
                self.server.kill()

        return on_answer

    def booked(self):
        rows = self.server.rows("SELECT b.id, b.person_id, b.status, b.event_id FROM booking b")
        return {row["id"]: (row["event_id"], row["person_id"], row["status"]) for row in rows}

    def check_promises(self, promised):
        """What was answered with 201 stands as it was said."""
        rows = self.booked()
        for (event, person), answer in promised.items():
            body = answer.json()
            self.assertEqual(rows.get(body["id"]), (event, person, body["status"]))
        self.assertEqual(self.server.check()[0], 0, self.server.check()[1])

    def test_three_rounds(self):
        promised, each = {}, EVENTS // ROUNDS
        for i in range(ROUNDS):
            events = self.events[i * each : (i + 1) * each]
            answers = crowd(self.server, self.clients(events), self.kill_at(100 + 60 * i))
            self.assertLess(len(answers), CLIENTS * each, "killed in the middle")
            self.assertEqual({answer.status for answer in answers.values()}, {201})
            promised.update(answers)
            self.server.start()
            self.check_promises(promised)
        self.check_mails()

    def check_mails(self):
        """Who was told has a booking, and who has a booking is told: one transaction."""
        told = self.server.rows("SELECT object_id FROM outbox WHERE kind LIKE 'booking-%'")
        ids = {row["object_id"] for row in told}
        mine = {key for key, (event, _, _) in self.booked().items() if event in self.events}
        self.assertLessEqual(mine, ids)


if __name__ == "__main__":
    unittest.main()
