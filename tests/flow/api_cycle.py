"""The cycle in the API: deadlines, stages, conversations, reminders; and calendar addresses."""
import json
import urllib.parse

from api_world import NOBODY, WORLD, Case
from sparkd_server import sparkd


class Cycle(Case):
    def deadlines(self, who, of="staff"):
        return WORLD.get("deadlines", who, id=WORLD.ids[of])["items"]

    def second(self):
        """The second conversation of the member of staff."""
        return next(d for d in self.deadlines("staff") if d["key"] == "second")

    def stage(self):
        return next(d for d in self.deadlines("staff")
                    if d["kind"] == "stage" and d["status"] == "open")

    def test_whose_dates(self):
        own = self.deadlines("staff")
        self.assertEqual(len(own), 9)
        self.assertEqual(self.deadlines("mentor"), own)
        self.assertEqual([d["due_on"] for d in own if d["key"] == "second"], ["2027-01-29"])
        for who in ("other", "leader", "coordinator", "admin", "head", "governor"):
            self.refused("deadlines", who, 404, "not-found", id=WORLD.ids["staff"], limit="x")
        self.assertEqual({d["status"] for d in self.deadlines("ect", "ect")}, {"exempt"})

    def test_a_stage(self):
        stage = self.stage()
        done = self.call("completeDeadline", "staff", 200, id=stage["id"])
        self.assertEqual((done["status"], done["done_on"], done["may_undo"]),
                         ("done", "2026-11-02", True))
        self.refused("completeDeadline", "staff", 409, "already-done", {}, id=stage["id"])
        self.call("reopenDeadline", "staff", 204, id=stage["id"])
        self.assertEqual(self.stage(), stage)
        self.refused("reopenDeadline", "staff", 409, "not-done", id=stage["id"])
        for who in ("mentor", "other", "coordinator"):
            self.refused("completeDeadline", who, 404, "not-found", {}, id=stage["id"])
        self.refused("completeDeadline", "staff", 409, "conversation", id=self.second()["id"])
        old = next(d for d in self.deadlines("staff") if d["key"] == "reflections")
        self.refused("reopenDeadline", "staff", 409, "too-late", id=old["id"])

    def test_agreeing_a_time(self):
        number = self.second()["conversation_id"]
        before, answer = self.send("conversation", "mentor", 200, id=number)
        self.assertEqual((before["person"]["id"], before["pd_mentor"]["id"], before["starts_at"]),
                         (WORLD.ids["staff"], WORLD.ids["mentor"], None))
        time = {"starts_at": "2027-01-20T15:30:00+00:00", "room": "Room 4"}
        agreed = self.call("schedule", "staff", 200, time, id=number,
                           headers={"If-Match": answer.header("ETag")})
        self.assertEqual((agreed["starts_at"], agreed["ends_at"], agreed["room"]),
                         (time["starts_at"], "2027-01-20T16:30:00+00:00", "Room 4"))
        self.refused("schedule", "mentor", 412, "stale", time, id=number,
                     headers={"If-Match": answer.header("ETag")})
        for fields, name in (({}, "starts_at"), ({"starts_at": "2026-11-02T16:00:00Z"}, "starts_at"),
                             ({"starts_at": "2027-09-20T15:30:00Z"}, "starts_at"),
                             ({"starts_at": "tomorrow"}, "starts_at"),
                             ({**time, "ends_at": "2027-01-20T15:00:00Z"}, "ends_at"),
                             ({**time, "ends_at": 5}, "ends_at"), ({**time, "room": 4}, "room"),
                             ({**time, "room": "x" * 81}, "room")):
            self.fields("schedule", "mentor", fields, name, id=number)
        event = self.event(starts_at="2027-01-21T15:00:00Z", ends_at="2027-01-21T16:00:00Z")
        self.call("book", "mentor", 201, {}, id=event["id"])
        problem = self.refused("schedule", "staff", 409, "clash",
                               {"starts_at": "2027-01-21T15:30:00Z"}, id=number)
        self.assertEqual(problem["other_id"], event["id"])
        self.assertEqual(WORLD.get("conversation", "staff", id=number), agreed)
        self.assertEqual((self.second()["starts_at"], self.second()["room"]),
                         (time["starts_at"], "Room 4"))

    def test_held(self):
        number, deadline = self.second()["conversation_id"], self.second()["id"]

        def nudges():
            days = {"from": "2027-01-10", "to": "2027-02-20"}
            return [item for message in WORLD.get("nudges", "staff", **days)["items"]
                    for item in message["items"] if item["deadline"] == deadline]

        self.assertTrue(nudges())
        self.refused("unhold", "staff", 409, "not-held", id=number)
        self.refused("confirm", "mentor", 409, "not-held", {}, id=number)
        for fields in ({}, {"held_on": "2026-11-03"}, {"held_on": "2026-07-01"},
                       {"held_on": "today"}, {"held_on": None}):
            self.fields("hold", "staff", fields, "held_on", id=number)
        held = self.call("hold", "staff", 200, {"held_on": "2026-11-02"}, id=number)
        self.assertEqual((held["held_on"], held["held_by"], held["confirmed_by"], held["may_undo"]),
                         ("2026-11-02", WORLD.ids["staff"], None, True))
        self.assertEqual((self.second()["status"], nudges()), ("done", []))
        self.refused("hold", "mentor", 409, "already-held", {"held_on": "2026-11-02"}, id=number)
        self.refused("schedule", "mentor", 409, "already-held",
                     {"starts_at": "2027-01-20T15:30:00Z"}, id=number)
        self.refused("confirm", "staff", 409, "own", {}, id=number)
        stale = {"If-Match": f'"{held["version"] + 1}"'}
        for operation in ("hold", "unhold", "confirm"):
            body = {"held_on": "2026-11-02"} if operation == "hold" else None
            self.refused(operation, "mentor", 412, "stale", body, id=number, headers=stale)
        confirmed = self.call("confirm", "mentor", 200, {}, id=number)
        self.assertEqual(confirmed["confirmed_by"], WORLD.ids["mentor"])
        self.assertEqual(self.call("confirm", "mentor", 200, id=number), confirmed)
        self.call("unhold", "mentor", 204, id=number)
        self.assertEqual((self.second()["status"], bool(nudges())), ("open", True))

    def test_conversations_are_for_two(self):
        number = self.second()["conversation_id"]
        for who in ("other", "leader", "coordinator", "head", "admin", "governor"):
            self.refused("conversation", who, 404, "not-found", id=number)
            self.refused("schedule", who, 404, "not-found", {"starts_at": 5}, id=number)
            self.refused("hold", who, 404, "not-found", {}, id=number)
            self.refused("confirm", who, 404, "not-found", {}, id=number)
            self.refused("unhold", who, 404, "not-found", id=number)

    def test_reminders(self):
        days = {"from": "2027-01-10", "to": "2027-02-20"}
        own = WORLD.get("nudges", "mentor", **days, limit=200)
        self.assertNotIn("counts", own)
        plan = json.loads(sparkd("nudges", "--data", WORLD.server.data, "--from", days["from"],
                                 "--to", days["to"], "--format", "json").stdout)
        self.assertEqual(own["items"],
                         [m for m in plan if m["person_id"] == WORLD.ids["mentor"]])
        counts = WORLD.get("nudges", "coordinator", **days)["counts"]
        self.assertEqual(sum(count["messages"] for count in counts), len(plan))
        self.assertEqual(sum(count["reminders"] for count in counts),
                         sum(len(m["items"]) for m in plan))
        self.refused("nudges", "admin", 403, "not-allowed", from_="x")
        for query, name in (({}, "from"), ({"from": "2027-01-10"}, "to"),
                            ({"from": "2027-01-10", "to": "2027-01-09"}, "to"),
                            ({"from": "2027-01-10", "to": "2028-03-01"}, "to"),
                            ({"from": "10/01/2027", "to": "2027-02-01"}, "from")):
            self.fields("nudges", "staff", None, name, **query)


