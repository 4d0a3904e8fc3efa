"""The year's plan in the API: what is wished, dates proposed, given by hand, made into drafts."""
from api_world import NOBODY, WORLD, Case
from sparkd_server import wait_for

YEAR = 2027  # nothing stands in it; its calendar is made for the test
SCHOOLS = [1, 2, 3]


class Dates(Case):
    def wish(self, **fields):
        return self.call("addDateWish", "coordinator", 201, {
            "year": YEAR, "kind": "twilight", "title": "Maths together", "minutes": 60,
            "earliest": "16:00", "latest": "17:00", "from": "2027-09-13", "to": "2028-06-30",
            "schools": SCHOOLS, **fields})

    def plan(self):
        return WORLD.get("datePlan", "coordinator", year=YEAR)

    def dates(self, wish):
        return [row for row in self.plan()["dates"] if row["wish_id"] == wish["id"]]

    def calendar(self):
        for school in SCHOOLS:
            if not WORLD.server.rows("SELECT 1 FROM school_span WHERE school_id = ? AND from_on"
                                     " > 21062", school):  # 1 September 2027
                self.call("nextSchoolCalendar", "coordinator", 200, {"year": YEAR}, id=school)

    def test_wished_proposed_given_by_hand_and_drafted(self):
        self.calendar()
        wish = self.wish(times=3, weekdays=[2, 4])
        far = self.wish(title="Nowhere", seats=9999, leader=WORLD.ids["mentor"])
        self.assertEqual((wish["times"], wish["weekdays"], wish["host"]), (3, [2, 4], None))
        self.assertEqual((wish["leader"], far["leader"]), (None, WORLD.ids["mentor"]))
        self.fields("addDateWish", "coordinator", {
            "year": YEAR, "kind": "twilight", "title": "Whose?", "minutes": 60, "earliest": "16:00",
            "latest": "17:00", "from": "2027-09-13", "to": "2028-06-30", "leader": NOBODY}, "leader")
        self.assertEqual([row["on"] for row in self.dates(wish)], [None] * 3)
        found = self.found({"year": YEAR, "gap_days": 10})
        self.assertEqual((found["year"], found["gap_days"], found["state"], found["undated"]),
                         (YEAR, 10, "done", 1))
        self.assertEqual(found["moves_done"], found["moves_planned"])
        rows = self.dates(wish)
        self.assertEqual(len({row["on"] for row in rows}), 3)
        self.assertTrue(all(row["start"] == "16:00" and row["host"] for row in rows))
        self.assertIn("a room that is large enough", self.dates(far)[0]["why"])
        # by hand, against what was asked: kept, and said
        self.call("setDate", "coordinator", 204,
                  {"nth": 1, "on": "2027-12-25", "start": "16:00", "host": 1}, id=wish["id"])
        by_hand = next(row for row in self.dates(wish) if row["nth"] == 1)
        # whoever saw it before sees it again first
        self.refused("setDate", "coordinator", 412, "stale",
                     {"nth": 1, "on": None, "version": by_hand["version"] - 1}, id=wish["id"])
        self.assertTrue(by_hand["fixed"])
        self.assertIn("in term", by_hand["broken"])
        self.found({"year": YEAR})
        again = next(row for row in self.dates(wish) if row["nth"] == 1)
        for name in ("on", "start", "host", "fixed", "broken"):
            self.assertEqual(again[name], by_hand[name])
        self.call("setDate", "coordinator", 204, {"nth": 1, "on": None}, id=wish["id"])
        drafts = self.call("draftDates", "coordinator", 200, {"year": YEAR})
        self.assertEqual(drafts, {"made": 2, "missed": []})
        events = [row["event_id"] for row in self.dates(wish) if row["event_id"]]
        self.assertEqual([WORLD.get("event", "coordinator", id=event)["status"]
                          for event in events], ["draft", "draft"])
        self.refused("setDate", "coordinator", 409, "has-draft",
                     {"nth": 2, "on": "2028-01-11", "start": "16:00", "host": 1}, id=wish["id"])
        self.assertEqual(self.call("draftDates", "coordinator", 200, {"year": YEAR})["made"], 0)
        for one in (wish, far):
            self.call("removeDateWish", "coordinator", 204, id=one["id"])
        self.assertEqual(self.plan()["wishes"], [])
        self.call("removeDateWish", "coordinator", 404, id=far["id"])
        self.call("setDate", "coordinator", 404, {"on": None}, id=far["id"])

    def found(self, ask):
        """What came of a search, once it is over."""
        _, answer = self.send("proposeDates", "coordinator", 202, ask)
        job = answer.json()["job"]
        self.assertEqual(answer.header("Location"), f"/api/v1/date-jobs/{job}")

        def look():
            now = WORLD.get("dateJob", "coordinator", id=job)
            return now if now["state"] != "running" else None
        return wait_for(look, "dates")

    def test_a_search_is_stopped(self):
        """So near its beginning it may have found nothing, or all."""
        self.calendar()
        wish = self.wish(times=12)
        job = self.call("proposeDates", "coordinator", 202, {"year": YEAR})["job"]
        self.call("stopDateJob", "coordinator", 204, id=job)
        now = WORLD.get("dateJob", "coordinator", id=job)
        self.assertIn(now["state"], ("cancelled", "done"))
        self.call("stopDateJob", "coordinator", 204, id=job)
        self.call("stopDateJob", "coordinator", 404, id=NOBODY)
        for who in ("staff", "leader"):
            self.refused("dateJob", who, 403, "not-allowed", id=job)
            self.refused("stopDateJob", who, 403, "not-allowed", id=job)
        self.call("removeDateWish", "coordinator", 204, id=wish["id"])
        self.refused("proposeDates", "coordinator", 409, "empty", {"year": YEAR})

    def test_what_is_refused(self):
        bad = {"year": YEAR, "kind": "course", "title": "", "minutes": 5, "earliest": "16:00",
               "latest": "15:00", "from": "2026-01-01", "to": "2026-01-01", "weekdays": [],
               "times": 13, "seats": -1, "host": 9999}
        self.fields("addDateWish", "coordinator", bad, "kind", "title", "minutes", "latest",
                    "from", "weekdays", "times", "seats", "host")
        self.fields("addDateWish", "coordinator", {}, "year", "kind", "title", "minutes",
                    "earliest", "latest", "from", "to")
        self.fields("proposeDates", "coordinator", {"year": YEAR, "gap_days": 61}, "gap_days")
        self.fields("proposeDates", "coordinator", {}, "year")
        self.fields("draftDates", "coordinator", {"year": 2040}, "year")
        self.fields("datePlan", "coordinator", None, "year", year=2040)
        wish = self.wish()
        self.fields("setDate", "coordinator", {}, "on", id=wish["id"])
        self.fields("setDate", "coordinator",
                    {"on": "2020-01-01", "start": "23:30", "host": 9999}, "on", "start", "host",
                    id=wish["id"])
        for who in ("staff", "head", "leader"):
            self.refused("datePlan", who, 403, "not-allowed", year=YEAR)
            self.refused("addDateWish", who, 403, "not-allowed", {})
            self.refused("proposeDates", who, 403, "not-allowed", {})
            self.refused("draftDates", who, 403, "not-allowed", {})
            self.refused("setDate", who, 403, "not-allowed", {}, id=wish["id"])
            self.refused("removeDateWish", who, 403, "not-allowed", id=wish["id"])
        many = [self.wish(times=12) for _ in range(9)]
        self.refused("addDateWish", "coordinator", 409, "too-many", {
            "year": YEAR, "kind": "spark", "title": "One more", "minutes": 60, "times": 12,
            "earliest": "16:00", "latest": "17:00", "from": "2027-09-13", "to": "2028-06-30"})
        for one in [wish, *many]:
            self.call("removeDateWish", "coordinator", 204, id=one["id"])
