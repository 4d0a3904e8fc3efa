"""The coordinator's board in the API: the order set and announced, each broken rule by its name,
steps taken back, reasons, and orders that the arranger is asked for."""
from api_world import NOBODY, WORLD, Case
from sparkd_server import wait_for

WRITES = ("setProgramme", "moveOnBoard", "pinOnBoard", "addRule", "removeRule", "undoOnBoard",
          "takePlace", "publishProgramme", "arrange")
READS = ("board", "boardVersions", "boardFit")


class Board(Case):
    def evening(self, day, minutes=40):
        """Three talks of two minutes, from 16:00, with a minute between them."""
        event = self.spark(minutes, day=day)["id"]
        return event, [self.call("bookTalk", who, 201, self.talk(minutes=2), id=event)["id"]
                       for who in ("staff", "other", "mentor")]

    def items(self, event, day, *order):
        room = WORLD.get("programme", "coordinator", id=event)["rooms"][0]["name"]
        return [{"talk_id": talk, "room": room, "starts_at": f"{day}T16:{3 * at:02}:00+00:00"}
                for at, talk in enumerate(order)]

    def tag(self, event):
        _, answer = self.send("programme", "staff", 200, id=event)
        return answer.header("ETag")

    def step(self, operation, event, body, status=200, **values):
        return self.call(operation, "coordinator", status, body, id=event, **values)

    @staticmethod
    def order(programme):
        return [item["talk_id"] for item in programme["items"]]

    def test_who_may(self):
        day = "2027-12-01"
        event, talks = self.evening(day)
        for operation in WRITES:
            self.refused(operation, "staff", 403, "not-allowed", {}, id=event)
            self.refused(operation, "coordinator", 404, "not-found", {}, id=NOBODY)
        for operation in READS:
            self.refused(operation, "staff", 403, "not-allowed", id=event)
        self.refused("whyHere", "staff", 403, "not-allowed", id=event, talk_id=talks[0])
        self.refused("board", "coordinator", 404, "not-found", id=self.event()["id"])
        job = self.step("arrange", event, {"mode": "arrange", "moves": 0}, 202)["job"]
        for operation in ("job", "stopJob", "acceptJob"):
            self.refused(operation, "staff", 403, "not-allowed", id=job)

    def test_an_order_is_set(self):
        day = "2027-12-02"
        event, (a, b, c) = self.evening(day)
        tag = self.tag(event)
        before = WORLD.get("board", "coordinator", id=event)
        self.assertEqual((before["version"], before["broken"], before["announced"]), (0, [], False))
        match = {"If-Match": tag}
        board = self.step("setProgramme", event, {"items": self.items(event, day, c, a, b)},
                          headers=match)
        self.assertEqual((self.order(board), board["version"]), ([c, a, b], 1))
        self.assertNotEqual(self.tag(event), tag)
        for operation, body in (
                ("setProgramme", {"items": self.items(event, day, a, b, c)}),
                ("moveOnBoard", {"talk_id": a, "how": "up"}),
                ("pinOnBoard", {"talk_id": a, "pinned": True}), ("undoOnBoard", {}),
                ("addRule", {"kind": "before", "first": a, "second": b}),
                ("removeRule", {"kind": "before", "first": a, "second": b}),
                ("takePlace", {"talk_id": a, "number": 1}), ("publishProgramme", {})):
            self.refused(operation, "coordinator", 412, "stale", body, id=event, headers=match)
        # what is worked on is nobody else's to read
        self.assertEqual(self.order(WORLD.get("programme", "staff", id=event)), [a, b, c])
        told = self.step("publishProgramme", event, {}, headers={"If-Match": self.tag(event)})
        self.assertEqual((told["announced"], told["told"]), (True, []))
        shown = WORLD.get("programme", "staff", id=event)
        self.assertEqual((self.order(shown), shown["announced"]), ([c, a, b], True))
        again = self.step("setProgramme", event, {"items": self.items(event, day, c, b, a)})
        self.assertEqual([t["talk_id"] for t in again["told"]], [b, a])

    def test_each_broken_rule_by_its_name(self):
        day = "2027-12-03"
        event, (a, b, c) = self.evening(day)
        items = self.items(event, day, a, b, c)
        def broken(items, *rules):
            problem = self.refused("setProgramme", "coordinator", 422, "validation", {"items": items},
                                   id=event)
            self.assertEqual(sorted({e["field"] for e in problem["errors"]}), sorted(rules), problem)
            for error in problem["errors"]:
                self.assertRegex(error["message"], r"“.+\.$")
        broken(items[:2], "H1")
        broken(items + items[:1], "H1")
        broken(items[:2] + [{**items[2], "starts_at": f"{day}T16:39:00+00:00"}], "H2", "H5")
        broken(items[:2] + [{**items[2], "starts_at": items[0]["starts_at"]}], "H3")
        self.call("changeTalk", "mentor", 200, {"available_from": f"{day}T16:20:00+00:00"}, id=c)
        broken(items, "H4")
        self.call("changeTalk", "mentor", 200, {"available_from": None,
                                                "available_to": f"{day}T16:05:00+00:00"}, id=c)
        broken(items, "H5")
        self.call("changeTalk", "mentor", 200, {"available_to": None}, id=c)
        self.step("addRule", event, {"kind": "before", "first": b, "second": a})
        self.step("addRule", event, {"kind": "not after", "first": b, "second": c})
        broken(items, "H8", "H9")
        for kind, second in (("before", a), ("not after", c)):
            self.step("removeRule", event, {"kind": kind, "first": b, "second": second})
        self.step("setProgramme", event, {"items": [{**items[0], "pinned": True}] + items[1:]})
        swapped = self.items(event, day, b, a, c)
        broken(swapped, "H10")
        free = self.step("setProgramme", event,
                         {"items": [swapped[0], {**swapped[1], "pinned": False}, swapped[2]]})
        self.assertEqual([i["pinned"] for i in free["items"]], [False] * 3)

    def test_in_public(self):
        event, talks = self.evening("2027-12-14")
        self.assertEqual(WORLD.get("publicProgramme", "coordinator", id=event), {"open": False, "url": None})
        for operation, body in (("publicProgramme", None), ("openProgramme", {})):
            self.refused(operation, "staff", 403, "not-allowed", body, id=event)
        self.fields("openProgramme", "coordinator", {}, "open", id=event)
        url = self.step("openProgramme", event, {"open": True})["url"]
        self.assertIn(f"/programme/{event}-", url)
        self.assertEqual(self.step("openProgramme", event, {"open": False})["url"], None)
        self.assertFalse(WORLD.get("namedInPublic", "staff", id=talks[0])["agrees"])
        self.fields("nameInPublic", "staff", {}, "agrees", id=talks[0])
        self.assertTrue(self.call("nameInPublic", "staff", 200, {"agrees": True}, id=talks[0])["agrees"])
        guest = self.call("bookTalk", "ect", 201, self.talk(minutes=2), id=event)["id"]
        self.refused("nameInPublic", "ect", 409, "guest", {"agrees": True}, id=guest)

    def test_what_is_refused(self):
        day = "2027-12-06"
        event, (a, b, _) = self.evening(day)
        good = self.items(event, day, a)[0]
        for operation, body, *names in (
                ("setProgramme", {}, "items"), ("setProgramme", {"items": []}, "items"),
                ("setProgramme", {"items": [{}]}, "items[0].room", "items[0].starts_at",
                 "items[0].talk_id"),
                ("setProgramme", {"items": [{**good, "talk_id": NOBODY}]}, "items[0].talk_id"),
                ("setProgramme", {"items": [{**good, "room": "Loft"}]}, "items[0].room"),
                ("setProgramme", {"items": [{**good, "starts_at": f"{day}T20:00:00Z"}]},
                 "items[0].starts_at"),
                ("moveOnBoard", {}, "how", "talk_id"),
                ("moveOnBoard", {"talk_id": a, "how": "out"}, "how"),
                ("moveOnBoard", {"talk_id": a, "how": "to"}, "room"),
                ("moveOnBoard", {"talk_id": a, "how": "to", "room": good["room"], "block": 2}, "block"),
                ("moveOnBoard", {"talk_id": a, "how": "to", "room": good["room"], "position": 0},
                 "position"),
                ("pinOnBoard", {}, "pinned", "talk_id"),
                ("pinOnBoard", {"talk_id": NOBODY, "pinned": True}, "talk_id"),
                ("addRule", {}, "first", "kind", "second"),
                ("addRule", {"kind": "near", "first": a, "second": b}, "kind"),
                ("addRule", {"kind": "before", "first": a, "second": a}, "second"),
                ("removeRule", {}, "first", "kind", "second"),
                ("undoOnBoard", {"version": "x"}, "version"),
                ("takePlace", {}, "number", "talk_id"),
                ("takePlace", {"talk_id": a, "number": 99}, "number"),
                ("arrange", {}, "mode"), ("arrange", {"mode": "draw"}, "mode"),
                ("arrange", {"mode": "improve"}, "moved_max"),
                ("arrange", {"mode": "arrange", "seed": -1, "moves": -1}, "moves", "seed")):
            self.fields(operation, "coordinator", body, *names, id=event)
        self.fields("whyHere", "coordinator", None, "talk_id", id=event)
        self.refused("undoOnBoard", "coordinator", 409, "nothing-to-undo", {}, id=event)
        self.refused("undoOnBoard", "coordinator", 404, "not-found", {"version": 9}, id=event)

    def test_steps(self):
        day = "2027-12-07"
        event, (a, b, c) = self.evening(day)
        room = self.items(event, day, a)[0]["room"]
        up = self.step("moveOnBoard", event, {"talk_id": c, "how": "up"})
        self.assertEqual(self.order(up), [a, c, b])
        to = self.step("moveOnBoard", event, {"talk_id": b, "how": "to", "room": room, "position": 1})
        self.assertEqual(self.order(to), [b, a, c])
        self.step("pinOnBoard", event, {"talk_id": b, "pinned": True})
        self.refused("moveOnBoard", "coordinator", 409, "pinned", {"talk_id": b, "how": "down"}, id=event)
        self.step("pinOnBoard", event, {"talk_id": b, "pinned": False})
        back = self.step("undoOnBoard", event, {"version": 1})
        self.assertEqual(self.order(back), [a, c, b])
        self.assertEqual(self.order(self.step("undoOnBoard", event, {})), [b, a, c])
        steps = WORLD.get("boardVersions", "coordinator", id=event)["items"]
        self.assertEqual([s["what"] for s in steps],
                         ["taken back", "taken back", "pinned", "pinned", "moved", "moved"])
        self.refused("undoOnBoard", "coordinator", 422, "validation", {"redo": "x"}, id=event)
        self.assertEqual(self.order(self.step("undoOnBoard", event, {"redo": True})), [a, c, b])
        self.assertEqual(self.order(self.step("undoOnBoard", event, {})), [b, a, c])
        self.step("addRule", event, {"kind": "before", "first": c, "second": b})
        board = WORLD.get("board", "coordinator", id=event)
        self.assertEqual(board["rules"], [{"kind": "before", "first": c, "second": b}])
        self.assertEqual([(x["rule"], x["talk_ids"]) for x in board["broken"]], [("H8", [c, b])])
        problem = self.refused("publishProgramme", "coordinator", 409, "broken-rules", {}, id=event)
        self.assertEqual([e["field"] for e in problem["errors"]], ["H8"])

    def test_a_draft_without_talks_of_the_withdrawn(self):
        """Two talks at once, one of them withdrawn: what is left is announced."""
        day = "2027-12-08"
        event, (a, b, c) = self.evening(day)
        items = self.items(event, day, a, b, c)
        items[2]["starts_at"] = f"{day}T16:12:00+00:00"
        self.step("setProgramme", event, {"items": items})
        self.call("changeTalk", "staff", 200, {"minutes": 7}, id=a)
        board = WORLD.get("board", "coordinator", id=event)
        self.assertEqual([(x["rule"], x["talk_ids"]) for x in board["broken"]], [("H3", [a, b])])
        self.call("withdrawTalk", "other", 204, id=b)
        board = self.step("publishProgramme", event, {})
        self.assertEqual(self.order(board), [a, c])

    def test_why_and_fit(self):
        day = "2027-12-09"
        event, (a, b, c) = self.evening(day)
        why = WORLD.get("whyHere", "coordinator", id=event, talk_id=a)
        self.assertEqual(why["slot"]["starts_at"], f"{day}T16:00:00+00:00")
        points = WORLD.get("board", "coordinator", id=event)["points"]
        place = why["alternatives"][0]
        taken = self.step("takePlace", event, {"talk_id": a, "number": place["number"]})
        self.assertEqual(taken["slot"], place["slot"])
        self.assertEqual(WORLD.get("board", "coordinator", id=event)["points"], points + place["points"])
        self.assertEqual(WORLD.get("boardFit", "coordinator", id=event)["verdict"], "fits")
        for first, second in ((a, b), (b, c), (c, a)):
            self.step("addRule", event, {"kind": "before", "first": first, "second": second})
        fit = WORLD.get("boardFit", "coordinator", id=event)
        self.assertEqual((fit["verdict"], len(fit["conflicts"])), ("impossible", 1))
        self.assertTrue(fit["complete"] and fit["conflicts"][0]["minimal"])
        self.assertEqual(sum(r["kind"] == "before" for r in fit["conflicts"][0]["rules"]), 3)

    def test_everybody_withdraws(self):
        """An announced programme of nobody is still one: there is room."""
        event, talks = self.evening("2027-12-15")
        self.step("publishProgramme", event, {})
        for who, talk in zip(("staff", "other", "mentor"), talks):
            self.call("withdrawTalk", who, 204, id=talk)
        self.assertEqual(WORLD.get("event", "staff", id=event)["id"], event)

    @staticmethod
    def found(job):
        """The order, once it is there."""
        def look():
            answer = WORLD.get("job", "coordinator", id=job)
            return answer if answer["state"] == "failed" or "programme" in answer else None
        return wait_for(look, "the order")

    def test_the_arranger(self):
        day = "2027-12-10"
        event, talks = self.evening(day)
        self.step("addRule", event, {"kind": "before", "first": talks[2], "second": talks[0]})
        before = self.order(WORLD.get("board", "coordinator", id=event))
        ask = {"mode": "arrange", "seed": 7, "moves": 20000}
        _, answer = self.send("arrange", "coordinator", 202, ask, id=event)
        job = answer.json()["job"]
        self.assertEqual(answer.header("Location"), f"/api/v1/jobs/{job}")
        found = self.found(job)
        self.assertEqual((found["state"], found["mode"], found["seed"], found["hard"]),
                         ("done", "arrange", 7, 0))
        order = self.order(found["programme"])
        self.assertLess(order.index(talks[2]), order.index(talks[0]))
        self.assertEqual(self.order(WORLD.get("board", "coordinator", id=event)), before)
        same = self.found(self.step("arrange", event, ask, 202)["job"])
        self.assertEqual(same["programme"], found["programme"])
        board = self.call("acceptJob", "coordinator", 200, {}, id=job)
        self.assertEqual((self.order(board), board["broken"]), (order, []))
        self.assertTrue(WORLD.get("job", "coordinator", id=job)["accepted"])
        self.refused("acceptJob", "coordinator", 412, "stale", {}, id=same["id"])

    def test_a_job_is_stopped(self):
        """So near its beginning it may have found nothing, or all: an evening of three is soon done."""
        event, _ = self.evening("2027-12-13")
        job = self.step("arrange", event, {"mode": "arrange", "moves": 100000000}, 202)["job"]
        problem = self.refused("arrange", "coordinator", 409, "running", {"mode": "repair"}, id=event)
        self.assertTrue(problem["detail"])
        self.refused("acceptJob", "coordinator", 409, "no-plan", {}, id=job)
        self.call("stopJob", "coordinator", 204, id=job)
        self.assertIn(WORLD.get("job", "coordinator", id=job)["state"], ("cancelled", "done"))
        self.step("arrange", event, {"mode": "repair"}, 202)
        self.call("stopJob", "coordinator", 204, id=job)
