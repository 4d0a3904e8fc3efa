"""What the tests of the API share: one server, a token for everybody, calls that are checked."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from openapi import Api, Document
from sparkd_server import Server

PEOPLE = ("admin", "coordinator", "leader", "head", "governor", "mentor", "staff", "other", "ect")
NOBODY = 999999
# What the lists of a thing are lists of; the others are of a person.
LISTED = {"status": 1, "schoolHours": 1, "groupMembers": 900, "governingBodyMembers": 900,
          "meetings": 900, "seriesMembers": 900}


class World:
    """One server for all tests, with a token for everybody."""

    def start(self):
        self.server = Server(conf={"rate_limits": "no"})
        # An administrator who is not staff: a demo's is both.
        self.server.write("DELETE FROM role_grant WHERE role = 'staff' AND person_id ="
                          " (SELECT id FROM person WHERE email = 'admin@demo.example')")
        # Accounts of a provider that say they are these people's.
        self.server.write("INSERT INTO identity_request (issuer, subject, person_id, email, name,"
                          " reason, asked_at) SELECT 'https://login.example', uid, id, email, name,"
                          " 'unproved', 1793635800 FROM person WHERE email IN"
                          " ('ect@demo.example', 'other@demo.example')")
        self.kitchen = self.without_mailbox()
        self.device = 7
        self.server.write("INSERT INTO device (id, person_id, token_sha256, agent, made_at, used_at,"
                          " expires_at) SELECT 7, id, 'x', '', 1, 1, 4000000000 FROM person"
                          " WHERE email = 'mentor@demo.example'")
        # Somebody who came as a guest once, and works here now.
        self.server.write("INSERT INTO participation (person_id, kind) SELECT id, 'visitor'"
                          " FROM person WHERE email = 'ect@demo.example'")
        # Something to list members and meetings of.
        self.server.write("INSERT INTO org_group (id, kind, name) VALUES (900, 'team', 'Listed')")
        self.server.write("INSERT INTO governing_body (id, name) VALUES (900, 'The board')")
        self.quiet_school = 900
        self.server.write("INSERT INTO school (id, name) VALUES (900, 'Quarry Hill School')")
        self.inset = self.attended_late()
        self.been = self.two_afternoons()
        self.evening = self.evening_that_was()
        self.server.write("INSERT INTO event_series (id, host_school_id, repeats, weekday, start_min,"
                          " length_min, from_on, until_on, created_by, created_at) VALUES (900, 1,"
                          " 'weekly', 3, 960, 60, 20769, 20776, 1, 0)")
        self.server.write("UPDATE event SET series_id = 900, series_on = 20769 WHERE id ="
                          " (SELECT min(id) FROM event WHERE kind = 'course' AND status = 'published')")
        self.server.start()
        self.tokens = {name: self.server.token(f"{name}@demo.example") for name in PEOPLE}
        self.read = self.server.token("coordinator@demo.example", "read")
        self.document = Document(self.server.request("GET", "/api/v1/openapi.json").text)
        self.api = Api(self.server, self.document, unittest.TestCase())
        self.ids = {name: self.get("me", name)["id"] for name in PEOPLE}

    def without_mailbox(self):
        """Somebody of the leader's school whom nothing else is about loses their address; the id."""
        person = self.server.rows(
            "SELECT p.id FROM person p JOIN employment e ON e.person_id = p.id JOIN employment l"
            " ON l.school_id = e.school_id JOIN person leader ON leader.id = l.person_id"
            " WHERE leader.email = 'leader@demo.example' AND (SELECT count(*) FROM role_grant g"
            " WHERE g.person_id = p.id AND g.role <> 'staff') = 0 ORDER BY p.id DESC LIMIT 1")[0]["id"]
        self.server.write("UPDATE person SET email = NULL WHERE id = ?", person)
        return person

    def attended_late(self):
        """An INSET day of six hours, of which the mentor was there 200 minutes; its id."""
        self.server.write("INSERT INTO event (id, uid, kind, title, host_school_id, starts_at, ends_at,"
                          " capacity, taken, hours_min, counts, status, created_by, created_at,"
                          " modified_at) SELECT 950, '0f5c2a10-6d1e-4c57-9d40-000000000950',"
                          " 'inset', 'A day in October', 1, 1792483200, 1792504800, 10, 1, 360, 'inset',"
                          " 'done', id, 1788000000, 1788000000 FROM person"
                          " WHERE email = 'leader@demo.example'")
        self.server.write("INSERT INTO event_session (uid, event_id, starts_at, ends_at)"
                          " SELECT uid, id, starts_at, ends_at FROM event WHERE id = 950")
        self.server.write("INSERT INTO booking (id, uid, event_id, person_id, status, booked_at,"
                          " modified_at, credit_min) SELECT 9500,"
                          " '0f5c2a10-6d1e-4c57-9d40-000000009500', 950,"
                          " id, 'attended', 1788000000, 1788000000, 200 FROM person"
                          " WHERE email = 'mentor@demo.example'")
        self.server.write("INSERT INTO busy (person_id, from_at, to_at, source, source_id, event_id)"
                          " SELECT person_id, 1792483200, 1792504800, 'booking', id, event_id"
                          " FROM booking WHERE id = 9500")
        return 950

    def two_afternoons(self):
        """A course at the leader's of two October afternoons of an hour, 60 minutes credited, that
        the early-career teacher had booked and whose register nobody took; its id."""
        self.server.write("INSERT INTO event (id, uid, kind, title, host_school_id, starts_at, ends_at,"
                          " capacity, taken, hours_min, counts, status, seq, created_by, created_at,"
                          " modified_at) SELECT 951, '0f5c2a10-6d1e-4c57-9d40-000000000951',"
                          " 'course', 'Two afternoons', l.school_id, 1792771200, 1793379600, 10, 1, 60,"
                          " 'inset', 'published', 1, p.id, 1788000000, 1788000000 FROM person p"
                          " JOIN employment l ON l.person_id = p.id"
                          " WHERE p.email = 'leader@demo.example' LIMIT 1")
        for at, position in ((1792771200, 1), (1793376000, 2)):
            self.server.write("INSERT INTO event_session (uid, event_id, position, starts_at, ends_at)"
                              " VALUES (?, 951, ?, ?, ?)",
                              f"0f5c2a10-6d1e-4c57-9d40-00000000951{position}", position, at,
                              at + 3600)
        self.server.write("INSERT INTO booking (id, uid, event_id, person_id, status, booked_at,"
                          " modified_at) SELECT 9510, '0f5c2a10-6d1e-4c57-9d40-000000009510', 951,"
                          " id, 'confirmed', 1788000000, 1788000000 FROM person"
                          " WHERE email = 'ect@demo.example'")
        self.server.write("INSERT INTO busy (person_id, from_at, to_at, source, source_id, part,"
                          " event_id) SELECT b.person_id, s.starts_at, s.ends_at, 'booking', b.id,"
                          " s.position, 951 FROM booking b JOIN event_session s"
                          " ON s.event_id = b.event_id WHERE b.id = 9510")
        return 951

    def evening_that_was(self):
        """A SPARK event of four days ago at which staff and other spoke, talks 9520 and 9521, and
        which the mentor came to hear; its id."""
        begins, uid = 1793289600, "0f5c2a10-6d1e-4c57-9d40-000000009"
        self.server.write("INSERT INTO event (id, uid, kind, title, host_school_id, starts_at, ends_at,"
                          " capacity, taken, status, seq, created_by, created_at, modified_at) SELECT 952,"
                          " ?, 'spark', 'SPARK in October', 1, ?, ?, 50, 1, 'published', 1, id,"
                          " 1788000000, 1788000000 FROM person WHERE email = 'coordinator@demo.example'",
                          uid + "520", begins, begins + 5400)
        self.server.write("INSERT INTO event_session (uid, event_id, starts_at, ends_at)"
                          " SELECT uid, id, starts_at, ends_at FROM event WHERE id = 952")
        self.server.write("INSERT INTO spark_event (event_id, changeover_s, room_s, used_s)"
                          " VALUES (952, 60, 4200, 960)")
        self.server.write("INSERT INTO talk_room (event_id, position, name, seats)"
                          " VALUES (952, 1, 'Hall', 50)")
        self.server.write("INSERT INTO spark_block (event_id, position, starts_at, ends_at)"
                          " VALUES (952, 1, ?, ?)", begins + 600, begins + 4800)
        for number, who in ((9520, "staff"), (9521, "other")):
            self.server.write("INSERT INTO talk (id, uid, event_id, person_id, title, category, minutes,"
                              " status, booked_at, queued_at, modified_at) SELECT ?, ?, 952, id,"
                              " 'Ten words a day', 'good practice', 7, 'confirmed', 1788000000,"
                              " 1788000000, 1788000000 FROM person WHERE email = ?",
                              number, f"{uid}{number - 9000}", f"{who}@demo.example")
            self.server.write("INSERT INTO talk_presenter (talk_id, person_id, uid, event_id, lead, nth)"
                              " SELECT id, person_id, uid, event_id, 1, 1 FROM talk WHERE id = ?", number)
            self.server.write("INSERT INTO busy (person_id, from_at, to_at, source, source_id, event_id)"
                              " SELECT person_id, ?, ?, 'talk', id, event_id FROM talk WHERE id = ?",
                              begins, begins + 5400, number)
        self.server.write("INSERT INTO booking (id, uid, event_id, person_id, status, booked_at,"
                          " modified_at) SELECT 9522, ?, 952, id, 'confirmed', 1788000000, 1788000000"
                          " FROM person WHERE email = 'mentor@demo.example'", uid + "522")
        self.server.write("INSERT INTO busy (person_id, from_at, to_at, source, source_id, part,"
                          " event_id) SELECT person_id, ?, ?, 'booking', 9522, 1, 952 FROM booking"
                          " WHERE id = 9522", begins, begins + 5400)
        return 952

    def stop(self):
        self.api.client.close()
        self.server.close()

    def get(self, operation, who, **values):
        return self.api.call(operation, self.tokens[who], 200, **values)


