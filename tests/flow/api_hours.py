"""The ledger of hours in the API: of a person, of a school, its rules, what is agreed by hand."""
from api_world import NOBODY, WORLD, Case

RULE = {"group": "teaching", "inset_days": 5, "day_minutes": 360, "directed_minutes": 75900}


class Hours(Case):
    """The demo's trust keeps a ledger; each test leaves it so."""

    def setUp(self):
        self.staff = WORLD.ids["staff"]

    def settings(self, status=200, who="coordinator", **fields):
        return self.call("setHours", who, status, {"kept": True, **fields})

    def test_a_person(self):
        hours = WORLD.get("hours", "staff", id=self.staff)
        self.assertTrue(hours["kept"])
        self.assertEqual((hours["year"], hours["inset"]["required_minutes"]), (2026, 1800))
        self.assertEqual(hours["directed"]["limit_minutes"], 75900)
        self.assertEqual([job["group"] for job in hours["jobs"]], ["teaching"])
        self.assertEqual((hours["inset"]["done_minutes"], hours["inset"]["owed_minutes"]),
                         (810, 990))
        mentors = WORLD.get("hours", "mentor", id=WORLD.ids["mentor"])
        self.assertEqual(mentors["inset"]["done_minutes"], 720 + 200)
        line = next(e for e in mentors["events"] if e["event_id"] == WORLD.inset)
        self.assertEqual((line["state"], line["minutes"], line["counts"]),
                         ("attended", 200, "inset"))
        self.assertEqual([(a["minutes"], a["counts"]) for a in hours["agreed"]], [(90, "inset")])
        # Others who may, and the year before, in which none was kept.
        for who in ("leader", "head", "coordinator"):
            self.assertEqual(WORLD.get("hours", who, id=self.staff), hours)
        self.assertEqual(WORLD.get("hours", "staff", id=self.staff, year=2025),
                         {"person_id": self.staff, "name": hours["name"], "year": 2025,
                          "kept": False})
        for who in ("other", "ect", "governor", "admin"):
            self.refused("hours", who, 403, "not-allowed", id=self.staff)
            self.refused("hours", who, 403, "not-allowed", id=self.staff, year="x")
        for year in ("x", "1999", "2201", ""):
            self.fields("hours", "staff", None, "year", id=self.staff, year=year)
        self.refused("hours", "coordinator", 404, "not-found", id=NOBODY)

    def test_asking_for_more(self):
        ask = {"counts": "inset", "minutes": 1800}
        asked = WORLD.get("hours", "leader", id=self.staff)["inset"]["asked_minutes"]
        answer = WORLD.get("hoursAsk", "leader", id=self.staff, **ask)
        self.assertTrue(answer["over"])
        self.assertEqual(answer["inset_asked_minutes"], asked + 1800)
        self.assertRegex(answer["warning"],
                         r"^This would ask Ana Bell for \d+ hours.* of 30 hours of INSET\.$")
        little = WORLD.get("hoursAsk", "leader", id=self.staff, counts="directed", minutes=60)
        self.assertEqual((little["over"], little["warning"]), (False, None))
        self.refused("hoursAsk", "other", 403, "not-allowed", id=self.staff)
        self.fields("hoursAsk", "leader", None, "counts", "minutes", id=self.staff)
        self.fields("hoursAsk", "leader", None, "counts", id=self.staff, counts="nothing",
                    minutes=5)
        self.fields("hoursAsk", "leader", None, "event", id=self.staff, event="x", **ask)
        self.fields("hoursAsk", "leader", None, "year", id=self.staff, year="0", **ask)

    def test_agreed_by_hand(self):
        before = WORLD.get("hours", "staff", id=self.staff)["inset"]["done_minutes"]
        what = {"counts": "inset", "minutes": -30, "reason": "Paid for a Friday"}
        made = self.call("agreeHours", "leader", 201, what, id=self.staff)
        self.assertEqual((made["minutes"], made["person_id"], made["year"]),
                         (-30, self.staff, 2026))
        after = WORLD.get("hours", "staff", id=self.staff)
        self.assertEqual(after["inset"]["done_minutes"], before - 30)
        self.assertIn(made, after["agreed"])
        for who in ("staff", "head", "admin", "other"):
            self.refused("agreeHours", who, 403, "not-allowed", {}, id=self.staff)
            self.refused("endAgreedHours", who, 403 if who in ("staff", "head") else 404,
                         "not-allowed" if who in ("staff", "head") else "not-found", id=made["id"])
        self.fields("agreeHours", "leader", {}, "counts", "minutes", "reason", id=self.staff)
        self.fields("agreeHours", "leader", {**what, "counts": "nothing"}, "counts", id=self.staff)
        self.fields("agreeHours", "leader", {**what, "minutes": 0}, "minutes", id=self.staff)
        self.fields("agreeHours", "leader", {**what, "reason": " "}, "reason", id=self.staff)
        self.refused("agreeHours", "leader", 409, "own-hours", what, id=WORLD.ids["leader"])
        self.refused("agreeHours", "leader", 409, "not-kept", {**what, "year": 2025},
                     id=self.staff)
        self.call("endAgreedHours", "coordinator", 204, id=made["id"])
        self.refused("endAgreedHours", "leader", 409, "ended", id=made["id"])
        self.assertEqual(WORLD.get("hours", "staff", id=self.staff)["inset"]["done_minutes"],
                         before)
        rows = WORLD.get("audit", "staff", limit=200)["items"]
        self.assertEqual([r["sentence"].split(" ", 2)[2] for r in rows
                          if r["action"].startswith("hours-")][:2],
                         ["took back hours agreed with you", "recorded hours agreed with you"])

    def test_a_school(self):
        listed = WORLD.get("schoolHours", "leader", id=1, limit=200)["items"]
        mine = next(p for p in listed if p["person_id"] == self.staff)
        whole = WORLD.get("hours", "staff", id=self.staff)
        self.assertEqual(mine, {key: whole[key] for key in mine})
        self.assertEqual([p["name"].lower() for p in listed],
                         sorted(p["name"].lower() for p in listed))
        teachers = WORLD.get("schoolHours", "leader", id=1, group="teaching", limit=200)["items"]
        self.assertIn(mine, teachers)
        self.assertLess(len(teachers), len(listed))
        self.assertEqual(WORLD.get("schoolHours", "head", id=1, year=2025)["items"], [])
        for who in ("staff", "other", "governor", "admin"):
            self.refused("schoolHours", who, 403, "not-allowed", id=1, group="x")
        self.refused("schoolHours", "leader", 403, "not-allowed", id=2)
        self.fields("schoolHours", "leader", None, "group", id=1, group="cooks")
        self.fields("schoolHours", "leader", None, "year", id=1, year="x")
        self.refused("schoolHours", "coordinator", 404, "not-found", id=NOBODY)

    def test_settings(self):
        now, answer = self.send("hoursSettings", "admin", 200)
        self.assertEqual(answer.header("ETag"), f'"{now["version"]}"')
        self.assertEqual((now["kept"], now["spark"], now["from_year"]), (True, False, 2026))
        self.assertEqual(now["groups"][0], RULE)
        self.assertEqual(len(now["groups"]), 6)
        before = WORLD.get("hoursSettings", "coordinator", year=2025)
        self.assertEqual((before["kept"], before["from_year"]), (False, None))
        self.refused("setHours", "coordinator", 412, "stale", {"kept": True},
                     headers={"If-Match": '"99"'})
        off = self.settings(kept=False)
        self.addCleanup(self.settings, spark=False, groups=[RULE])
        self.assertFalse(off["kept"])
        self.assertEqual(off["groups"], now["groups"])
        self.assertEqual(WORLD.get("hours", "staff", id=self.staff)["kept"], False)
        self.assertEqual(WORLD.get("schoolHours", "leader", id=1)["items"], [])
        answer = WORLD.get("hoursAsk", "leader", id=self.staff, counts="inset", minutes=99999)
        self.assertEqual((answer["kept"], answer["over"]), (False, False))
        on = self.settings(spark=True, groups=[{**RULE, "inset_days": 4}])
        self.assertEqual((on["spark"], on["version"]), (True, off["version"] + 1))
        self.assertEqual(
            WORLD.get("hours", "staff", id=self.staff)["inset"]["required_minutes"], 1440)
        later = self.settings(from_year=2027, groups=[{**RULE, "inset_days": 3}])
        self.assertEqual((later["year"], later["from_year"]), (2027, 2027))
        self.assertEqual(
            WORLD.get("hours", "staff", id=self.staff)["inset"]["required_minutes"], 1440)

    def test_settings_refuse(self):
        for who in ("staff", "leader", "head", "governor"):
            self.refused("hoursSettings", who, 403, "not-allowed", year="x")
            self.refused("setHours", who, 403, "not-allowed", {})
        self.fields("hoursSettings", "admin", None, "year", year="x")
        self.fields("setHours", "admin", {}, "kept")
        self.fields("setHours", "admin", {"kept": True, "from_year": 2025}, "from_year")
        self.fields("setHours", "admin", {"kept": True, "groups": [{**RULE, "group": "cooks"}]},
                    "groups[0].group")
        self.fields("setHours", "admin", {"kept": True, "groups": [{"group": "teaching"}]},
                    "groups[0].inset_days", "groups[0].day_minutes", "groups[0].directed_minutes")
        self.fields("setHours", "admin", {"kept": True, "groups": [{**RULE, "inset_days": 21}]},
                    "teaching_days")
