"""The organisation in the API: schools, groups, governing bodies, rooms, providers,
facilitators."""
from api_world import NOBODY, WORLD, Case

DAY = "2026-11-02"


class Organisation(Case):
    """Each test makes what it changes."""

    def school(self, name):
        return self.call("createSchool", "coordinator", 201, {"name": name})

    def group(self, name, who="leader", **fields):
        return self.call("createGroup", who, 201,
                         {"kind": "team", "school": 1, "name": name, **fields})

    def stale(self, operation, who, body, **values):
        """A tag that is a change behind is 412."""
        self.refused(operation, who, 412, "stale", body, headers={"If-Match": '"99"'}, **values)

    def test_schools(self):
        made, answer = self.send("createSchool", "coordinator", 201,
                                 {"name": "Elm School", "address": "2 Elm Road"})
        self.assertEqual(answer.header("Location"), f"/api/v1/schools/{made['id']}")
        self.assertEqual(WORLD.get("school", "staff", id=made["id"]), made)
        self.refused("createSchool", "coordinator", 409, "name-taken", {"name": "ELM school"})
        self.fields("createSchool", "admin", {}, "name")
        self.refused("createSchool", "leader", 403, "not-allowed", {})
        self.stale("changeSchool", "coordinator", {"name": "Elm"}, id=made["id"])
        changed = self.call("changeSchool", "coordinator", 200, {"name": "Elm"}, id=made["id"])
        self.assertEqual((changed["name"], changed["address"], changed["version"]),
                         ("Elm", "2 Elm Road", 2))
        self.fields("changeSchool", "coordinator", {"name": ""}, "name", id=made["id"])
        self.refused("changeSchool", "leader", 403, "not-allowed", {}, id=made["id"])
        self.refused("changeSchool", "leader", 409, "name-taken", {"name": "Elm"}, id=1)
        roles = {o["role"]: o["person_id"] for o in WORLD.get("school", "staff", id=1)["officers"]}
        self.assertEqual(roles["cpd_leader"], WORLD.ids["leader"])

    def test_a_school_leaves(self):
        made = self.school("Short Lived School")
        end = {"ended_on": DAY}
        self.refused("endSchool", "coordinator", 409, "in-use", end, id=1)
        self.refused("endSchool", "leader", 403, "not-allowed", {}, id=1)
        self.fields("endSchool", "admin", {}, "ended_on", id=made["id"])
        self.fields("endSchool", "admin", {"ended_on": "2027-06-01"}, "ended_on", id=made["id"])
        self.stale("endSchool", "admin", end, id=made["id"])
        ended = self.call("endSchool", "admin", 200, end, id=made["id"])
        self.assertEqual(ended["ended_on"], DAY)
        names = [s["name"] for s in WORLD.get("schools", "staff", limit=200)["items"]]
        self.assertNotIn("Short Lived School", names)
        self.refused("changeSchool", "admin", 409, "ended", {"name": "Again"}, id=made["id"])

    def test_groups(self):
        made = self.group("Mathematics", kind="department")
        self.assertEqual(WORLD.get("group", "staff", id=made["id"]), made)
        self.refused("createGroup", "leader", 409, "name-taken",
                     {"kind": "department", "school": 1, "name": "mathematics"})
        self.fields("createGroup", "coordinator", {"kind": "phase", "school": None, "name": "KS3"},
                    "school")
        self.fields("createGroup", "leader", {"school": 1}, "kind", "name")
        self.fields("createGroup", "leader", {}, "school")
        for school in (2, None):
            self.refused("createGroup", "leader", 403, "not-allowed", {"school": school})
        self.refused("createGroup", "staff", 403, "not-allowed", {})
        party = self.group("Reading", "coordinator", kind="working party", school=None)
        listed = WORLD.get("groups", "staff", limit=200)["items"]
        self.assertLess(listed.index(party), listed.index(made))
        self.assertIn(made, WORLD.get("groups", "staff", school=1, kind="department")["items"])
        self.assertEqual(WORLD.get("groups", "staff", school=1, kind="phase")["items"], [])
        self.fields("groups", "staff", None, "kind", kind="club")
        self.stale("changeGroup", "leader", {"name": "Maths"}, id=made["id"])
        changed = self.call("changeGroup", "leader", 200, {"name": "Maths"}, id=made["id"])
        self.assertEqual((changed["name"], changed["kind"]), ("Maths", "department"))
        self.fields("changeGroup", "leader", {"kind": "club"}, "kind", id=made["id"])
        self.refused("changeGroup", "staff", 403, "not-allowed", {}, id=made["id"])
        self.stale("endGroup", "leader", {"ended_on": DAY}, id=made["id"])
        self.fields("endGroup", "leader", {}, "ended_on", id=made["id"])
        self.refused("endGroup", "other", 403, "not-allowed", {}, id=made["id"])
        self.call("endGroup", "leader", 200, {"ended_on": DAY}, id=made["id"])
        self.refused("endGroup", "leader", 409, "ended", {"ended_on": DAY}, id=made["id"])
        self.refused("changeGroup", "leader", 409, "ended", {"name": "X"}, id=made["id"])
        self.refused("addGroupMember", "leader", 409, "ended", {}, id=made["id"])

    def test_members_of_a_group(self):
        group = self.group("Science")["id"]
        body = {"person_id": WORLD.ids["staff"], "duty": "leader", "from_on": "2026-09-01"}
        made = self.call("addGroupMember", "leader", 201, body, id=group)
        self.assertEqual((made["name"], made["to_on"]), ("Ana Bell", None))
        self.refused("addGroupMember", "leader", 409, "already-member", body, id=group)
        self.fields("addGroupMember", "leader", {}, "person_id", "duty", "from_on", id=group)
        self.fields("addGroupMember", "leader", {**body, "duty": "chair"}, "duty", id=group)
        self.fields("addGroupMember", "leader", {**body, "person_id": NOBODY}, "person_id",
                    id=group)
        self.refused("addGroupMember", "staff", 403, "not-allowed", {}, id=group)
        self.assertEqual(WORLD.get("groupMembers", "staff", id=group)["items"], [made])
        self.fields("groupMembers", "staff", None, "limit", id=group, limit=0)
        self.assertEqual(WORLD.get("group", "staff", id=group)["members"], 1)
        self.refused("endGroupMember", "staff", 403, "not-allowed", {}, id=made["id"])
        self.fields("endGroupMember", "leader", {}, "to_on", id=made["id"])
        self.fields("endGroupMember", "leader", {"to_on": "2026-08-01"}, "to_on", id=made["id"])
        left = self.call("endGroupMember", "leader", 200, {"to_on": DAY}, id=made["id"])
        self.assertEqual(left["to_on"], DAY)
        self.refused("endGroupMember", "leader", 409, "ended", {"to_on": DAY}, id=made["id"])

    def body(self, school):
        return self.call("createGoverningBody", "coordinator", 201,
                         {"school": school, "name": "Governors"})

    def test_governing_bodies(self):
        school = self.school("Governed School")["id"]
        made = self.body(school)
        self.assertEqual(WORLD.get("governingBody", "governor", id=made["id"]), made)
        self.fields("governingBodies", "staff", None, "limit", limit=0)
        self.assertIn(made, WORLD.get("governingBodies", "staff", limit=200)["items"])
        self.refused("createGoverningBody", "coordinator", 409, "exists",
                     {"school": school, "name": "Others"})
        self.fields("createGoverningBody", "admin", {}, "school")
        self.fields("createGoverningBody", "admin", {"school": school}, "name")
        self.refused("createGoverningBody", "leader", 403, "not-allowed", {"school": None})
        self.stale("changeGoverningBody", "admin", {"name": "X"}, id=made["id"])
        self.fields("changeGoverningBody", "admin", {}, "name", id=made["id"])
        self.refused("changeGoverningBody", "leader", 403, "not-allowed", {}, id=made["id"])
        changed = self.call("changeGoverningBody", "admin", 200, {"name": "Strategic governors"},
                            id=made["id"])
        self.assertEqual((changed["name"], changed["version"]), ("Strategic governors", 2))
        chair = {"person_id": WORLD.ids["governor"], "duty": "chair", "from_on": DAY}
        member = self.call("addGoverningBodyMember", "admin", 201, chair, id=made["id"])
        self.refused("addGoverningBodyMember", "admin", 409, "one-chair",
                     {**chair, "person_id": WORLD.ids["staff"]}, id=made["id"])
        self.fields("addGoverningBodyMember", "admin", {**chair, "duty": "leader"}, "duty",
                    id=made["id"])
        self.refused("addGoverningBodyMember", "head", 403, "not-allowed", {}, id=made["id"])
        self.assertEqual(WORLD.get("governingBodyMembers", "staff", id=made["id"])["items"],
                         [member])
        self.fields("governingBodyMembers", "staff", None, "limit", id=made["id"], limit=0)
        self.refused("endGoverningBodyMember", "head", 403, "not-allowed", {}, id=member["id"])
        self.fields("endGoverningBodyMember", "admin", {}, "to_on", id=member["id"])
        self.call("endGoverningBodyMember", "admin", 200, {"to_on": DAY}, id=member["id"])
        self.refused("endGoverningBodyMember", "admin", 409, "ended", {"to_on": DAY},
                     id=member["id"])

    def test_meetings(self):
        body = self.body(self.school("Meeting School")["id"])["id"]
        made, answer = self.send("createMeeting", "admin", 201,
                                 {"starts_at": "2026-10-01T18:00:00+01:00", "place": "Library"},
                                 id=body)
        self.assertEqual(answer.header("Location"), f"/api/v1/meetings/{made['id']}")
        later = self.call("createMeeting", "admin", 201, {"starts_at": "2027-02-04T18:00:00Z"},
                          id=body)
        self.assertEqual(WORLD.get("meeting", "staff", id=made["id"]), made)
        self.assertEqual(WORLD.get("meetings", "staff", id=body)["items"], [later, made])
        self.fields("meetings", "staff", None, "limit", id=body, limit=0)
        self.fields("createMeeting", "admin", {"place": "x"}, "starts_at", id=body)
        self.refused("createMeeting", "leader", 403, "not-allowed", {}, id=body)
        self.stale("changeMeeting", "admin", {"place": "Hall"}, id=made["id"])
        self.fields("changeMeeting", "admin", {"place": "x" * 200}, "place", id=made["id"])
        self.refused("changeMeeting", "leader", 403, "not-allowed", {}, id=made["id"])
        self.call("changeMeeting", "admin", 200, {"place": "Hall"}, id=made["id"])
        report = {"received": "The annual report"}
        self.refused("receiveReport", "admin", 409, "not-yet", report, id=later["id"])
        self.stale("receiveReport", "admin", report, id=made["id"])
        self.fields("receiveReport", "admin", {}, "received", id=made["id"])
        self.refused("receiveReport", "leader", 403, "not-allowed", {}, id=made["id"])
        held = self.call("receiveReport", "admin", 200, report, id=made["id"])
        self.assertEqual(held["received"], "The annual report")
        self.refused("cancelMeeting", "admin", 409, "received", id=made["id"])
        self.refused("cancelMeeting", "leader", 403, "not-allowed", id=later["id"])
        self.stale("cancelMeeting", "admin", None, id=later["id"])
        self.assertTrue(self.call("cancelMeeting", "admin", 200, id=later["id"])["cancelled"])
        self.refused("changeMeeting", "admin", 409, "cancelled", {"place": "x"}, id=later["id"])

    def test_the_way_between_schools(self):
        a, b = self.school("Here School")["id"], self.school("There School")["id"]
        way = {"from": {"id": a, "name": "Here School"}, "to": {"id": b, "name": "There School"},
               "minutes": 30, "said": False}
        here = lambda: [item for item in WORLD.get("travel", "staff", school=a)["items"]
                        if b in (item["from"]["id"], item["to"]["id"])]
        self.assertEqual(here(), [way])
        said = {"from_school": b, "to_school": a, "minutes": 25}
        self.call("putTravel", "admin", 204, said)
        self.assertEqual(here(), [{**way, "minutes": 25, "said": True}])
        self.call("putTravel", "admin", 204, {**said, "minutes": None})
        self.assertEqual(here(), [way])
        self.fields("putTravel", "admin", {}, "from_school", "to_school", "minutes")
        self.fields("putTravel", "admin", {**said, "minutes": 241}, "minutes")
        self.fields("putTravel", "admin", {**said, "to_school": b}, "to_school")
        self.fields("putTravel", "admin", {**said, "to_school": 99999}, "to_school")
        self.refused("putTravel", "leader", 403, "not-allowed", said)
        self.refused("putTravel", "staff", 403, "not-allowed", said)
        self.fields("travel", "staff", None, "school", school="x")

    def test_rooms(self):
        school = self.school("Roomy School")["id"]
        body = {"school": school, "name": "Main hall", "seats": 120,
                "features": ["parking", "step_free"], "notes": "Key at reception"}
        made, answer = self.send("createRoom", "admin", 201, body)
        self.assertEqual(answer.header("Location"), f"/api/v1/rooms/{made['id']}")
        self.assertEqual(made["features"], ["step_free", "parking"])
        self.assertIsNotNone(made["checked_on"])
        self.assertEqual(WORLD.get("room", "governor", id=made["id"]), made)
        self.refused("createRoom", "admin", 409, "name-taken", {**body, "name": "MAIN HALL"})
        self.fields("createRoom", "admin", {}, "school")
        self.fields("createRoom", "admin", {"school": school}, "name", "seats")
        self.fields("createRoom", "admin", {"school": school, "name": "x" * 61, "seats": 10001},
                    "name", "seats")
        self.fields("createRoom", "admin", {**body, "features": ["a swimming pool"]}, "features")
        self.fields("createRoom", "coordinator", {"school": None, "name": "Grand", "seats": 200},
                    "address")
        outside = self.call("createRoom", "coordinator", 201, {
            "school": None, "name": "Grand", "seats": 200, "address": "Station Road"})
        self.assertEqual((outside["features"], outside["checked_on"]), ([], None))
        self.refused("createRoom", "leader", 403, "not-allowed", {"school": None})
        self.refused("createRoom", "staff", 403, "not-allowed", {"school": school})
        here = lambda **ask: WORLD.get("rooms", "staff", school=school, **ask)["items"]
        self.assertEqual(here(), [made])
        self.assertEqual(here(seats=120, feature="parking"), [made])
        self.assertEqual((here(seats=121), here(feature="wifi")), ([], []))
        self.fields("rooms", "staff", None, "feature", "seats", feature="pool", seats="many")
        self.stale("changeRoom", "admin", {"seats": 1}, id=made["id"])
        self.fields("changeRoom", "admin", {"seats": 0}, "seats", id=made["id"])
        self.refused("changeRoom", "staff", 403, "not-allowed", {}, id=made["id"])
        changed = self.call("changeRoom", "admin", 200, {"seats": 90}, id=made["id"])
        self.assertEqual((changed["seats"], changed["features"]), (90, made["features"]))
        self.stale("endRoom", "admin", {"ended_on": DAY}, id=made["id"])
        self.fields("endRoom", "admin", {}, "ended_on", id=made["id"])
        self.refused("endRoom", "staff", 403, "not-allowed", {}, id=made["id"])
        self.call("endRoom", "admin", 200, {"ended_on": DAY}, id=made["id"])
        for operation, more in (("endRoom", {"ended_on": DAY}), ("changeRoom", {})):
            self.refused(operation, "admin", 409, "ended", more, id=made["id"])

    def test_providers(self):
        body = {"name": "Seven Hills", "kind": "teaching school", "web": "https://x.example/"}
        made = self.call("createProvider", "leader", 201, body)
        self.assertEqual((made["quality"], made["quality_on"]), ("not looked at", None))
        self.assertEqual(WORLD.get("provider", "head", id=made["id"]), made)
        self.refused("createProvider", "leader", 409, "name-taken", body)
        self.fields("createProvider", "leader", {}, "name", "kind")
        self.fields("createProvider", "leader",
                    {"name": "X", "kind": "x", "email": "x", "web": "javascript:x"},
                    "kind", "email", "web")
        for who in ("head", "staff"):
            self.refused("createProvider", who, 403, "not-allowed", {})
        self.refused("providers", "staff", 403, "not-allowed", quality="x")
        self.refused("provider", "staff", 404, "not-found", id=made["id"])
        self.fields("providers", "head", None, "kind", "quality", kind="x", quality="x")
        self.stale("changeProvider", "leader", {"phone": "1"}, id=made["id"])
        self.fields("changeProvider", "leader", {"name": ""}, "name", id=made["id"])
        self.refused("changeProvider", "head", 403, "not-allowed", {}, id=made["id"])
        self.call("changeProvider", "leader", 200, {"phone": "+44 1"}, id=made["id"])
        self.fields("judgeProvider", "leader", {"quality": "avoid"}, "note", id=made["id"])
        self.fields("judgeProvider", "leader", {"quality": "good"}, "quality", id=made["id"])
        self.stale("judgeProvider", "leader", {"quality": "approved"}, id=made["id"])
        self.refused("judgeProvider", "head", 403, "not-allowed", {}, id=made["id"])
        judged = self.call("judgeProvider", "leader", 200,
                           {"quality": "approved", "on": "2026-11-01"}, id=made["id"])
        self.assertEqual((judged["quality"], judged["quality_by"], judged["quality_on"]),
                         ("approved", "Priya Shah", "2026-11-01"))
        found = WORLD.get("providers", "head", q="seven", quality="approved")["items"]
        self.assertEqual(found, [judged])
        self.stale("endProvider", "leader", {"ended_on": DAY}, id=made["id"])
        self.fields("endProvider", "leader", {}, "ended_on", id=made["id"])
        self.refused("endProvider", "head", 403, "not-allowed", {}, id=made["id"])
        self.call("endProvider", "leader", 200, {"ended_on": DAY}, id=made["id"])
        for operation, more in (("endProvider", {"ended_on": DAY}), ("changeProvider", {}),
                                ("judgeProvider", {"quality": "approved"})):
            self.refused(operation, "leader", 409, "ended", more, id=made["id"])

    def test_facilitators(self):
        made = self.call("createFacilitator", "leader", 201,
                         {"person_id": WORLD.ids["staff"], "expertise": "Retrieval"})
        self.assertEqual(made["name"], "Ana Bell")
        self.assertEqual(WORLD.get("facilitator", "head", id=made["id"]), made)
        self.fields("createFacilitator", "leader", {}, "name")
        self.fields("createFacilitator", "leader", {"name": "A", "provider": NOBODY}, "provider")
        self.refused("createFacilitator", "staff", 403, "not-allowed", {})
        self.refused("facilitators", "staff", 403, "not-allowed", provider="x")
        self.refused("facilitator", "staff", 404, "not-found", id=made["id"])
        self.fields("facilitators", "head", None, "provider", provider="x")
        self.assertEqual(WORLD.get("facilitators", "head", q="retrieval")["items"], [made])
        self.stale("changeFacilitator", "leader", {"expertise": "x"}, id=made["id"])
        self.fields("changeFacilitator", "leader", {"email": "x"}, "email", id=made["id"])
        self.refused("changeFacilitator", "head", 403, "not-allowed", {}, id=made["id"])
        self.call("changeFacilitator", "leader", 200, {"expertise": "Phonics"}, id=made["id"])
        self.stale("endFacilitator", "leader", {"ended_on": DAY}, id=made["id"])
        self.fields("endFacilitator", "leader", {}, "ended_on", id=made["id"])
        self.refused("endFacilitator", "head", 403, "not-allowed", {}, id=made["id"])
        self.call("endFacilitator", "leader", 200, {"ended_on": DAY}, id=made["id"])
        for operation, more in (("endFacilitator", {"ended_on": DAY}), ("changeFacilitator", {})):
            self.refused(operation, "leader", 409, "ended", more, id=made["id"])
