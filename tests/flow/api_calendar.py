"""School calendars in the API: shown, changed, imported, made for the next year, taken back."""
from api_world import NOBODY, WORLD, Case
from sparkd_server import ROOT

DATA = ROOT / "tests" / "data" / "calendar"
SNOW = {"kind": "closure", "name": "Snow", "from": "2027-01-28", "to": "2027-01-29"}


class Calendars(Case):
    def calendar(self, school=1, year=2026, who="leader"):
        return WORLD.get("schoolCalendar", who, id=school, year=year)

    def names(self, **values):
        return [date["name"] for date in self.calendar(**values)["dates"]]

    def tearDown(self):
        """The calendar of 2026/27 is what it was before."""
        before = getattr(self, "before", None)
        if before is not None:
            dates = [{key: date[key] for key in ("kind", "name", "from", "to")} for date in before]
            self.call("importSchoolCalendar", "leader", 200,
                      {"year": 2026, "mode": "replace", "dates": dates}, id=1)

    def setUp(self):
        self.before = self.calendar()["dates"]

    def test_shown_to_members(self):
        seen = self.calendar()
        self.assertEqual((seen["school"], seen["year"], seen["pupil_days"], seen["inset_days"]),
                         (1, 2026, 190, 5))
        self.assertEqual(len(seen["dates"]), 11)
        self.assertIn({"on": "2026-12-25", "name": "Christmas Day"}, seen["bank_holidays"])
        for who in ("staff", "other", "governor"):
            self.assertEqual(self.calendar(who=who)["dates"], seen["dates"])
        self.assertEqual(WORLD.get("schoolCalendar", "staff", id=1)["year"], 2026)
        self.assertEqual(self.calendar(year=2040)["dates"], [])
        self.fields("schoolCalendar", "staff", None, "year", id=1, year="next")

    def test_few_change_it(self):
        number = self.before[0]["id"]
        for operation, values in (("addSchoolDate", {"id": 1}), ("changeSchoolDate", {"id": number}),
                                  ("removeSchoolDate", {"id": number}),
                                  ("importSchoolCalendar", {"id": 1}),
                                  ("nextSchoolCalendar", {"id": 1}), ("copySchoolCalendar", {"id": 1}),
                                  ("undoSchoolCalendar", {"id": 1}), ("readSchoolCalendar", {"id": 1}),
                                  ("nextCalendars", {})):
            for who in ("staff", "governor", "other"):
                self.refused(operation, who, 403, "not-allowed", **values)

    def test_add_change_remove(self):
        told = self.call("addSchoolDate", "leader", 200, {**SNOW, "dry_run": True}, id=1)
        self.assertEqual(told["dry_run"], True)
        self.assertGreater(told["moved"], 0)
        self.assertEqual(self.calendar()["dates"], self.before)
        done = self.call("addSchoolDate", "leader", 200, SNOW, id=1)
        self.assertEqual((done["dry_run"], done["moved"]), (False, told["moved"]))
        self.assertEqual(done["calendar"]["last_change"]["words"], "Added Snow")
        snow = next(date for date in done["calendar"]["dates"] if date["name"] == "Snow")
        moved = self.call("changeSchoolDate", "leader", 200,
                          {"from": "2027-05-06", "to": "2027-05-06", "name": "Polling day"},
                          id=snow["id"])
        self.assertEqual(moved["moved"], told["moved"])
        self.assertEqual(self.calendar()["pupil_days"], 189)
        gone = self.call("removeSchoolDate", "leader", 200, id=snow["id"])
        self.assertEqual(gone["calendar"]["dates"], self.before)
        spring = next(date for date in self.before if date["name"] == "Spring term")
        self.refused("removeSchoolDate", "leader", 409, "half-term-inside", id=spring["id"])

    def test_nonsense(self):
        for body, names in (({}, ("kind", "name", "from", "to")), ({**SNOW, "kind": "holiday"}, ("kind",)),
                            ({**SNOW, "to": "2027-01-27"}, ("to",)), ({**SNOW, "from": "1/1/2027"}, ("from",)),
                            ({**SNOW, "from": "1950-01-01", "to": "1950-01-01"}, ("from",)),
                            ({**SNOW, "kind": "term"}, ("from",)), ({**SNOW, "name": ""}, ("name",)),
                            ({**SNOW, "dry_run": 1}, ("dry_run",))):
            self.fields("addSchoolDate", "leader", body, *names, id=1)
        self.fields("changeSchoolDate", "leader", {}, "name", id=self.before[0]["id"])
        self.fields("changeSchoolDate", "leader", {"from": "2027-09-01"}, "to",
                    id=self.before[0]["id"])

    def test_import(self):
        dates = [{"kind": "term", "name": "Autumn term", "from": "2026-09-02", "to": "2026-12-18"},
                 {"kind": "inset", "name": "INSET day", "from": "2026-08-21", "to": "2026-08-21"}]
        body = {"year": 2026, "mode": "replace", "dates": dates}
        told = self.call("importSchoolCalendar", "head", 200, {**body, "dry_run": True}, id=1)
        self.assertEqual(len(told["calendar"]["dates"]), 2)
        self.assertEqual([date["check"] for date in told["calendar"]["dates"]],
                         ["It lies outside every term. It counts as a school day for staff all the "
                          "same.", None])
        done = self.call("importSchoolCalendar", "head", 200, body, id=1)
        again = self.call("importSchoolCalendar", "head", 200, body, id=1)
        self.assertEqual((again["moved"], again["calendar"]), (0, done["calendar"]))
        added = self.call("importSchoolCalendar", "head", 200,
                          {"year": 2026, "dates": [dates[0], {
                              "kind": "term", "name": "Spring term", "from": "2027-01-04",
                              "to": "2027-03-25"}]}, id=1)
        self.assertEqual(len(added["calendar"]["dates"]), 3)
        for wrong, names in (({}, ("year", "dates")), ({**body, "mode": "mix"}, ("mode",)),
                             ({**body, "year": 1999}, ("year",)), ({**body, "dates": []}, ("dates",)),
                             ({**body, "dates": [{**dates[0], "kind": "x"}]}, ("dates[0].kind",)),
                             ({**body, "dates": [dates[0], {**dates[0], "to": "2026-12-17"}]},
                              ("spans[1].from",))):
            self.fields("importSchoolCalendar", "head", wrong, *names, id=1)

    def test_next_year_copy_and_undo(self):
        self.refused("nextSchoolCalendar", "leader", 409, "no-dates", {"year": 2029}, id=1)
        made = self.call("nextSchoolCalendar", "leader", 200, {"year": 2027}, id=1)
        self.assertEqual((made["moved"], len(made["calendar"]["dates"])), (0, 11))
        self.refused("nextSchoolCalendar", "leader", 409, "has-dates", {"year": 2027}, id=1)
        self.refused("copySchoolCalendar", "coordinator", 409, "no-dates",
                     {"year": 2027, "from_school": 3}, id=2)
        self.refused("copySchoolCalendar", "coordinator", 404, "not-found",
                     {"year": 2027, "from_school": NOBODY}, id=2)
        self.fields("copySchoolCalendar", "coordinator", {}, "from_school", "year", id=2)
        copied = self.call("copySchoolCalendar", "coordinator", 200,
                           {"year": 2027, "from_school": 1}, id=2)
        self.assertEqual([date["from"] for date in copied["calendar"]["dates"]],
                         [date["from"] for date in made["calendar"]["dates"]])
        roll = self.call("nextCalendars", "coordinator", 200, {"year": 2027, "dry_run": True})
        makes = {row["school"] for row in roll["schools"] if row["made"]}
        self.assertEqual(makes & {1, 2}, set())
        self.assertIn(3, makes)
        self.call("nextCalendars", "coordinator", 200, {"year": 2027})
        again = self.call("nextCalendars", "coordinator", 200, {"year": 2027})
        self.assertEqual({row["made"] for row in again["schools"]}, {False})
        self.fields("nextCalendars", "coordinator", {"year": 1}, "year")
        self.fields("nextSchoolCalendar", "leader", {}, "year", id=1)
        self.fields("undoSchoolCalendar", "leader", {}, "version", id=1)
        for school in (1, 2, 3):
            version = self.calendar(school, 2027)["version"]
            self.refused("undoSchoolCalendar", "coordinator", 412, "stale", {"version": version + 1},
                         id=school)
            undone = self.call("undoSchoolCalendar", "coordinator", 200, {"version": version},
                               id=school)
            self.assertEqual(undone["calendar"]["dates"], [])

    def test_a_calendar_never_changed(self):
        made = WORLD.server.rows("SELECT id FROM school WHERE id NOT IN (SELECT school_id FROM"
                                 " calendar_change) ORDER BY id DESC")
        self.refused("undoSchoolCalendar", "coordinator", 409, "nothing-to-undo", {"version": 1},
                     id=made[0][0])

    def test_a_file_is_only_read(self):
        for name, kind, count in (("oakfield-google.ics", "text/calendar", 12),
                                  ("oakfield.csv", "text/csv", 8)):
            read = self.call("readSchoolCalendar", "leader", 200, (DATA / name).read_bytes(), id=1,
                             year=2026, headers={"Content-Type": kind})
            self.assertEqual(len(read["dates"]), count, name)
        self.assertIsNone(read["note"])
        self.assertEqual(self.calendar()["dates"], self.before)
        self.fields("readSchoolCalendar", "leader", None, "file", id=1)
        self.fields("readSchoolCalendar", "leader", None, "file", "year", id=1, year="x")
        self.refused("readSchoolCalendar", "leader", 422, "bad-file", b"BEGIN:VCALENDAR\0", id=1,
                     headers={"Content-Type": "text/calendar"})


