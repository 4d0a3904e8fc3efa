#!/usr/bin/python3
"""/api/v1 against its own document (contract, section 5): every operation with its success and
each refusal it documents, every answer with exactly the documented fields."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from api_after import Hearers
from api_audience import Audience
from api_board import Board
from api_calendar import Calendars, OwnCalendar
from api_choices import Choices
from api_cycle import Cycle, Feeds
from api_draw import Draws
from api_date_plan import Dates
from api_data import Emergency, Mine, Periods, Record, Year
from api_event_place import Places
from api_events import Events
from api_hours import Hours
from api_import import Import, waiting_import
from api_keynote import Keynotes
from api_links import Links
from api_moves import Moves
from api_call import Called
from api_offer import Asked
from api_swap import Swaps
from api_org import Organisation
from api_people import People
from api_places import Bookings, Talks
from api_register import Register
from api_requests import Requests
from api_series import SeriesCalls
from api_sign_in import SignIn
from api_slides import Slides
from api_stage import Stage
from api_policy import Policy
from api_register_ways import RegisterWays
from api_record import Readings, Recorded, something_to_read
from api_world import LISTED, NOBODY, WORLD, Case
from sparkd_server import sparkd

LONG = {"title": "x" * 70000}


def load_tests(loader, _tests, _pattern):
    """What was seen is judged when all has been called."""
    cases = (Shape, Every, Events, Places, Audience, Bookings, Talks, Recorded, Readings, Cycle,
             Feeds, SignIn, Links, Calendars, OwnCalendar, Policy, Import,
             Record, Emergency, Year, Mine, Periods, Hours,
             Organisation, People, Register, RegisterWays, Requests, SeriesCalls, Choices, Hearers, Moves, Asked, Called, Swaps, Draws, Dates,
             Stage, Board, Slides, Keynotes,
             Keys, Hostile, Coverage)
    return unittest.TestSuite(loader.loadTestsFromTestCase(case) for case in cases)


class Shape(Case):
    def test_routes_and_document_are_the_same(self):
        printed = {(method, path) for method, path, *_ in
                   (line.split() for line in sparkd("routes").stdout.splitlines())
                   if path.startswith("/api/")}
        document = WORLD.document
        self.assertEqual(printed, {(op.method, document.base + op.path)
                                   for op in document.operations.values()})

    def test_document_is_whole(self):
        """Each reference leads somewhere, each schema is one the checker knows."""
        def walk(thing):
            if isinstance(thing, dict):
                WORLD.document.resolve(thing)
                for value in thing.values():
                    walk(value)
            elif isinstance(thing, list):
                for value in thing:
                    walk(value)
        walk(WORLD.document.json)
        self.assertEqual(WORLD.document.json["openapi"], "3.1.0")
        for name, schema in WORLD.document.json["components"]["schemas"].items():
            self.assertIsInstance(list(WORLD.document.faults(0, schema)), list, name)

    def test_document_is_for_everybody(self):
        WORLD.api.call("document", None, 200)

    def test_checker_finds_faults(self):
        document, own = WORLD.document, {"$ref": "#/components/schemas/School"}
        for value in ({"id": 1}, {"id": "1", "name": "A"}, {"id": 0, "name": "A"}, [], None,
                      {"id": 1, "name": "A", "x": 1}, {"id": True, "name": "A"}):
            self.assertTrue(list(document.faults(value, own)), value)
        self.assertEqual(list(document.faults({"id": 1, "name": "A"}, own)), [])
        with self.assertRaises(AssertionError):
            list(document.faults(1, {"multipleOf": 2}))


class Every(Case):
    """What all operations have in common, each asked."""

    @staticmethod
    def who(op):
        """Somebody who may."""
        return "admin" if op.id in ("outbox", "links", "acceptLink", "refuseLink", "resetSecondFactor") else "coordinator"

    def documenting(self, status):
        for name, code in sorted(WORLD.document.documented()):
            if code == status:
                op = WORLD.document.operations[name]
                values = {"id": NOBODY} if "{id}" in op.path else {}
                if "{name}" in op.path:
                    values["name"] = "nothing"
                yield op, values

    def test_no_token_or_a_bad_one(self):
        for op, values in self.documenting(401):
            for token in (None, "x", "x" * 43, WORLD.tokens["staff"] + "a"):
                problem = WORLD.api.call(op.id, token, 401, **values)
                self.assertEqual(problem["type"], "/problems/sign-in")

    def test_scope_read_never_writes(self):
        for op in WORLD.document.operations.values():
            if op.method == "GET":
                continue
            values = {"id": 5} if "{id}" in op.path else {}
            problem = WORLD.api.call(op.id, WORLD.read, 403, **values)
            self.assertEqual(problem["type"], "/problems/read-only", op.id)
            self.assertIn("token --scope write", problem["detail"])
        WORLD.api.call("event", WORLD.read, 200, id=5)

    def test_unknown_fields(self):
        for op, values in self.documenting(400):
            if op.method == "GET":
                self.refused(op.id, "coordinator", 400, "unknown-field", **values, nonsense="1")
            else:
                self.refused(op.id, "coordinator", 400, "unknown-field", {"nonsense": 1}, **values)
                for body in (b"{", b"[]", b'"a"', b'{"a":1,"a":2}', b'{"title":"\xff"}',
                             b'{"title":"a\\u0007"}', b"{" + b'"a":{' * 20 + b"}" * 21):
                    self.call(op.id, "coordinator", 400, body, **values,
                              headers={"Content-Type": "application/json"})

    def test_unknown_ids(self):
        for op, values in self.documenting(404):
            problem = self.call(op.id, self.who(op), 404, **values)
            self.assertEqual(problem["type"], "/problems/not-found")

    def test_other_types_and_too_much(self):
        for op, values in self.documenting(415):
            for kind in ("text/plain", "application/x-www-form-urlencoded"):
                self.refused(op.id, "coordinator", 415, "wrong-type", b"title=x", **values,
                             headers={"Content-Type": kind})
        for op, values in self.documenting(413):
            self.call(op.id, "coordinator", 413, LONG, **values)

    def test_lists(self):
        for op in WORLD.document.operations.values():
            names = {p["name"] for p in WORLD.document.parameters(op.id, "query")}
            if "cursor" not in names:
                continue
            who = self.who(op)
            values = {"id": LISTED.get(op.id, WORLD.ids[who])} if "{id}" in op.path else {}
            if op.id == "importItems":
                values = {"id": waiting_import(), "kind": "new"}
            if op.id == "readers":
                values = {"id": something_to_read()}
            if op.id == "nudges":
                values = {"from": "2027-01-10", "to": "2027-02-10"}
            for limit in ("0", "201", "-1", "x", "", "1.5", "99999999999999999999"):
                self.fields(op.id, who, None, "limit", **values, limit=limit)
            for cursor in ("x", "1", "1-", "-1", "1-2-3", "", "1--2"):
                self.fields(op.id, who, None, "cursor", **values, cursor=cursor)
            whole = self.call(op.id, who, 200, **values, limit=200)
            self.assertIsNone(whole["next"], op.id)
            self.assertEqual(self.pages(op.id, who, values), whole["items"], op.id)
            if op.id not in ("events", "people"):
                past = self.call(op.id, who, 200, **values, cursor="0-99999999")
                self.assertEqual((past["items"], past["next"]), ([], None), op.id)

    def pages(self, operation, who, values):
        found, cursor = [], {}
        while cursor is not None:
            page = self.call(operation, who, 200, **values, **cursor, limit=3)
            self.assertLessEqual(len(page["items"]), 3)
            found += page["items"]
            cursor = {"cursor": page["next"]} if page["next"] else None
        return found

    def test_who_sees_what_of_people(self):
        def emails(who):
            people = WORLD.get("people", who, limit=200)["items"]
            self.assertEqual(len(people), 60)
            return {person["id"] for person in people if "email" in person}
        self.assertEqual(emails("staff"), {WORLD.ids["staff"]})
        self.assertEqual(len(emails("coordinator")), 60)
        ours = {p["id"] for p in WORLD.get("people", "leader", school=1, limit=200)["items"]}
        self.assertEqual(emails("leader"), ours)
        self.assertEqual([p["name"] for p in WORLD.get("people", "other", q=" ana BELL ")["items"]],
                         ["Ana Bell"])
        me = WORLD.get("me", "leader")
        self.assertEqual((me["roles"], me["schools"][0]["id"], me["scope"]),
                         (["staff", "cpd_leader"], 1, "write"))

    def test_outbox_is_the_administrators(self):
        states = {c["state"]: c["count"] for c in WORLD.get("outbox", "admin")["items"]}
        self.assertEqual(set(states), {"queued", "sending", "sent", "deferred", "failed"})
        self.assertGreater(sum(states.values()), 0)
        self.assertEqual(len(WORLD.get("outbox", "admin", state="failed")["items"]), 1)
        self.fields("outbox", "admin", None, "state", state="lost")
        self.refused("outbox", "coordinator", 403, "not-allowed")
        # Permission is judged before values.
        self.refused("outbox", "coordinator", 403, "not-allowed", state="lost")


class Keys(Case):
    """Idempotency-Key: a POST that is sent twice is done once (contract, section 5)."""

    def keyed(self, operation, who, status, key, body, **values):
        return self.call(operation, who, status, body, headers={"Idempotency-Key": key}, **values)

    def test_once(self):
        body = self.new_event(title="Once only")
        count = "SELECT count(*) FROM event WHERE title = 'Once only'"
        first = self.keyed("createEvent", "coordinator", 201, "k1", body)
        for _ in range(2):
            again = self.keyed("createEvent", "coordinator", 201, "k1", dict(reversed(body.items())))
            self.assertEqual(again, first)
        self.assertEqual(WORLD.server.rows(count)[0][0], 1)
        problem = self.keyed("createEvent", "coordinator", 422, "k1", {**body, "capacity": 3})
        self.assertEqual(problem["type"], "/problems/key-reused")
        # Another person's key, another route's and another key are their own.
        self.keyed("createEvent", "leader", 201, "k1", body)
        self.keyed("publishEvent", "coordinator", 200, "k1", None, id=first["id"])
        self.keyed("createEvent", "coordinator", 201, "k2", body)
        self.assertEqual(WORLD.server.rows(count)[0][0], 3)

    def test_address_is_part_of_it(self):
        one, two = self.event(), self.event(starts_at="2026-12-20T10:00:00Z",
                                            ends_at="2026-12-20T11:00:00Z")
        self.keyed("book", "head", 201, "place", {}, id=one["id"])
        self.keyed("book", "head", 201, "place", {}, id=one["id"])
        problem = self.keyed("book", "head", 422, "place", {}, id=two["id"])
        self.assertEqual(problem["type"], "/problems/key-reused")

    def test_refusals_are_not_kept(self):
        draft = self.event(publish=False, capacity=1)
        self.keyed("book", "coordinator", 409, "wait", {}, id=draft["id"])
        self.call("publishEvent", "coordinator", 200, id=draft["id"])
        self.keyed("book", "coordinator", 201, "wait", {}, id=draft["id"])

    def test_a_secret_is_not_kept(self):
        self.keyed("createFeed", "head", 201, "feed", {"scope": "me"})
        problem = self.keyed("createFeed", "head", 409, "feed", {"scope": "me"})
        self.assertEqual(problem["type"], "/problems/already-done")
        self.assertEqual(len(WORLD.get("feeds", "head")["items"]), 1)

    def test_bad_keys(self):
        for key in ("", "k" * 101):
            problem = self.keyed("createEvent", "coordinator", 422, key, self.new_event())
            self.assertEqual(problem["type"], "/problems/bad-key")


class Hostile(Case):
    def ask(self, method, path, token="coordinator", **headers):
        return WORLD.server.request(method, path, None, headers, WORLD.tokens.get(token))

    def test_addresses(self):
        for path in ("/events/0", "/events/01", "/events/-1", "/events/1.0", "/events/x",
                     "/events/99999999999999999999", "/events/5/", "/events//5", "/nothing", ""):
            answer = self.ask("GET", f"/api/v1{path}")
            self.assertEqual(answer.status, 404, path)
            self.assertEqual(answer.header("Content-Type"), "application/problem+json", path)

    def test_methods(self):
        for method, path, allow in (("PUT", "/events/5", "GET, HEAD, PATCH"),
                                    ("GET", "/events/5/publish", "POST"),
                                    ("DELETE", "/me", "GET, HEAD")):
            answer = self.ask(method, f"/api/v1{path}")
            self.assertEqual((answer.status, answer.header("Allow")), (405, allow))
            self.assertEqual(answer.header("Content-Type"), "application/problem+json")
        head = self.ask("HEAD", "/api/v1/events/5")
        self.assertEqual((head.status, head.body), (200, b""))
        self.assertIsNotNone(head.header("ETag"))

    def test_queries(self):
        for query in ("limit=1&limit=2", "q=%ff", "q=%07", "=1"):
            answer = self.ask("GET", f"/api/v1/people?{query}")
            self.assertEqual((answer.status, answer.json()["type"]), (400, "/problems/malformed"))
        # No address at all to the head's parser: the answer is a problem all the same.
        for target in ("people?q=%zz", "people?q=a%00b", "people?q=%", "people%00", "a/../people"):
            answer = self.ask("GET", f"/api/v1/{target}")
            self.assertEqual((answer.status, answer.json()["type"]), (400, "/problems/target"))
            self.assertEqual(answer.header("Content-Type"), "application/problem+json")

    def test_a_token_and_a_cookie(self):
        answer = self.ask("GET", "/api/v1/me", Cookie="__Host-sparkd=x")
        self.assertEqual((answer.status, answer.json()["type"]), (400, "/problems/two-identities"))
        answer = self.ask("GET", "/api/v1/me", token=None, Cookie="__Host-sparkd=x")
        self.assertEqual(answer.status, 401)

    def test_long_names(self):
        """A name is cut between characters, or the refusal could not be sent."""
        for name in ("k" + "é" * 60, "é" * 60, "k" * 60000):
            problem = self.refused("createEvent", "coordinator", 400, "unknown-field", {name: 1})
            self.assertIn(name[:30], problem["detail"])
            self.assertLess(len(problem["detail"]), 500)
            self.refused("createEvent", "coordinator", 400, "unknown-field",
                         self.new_event(kind="spark", spark={name: 1}))


class Coverage(Case):
    def test_all_of_the_document_was_seen(self):
        self.assertEqual(sorted(WORLD.document.documented() - WORLD.api.seen), [])

    def test_the_data_is_sound(self):
        self.assertEqual(WORLD.server.check()[0], 0, WORLD.server.check()[1])


if __name__ == "__main__":
    WORLD.start()
    try:
        unittest.main()
    finally:
        WORLD.stop()
