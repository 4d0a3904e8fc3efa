"""Data protection in the API: the record of what was done, and reading in an emergency."""
from api_world import NOBODY, WORLD, Case

REASON = "A complaint must be answered before she is back."


class Record(Case):
    def test_everybody_reads_their_own(self):
        self.call("createFeed", "other", 201, {"scope": "me"})
        rows = WORLD.get("audit", "other", limit=200)["items"]
        me = WORLD.ids["other"]
        self.assertTrue(rows)
        for row in rows:
            self.assertIn(me, (row["actor_id"], row["subject_id"]))
        self.assertEqual(rows[0]["sentence"], "You made a calendar address")
        self.assertEqual(WORLD.get("audit", "other", person=me, limit=200)["items"], rows)
        for who in ("other", "leader", "coordinator", "head"):
            self.refused("audit", who, 403, "not-allowed", person=WORLD.ids["staff"])
            # Permission is judged before values.
            self.refused("audit", who, 403, "not-allowed", person="x", limit="y")

    def test_the_administrator_reads_all(self):
        self.call("createFeed", "leader", 201, {"scope": "me"})
        actors = {row["actor_id"] for row in WORLD.get("audit", "admin", limit=200)["items"]}
        self.assertIn(WORLD.ids["leader"], actors)
        mine = WORLD.get("audit", "admin", person=WORLD.ids["leader"], action="feed-made")["items"]
        self.assertEqual({(r["action"], r["actor_id"]) for r in mine},
                         {("feed-made", WORLD.ids["leader"])})
        self.assertTrue(mine[0]["sentence"].endswith("made a calendar address"))
        today = mine[0]["at"][:10]
        self.assertTrue(WORLD.get("audit", "admin", from_=today, to=today)["items"])
        self.assertEqual(WORLD.get("audit", "admin", from_="2027-06-01")["items"], [])
        self.assertEqual(WORLD.get("audit", "admin", to="2020-06-01")["items"], [])
        for query, name in (({"person": "x"}, "person"), ({"action": "x"}, "action"),
                            ({"from": "1/2"}, "from"), ({"to": "soon"}, "to")):
            self.fields("audit", "admin", None, name, **query)


