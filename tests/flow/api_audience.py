"""For whom events are, in the API: lines, who has to come, quotas, training days, the programme."""
from api_world import WORLD, Case


class Audience(Case):
    def made(self, **fields):
        return self.call("createEvent", "leader", 201, self.new_event(**fields))

    def oak(self):
        """The leader's school."""
        return WORLD.get("me", "leader")["schools"][0]["id"]

    def test_lines_and_who_that_is(self):
        event = self.made(capacity=400)
        self.assertEqual(WORLD.get("audience", "leader", id=event["id"])["people"], [])
        line = {"kind": "school", "object": self.oak()}
        shown = self.call("addAudience", "leader", 200, line, id=event["id"])
        self.assertGreater(len(shown["people"]), 5)
        self.assertEqual(shown["required_count"], len(shown["people"]))
        narrow = self.call("addAudience", "leader", 200,
                           {"kind": "staff group", "word": "classroom support"}, id=event["id"])
        self.assertLess(len(narrow["people"]), len(shown["people"]))
        wide = self.call("removeAudience", "leader", 200, id=narrow["lines"][-1]["id"])
        self.assertEqual(len(wide["people"]), len(shown["people"]))
        self.fields("addAudience", "leader", {"kind": "group", "object": 9999}, "group",
                    id=event["id"])
        self.fields("addAudience", "leader", {}, "kind", id=event["id"])
        self.refused("audience", "staff", 404, "not-found", id=event["id"])
        self.refused("removeAudience", "leader", 404, "not-found", id=99999)

    def test_required_is_booked_and_excused_by_the_organiser(self):
        event = self.made(capacity=400, attendance="required")
        staff = WORLD.ids["staff"]
        self.call("addAudience", "leader", 200, {"kind": "person", "object": staff}, id=event["id"])
        self.call("publishEvent", "leader", 200, id=event["id"])
        mine = WORLD.get("event", "staff", id=event["id"])["my_booking"]
        self.assertEqual(mine["status"], "confirmed")
        self.refused("cancelBooking", "staff", 409, "required", id=mine["id"])
        self.refused("declineInvitation", "staff", 409, "required", {}, id=event["id"])
        self.fields("excuse", "leader", {"person_id": staff, "reason": ""}, "reason",
                    id=event["id"])
        self.refused("excuse", "other", 403, "not-allowed", {}, id=event["id"])
        shown = self.call("excuse", "leader", 200, {"person_id": staff, "reason": "On a course"},
                          id=event["id"])
        self.assertTrue(shown["people"][0]["declined"])
        self.assertIsNone(WORLD.get("event", "staff", id=event["id"])["my_booking"])

    def test_an_invitation_is_declined(self):
        event = self.made(attendance="invited")
        self.call("addAudience", "leader", 200,
                  {"kind": "person", "object": WORLD.ids["staff"]}, id=event["id"])
        self.call("publishEvent", "leader", 200, id=event["id"])
        self.refused("declineInvitation", "mentor", 404, "not-found", {}, id=event["id"])
        self.refused("audience", "staff", 403, "not-allowed", id=event["id"])
        self.fields("declineInvitation", "staff", {"reason": "x" * 301}, "reason", id=event["id"])
        self.call("declineInvitation", "staff", 204, {"reason": "A visit"}, id=event["id"])
        self.refused("book", "other", 403, "not-eligible", {}, id=event["id"])

    def test_a_school_has_a_quota(self):
        event = self.made(capacity=9)
        self.call("publishEvent", "leader", 200, id=event["id"])
        self.call("setQuota", "leader", 200, {"school": self.oak(), "places": 0}, id=event["id"])
        waits = self.call("book", "staff", 201, {}, id=event["id"])
        self.assertEqual(waits["status"], "waiting")
        self.assertEqual(self.call("book", "other", 201, {}, id=event["id"])["status"], "confirmed")
        self.call("setQuota", "leader", 200, {"school": self.oak(), "places": None}, id=event["id"])
        self.assertEqual(WORLD.get("booking", "staff", id=waits["id"])["status"], "confirmed")
        self.fields("setQuota", "leader", {"school": 9999, "places": 1}, "school", id=event["id"])

    def test_training_days_are_the_senior_leaders(self):
        event = self.made(kind="inset", capacity=400)
        self.refused("publishEvent", "leader", 409, "not-agreed", id=event["id"])
        self.refused("agreeTrainingDay", "leader", 403, "not-allowed", {}, id=event["id"])
        self.refused("agreeTrainingDay", "other", 404, "not-found", {}, id=event["id"])
        self.call("agreeTrainingDay", "head", 200, {}, id=event["id"])
        self.call("publishEvent", "leader", 200, id=event["id"])
        twilight = self.made()
        self.refused("agreeTrainingDay", "coordinator", 409, "not-a-training-day", {},
                     id=twilight["id"])

    def test_what_comes_after_the_programme_says_why(self):
        other = WORLD.get("me", "other")["schools"][0]["id"]
        self.refused("publishProgrammeYear", "leader", 403, "not-allowed",
                     {"school": other, "year": 2026})
        self.refused("programmeYears", "staff", 403, "not-allowed")
        self.fields("publishProgrammeYear", "coordinator", {"school": other, "year": 1999}, "year")
        out = self.call("publishProgrammeYear", "coordinator", 200, {"school": other, "year": 2026})
        self.assertIn(other, [item["school"] for item in out["items"]])
        self.assertEqual(WORLD.get("programmeYears", "head", year=2026)["items"], out["items"])
        self.fields("programmeYears", "head", None, "year", year=1)
        late = self.call("createEvent", "coordinator", 201,
                         self.new_event(host_school=other, attendance="required", capacity=400))
        self.fields("publishEvent", "coordinator", {}, "emerging", id=late["id"])
        self.fields("setLateReason", "coordinator", {"reason": ""}, "reason", id=late["id"])
        self.call("setLateReason", "coordinator", 200, {"reason": "A new statutory duty"},
                  id=late["id"])
        self.call("publishEvent", "coordinator", 200, id=late["id"])
