#!/usr/bin/python3
"""`sparkd check` finds what is wrong with swaps, questions about slots, keynotes and presenters: each
fault is planted in a copy of data in which nothing is wrong."""
import pathlib
import shutil
import sqlite3
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from sparkd_server import Server, sparkd

OTHER, STAFF, MENTOR = (f"{who}@demo.example" for who in ("other", "staff", "mentor"))

# What is broken, and the part of the promise by which it is known.
FAULTS = {
    "a swap with a talk of another event": (
        "UPDATE talk_swap_part SET talk_id = (SELECT id FROM talk WHERE event_id NOT IN"
        " (SELECT event_id FROM talk_swap) LIMIT 1) WHERE position = 2 AND open = 1",
        "two to six talks of its own event"),
    "a swap of one": ("DELETE FROM talk_swap_part WHERE position = 2 AND open = 1",
                      "two to six talks of its own event"),
    "a gap in a chain": ("UPDATE talk_swap_part SET position = 3 WHERE position = 2 AND open = 1",
                         "two to six talks of its own event"),
    "a talk that stays kept": (
        "UPDATE talk_swap_part SET open = NULL WHERE open = 1", "kept for a swap while that is open"),
    "done without a yes": (
        "UPDATE talk_swap_part SET yes_at = NULL WHERE position = 2 AND swap_id IN"
        " (SELECT id FROM talk_swap WHERE status = 'done')", "everybody has said yes"),
    "every yes, and not done": (
        "UPDATE talk_swap_part SET yes_at = 1 WHERE open = 1", "everybody has said yes"),
    "asked by nobody": (
        "UPDATE talk_swap_part SET yes_at = NULL WHERE position = 1 AND open = 1",
        "everybody has said yes"),
    "a swap that moved one and not the other": (
        "UPDATE programme_slot SET starts_at = starts_at + 60 WHERE talk_id IN (SELECT talk_id"
        " FROM talk_swap_part WHERE position = 1) AND version_id = (SELECT id FROM"
        " programme_version WHERE why = 'swapped')", "gave each the slot of the next"),
    "a swap that moved somebody else": (
        "UPDATE programme_slot SET starts_at = starts_at + 60 WHERE talk_id NOT IN (SELECT p.talk_id"
        " FROM talk_swap_part p JOIN talk_swap s ON s.id = p.swap_id AND s.status = 'done')"
        " AND version_id = (SELECT id FROM programme_version WHERE why = 'swapped')",
        "moved nobody else"),
    "a swap without its step": (
        "UPDATE programme_version SET why = 'moved' WHERE why = 'swapped'",
        "gave each the slot of the next"),
    "a question over before it was asked": (
        "UPDATE talk_offer SET over_at = offered_at - 1", "before its time was over"),
    "a slot kept for nobody": ("DELETE FROM talk_offer", "a slot is kept for every talk that is asked"),
    "a keynote before its event": (
        "UPDATE keynote SET starts_at = starts_at - 86400", "a keynote is within its event"),
    "a keynote in no room": ("UPDATE keynote SET room = 9", "in one of its rooms"),
    "two keynotes at once": (
        "INSERT INTO keynote (event_id, guest, title, minutes, room, starts_at)"
        " SELECT event_id, 'B', 'B', 5, room, starts_at + 60 FROM keynote", "alone at its time"),
    "a talk while the guest speaks": (
        "UPDATE programme_slot SET starts_at = (SELECT max(starts_at) FROM keynote) + 60 WHERE"
        " version_id IN (SELECT s.published_id FROM spark_event s JOIN keynote USING (event_id))",
        "while a keynote is given"),
    "online, and no link": ("UPDATE event_place SET online_link = ''", "has a way to be there"),
    "online, and workshops in rooms": (
        "INSERT INTO block (event_id, name, starts_at, ends_at) SELECT e.id, 'A', e.starts_at,"
        " e.ends_at FROM event e JOIN event_place o ON o.event_id = e.id", "has a way to be there"),
    "waits, though there is time for the way": (
        "INSERT INTO school_travel (low_id, high_id, minutes) VALUES (1, 2, 5)",
        "nobody waits for a place while one is free"),
    "a talk waits, though there is time for the way": (
        "INSERT INTO school_travel (low_id, high_id, minutes) VALUES (1, 2, 5)",
        "no talk waits for a slot while one is free"),
    "a presenter who is free": (
        "DELETE FROM busy WHERE source = 'talk' AND source_id IN (SELECT talk_id FROM talk_offer)",
        "has a slot is busy then"),
    "a presenter who is busy at another time": (
        "UPDATE busy SET from_at = from_at - 60 WHERE source = 'talk'", "has a slot is busy then"),
    "a presenter in the audience": (
        "INSERT INTO booking (uid, event_id, person_id, status, booked_at, modified_at)"
        " SELECT 'x', t.event_id, t.person_id, 'confirmed', 1, 1 FROM talk t"
        " JOIN keynote k USING (event_id) WHERE t.status = 'confirmed' LIMIT 1",
        "keeps no place in the audience"),
}


