#!/usr/bin/python3
"""A real school year over eight schools can be entered (issue "Events and bookings": done when).

The demo enters it through the use cases of the pages. What must be true of it is reckoned here
anew from the rows, without the application's own judgement.
"""
import collections
import itertools
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import SPARKD, Server

SCHOOLS, PEOPLE, EVENTS = 8, 130, 150
KINDS = {"course", "twilight", "inset", "spark", "conference", "group", "meeting", "observation",
         "visit", "protected time", "reading"}
START = 1793635800  # 2 November 2026, 16:10: what is before it has been


def make(folder, seed=1):
    subprocess.run([SPARKD, "demo", "--data", folder, "--schools", str(SCHOOLS), "--people",
                    str(PEOPLE), "--seed", str(seed)], check=True, stdout=subprocess.DEVNULL)
    return folder


def overlaps(spans):
    """Pairs of (from, to, what) that meet, by a plain sweep."""
    spans = sorted(spans)
    for i, (_, end, what) in enumerate(spans):
        for start, _, other in itertools.islice(spans, i + 1, None):
            if start >= end:
                break
            yield what, other


class DemoYear(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # pylint: disable=consider-using-with
        cls.folder = tempfile.TemporaryDirectory(prefix="sparkd-year.")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.data = make(f"{cls.folder.name}/one")
        cls.db = sqlite3.connect(f"{cls.data}/sparkd.db")
        cls.db.row_factory = sqlite3.Row
        cls.addClassCleanup(cls.db.close)

    def rows(self, sql, *values):
        return self.db.execute(sql, values).fetchall()

    def counts(self, sql):
        return dict(tuple(row) for row in self.rows(sql))

    # ---- it is a year ----

    def test_of_every_kind_and_enough(self):
        kinds = self.counts("SELECT kind, count(*) FROM event GROUP BY kind")
        self.assertGreaterEqual(sum(kinds.values()), EVENTS)
        self.assertEqual(set(kinds), KINDS)
        for kind, count in kinds.items():
            self.assertGreaterEqual(count, 3, kind)

    def test_every_school_holds_its_share(self):
        hosts = self.counts("SELECT host_school_id, count(*) FROM event GROUP BY 1")
        self.assertEqual(len(hosts), SCHOOLS)
        self.assertGreaterEqual(min(hosts.values()), 10)
        names = [row[0] for row in self.rows("SELECT name FROM school")]
        self.assertEqual(len(set(names)), SCHOOLS)

    def test_it_repeats_in_every_way(self):
        ways = self.counts("SELECT repeats, count(*) FROM event_series GROUP BY 1")
        self.assertEqual(set(ways), {"weekly", "fortnightly", "monthly", "half-termly", "termly"})
        # Nothing of a series falls into a break of its host.
        self.assertEqual(self.rows(
            "SELECT e.id FROM event e JOIN school_span h ON h.school_id = e.host_school_id"
            " AND h.kind = 'half-term' AND e.series_on BETWEEN h.from_on AND h.to_on"), [])

    def test_every_state_is_there(self):
        states = self.counts("SELECT status, count(*) FROM event GROUP BY 1")
        self.assertLessEqual({"draft", "published", "done", "cancelled"}, set(states))
        self.assertEqual(self.rows("SELECT id FROM event WHERE status = 'cancelled'"
                                   " AND cancel_reason = ''"), [])
        bookings = self.counts("SELECT status, count(*) FROM booking GROUP BY 1")
        self.assertLessEqual({"confirmed", "requested", "waiting", "offered", "declined", "withdrawn",
                              "attended", "absent"}, set(bookings))
        requests = self.counts("SELECT status, count(*) FROM approval GROUP BY 1")
        self.assertLessEqual({"open", "asked", "approved", "declined"}, set(requests))
        for what, sql in (
                ("an order of what is bought", "SELECT 1 FROM approval WHERE order_state = 'confirmed'"),
                ("who covers", "SELECT 1 FROM approval WHERE cover <> ''"),
                ("a cost and a day until which to book", "SELECT 1 FROM event e JOIN event_about a ON"
                 " a.event_id = e.id WHERE a.provider_id > 0 AND a.cost_pence > 0"
                 " AND e.booking_closes_at > 0"),
                ("several sessions", "SELECT event_id FROM event_session GROUP BY 1 HAVING count(*) > 2"),
                ("places a school", "SELECT 1 FROM event_quota"),
                ("what there is to eat", "SELECT 1 FROM event_place WHERE catering <> ''"),
                ("who leads from outside", "SELECT 1 FROM event_facilitator"),
                ("a colleague who leads", "SELECT 1 FROM booking WHERE part = 'leader'"),
                ("a guest's keynote among talks", "SELECT 1 FROM keynote k JOIN talk t"
                 " ON t.event_id = k.event_id AND t.status = 'confirmed'"),
                ("whoever organises", "SELECT 1 FROM event_organiser"),
                ("governors come", "SELECT 1 FROM booking b JOIN event_about a ON a.event_id = b.event_id"
                 " WHERE a.strand = 'governors'"),
                ("who has read it", "SELECT 1 FROM reading_confirmation"),
                ("somebody excused", "SELECT 1 FROM register_entry WHERE mark = 'excused'")):
            self.assertTrue(self.rows(sql + " LIMIT 1"), what)

    # ---- nothing is in two places ----

    def test_no_room_holds_two(self):
        rooms = collections.defaultdict(list)
        parents = self.counts("SELECT id, coalesce(parent_id, 0) FROM event")
        for row in self.rows("SELECT e.room_id, s.starts_at, s.ends_at, e.id FROM event e JOIN"
                             " event_session s ON s.event_id = e.id WHERE e.room_id IS NOT NULL"
                             " AND e.status <> 'cancelled' AND s.room = ''"):
            rooms[row[0]].append((row[1], row[2], row[3]))
        self.assertGreater(sum(map(len, rooms.values())), EVENTS / 2, "most have a room")
        for spans in rooms.values():
            for one, other in overlaps(spans):
                self.assertTrue(parents[one] == other or parents[other] == one, (one, other))

    def test_nobody_is_in_two_places(self):
        """Places, leading, talks: whatever takes somebody's time, but a day with its workshops."""
        taken = collections.defaultdict(list)
        parents = self.counts("SELECT id, coalesce(parent_id, 0) FROM event")
        for row in self.rows("SELECT b.person_id, s.starts_at, s.ends_at, b.event_id FROM booking b"
                             " JOIN event_session s ON s.event_id = b.event_id"
                             " WHERE b.ended_at IS NULL AND b.status <> 'waiting'"):
            taken[row[0]].append((row[1], row[2], row[3]))
        self.assertGreater(len(taken), PEOPLE * 3 / 4, "most have something")
        for spans in taken.values():
            for one, other in overlaps(spans):
                self.assertTrue(parents[one] == other or parents[other] == one, (one, other))

    def test_nobody_comes_too_many(self):
        self.assertEqual(self.rows(
            "SELECT e.id FROM event e WHERE e.capacity < (SELECT count(*) FROM booking b"
            " WHERE b.event_id = e.id AND b.ended_at IS NULL AND b.status <> 'waiting'"
            " AND b.part = 'attendee' AND b.beyond = 0 AND b.online = 0)"), [])

    def test_who_has_to_come_works_then(self):
        """P3: nobody is required on a half-day on which they do not work."""
        for row in self.rows("SELECT b.id, b.person_id, e.starts_at / 86400 AS day, (e.starts_at %"
                             " 86400) / 3600 AS hour FROM booking b JOIN event e ON e.id = b.event_id"
                             " WHERE b.required = 1"):
            half = (row["day"] + 3) % 7 * 2 + (row["hour"] >= 12)
            days = self.rows("SELECT working_days FROM employment WHERE person_id = ?",
                             row["person_id"])
            self.assertTrue(any(d[0] >> half & 1 for d in days), tuple(row))

    # ---- hours ----

    def shares(self, event, hours):
        """{session: minutes}: an event's hours by the length of its sessions, a half up, in sum all."""
        sessions = self.rows("SELECT id, (ends_at - starts_at) / 60 AS minutes FROM event_session"
                             " WHERE event_id = ? ORDER BY starts_at, position", event)
        whole, before, shares = sum(s["minutes"] for s in sessions), 0, {}
        for session in sessions:
            until = before + session["minutes"]
            shares[session["id"]] = ((2 * hours * until + whole) // (2 * whole)
                                     - (2 * hours * before + whole) // (2 * whole))
            before = until
        return shares

    def credited(self):
        """{booking: (status, minutes)} of every closed register, from its marks."""
        found = {}
        for event in self.rows("SELECT id, hours_min FROM event WHERE status = 'done'"):
            shares = self.shares(event["id"], event["hours_min"])
            for booking in self.rows("SELECT id, person_id FROM booking WHERE event_id = ?"
                                     " AND ended_at IS NULL AND status <> 'waiting'", event["id"]):
                minutes, here = 0, False
                for session, share in shares.items():
                    said = self.rows("SELECT mark, late_min + early_min + away_min AS missed FROM"
                                     " register_entry WHERE session_id = ? AND person_id = ?"
                                     " ORDER BY taken_at DESC, id DESC LIMIT 1",
                                     session, booking["person_id"])
                    if said and said[0]["mark"] == "here":
                        here = True
                        minutes += max(0, share - said[0]["missed"])
                found[booking["id"]] = ("attended" if here else "absent", minutes)
        return found

    def test_what_was_attended_is_credited_to_the_minute(self):
        credited = self.credited()
        self.assertGreater(len(credited), 300)
        kept = {row["id"]: (row["status"], row["credit_min"] or 0)
                for row in self.rows("SELECT id, status, credit_min FROM booking"
                                     " WHERE status IN ('attended', 'absent')")}
        self.assertEqual(kept, credited)
        self.assertTrue(self.rows("SELECT 1 FROM register_entry WHERE late_min > 0"))
        self.assertEqual(self.rows("SELECT b.id FROM booking b JOIN event e ON e.id = b.event_id"
                                   " WHERE b.status IN ('attended', 'absent') AND e.ends_at > ?",
                                   START), [], "what is to come was not attended yet")

    def test_the_ledger_has_the_same_sum(self):
        credited = self.credited()
        done = collections.Counter()
        for row in self.rows("SELECT b.id, b.person_id FROM booking b JOIN event e ON e.id = b.event_id"
                             " WHERE e.counts = 'inset'"):
            done[row["person_id"]] += credited.get(row["id"], ("", 0))[1]
        for row in self.rows("SELECT person_id, minutes FROM hours_adjustment WHERE counts = 'inset'"):
            done[row["person_id"]] += row["minutes"]
        with Server(data=self.data, conf={"rate_limits": "no"}) as server:
            token = server.token("coordinator@demo.example", "read")
            for school in range(1, SCHOOLS + 1):
                answer = server.request("GET", f"/api/v1/schools/{school}/hours?limit=200",
                                        token=token)
                self.assertEqual(answer.status, 200, answer.text)
                items = answer.json()["items"]
                self.assertTrue(items)
                for item in items:
                    self.assertEqual(item["inset"]["done_minutes"], done[item["person_id"]], item)

    # ---- how it reads ----

    def test_the_list_says_what_each_is(self):
        """What is to be read has no places; a course between two sessions says when it is next."""
        with Server(data=self.data, conf={"rate_limits": "no"}) as server:
            browser = Browser(server)
            self.addCleanup(browser.close)
            browser.be("Robin Hale")
            page = browser.get("/events")
            self.assertIn("The first 20 events", page.words)
            self.assertRegex(page.words, r"Our behaviour policy, as it now stands By Friday 20"
                                         r" November 2026 [\w ]+ To read")
            self.assertRegex(page.words, r"One of 4 sessions: Wednesday 18 November 2026, 1pm to 4pm"
                                         r" [\w, ]+ Under way")
            seen = 0
            while True:
                seen += len([href for href, _ in page.links if href.startswith(("/events/", "/spark/",
                                                                                "/readings/"))])
                following = [href for href, words in page.links if words.startswith("Next")]
                if not following:
                    break
                page = browser.get(following[0])
                self.assertEqual(page.status, 200)
            listed = self.rows("SELECT count(*) FROM event WHERE ends_at > ? AND parent_id IS NULL"
                               " AND status NOT IN ('archived')", START)[0][0]
            self.assertGreaterEqual(seen, listed)

    # ---- it stands ----

    def test_check_finds_nothing(self):
        got = subprocess.run([SPARKD, "check", "--data", self.data], capture_output=True, text=True,
                             check=False)
        self.assertEqual((got.returncode, got.stdout), (0, "nothing is wrong\n"), got.stderr)

    def test_the_same_rows_for_the_same_seed(self):
        def dump(folder):
            with sqlite3.connect(f"{folder}/sparkd.db") as db:
                return "\n".join(db.iterdump())
        again = make(f"{self.folder.name}/again")
        self.assertEqual(dump(self.data), dump(again))
        self.assertNotEqual(dump(self.data), dump(make(f"{self.folder.name}/other", seed=2)))


if __name__ == "__main__":
    unittest.main()
