"""People in the API: added, changed, related, given roles, away, gone."""
from api_world import NOBODY, WORLD, Case


class People(Case):
    made = 0

    def add(self, **fields):
        People.made += 1
        name = f"Newcomer {People.made}"
        return self.call("addPerson", "coordinator", 201, {
            "name": name, "email": f"new{People.made}@demo.example", "as": "staff", "school": 1,
            "staff_group": "teaching", "from": "2026-09-01", **fields})

    def test_add_and_look(self):
        person = self.add()
        self.assertEqual(person["school_ids"], [1])
        self.assertEqual(person["roles"][0]["role"], "staff")
        self.assertEqual(self.call("person", "coordinator", 200, id=person["id"]), person)
        # A colleague reads the name and the school and nothing else.
        self.assertEqual(self.call("person", "staff", 200, id=person["id"]),
                         {"id": person["id"], "name": person["name"], "school_ids": [1]})
        self.fields("addPerson", "coordinator", {"name": "", "as": "wizard"}, "name", "as")
        self.refused("addPerson", "coordinator", 409, "email-taken",
                     {"name": "Twin", "as": "staff", "email": "STAFF@demo.example"})
        self.refused("addPerson", "staff", 403, "not-allowed", {"name": "X", "as": "staff"})

    def test_change(self):
        person = self.add()
        there = {"id": person["id"]}
        _, answer = self.send("person", "coordinator", 200, **there)
        tag = answer.header("ETag")
        changed = self.call("changePerson", "coordinator", 200, {"name": "Ana Novak"}, **there,
                            headers={"If-Match": tag})
        self.assertEqual((changed["name"], changed["email"]), ("Ana Novak", person["email"]))
        self.refused("changePerson", "coordinator", 412, "stale", {"name": "X"}, **there,
                     headers={"If-Match": tag})
        self.fields("changePerson", "coordinator", {"email": "no address"}, "email", **there)
        self.refused("changePerson", "staff", 403, "not-allowed", {"name": "X"}, **there)
        found = self.call("people", "staff", 200, q="ana novak")["items"]
        self.assertEqual([p["id"] for p in found], [person["id"]])

    def test_jobs(self):
        person = self.add()
        there = {"id": person["id"]}
        both = self.call("addEmployment", "coordinator", 201, {
            "school": 2, "staff_group": "teaching", "fte": 0.4, "working_days": "Mon, Tue",
            "starts_on": "2026-11-02"}, **there)
        job = next(j for j in both["employments"] if j["school_id"] == 2)
        self.assertEqual((job["fte"], job["working_days"]), (0.4, "Mon, Tue"))
        self.refused("addEmployment", "coordinator", 409, "already-there",
                     {"school": 2, "staff_group": "teaching"}, **there)
        self.fields("addEmployment", "coordinator",
                    {"school": 3, "staff_group": "x", "fte": 7, "working_days": "Sunday"},
                    "staff_group", "fte", "working_days", **there)
        self.fields("addEmployment", "leader", {"school": 2, "staff_group": "teaching"}, "school",
                    **there)
        self.refused("addEmployment", "other", 403, "not-allowed",
                     {"school": 2, "staff_group": "teaching"}, **there)
        changed = self.call("changeEmployment", "coordinator", 200, {"post": "Year 4"}, id=job["id"])
        job = next(j for j in changed["employments"] if j["school_id"] == 2)
        self.assertEqual((job["post"], job["fte"], job["starts_on"]), ("Year 4", 0.4, "2026-11-02"))
        self.fields("changeEmployment", "coordinator", {"ends_on": "2026-01-01"}, "ends_on",
                    id=job["id"])
        self.refused("changeEmployment", "staff", 403, "not-allowed", {}, id=job["id"])
        moved = self.call("moveEmployment", "coordinator", 201, {"school": 3, "on": "2027-01-05"},
                          id=job["id"])
        ends = {j["school_id"]: j["ends_on"] for j in moved["employments"]}
        self.assertEqual((ends[2], ends[3]), ("2027-01-04", None))
        self.fields("moveEmployment", "coordinator", {"school": 3}, "on", id=job["id"])
        self.refused("moveEmployment", "staff", 403, "not-allowed", {}, id=job["id"])
        self.call("endEmployment", "coordinator", 200, {"last_day": "2026-12-18"}, id=job["id"])
        self.fields("endEmployment", "coordinator", {}, "last_day", id=job["id"])
        self.refused("endEmployment", "staff", 403, "not-allowed", {}, id=job["id"])

    def test_parts(self):
        person = self.add(**{"as": "volunteer", "staff_group": "teaching"})
        self.assertEqual(person["participations"][0]["kind"], "volunteer")
        there = {"id": person["id"]}
        student = self.call("addParticipation", "coordinator", 201, {
            "kind": "itt student", "school": 2, "partner": "A university", "from": "2026-11-02",
            "to": "2027-03-26"}, **there)
        self.assertIn("itt_student", [r["role"] for r in student["roles"]])
        self.fields("addParticipation", "coordinator", {"kind": "guest"}, "event", **there)
        self.refused("addParticipation", "staff", 403, "not-allowed", {"kind": "guest"}, **there)
        part = next(p for p in student["participations"] if p["kind"] == "itt student")
        ended = self.call("endParticipation", "coordinator", 200, {}, id=part["id"])
        self.assertNotIn("itt_student", [r["role"] for r in ended["roles"]])
        first = person["participations"][0]["id"]
        self.call("endParticipation", "coordinator", 200, {}, id=first)
        self.refused("endParticipation", "coordinator", 409, "ended", {}, id=first)
        self.refused("endParticipation", "staff", 403, "not-allowed", {}, id=part["id"])

    def test_relations(self):
        person, there = self.add(), {}
        there["id"] = person["id"]
        wish = {"kind": "pd_mentor", "person_id": WORLD.ids["mentor"], "from": "2026-11-02"}
        related = self.call("addRelation", "coordinator", 201, wish, **there)
        relation = related["relations"][0]
        self.assertEqual((relation["name"], relation["to"]), ("Sam Green", "2027-08-31"))
        self.refused("addRelation", "coordinator", 409, "already-related", wish, **there)
        self.fields("addRelation", "coordinator", {**wish, "kind": "friend"}, "kind", **there)
        self.fields("addRelation", "coordinator", {**wish, "person_id": there["id"]}, "person_id",
                    **there)
        self.refused("addRelation", "staff", 403, "not-allowed", wish, **there)
        self.refused("endRelation", "staff", 403, "not-allowed", {}, id=relation["id"])
        self.call("endRelation", "coordinator", 200, {"last_day": "2026-12-01"}, id=relation["id"])
        self.call("endRelation", "coordinator", 200, {}, id=relation["id"])
        self.refused("endRelation", "coordinator", 409, "ended", {}, id=relation["id"])

    def test_supporters_are_the_owners(self):
        wish = {"person_id": WORLD.ids["other"]}
        mine = {"id": WORLD.ids["staff"]}
        named = self.call("nameSupporter", "staff", 201, wish, **mine)
        relation = next(r for r in named["relations"] if r["kind"] == "supporter")
        self.refused("nameSupporter", "coordinator", 403, "not-allowed", wish, **mine)
        self.refused("endRelation", "coordinator", 403, "not-allowed", {}, id=relation["id"])
        self.fields("nameSupporter", "staff", {}, "person_id", **mine)
        self.call("endRelation", "staff", 200, {}, id=relation["id"])

    def test_roles(self):
        there = {"id": self.add()["id"]}
        wish = {"role": "cpd_leader", "school": 4, "reason": "Named by the head"}
        before = [r for r in self.call("roles", "admin", 200, school=4)["items"]
                  if r["role"] == "cpd_leader"]
        given = self.call("grantRole", "admin", 201, wish, **there)
        grant = next(r for r in given["roles"] if r["role"] == "cpd_leader")
        holders = [r["person_id"] for r in self.call("roles", "admin", 200, school=4)["items"]
                   if r["role"] == "cpd_leader"]
        self.assertEqual(holders, [there["id"]])
        self.assertNotEqual([r["person_id"] for r in before], holders)
        self.refused("grantRole", "admin", 409, "already-held", wish, **there)
        self.fields("grantRole", "admin", {"role": "king"}, "role", "reason", **there)
        self.refused("grantRole", "coordinator", 403, "not-allowed", wish, **there)
        self.fields("endRole", "admin", {}, "reason", id=grant["id"])
        self.refused("endRole", "coordinator", 403, "not-allowed", {}, id=grant["id"])
        self.call("endRole", "admin", 200, {"reason": "Left the school"}, id=grant["id"])
        self.refused("endRole", "admin", 409, "ended", {"reason": "Again"}, id=grant["id"])
        self.call("grantRole", "admin", 201, {
            "role": "cpd_leader", "school": 4, "reason": "As it was"}, id=before[0]["person_id"])
        last = next(r for r in self.call("roles", "admin", 200)["items"]
                    if r["role"] == "administrator")
        self.refused("endRole", "admin", 409, "last-administrator", {"reason": "x"}, id=last["id"])
        self.refused("roles", "staff", 403, "not-allowed")
        self.call("roles", "leader", 404, school=2)

    def test_absences(self):
        there = {"id": self.add()["id"]}
        away = self.call("addAbsence", "coordinator", 201,
                         {"kind": "away", "from": "2026-12-01"}, **there)["absences"][0]
        self.assertEqual((away["kind"], away["until"]), ("away", None))
        self.fields("addAbsence", "coordinator", {"kind": "ill", "from": None}, "kind", "from",
                    **there)
        self.refused("addAbsence", "staff", 403, "not-allowed", {}, **there)
        changed = self.call("changeAbsence", "coordinator", 200, {"until": "2027-04-30"},
                            id=away["id"])["absences"][0]
        self.assertEqual((changed["from"], changed["until"]), ("2026-12-01", "2027-04-30"))
        self.fields("changeAbsence", "coordinator", {"until": "2026-01-01"}, "until", id=away["id"])
        self.refused("changeAbsence", "staff", 403, "not-allowed", {}, id=away["id"])
        self.refused("removeAbsence", "staff", 403, "not-allowed", id=away["id"])
        self.assertEqual(self.call("removeAbsence", "coordinator", 200, id=away["id"])["absences"],
                         [])

    def test_induction(self):
        there = {"id": self.add()["id"]}
        begun = self.call("setInduction", "coordinator", 200, {"starts_on": "2026-09-01"}, **there)
        self.assertEqual(begun["absences"][0]["until"], "2028-08-31")
        self.refused("addRelation", "coordinator", 409, "in-induction",
                     {"kind": "pd_mentor", "person_id": there["id"]}, id=WORLD.ids["staff"])
        opted = self.call("setInduction", "coordinator", 200,
                          {"starts_on": "2026-09-01", "opted_in": True}, **there)
        self.assertEqual(opted["absences"], [])
        self.fields("setInduction", "coordinator", {}, "starts_on", **there)
        self.refused("setInduction", "staff", 403, "not-allowed", {}, **there)
        self.refused("removeInduction", "staff", 403, "not-allowed", **there)
        self.call("removeInduction", "coordinator", 200, **there)

    def test_leaving(self):
        there = {"id": self.add()["id"]}
        self.refused("stay", "coordinator", 409, "not-leaving", **there)
        leaving = self.call("leave", "coordinator", 200, {"last_day": "2026-12-18"}, **there)
        self.assertEqual(leaving["left_on"], "2026-12-18")
        self.assertIsNone(self.call("stay", "coordinator", 200, **there)["left_on"])
        self.fields("leave", "coordinator", {}, "last_day", **there)
        self.refused("leave", "staff", 403, "not-allowed", {}, **there)
        self.refused("stay", "staff", 403, "not-allowed", **there)
        gone = self.call("leave", "coordinator", 200, {"last_day": "2026-10-30"}, **there)
        self.assertEqual(gone["roles"], [])
        self.assertEqual(gone["employments"][0]["ends_on"], "2026-10-30")
        self.refused("leave", "coordinator", 409, "gone", {"last_day": "2026-12-18"}, **there)
        back = self.call("addEmployment", "coordinator", 201, {
            "school": 1, "staff_group": "teaching", "starts_on": "2026-11-02"}, **there)
        self.assertIsNone(back["left_on"])

    def test_merge_and_undo(self):
        kept, gone = self.add(), self.add()
        there = {"id": kept["id"]}
        self.call("addRelation", "coordinator", 201,
                  {"kind": "line_manager", "person_id": WORLD.ids["head"]}, id=gone["id"])
        before = self.call("person", "coordinator", 200, id=gone["id"])
        wish = {"person_id": gone["id"], "email": "other"}
        self.refused("mergePeople", "staff", 403, "not-allowed", wish, **there)
        self.fields("mergePeople", "coordinator", {"name": "mine"}, "name", "person_id", **there)
        merged = self.call("mergePeople", "coordinator", 200, wish, **there)
        self.assertEqual((merged["name"], merged["email"]), (kept["name"], gone["email"]))
        self.assertEqual([r["kind"] for r in merged["relations"]], ["line_manager"])
        self.refused("person", "coordinator", 404, "not-found", id=gone["id"])
        self.refused("mergePeople", "coordinator", 409, "same", {"person_id": kept["id"]}, **there)
        merge = merged["merges"][0]["id"]
        self.refused("undoMerge", "staff", 403, "not-allowed", id=merge)
        self.call("undoMerge", "coordinator", 200, id=merge)
        self.refused("undoMerge", "coordinator", 409, "undone", id=merge)
        self.assertEqual(self.call("person", "coordinator", 200, id=gone["id"]), before)

    def test_mentors(self):
        person = self.add()
        report = self.call("mentors", "leader", 200, school=1)
        self.assertIn(person["id"], [p["id"] for p in report["without_pd_mentor"]])
        self.assertGreater(report["staff"], report["in_coaching_partnership"])
        self.call("mentors", "coordinator", 200)
        self.refused("mentors", "staff", 403, "not-allowed")
        self.call("mentors", "leader", 404, school=2)
        self.assertEqual(self.call("keepMentors", "leader", 200, {"school": 1}), {"kept": 0})
        self.refused("keepMentors", "leader", 403, "not-allowed", {"school": 2})
        self.fields("keepMentors", "leader", {"school": NOBODY}, "school")
        self.refused("keepMentors", "staff", 403, "not-allowed", {"school": 1})
