"""The stage of an evening in the API: acts, the same act twice, somebody who was quicker."""
from api_world import NOBODY, WORLD, Case


class Stage(Case):
    def evening(self, at="17:45", **fields):
        """One that begins within the two hours in which its stage is open; its number."""
        return self.event(kind="spark", starts_at=f"2026-11-02T{at}:00Z",
                          ends_at="2026-11-02T18:10:00Z",
                          spark={"fixed_minutes": 0, "changeover_s": 60}, **fields)["id"]

    def act(self, number, act, status=201, **fields):
        return self.call("stageAct", "coordinator", status, {"act": act, **fields},
                         id=number)["rooms"][0]

    def test_an_evening(self):
        number = self.evening(publish=False)
        self.refused("stageAct", "coordinator", 409, "not-published", {"act": "start"}, id=number)
        self.call("publishEvent", "coordinator", 200, id=number)
        talks = [self.call("bookTalk", who, 201, self.talk(), id=number)["id"]
                 for who in ("staff", "other")]
        room = WORLD.get("stage", "staff", id=number)["rooms"][0]
        self.assertEqual((room["phase"], room["version"], room["due_at"]), ("before", 1, None))
        self.assertEqual([i["talk_id"] for i in room["items"]], talks)
        self.refused("stageAct", "coordinator", 409, "stage", {"act": "stop"}, id=number)
        room = self.act(number, "start", version=1)
        self.assertEqual((room["phase"], room["version"]), ("talking", 2))
        self.assertEqual([i["part"] for i in room["items"]], ["on", "to-come"])
        self.assertEqual(self.act(number, "start", 200, version=1)["version"], 2)
        self.refused("stageAct", "coordinator", 412, "stale", {"act": "extend", "version": 1},
                     id=number)
        self.act(number, "stop", version=2)
        room = self.act(number, "no-show", talk_id=talks[1])
        self.assertEqual((room["phase"], room["items"][1]["part"], room["items"][1]["starts_at"]),
                         ("over", "absent", None))
        room = self.act(number, "undo")
        self.assertEqual((room["phase"], room["version"]), ("between", 5))

    def test_who_may_and_what(self):
        number = self.evening("17:50")
        self.refused("stage", "staff", 404, "not-found", id=NOBODY)
        self.refused("stageAct", "staff", 404, "not-found", {}, id=NOBODY)
        self.refused("stageAct", "staff", 403, "not-allowed", {}, id=number)
        self.fields("stageAct", "coordinator", {}, "act", id=number)
        self.fields("stageAct", "coordinator", {"act": "dance"}, "act", id=number)
        self.fields("stageAct", "coordinator", {"act": "start", "room": 2}, "room", id=number)

    def test_screens(self):
        number = self.evening("17:55")
        self.assertEqual(WORLD.get("screen", "coordinator", id=number), {"open": False, "url": None})
        for operation, body in (("screen", None), ("openScreen", {}), ("renewScreen", {})):
            self.refused(operation, "staff", 403, "not-allowed", body, id=number)
            self.refused(operation, "staff", 404, "not-found", body, id=NOBODY)
        self.fields("openScreen", "coordinator", {}, "open", id=number)
        self.refused("renewScreen", "coordinator", 409, "closed", {}, id=number)
        first = self.call("openScreen", "coordinator", 200, {"open": True}, id=number)["url"]
        self.assertIn(f"/screen/{number}-", first)
        self.assertEqual(WORLD.get("screen", "coordinator", id=number)["url"], first)
        self.assertNotEqual(self.call("renewScreen", "coordinator", 201, id=number)["url"], first)
        self.assertEqual(self.call("openScreen", "coordinator", 200, {"open": False}, id=number),
                         {"open": False, "url": None})
