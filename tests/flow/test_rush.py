#!/usr/bin/python3
"""64 clients choose their workshops at once (practice P5): never two rooms, never a room over."""
import concurrent.futures
import pathlib
import random
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from sparkd_server import Server
from swarm import give_tokens

CLIENTS, ROUNDS, BLOCKS, WORKSHOPS, SEATS = 64, 6, 3, 5, 15
DAY = "2027-01-04"
TWICE = ("SELECT a.person_id FROM busy a JOIN busy o ON o.person_id = a.person_id"
         " AND o.event_id > a.event_id AND o.from_at < a.to_at AND a.from_at < o.to_at"
         " JOIN event x ON x.id = a.event_id JOIN event y ON y.id = o.event_id"
         " WHERE x.parent_id = ? AND y.parent_id = x.parent_id")
COUNTS = ("SELECT e.id, e.taken, e.capacity, (SELECT count(*) FROM booking b WHERE b.event_id = e.id"
          " AND b.ended_at IS NULL) AS held FROM event e WHERE e.parent_id = ?")


class Rush(unittest.TestCase):
    def setUp(self):
        self.server = Server(people=CLIENTS + 20)
        self.addCleanup(self.server.close)
        self.tokens = give_tokens(self.server, CLIENTS)
        self.server.start()
        self.coordinator = self.server.token("coordinator@demo.example")
        self.day = self.make("/events", kind="conference", title="Trust conference", purpose="",
                             host_school=1, capacity=CLIENTS, starts_at=f"{DAY}T09:00:00Z",
                             ends_at=f"{DAY}T15:00:00Z", waiting_list=False, clash="warn")
        self.blocks = [self.make(f"/events/{self.day}/blocks", name=f"Block {b + 1}",
                                 starts_at=f"{DAY}T{10 + b}:00:00Z",
                                 ends_at=f"{DAY}T{10 + b}:50:00Z") for b in range(BLOCKS)]
        self.workshops = [[self.make(f"/blocks/{block}/workshops", title=f"{block}{w}",
                                     capacity=SEATS) for w in range(WORKSHOPS)]
                          for block in self.blocks]
        self.call(self.coordinator, "POST", f"/events/{self.day}/publish", {}, 200)
        for token in self.tokens.values():
            self.call(token, "POST", f"/events/{self.day}/bookings", {}, 201)

    def call(self, token, method, path, body, *statuses):
        answer = self.server.request(method, f"/api/v1{path}", body, token=token)
        self.assertIn(answer.status, statuses, (method, path, answer.text))
        return answer

    def make(self, path, **fields):
        return self.call(self.coordinator, "POST", path, fields, 201).json()["id"]

    def live(self, person):
        """Chooses and chooses again; what the last yes said is what stands. {workshop}"""
        dice, token, path = random.Random(person), self.tokens[person], f"/events/{self.day}/choices"
        stands = []
        for _ in range(ROUNDS):
            picked = [dice.choices(block, [8, 4, 1, 1, 1])[0] for block in self.workshops]
            answer = self.call(token, "PUT", path, {"workshops": picked}, 200, 409)
            if answer.status == 200:
                stands = answer.json()["workshops"]
                self.assertEqual(sorted(stands), sorted(picked))
                continue
            problem = answer.json()
            self.assertEqual(problem["type"], "/problems/full")
            self.assertEqual({e["field"] for e in problem["errors"]}
                             - {f"block_{block}" for block in self.blocks}, set())
        return set(stands)

    def test_nobody_in_two_rooms_and_no_room_over(self):
        with concurrent.futures.ThreadPoolExecutor(CLIENTS) as pool:
            said = dict(zip(self.tokens, pool.map(self.live, self.tokens)))
        for row in self.server.rows(COUNTS, self.day):
            self.assertEqual(row["taken"], row["held"])
            self.assertLessEqual(row["taken"], row["capacity"])
        self.assertEqual(list(self.server.rows(TWICE, self.day)), [])
        for person, stands in said.items():
            rows = self.server.rows(
                "SELECT b.event_id FROM booking b JOIN event e ON e.id = b.event_id"
                " WHERE e.parent_id = ? AND b.person_id = ? AND b.ended_at IS NULL",
                self.day, person)
            self.assertEqual({row["event_id"] for row in rows}, stands, "all or nothing")
        mails = self.server.rows("SELECT count(*) AS n FROM outbox WHERE person_id = ? AND object_id"
                                 " IN (SELECT b.id FROM booking b JOIN event e ON e.id = b.event_id"
                                 " WHERE e.parent_id = ?)", next(iter(said)), self.day)
        self.assertEqual(mails[0]["n"], 0, "a choice is no mail")
        self.place_the_rest()
        self.assertEqual(self.server.check()[0], 0, self.server.check()[1])

    def place_the_rest(self):
        """Those whom every try left with a gap: there is room for all of them."""
        gaps = self.call(self.coordinator, "GET", f"/events/{self.day}/choice-gaps", None, 200).json()
        placed = self.call(self.coordinator, "POST", f"/events/{self.day}/choice-placings", {},
                           200).json()
        self.assertEqual(placed, {"placed": len(gaps["items"]), "stuck": 0, "left": 0})
        for row in self.server.rows(COUNTS, self.day):
            self.assertLessEqual(row["taken"], row["capacity"])


if __name__ == "__main__":
    unittest.main()
