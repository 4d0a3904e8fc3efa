"""The register out of an attendance file and by a code on a screen, in the API. It is 2 November
2026, ten past four."""
from api_world import NOBODY, WORLD, Case

CSV = {"Content-Type": "text/csv"}
HEADING = "Name,Join time,Leave time,Email\n"


class RegisterWays(Case):
    def now(self, **fields):
        """An event of this hour, that the staff member is booked for."""
        made = self.event(**{"starts_at": "2026-11-02T16:15:00Z", "ends_at": "2026-11-02T17:15:00Z",
                             "capacity": 30, "clash": "warn", **fields})
        self.call("book", "coordinator", 201, {"person_id": WORLD.ids["staff"]}, id=made["id"])
        return made["id"]

    def upload(self, event, body, status=201, who="coordinator"):
        return self.call("createRegisterFile", who, status, body.encode(), headers=CSV, id=event)

    def tearDown(self):
        for event in WORLD.server.rows("SELECT id FROM event WHERE title = 'Reading aloud' AND"
                                       " status = 'published' AND starts_at = 1793636100"):
            self.call("cancelEvent", "coordinator", 200, id=event["id"])

    def test_a_file(self):
        event = self.now()
        made = self.upload(event, HEADING + "Me,16:15,17:15,STAFF@demo.example\n"
                           "Guest,16:15,17:15,other@demo.example\nSomebody,16:15,17:15,\n"
                           "In and out,16:15,16:20,mentor@demo.example\n")
        self.assertEqual([(p["kind"], p["person_id"], p["minutes"]) for p in made["people"]],
                         [("mark", WORLD.ids["staff"], 60), ("stranger", WORLD.ids["other"], 60),
                          ("unknown", None, 60), ("short", WORLD.ids["mentor"], 5)])
        self.assertEqual((made["source"], made["least_minutes"], made["grace_minutes"]),
                         ("teams", 30, 5))
        looser = self.call("registerFile", "coordinator", 200, id=made["id"], least=5, grace=0)
        self.assertEqual(looser["people"][3]["kind"], "stranger")
        self.fields("registerFile", "coordinator", None, "least", id=made["id"], least=61)
        self.fields("applyRegisterFile", "coordinator",
                    {"people": [{"line": 4, "person_id": NOBODY}]}, "people", id=made["id"])
        self.fields("applyRegisterFile", "coordinator", {"people": [{"line": 4}]},
                    "people[0].person_id", id=made["id"])
        done = self.call("applyRegisterFile", "coordinator", 200, {"people": [
            {"line": 3, "person_id": WORLD.ids["other"]}, {"line": 4, "person_id": None}]},
            id=made["id"])
        self.assertEqual(done, {"marked": 2, "added": 1})
        self.refused("registerFile", "coordinator", 409, "already-done", id=made["id"])
        again = self.call("applyRegisterFile", "coordinator", 200, {}, id=made["id"])
        self.assertEqual(again, {"marked": 0, "added": 0})
        same = self.upload(event, HEADING + "Me,16:15,17:15,staff@demo.example\n")
        self.assertEqual(same["people"][0]["kind"], "same")
        self.call("dropRegisterFile", "coordinator", 204, id=same["id"])
        self.refused("registerFile", "coordinator", 404, "not-found", id=same["id"])

    def test_whose_an_address_is(self):
        """Somebody who leads one event learns from a file no name they could not look up."""
        event = self.now()
        self.call("addOrganiser", "coordinator", 200, {"person_id": WORLD.ids["staff"]}, id=event)
        body = HEADING + ("Me,16:15,17:15,staff@demo.example\nX,16:15,17:15,other@demo.example\n"
                          "Y,16:15,17:15,nobody@x.example\n")
        made = self.upload(event, body, who="staff")
        self.assertEqual([(p["kind"], p["person_id"], p["name"]) for p in made["people"][1:]],
                         [("unknown", None, "")] * 2)
        self.assertEqual(made["people"][0]["kind"], "mark")
        made = self.upload(event, body)
        self.assertEqual([p["kind"] for p in made["people"]], ["mark", "stranger", "unknown"])

    def test_bad_files(self):
        event = self.now()
        for body in ("holiday photos", HEADING + "Me,16:15,soon,\n",
                     HEADING + 'Me,"3/11/2026, 16:15","3/11/2026, 17:15",\n', ""):
            self.fields("createRegisterFile", "coordinator", body.encode(), "file", id=event,
                        headers=CSV)
        later = self.event(starts_at="2026-12-22T16:00:00Z", ends_at="2026-12-22T17:00:00Z")["id"]
        self.refused("createRegisterFile", "coordinator", 409, "too-early",
                     (HEADING + "Me,16:15,17:15,\n").encode(), id=later, headers=CSV)

    def test_who_may(self):
        event = self.now()
        made = self.upload(event, HEADING + "Me,16:15,17:15,staff@demo.example\n")
        for who in ("staff", "other"):
            self.refused("createRegisterFile", who, 403, "not-allowed", b"", id=event, headers=CSV)
            self.refused("registerCode", who, 403, "not-allowed", id=event)
            for operation in ("registerFile", "dropRegisterFile", "applyRegisterFile"):
                self.refused(operation, who, 403, "not-allowed", id=made["id"])

    def test_a_code(self):
        event = self.now()
        shown = self.call("registerCode", "coordinator", 200, id=event)
        self.assertTrue(shown["address"].endswith(f"/here/{shown['code']}"))
        here = self.call("sayHere", "staff", 200, {"code": shown["code"].lower()})
        self.assertEqual((here["event_id"], here["before"]), (event, False))
        self.assertTrue(self.call("sayHere", "staff", 200, {"code": shown["code"]})["before"])
        self.assertFalse(self.call("sayHere", "other", 200, {"code": shown["code"]})["before"])
        for code in ("AAAAAAAA", "", "x"):
            self.fields("sayHere", "staff", {"code": code}, "code")
        self.fields("sayHere", "staff", {}, "code")
        later = self.event(starts_at="2026-12-23T16:00:00Z", ends_at="2026-12-23T17:00:00Z")["id"]
        self.refused("registerCode", "coordinator", 409, "too-early", id=later)

    def test_a_code_for_those_invited(self):
        event = self.now(attendance="invited", title="For some")
        code = self.call("registerCode", "coordinator", 200, id=event)["code"]
        self.refused("sayHere", "other", 403, "not-booked", {"code": code})
        self.call("cancelEvent", "coordinator", 200, id=event)

    def test_called_off(self):
        event = self.now(title="Called off")
        code = self.call("registerCode", "coordinator", 200, id=event)["code"]
        made = self.upload(event, HEADING + "Me,16:15,17:15,staff@demo.example\n")
        self.call("cancelEvent", "coordinator", 200, id=event)
        self.refused("sayHere", "staff", 409, "cancelled", {"code": code})
        self.refused("createRegisterFile", "coordinator", 409, "cancelled",
                     (HEADING + "Me,16:15,17:15,\n").encode(), id=event, headers=CSV)
        they = {"people": [{"line": 2, "person_id": WORLD.ids["staff"]}]}
        self.refused("applyRegisterFile", "coordinator", 409, "cancelled", they, id=made["id"])