class Emergency(Case):
    """Two people, a reason, an end; and nobody else, least of all the administrator."""

    def setUp(self):
        self.staff = WORLD.ids["staff"]

    def ask(self, who="head", status=201, **fields):
        return self.call("askBreakGlass", who, status, {"reason": REASON, **fields}, id=self.staff)

    def conversation(self):
        deadlines = WORLD.get("deadlines", "staff", id=self.staff)["items"]
        return next(d["conversation_id"] for d in deadlines if d["key"] == "second")

    def readings(self):
        rows = WORLD.get("audit", "staff", limit=200)["items"]
        return [r for r in rows if r["action"].startswith("read-") and r["actor_id"] != self.staff]

    def test_the_whole_way(self):
        number = self.conversation()
        made, answer = self.send("askBreakGlass", "head", 201, {"reason": REASON, "hours": 4},
                                 id=self.staff)
        self.assertEqual((made["state"], made["approved_by"]), ("asked", None))
        self.assertEqual(answer.header("Location"), f"/api/v1/break-glass/{made['id']}")
        self.refused("askBreakGlass", "head", 409, "already-asked", {"reason": REASON},
                     id=self.staff)
        self.refused("deadlines", "head", 404, "not-found", id=self.staff)
        self.refused("approveBreakGlass", "head", 409, "same-person", {}, id=made["id"])
        opened = self.call("approveBreakGlass", "coordinator", 200, {}, id=made["id"])
        self.assertEqual((opened["state"], opened["approved_by"]),
                         ("open", WORLD.ids["coordinator"]))
        self.refused("approveBreakGlass", "coordinator", 409, "not-waiting", {}, id=made["id"])

        before = len(self.readings())
        read = self.call("deadlines", "head", 200, id=self.staff)["items"]
        self.assertEqual(read, WORLD.get("deadlines", "staff", id=self.staff)["items"])
        self.call("conversation", "head", 200, id=number)
        seen = self.readings()
        self.assertEqual(len(seen), before + 2)
        self.assertEqual({r["action"] for r in seen[:2]}, {"read-deadlines", "read-conversation"})
        self.assertIn("your", seen[0]["sentence"])
        # The owner's and the mentor's own readings are no rows.
        self.call("deadlines", "mentor", 200, id=self.staff)
        self.assertEqual(len(self.readings()), before + 2)
        # Reading opens nothing else.
        self.refused("schedule", "head", 404, "not-found",
                     {"starts_at": "2027-01-20T15:30:00Z"}, id=number)
        self.refused("hold", "head", 404, "not-found", {"held_on": "2026-11-02"}, id=number)
        for who in ("coordinator", "leader", "admin", "other", "governor"):
            self.refused("deadlines", who, 404, "not-found", id=self.staff)
            self.refused("conversation", who, 404, "not-found", id=number)

        self.call("endBreakGlass", "coordinator", 204, id=made["id"])
        self.refused("endBreakGlass", "head", 409, "already-over", id=made["id"])
        self.refused("deadlines", "head", 404, "not-found", id=self.staff)
        mails = WORLD.server.rows("SELECT person_id, body FROM outbox WHERE kind = 'break-glass'")
        self.assertEqual({row["person_id"] for row in mails}, {self.staff})
        self.assertNotIn("complaint", mails[0]["body"])

    def test_who_may(self):
        for who in ("admin", "leader", "governor", "other", "mentor", "staff", "ect"):
            self.refused("askBreakGlass", who, 403, "not-allowed", {}, id=self.staff)
            self.refused("breakGlasses", who, 403, "not-allowed", limit="x")
        made = self.ask("coordinator")
        for who in ("admin", "leader", "governor", "other", "mentor", "ect"):
            self.refused("approveBreakGlass", who, 404, "not-found", {}, id=made["id"])
            self.refused("endBreakGlass", who, 404, "not-found", {}, id=made["id"])
        # Its owner knows of it, and does nothing about it here.
        self.refused("approveBreakGlass", "staff", 403, "not-allowed", {}, id=made["id"])
        self.assertIn(made["id"], [g["id"] for g in WORLD.get("breakGlasses", "head")["items"]])
        self.call("endBreakGlass", "coordinator", 204, id=made["id"])
        # A head knows nothing of another school's people.
        self.refused("askBreakGlass", "head", 403, "not-allowed", {}, id=WORLD.ids["other"])
        self.refused("askBreakGlass", "coordinator", 404, "not-found", {}, id=NOBODY)
        self.refused("askBreakGlass", "coordinator", 409, "own", {"reason": REASON},
                     id=WORLD.ids["coordinator"])

    def test_values(self):
        for body, name in (({}, "reason"), ({"reason": "Because."}, "reason"),
                           ({"reason": 5}, "reason"), ({"reason": REASON, "hours": 0}, "hours"),
                           ({"reason": REASON, "hours": 73}, "hours"),
                           ({"reason": REASON, "hours": "1"}, "hours")):
            self.fields("askBreakGlass", "coordinator", body, name, id=WORLD.ids["mentor"])