WORLD = World()


class Case(unittest.TestCase):
    maxDiff = None

    def call(self, operation, who, status, /, body=None, **values):
        return WORLD.api.call(operation, WORLD.tokens[who], status, body, **values)

    def send(self, operation, who, status, /, body=None, **values):
        return WORLD.api.send(operation, WORLD.tokens[who], status, body, **values)

    def refused(self, operation, who, status, slug, /, body=None, **values):
        problem = self.call(operation, who, status, body, **values)
        self.assertEqual(problem["type"], f"/problems/{slug}", problem)
        return problem

    def fields(self, operation, who, body, /, *names, **values):
        """422 that names exactly these fields."""
        problem = self.refused(operation, who, 422, "validation", body, **values)
        self.assertEqual(sorted({error["field"] for error in problem["errors"]}), sorted(names))

    @staticmethod
    def new_event(**fields):
        return {"kind": "twilight", "title": "Reading aloud", "purpose": "Why it works.",
                "host_school": 1,
                "starts_at": "2026-11-30T16:00:00+00:00", "ends_at": "2026-11-30T17:00:00+00:00",
                "capacity": 2, **fields}

    def event(self, publish=True, who="coordinator", **fields):
        """A new one; tests that book give each its own day, or its people would clash."""
        made = self.call("createEvent", who, 201, self.new_event(**fields))
        return self.call("publishEvent", who, 200, id=made["id"]) if publish else made

    def spark(self, minutes=10, **fields):
        """An evening with that many minutes for talks, changeovers of 60 s counted."""
        day = fields.pop("day", "2026-12-01")
        return self.event(kind="spark", starts_at=f"{day}T16:00:00Z",
                          ends_at=f"{day}T16:{minutes:02}:00Z",
                          spark={"fixed_minutes": 0, "changeover_s": 60}, **fields)

    @staticmethod
    def talk(**fields):
        return {"title": "What worked", "minutes": 7, "category": "good practice", **fields}