ICS = {"Content-Type": "text/calendar"}


def calendar_of(*lines):
    event = ["BEGIN:VEVENT", "UID:1", "SUMMARY:Secret", *lines, "END:VEVENT"]
    return "\r\n".join(["BEGIN:VCALENDAR", *event, "END:VCALENDAR", ""]).encode()


class OwnCalendar(Case):
    """Kept as busy or free only, and asked before somebody is booked."""

    def test_busy_and_nothing_else(self):
        self.refused("ownCalendar", "ect", 404, "not-found")
        busy = calendar_of("DTSTART;TZID=Europe/London:20270208T153000", "DURATION:PT1H",
                           "RRULE:FREQ=WEEKLY;COUNT=3")
        kept = self.call("putOwnCalendar", "ect", 200, busy, headers=ICS)
        self.assertEqual((kept["times"], kept["left_out"], kept["from"], kept["to"],
                          kept["last_at"]),
                         (3, 0, "2026-08-01T00:00:00+01:00", "2028-08-01T00:00:00+01:00",
                          "2027-02-22T16:30:00+00:00"))
        self.assertEqual(WORLD.get("ownCalendar", "ect"), kept)
        self.assertNotIn(b"Secret", (WORLD.server.data / "sparkd.db").read_bytes())
        event = self.event(starts_at="2027-02-15T16:00:00Z", ends_at="2027-02-15T17:00:00Z")
        problem = self.refused("book", "ect", 409, "clash", {}, id=event["id"])
        self.assertTrue(problem["detail"].startswith(
            "Your own calendar says you are busy on Monday 15 February 2027, 15:30 to 16:30."),
            problem)
        later = calendar_of("DTSTART:20270308T153000Z", "DTEND:20270308T150000Z")
        self.assertEqual(self.call("putOwnCalendar", "ect", 200, later, headers=ICS)["left_out"], 1)
        self.call("book", "ect", 201, {}, id=event["id"])
        self.call("removeOwnCalendar", "ect", 204)
        self.call("removeOwnCalendar", "ect", 204)
        self.refused("ownCalendar", "ect", 404, "not-found")

    def test_bad_files(self):
        self.fields("putOwnCalendar", "staff", None, "file")
        for file in (b"hello", b"BEGIN:VCALENDAR\0", b"BEGIN:VCALENDAR\n" * 50000,
                     calendar_of("DTSTART;TZID=Nowhere:20270208T153000", "DURATION:PT1H"),
                     calendar_of("DTSTART:20260901T000000Z", "DURATION:PT1S",
                                 "RRULE:FREQ=SECONDLY;INTERVAL=3")):
            self.refused("putOwnCalendar", "staff", 422, "bad-file", file, headers=ICS)
        self.refused("putOwnCalendar", "staff", 413, "too-large", b"x" * (11 << 20), headers=ICS)
        self.refused("ownCalendar", "staff", 404, "not-found")

    def test_outside_the_working_pattern(self):
        event = self.event(starts_at="2027-02-27T10:00:00Z", ends_at="2027-02-27T11:00:00Z")
        self.assertEqual(self.call("book", "ect", 201, {}, id=event["id"])["warnings"],
                         ["This lies outside your working pattern: Saturday 27 February 2027 is no "
                          "working day at your school."])
