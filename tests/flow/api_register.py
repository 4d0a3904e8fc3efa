"""The register of an event in the API: marks in batches, closed, corrected, taken up again."""
from api_world import NOBODY, WORLD, Case


class Register(Case):
    def course(self, *people):
        """The leader's, today, of one place, which these people ask for; it begins soon."""
        event = self.event(who="leader", capacity=1, hours=1, counts="inset",
                           starts_at="2026-11-02T16:50:00Z", ends_at="2026-11-02T17:00:00Z")["id"]
        for one in people:
            self.call("book", one, 201, {}, id=event)
        return event

    def mark(self, event, *marks, who="leader", **body):
        return self.call("markRegister", who, 200, {"marks": list(marks), **body}, id=event)

    def test_marks(self):
        event, staff = self.course("staff"), WORLD.ids["staff"]
        for operation, body in (("markRegister", {}), ("closeRegister", {}),
                                ("reopenRegister", {})):
            self.refused(operation, "other", 403, "not-allowed", body, id=event)
            self.refused(operation, "leader", 404, "not-found", body, id=NOBODY)
            self.refused(operation, "leader", 404, "not-found", {"session": 2}, id=event)
        self.refused("register", "other", 403, "not-allowed", id=event)
        self.refused("registerHistory", "other", 403, "not-allowed", id=event)
        self.fields("markRegister", "leader", {}, "marks", id=event)
        self.fields("markRegister", "leader", {"marks": [{"mark": "x", "how": "y"}]},
                    "marks[0].person_id", "marks[0].mark", "marks[0].how", id=event)
        seen = WORLD.get("register", "leader", id=event)
        self.assertEqual(([one["person_id"] for one in seen["items"]], seen["counts"]["none"],
                          seen["version"]), ([staff], 1, 0))
        here = {"person_id": staff, "mark": "here", "key": "a1"}
        first = self.mark(event, here)
        self.assertEqual((first["marks"][0]["stands"], first["marks"][0]["repeated"],
                          first["counts"]["here"]), (True, False, 1))
        again = self.mark(event, here, {**here, "late_min": 5}, {**here, "key": "a b"},
                          {"person_id": NOBODY, "mark": "here"},
                          {"person_id": staff, "mark": "absent", "at": seen["opens_at"]})
        self.assertTrue(again["marks"][0]["repeated"])
        self.assertEqual([one["refused"]["slug"] for one in again["marks"][1:4]],
                         ["key-used", "validation", "validation"])
        self.assertEqual(again["marks"][3]["refused"]["field"], "person_id")
        self.assertEqual((again["marks"][4]["stands"], again["marks"][4]["mark"]), (False, "here"))
        history = WORLD.get("registerHistory", "leader", id=event, person_id=staff)["items"]
        self.assertEqual([(one["mark"], one["stands"]) for one in history],
                         [("absent", False), ("here", True)])

    def test_not_yet_and_no_more(self):
        event = self.course()
        early = self.refused("closeRegister", "leader", 409, "too-early", {}, id=event)
        self.assertIn("not over yet", early["detail"])
        self.call("cancelEvent", "leader", 200, {}, id=event)
        self.refused("closeRegister", "leader", 409, "cancelled", {}, id=event)
        self.refused("reopenRegister", "leader", 409, "cancelled", {"reason": "x"}, id=event)

    def test_walk_ins(self):
        event, other = self.course("mentor"), WORLD.ids["other"]
        self.fields("markRegister", "leader", {"marks": [{"person_id": other, "mark": "absent",
                                                          "walk_in": True}]}, "marks[0].walk_in",
                    id=event)
        answer = self.mark(event, {"person_id": other, "mark": "here", "walk_in": True})
        self.assertEqual((answer["counts"]["walk_ins"], answer["counts"]["beyond"]), (1, 1))
        self.assertEqual(WORLD.get("event", "leader", id=event)["taken"], 1)
        answer = self.mark(event, {"person_id": other, "mark": "none"},
                           {"person_id": NOBODY, "mark": "here", "walk_in": True})
        self.assertEqual((answer["counts"]["all"], answer["marks"][1]["refused"]["field"]),
                         (1, "person_id"))

    def test_the_end(self):
        event, ect = WORLD.been, WORLD.ids["ect"]
        self.mark(event, {"person_id": ect, "mark": "here", "late_min": 7}, session=1)
        self.fields("closeRegister", "leader", {"session": "x"}, "session", id=event)
        self.refused("closeRegister", "leader", 412, "stale", {"session": 1}, id=event,
                     headers={"If-Match": '"99"'})
        closed = self.call("closeRegister", "leader", 200, {"session": 1}, id=event)
        self.assertTrue(closed["closed_at"])
        # Both must be closed before anything follows.
        self.assertEqual(WORLD.get("event", "leader", id=event)["status"], "published")
        self.call("closeRegister", "leader", 200, {"session": 2}, id=event)
        self.assertEqual(WORLD.get("event", "leader", id=event)["status"], "done")
        credit = lambda: WORLD.server.rows(
            "SELECT status, credit_min FROM booking WHERE event_id = ? AND person_id = ?",
            event, ect)[0]
        self.assertEqual(tuple(credit()), ("attended", 23))
        said = {"person_id": ect, "mark": "here"}
        answer = self.mark(event, said, {**said, "reason": "Signed the sheet"}, session=2)
        self.assertEqual(answer["marks"][0]["refused"]["slug"], "register-closed")
        self.assertEqual(tuple(credit()), ("attended", 53))
        self.fields("reopenRegister", "leader", {"session": 1}, "reason", id=event)
        self.refused("reopenRegister", "leader", 412, "stale", {"session": 1, "reason": "x"},
                     id=event, headers={"If-Match": '"99"'})
        opened = self.call("reopenRegister", "leader", 200,
                           {"session": 1, "reason": "A page was missing"}, id=event)
        self.assertIsNone(opened["closed_at"])
        self.assertEqual(tuple(credit()), ("confirmed", None))