class Check(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(clock="2026-11-02T10:00:00Z", conf={"rate_limits": "no"})
        cls.addClassCleanup(cls.server.close)
        cls.server.start()
        cls.tokens = {who: cls.server.token(who)
                      for who in ("coordinator@demo.example", OTHER, STAFF, MENTOR)}
        cls.furnish()
        cls.server.stop()

    @classmethod
    def call(cls, method, path, body, status, who="coordinator@demo.example"):
        answer = cls.server.request(method, f"/api/v1{path}", body, token=cls.tokens[who])
        if answer.status != status:
            raise AssertionError(f"{method} {path}: {answer.status} {answer.text}")
        return answer.json() if answer.body else None

    @classmethod
    def evening(cls, day, minutes, clash="warn"):
        """With as many talks of 7 minutes as people; its number and theirs."""
        event = cls.call("POST", "/events", {
            "kind": "spark", "title": "SPARK", "purpose": "Why.", "host_school": 1, "capacity": 30,
            "starts_at": f"2026-11-{day}T16:00:00Z", "ends_at": f"2026-11-{day}T16:{minutes}:00Z",
            "clash": clash, "spark": {"fixed_minutes": 0, "changeover_s": 60}}, 201)["id"]
        cls.call("POST", f"/events/{event}/publish", {}, 200)
        return event, [cls.call("POST", f"/events/{event}/talks",
                                {"title": who, "minutes": 7, "category": "good practice"}, 201, who)["id"]
                       for who in (OTHER, STAFF, MENTOR)]

    @classmethod
    def course(cls, starts, ends, **fields):
        event = cls.call("POST", "/events", {
            "kind": "course", "title": "Course", "purpose": "Why.", "host_school": 2,
            "capacity": 10, "starts_at": f"2026-11-{starts}:00Z", "ends_at": f"2026-11-{ends}:00Z",
            **fields}, 201)["id"]
        cls.call("POST", f"/events/{event}/publish", {}, 200)
        return event

    @classmethod
    def out_of_reach(cls):
        """Who waits for a place, and for a slot, has something ten minutes before at the other
        school: half an hour away, where nobody said how far it is."""
        full = cls.course("26T17:10", "26T18:10", capacity=1)
        kept = cls.call("POST", f"/events/{full}/bookings", {}, 201, OTHER)["id"]
        cls.call("POST", f"/events/{full}/bookings", {}, 201, STAFF)
        before = cls.course("26T16:00", "26T17:00", host_school=1)
        cls.call("POST", f"/events/{before}/bookings", {}, 201, STAFF)
        cls.call("DELETE", f"/bookings/{kept}", None, 204, OTHER)
        _, (given, _, _) = cls.evening("27", "08", clash="block")
        before = cls.course("27T15:00", "27T15:50")
        for who in (STAFF, MENTOR):
            cls.call("POST", f"/events/{before}/bookings", {}, 201, who)
        cls.call("DELETE", f"/talks/{given}", None, 204, OTHER)

    @classmethod
    def furnish(cls):
        """A swap that is done and one that is open; a slot somebody is asked about; a keynote;
        somebody who takes part online; people who wait for what they cannot reach."""
        cls.out_of_reach()
        event, (one, two, three) = cls.evening("19", "24")
        cls.call("POST", f"/events/{event}/programme/publish", {}, 200)
        swap = cls.call("POST", f"/talks/{one}/swaps", {"talks": [two]}, 201, OTHER)["id"]
        cls.call("POST", f"/swaps/{swap}", {"answer": "yes"}, 200, STAFF)
        cls.call("POST", f"/talks/{one}/swaps", {"talks": [three]}, 201, OTHER)
        event, (one, _, _) = cls.evening("20", "08")
        cls.call("PUT", f"/events/{event}/asking",
                 {"ask_first": True, "answer_hours": 24, "no_answer": "end"}, 200)
        cls.call("DELETE", f"/talks/{one}", None, 204, OTHER)
        event, _ = cls.evening("25", "50")
        cls.call("PATCH", f"/events/{event}/place", {"online_link": "https://meet.example/x"}, 200)
        cls.call("POST", f"/events/{event}/bookings", {"online": True}, 201)
        event, _ = cls.evening("24", "50")
        cls.call("POST", f"/events/{event}/keynotes", {
            "guest": "A. Guest", "title": "Memory", "minutes": 10,
            "starts_at": "2026-11-24T16:30:00Z"}, 201)
        cls.call("POST", f"/events/{event}/programme/publish", {}, 200)

    def test_nothing_is_wrong(self):
        self.assertEqual(sparkd("check", "--data", self.server.data).stdout, "nothing is wrong\n")

    def test_each_fault_is_found(self):
        for name, (sql, promise) in FAULTS.items():
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                data = shutil.copytree(self.server.data, f"{folder}/data")
                with sqlite3.connect(f"{data}/sparkd.db") as database:
                    self.assertGreater(database.execute(sql).rowcount, 0)
                database.close()
                got = sparkd("check", "--data", data, check=False)
                self.assertEqual(got.returncode, 1, got.stdout)
                self.assertIn(promise, got.stderr)


if __name__ == "__main__":
    unittest.main()