class Feeds(Case):
    def test_life_of_an_address(self):
        made, answer = self.send("createFeed", "staff", 201, {"scope": "me"})
        self.assertEqual(answer.header("Location"), f"/api/v1/feeds/{made['id']}")
        path = urllib.parse.urlsplit(made["url"]).path
        self.assertTrue(made["url"].startswith(f"{WORLD.server.url}/cal/"))
        feed = WORLD.server.request("GET", path)
        self.assertEqual((feed.status, feed.body[:15]), (200, b"BEGIN:VCALENDAR"))
        mine = WORLD.get("feeds", "staff")["items"]
        self.assertEqual([(f["id"], f["scope"], f["school_id"]) for f in mine],
                         [(made["id"], "me", None)])
        self.refused("endFeed", "other", 404, "not-found", id=made["id"])
        self.call("endFeed", "staff", 204, id=made["id"])
        self.refused("endFeed", "staff", 404, "not-found", id=made["id"])
        self.assertEqual(WORLD.server.request("GET", path).status, 404)
        self.assertEqual(WORLD.get("feeds", "staff")["items"], [])

    def test_scopes(self):
        for scope in ("me", "school", "trust", "spark"):
            self.call("createFeed", "other", 201, {"scope": scope})
        self.assertEqual([f["school_id"] for f in WORLD.get("feeds", "other")["items"]],
                         [None, 2, None, None])
        for body in ({}, {"scope": "mentees"}, {"scope": 1}, {"scope": None}, {"scope": ""}):
            self.fields("createFeed", "other", body, "scope")

    def test_not_too_many(self):
        for _ in range(20):
            self.call("createFeed", "ect", 201, {"scope": "me"})
        self.refused("createFeed", "ect", 409, "too-many", {"scope": "me"})
        self.refused("endFeed", "ect", 404, "not-found", id=NOBODY)