class Year(Case):
    """By name for who leads, as figures for who governs, and nothing else."""

    def test_by_name(self):
        rows = WORLD.get("status", "leader", id=1, limit=200)["items"]
        self.assertTrue(rows)
        self.assertTrue({r["standing"] for r in rows} <= {"done", "due", "late", "exempt"})
        staff = [r for r in rows if r["person_id"] == WORLD.ids["staff"]]
        own = {d["label"]: d for d in WORLD.get("deadlines", "staff", id=WORLD.ids["staff"])["items"]}
        for row in staff:
            self.assertEqual(row["due_on"], own[row["label"]]["due_on"])
            self.assertEqual(row["standing"] == "done", own[row["label"]]["status"] == "done")
        late = WORLD.get("status", "leader", id=1, standing="late")["items"]
        self.assertEqual({r["standing"] for r in late} | {"late"}, {"late"})
        item = rows[0]["item_id"]
        one = WORLD.get("status", "head", id=1, item=item)["items"]
        self.assertEqual({r["item_id"] for r in one}, {item})
        for who in ("staff", "mentor", "governor", "admin", "other"):
            self.refused("status", who, 403, "not-allowed", id=1, limit="x")
        self.refused("status", "leader", 403, "not-allowed", id=2)
        for query, name in (({"standing": "good"}, "standing"), ({"item": "x"}, "item")):
            self.fields("status", "leader", None, name, id=1, **query)

    def test_figures(self):
        seen = WORLD.get("figures", "coordinator")
        self.assertIsNotNone(seen["on"])
        for row in seen["items"]:
            for key in ("done", "due", "late", "exempt"):
                self.assertFalse(row[key] is not None and 0 < row[key] < 5, row)
        governed = WORLD.get("figures", "governor")["items"]
        self.assertTrue(governed)
        self.assertEqual({row["school_id"] for row in governed}, {1})
        for row in governed:
            self.assertIn(row, seen["items"])
        for who in ("staff", "mentor", "admin", "other"):
            self.refused("figures", who, 403, "not-allowed")


class Mine(Case):
    def test_asked_then_read(self):
        self.refused("myData", "mentor", 409, "ask-first")
        self.call("askMyData", "mentor", 200, {})
        data = WORLD.get("myData", "mentor")
        sections = {s["key"]: s["rows"] for s in data["sections"]}
        self.assertEqual(data["person_id"], WORLD.ids["mentor"])
        self.assertEqual(sections["person"][0]["email"], "mentor@demo.example")
        self.assertTrue(sections["employment"] and sections["deadline"] and sections["audit"])
        self.assertIn("data-taken", [r["what"] for r in sections["audit"]])
        text = str(data)
        for other in ("admin", "other", "governor", "head"):
            self.assertNotIn(f"{other}@demo.example", text)
        # Asking opens it to who asked, and to nobody else.
        self.refused("myData", "admin", 409, "ask-first")
        self.refused("myData", "coordinator", 409, "ask-first")


class Periods(Case):
    def test_set_and_run(self):
        classes = {c["class"]: c for c in WORLD.get("retention", "admin")["items"]}
        self.assertEqual((classes["mail"]["days"], classes["audit"]["days"]), (30, None))
        after = self.call("setRetention", "admin", 200, {"class": "mail", "days": 31})
        self.assertEqual(next(c for c in after["items"] if c["class"] == "mail")["days"], 31)
        rows = WORLD.get("audit", "admin", action="retention-set")["items"]
        self.assertEqual(rows[0]["detail"], "mail: 31 days")
        for body, name in (({}, "class"), ({"class": "mail"}, "days"),
                           ({"class": "x", "days": 5}, "class"),
                           ({"class": "mail", "days": 0}, "days"),
                           ({"class": "audit", "days": 5}, "days"),
                           ({"class": "mail", "days": 99999}, "days")):
            problem = self.refused("setRetention", "admin", 422, "validation", body)
            self.assertIn(name, [e["field"] for e in problem["errors"]])
        while self.call("runRetention", "admin", 200, {})["erased"]:
            pass
        self.assertEqual({c["due"] for c in WORLD.get("retention", "admin")["items"]}, {0})
        for who in ("coordinator", "leader", "head", "staff"):
            self.refused("retention", who, 403, "not-allowed")
            self.refused("setRetention", who, 403, "not-allowed", {})
            self.refused("runRetention", who, 403, "not-allowed", {})
