#!/usr/bin/python3
"""School calendars through the real server: read, typed, taken from files, made for the next year,
copied, taken back; who may; and files that mean harm."""
import pathlib
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser, Page
from sparkd_server import ROOT, Server, sparkd

DATA = ROOT / "tests" / "data" / "calendar"
OAK, OTHER = 1, 2
YEAR = "/schools/1/calendar?year=2026"
SNOW = {"kind": "closure", "name": "Snow", "from_day": "28", "from_month": "January",
        "from_year": "2027", "to_day": "29", "to_month": "1", "to_year": "2027"}


def multipart(fields, name, data):
    mark = "----x7MA4YWxkTrZu0gW"
    fields = {key: value for key, value in fields.items() if key != "file"}
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
             for key, value in fields.items()]
    head = (f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n")
    body = "".join(parts).encode() + head.encode() + data + f"\r\n--{mark}--\r\n".encode()
    return body, {"Content-Type": f"multipart/form-data; boundary={mark}",
                  "Sec-Fetch-Site": "same-origin"}


def own(page):
    """The form of the page itself, not the one that signs out."""
    return page.form(r"/school.*")


def calendar(*lines):
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]).encode()


def event(*lines):
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


class Case(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.server = Server(conf={"rate_limits": "no"})
        self.addCleanup(self.server.close)
        self.server.start()
        self.browser = Browser(self.server)
        self.addCleanup(self.browser.close)
        self.browser.be("Priya Shah")

    def rows(self, sql, *values):
        return [tuple(row) for row in self.server.rows(sql, *values)]

    def dates(self, year=2026, school=OAK):
        first, last = self.rows("SELECT unixepoch(?) / 86400, unixepoch(?) / 86400",
                                       f"{year}-08-01", f"{year + 1}-07-31")[0]
        return self.rows(
            "SELECT kind, name, date(from_on * 86400, 'unixepoch'), date(to_on * 86400,"
            " 'unixepoch') FROM school_span WHERE school_id = ? AND from_on BETWEEN ? AND ?"
            " ORDER BY from_on, to_on DESC, id", school, first, last)

    def seconds_due(self):
        """How many second conversations of the school are due when."""
        return self.rows(
            "SELECT date(d.due_on * 86400, 'unixepoch'), count(*) FROM deadline d JOIN cycle_item i"
            " ON i.id = d.item_id AND i.key = 'second' WHERE d.person_id IN (SELECT person_id FROM"
            " employment WHERE school_id = 1) AND d.done_on IS NULL GROUP BY 1 ORDER BY 1")

    def add(self, path="/schools/1/calendar/add?year=2026", **fields):
        form = self.browser.get(path).form(r"/schools/\d+/calendar/add")
        return self.browser.submit(form, **fields)

    def upload(self, data, name="dates.ics", year=2026, browser=None):
        browser = browser or self.browser
        form = own(browser.get(f"/schools/1/calendar/import?year={year}"))
        body, headers = multipart(form.fields, name, data)
        return Page(form.action, browser.send("POST", form.action, body, headers))

    def confirmed(self, page):
        """Says yes to what moves, if it is asked."""
        while any("/calendar" in f.action or "/school-dates" in f.action for f in page.forms) and \
                "did=1" not in page.url:
            page = self.browser.submit(own(page))
            self.assertEqual(page.status, 200, page.words)
        return page


class Reading(Case):
    def test_a_year_by_term(self):
        page = self.browser.get(YEAR)
        self.assertEqual(page.status, 200)
        for words in ("Autumn term", "Tuesday 1 September to Friday 18 December 2026",
                      "Monday 26 October to Friday 30 October 2026", "Half-term",
                      "190 school days with pupils and 5 INSET days", "Good Friday"):
            self.assertIn(words, page.words)
        edited = [text for _, text in page.links if text.startswith(("Change", "Remove"))]
        self.assertEqual(len(edited), 2 * 11)  # none for a bank holiday
        self.assertLess(page.words.index("Autumn term"), page.words.index("Christmas Day"))
        self.assertLess(page.words.index("Christmas Day"), page.words.index("Spring half-term"))

    def test_everybody_reads_and_few_change(self):
        for name, edits in (("Ana Bell", False), ("Noor Aziz", False), ("Jo Carter", False),
                            ("Mel Thorne", True), ("Robin Hale", True), ("Lee Okoro", True)):
            browser = Browser(self.server)
            self.addCleanup(browser.close)
            browser.be(name)
            page = browser.get(YEAR)
            self.assertEqual((page.status, "Add a date" in page.words), (200, edits), name)
            self.assertEqual(browser.get("/schools/1/calendar/add").status, 200 if edits else 403)
            token = browser.get("/calendar").form("/calendar").fields["csrf"]
            for path in ("/schools/1/calendar/add", "/schools/1/calendar/year",
                         "/schools/1/calendar/undo", "/schools/1/calendar/import",
                         "/school-dates/1/edit", "/school-dates/1/remove"):
                answer = browser.post(path, {"csrf": token})
                self.assertEqual(answer.status, 422 if edits else 403, (name, path))
        self.assertEqual(self.browser.get("/schools/2/calendar").status, 200)
        self.assertEqual(self.browser.get("/schools/2/calendar/add").status, 403)
        self.assertEqual(self.browser.get("/schools/99/calendar").status, 404)

    def test_files_to_keep(self):
        table = self.browser.send("GET", "/schools/1/calendar.csv?year=2026")
        self.assertEqual(table.header("Content-Type"), "text/csv; charset=utf-8")
        self.assertTrue(table.body.startswith(b"\xef\xbb\xbfkind,name,from,to\r\n"))
        self.assertIn(b"half-term,Autumn half-term,2026-10-26,2026-10-30\r\n", table.body)
        self.add(kind="closure", name="=cmd()", from_day="6", from_month="5", from_year="2027")
        table = self.browser.send("GET", "/schools/1/calendar.csv?year=2026")
        self.assertIn(b"closure,'=cmd(),2027-05-06,2027-05-06\r\n", table.body)
        file = self.browser.send("GET", "/schools/1/calendar.ics?year=2026")
        self.assertEqual(file.header("Content-Type"), "text/calendar; charset=utf-8")
        self.assertEqual(file.body.count(b"BEGIN:VEVENT"), 12)
        again = self.browser.send("GET", "/schools/1/calendar.ics?year=2026")
        self.assertEqual([line for line in file.body.split(b"\r\n") if line.startswith(b"UID")],
                         [line for line in again.body.split(b"\r\n") if line.startswith(b"UID")])


class Changing(Case):
    def test_what_moves_is_said_before(self):
        before = self.seconds_due()
        self.assertEqual([day for day, _ in before], ["2027-01-29"])
        asked = self.add(**SNOW)
        self.assertRegex(asked.words, r"This moves \d+ deadlines\.")
        self.assertEqual(self.seconds_due(), before)
        told = int(asked.form("/schools/1/calendar/add").fields["moves"])
        self.assertGreaterEqual(told, before[0][1])
        done = self.browser.submit(asked.form("/schools/1/calendar/add"))
        self.assertIn(f"Added Snow. {told} deadlines moved.", done.words)
        self.assertEqual([day for day, _ in self.seconds_due()], ["2027-01-27"])
        undone = self.browser.submit(done.form("/schools/1/calendar/undo"))
        self.assertIn("Took back: Added Snow", undone.words)
        self.assertEqual(self.seconds_due(), before)
        audit = self.rows("SELECT detail FROM audit WHERE action = 'calendar-change'")
        self.assertEqual([row[0] for row in audit],
                         [f"2026/27, Added Snow; deadlines moved: {told}",
                          f"2026/27, Took back: Added Snow; deadlines moved: {told}"])
        self.assertEqual(self.server.check()[0], 0)

    def test_told_wrongly_is_asked_again(self):
        asked = self.add(**SNOW)
        form = asked.form("/schools/1/calendar/add")
        again = self.browser.submit(form, moves="1")
        self.assertRegex(again.words, r"This moves \d+ deadlines\.")
        self.assertNotIn("Snow", str(self.dates()))

    def test_what_moves_nothing_is_done_at_once(self):
        done = self.add(kind="closure", name="Polling day", from_day="6", from_month="may",
                        from_year="2027")
        self.assertIn("Added Polling day. No deadline moved.", done.words)
        self.assertIn(("closure", "Polling day", "2027-05-06", "2027-05-06"), self.dates())

    def test_nonsense_keeps_what_was_typed(self):
        for fields, words in (
                ({"kind": ""}, "Choose what kind of date this is."),
                ({"from_day": "31", "from_month": "2"}, "Enter a real date"),
                ({"to_year": "2026"}, "Snow ends before it begins."),
                ({"kind": "term", "name": "Extra"}, "overlap. Correct the dates of one of them."),
                ({"kind": "half_term", "from_month": "8", "from_year": "2026", "to_month": "8",
                  "to_year": "2026"}, "does not lie inside a term."),
                ({"kind": "inset", "to_month": "3"}, "is too long. Enter each INSET day on its own."),
                ({"kind": "term", "to_day": "", "to_month": "", "to_year": ""},
                 "Enter the last day of the term.")):
            page = self.add(**{**SNOW, **fields})
            self.assertEqual(page.status, 422, fields)
            self.assertIn(words, page.words)
            kept = page.form("/schools/1/calendar/add").fields
            self.assertEqual(kept["from_year"], {**SNOW, **fields}["from_year"])
        self.assertEqual(len(self.dates()), 11)

    def test_change_and_remove(self):
        page = self.browser.get(YEAR)
        form = own(self.browser.get(page.link("Change Spring half-term")))
        self.assertEqual((form.fields["name"], form.fields["from_day"], form.fields["from_month"]),
                         ("Spring half-term", "15", "February"))
        self.confirmed(self.browser.submit(form, name="February half-term", to_day="18"))
        self.assertIn(("half_term", "February half-term", "2027-02-15", "2027-02-18"), self.dates())
        page = self.browser.get(YEAR)
        refused = self.browser.get(page.link("Remove Spring term"))
        self.assertEqual(refused.status, 409)
        self.assertIn("Remove or change the half-term first.", refused.words)
        asked = self.browser.get(page.link("Remove February half-term"))
        self.confirmed(self.browser.submit(own(asked)))
        self.assertNotIn("February half-term", str(self.dates()))

    def test_two_at_once(self):
        first = own(self.browser.get("/schools/1/calendar/add?year=2026"))
        second = own(self.browser.get("/schools/1/calendar/add?year=2026"))
        self.browser.submit(first, kind="closure", name="One", from_day="6", from_month="5",
                            from_year="2027")
        page = self.browser.submit(second, kind="closure", name="Two", from_day="7", from_month="5",
                                   from_year="2027")
        self.assertEqual(page.status, 409)
        self.assertIn("Somebody changed this calendar while you were typing: Added One.", page.words)
        self.browser.submit(page.form("/schools/1/calendar/add"), kind="closure")
        self.assertIn("Two", str(self.dates()))

    def test_an_old_undo_undoes_nothing(self):
        self.add(kind="closure", name="One", from_day="6", from_month="5", from_year="2027")
        form = self.browser.get(YEAR).form("/schools/1/calendar/undo")
        self.add(kind="closure", name="Two", from_day="7", from_month="5", from_year="2027")
        self.assertEqual(self.browser.submit(form).status, 409)
        self.assertIn("One", str(self.dates()))


class Years(Case):
    def test_no_calendar_yet(self):
        page = self.browser.get("/schools/1/calendar?year=2027")
        self.assertIn("There is no calendar for 2027/28 yet", page.words)
        for words in ("Type it", "Take it from a file", "Copy another school", "Make it from 2026/27"):
            self.assertEqual(self.browser.get(page.link(words)).status, 200, words)

    def test_the_next_year(self):
        plan = self.browser.get("/schools/1/calendar/next?year=2027")
        self.assertIn("Tuesday 31 August to Friday 17 December 2027", plan.words)
        self.assertIn("No deadline moves.", plan.words)
        kinds = [name for name in own(plan).fields if name.startswith("kind_")]
        self.assertEqual(len(kinds), 11)
        done = self.browser.submit(own(plan), kind_1="leave")
        self.assertIn("Made from 2026/27", done.words)
        self.assertEqual(len(self.dates(2027)), 10)
        self.assertEqual(self.dates(2027)[0], ("term", "Autumn term", "2027-08-31", "2027-12-17"))
        self.assertEqual(self.browser.get("/schools/1/calendar/next?year=2030").status, 409)

    def test_odd_dates_are_marked(self):
        self.add(kind="inset", name="Bank INSET", from_day="25", from_month="5", from_year="2027")
        plan = self.browser.get("/schools/1/calendar/next?year=2027")
        self.assertIn("Check:", plan.words)

    def test_copied_from_another_school(self):
        self.browser.be("Robin Hale")
        self.confirmed(self.browser.submit(
            own(self.browser.get("/schools/1/calendar/next?year=2027"))))
        plan = self.browser.get("/schools/2/calendar/copy?year=2027")
        school = self.rows("SELECT name FROM school WHERE id = 1")[0][0]
        plan = self.browser.get(plan.link(school))
        done = self.browser.submit(own(plan))
        self.assertIn(f"Copied from {school}", done.words)
        self.assertEqual(self.dates(2027, OTHER), self.dates(2027, OAK))

    def test_all_schools_in_one_act(self):
        self.browser.be("Robin Hale")
        page = self.browser.get("/school-calendars?year=2027")
        schools = self.rows("SELECT count(*) FROM school")[0][0]
        self.assertIn(f"Make 2027/28 for {schools} schools", str(page.form("/school-calendars/next").buttons))
        done = self.browser.submit(page.form("/school-calendars/next"))
        self.assertIn(f"Made 2027/28 for {schools} schools.", done.words)
        for school in range(1, schools + 1):
            self.assertEqual(len(self.dates(2027, school)), 11)
        self.assertNotIn("/school-calendars/next", [form.action for form in done.forms])
        self.browser.be("Ana Bell")
        token = self.browser.get("/calendar").form("/calendar").fields["csrf"]
        self.assertEqual(self.browser.post("/school-calendars/next", {"csrf": token}).status, 403)


class Files(Case):
    def test_google(self):
        plan = self.upload((DATA / "oakfield-google.ics").read_bytes())
        self.assertEqual(plan.status, 200, plan.words)
        self.assertIn("2 bank holidays (they are there already), 1 of other school years", plan.words)
        fields = own(plan).fields
        self.assertEqual([fields[f"kind_{i}"] for i in range(12)],
                         ["inset", "term", "inset", "half_term", "closure", "term", "half_term",
                          "closure", "term", "half_term", "inset", "leave"])
        clash = self.browser.submit(own(plan), mode="add")
        self.assertEqual(clash.status, 422)
        self.assertIn("overlap", clash.words)
        self.assertEqual(len(self.dates()), 11)
        done = self.confirmed(self.browser.submit(own(clash), mode="replace"))
        self.assertIn("Replaced by the dates of a file", done.words)
        dates = self.dates()
        self.assertEqual(len(dates), 11)
        self.assertIn(("inset", "Staff training day (closed to pupils)", "2026-10-23", "2026-10-23"),
                      dates)
        changes = self.rows("SELECT version FROM calendar_change")
        plan = self.upload((DATA / "oakfield-google.ics").read_bytes())
        again = self.confirmed(self.browser.submit(own(plan), mode="add"))
        self.assertEqual(again.status, 200, again.words)
        self.assertEqual((self.dates(), self.rows("SELECT version FROM calendar_change")),
                         (dates, changes))

    def test_tables_and_other_shapes(self):
        for name, count in (("oakfield.csv", 8), ("millbrook.csv", 5), ("millbrook-outlook.ics", 7),
                            ("ashdown-website.ics", 5)):
            plan = self.upload((DATA / name).read_bytes(), name)
            self.assertEqual(plan.status, 200, (name, plan.words))
            done = self.confirmed(self.browser.submit(own(plan), mode="replace"))
            self.assertEqual(done.status, 200, (name, done.words))
            self.assertEqual(len(self.dates()), count, name)
        back = self.browser.send("GET", "/schools/1/calendar.csv?year=2026").body
        dates = self.dates()
        self.confirmed(self.browser.submit(own(self.upload(back, "back.csv")), mode="replace"))
        self.assertEqual(self.dates(), dates)

    def test_half_a_year_says_what_is_missing(self):
        plan = self.upload(calendar(event("DTSTART;VALUE=DATE:20271025", "DTEND;VALUE=DATE:20271030",
                                          "SUMMARY:Half term")), year=2027)
        self.assertIn("does not lie inside a term. Add the term first", plan.words)

    def test_wrong_files(self):
        for name, data, words in (
                ("a.csv", b"", "Choose a calendar file"),
                ("a.csv", b"name,date\nx,y\n", "the first line must be kind,name,from,to"),
                ("a.csv", b"kind,name,from,to\nterm,A,1/9/26,2/9/26\n", "Line 2: a date must be"),
                ("a.csv", b"kind,name,from,to\nterm,A,2020-09-01,2020-10-01\n",
                 "There are no dates of 2026/27 in this file. Left out: 1 date"),
                ("a.ics", calendar(), "There are no dates of 2026/27 in this file."),
                ("a.xlsx", b"PK\x03\x04" + bytes(range(256)) * 20, "Line 1:")):
            page = self.upload(data, name)
            self.assertEqual(page.status, 422, (name, page.words))
            self.assertIn(words, page.words)
            self.assertEqual(own(page).action, "/schools/1/calendar/import")

    def test_hostile_files(self):
        """A sentence each, soon, and the server goes on."""
        day = event("DTSTART;VALUE=DATE:20260901", "SUMMARY:INSET")
        long_line = "SUMMARY:" + "x" * 1_900_000
        for data, words in (
                (calendar("\0"), "This is not a calendar file"),
                (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 130_000, "This calendar file is nested"),
                (calendar(*[day] * 2001), "more than 2,000 all-day entries"),
                (b"BEGIN:VCALENDAR", "There is no whole calendar"),
                (calendar(event("DTSTART;VALUE=DATE:20260901", "RRULE:FREQ=SECONDLY")),
                 "no dates of 2026/27"),
                (calendar(event("DTSTART;VALUE=DATE:20260901", "SUMMARY:INSET", "RRULE:FREQ=" +
                                "SECONDLY;BYSECOND=" + ",".join(map(str, range(60))) * 500)), None),
                (calendar(event("DTSTART;VALUE=DATE:20260901", long_line)), None),
                (calendar(event("DTSTART;TZID=../../../../etc/passwd:20260901T000000",
                                "DTEND;TZID=/dev/zero:20260902T000000", "SUMMARY:INSET")), None)):
            began = time.monotonic()
            page = self.upload(data)
            self.assertLess(time.monotonic() - began, 30, words)
            self.assertEqual(page.status, 422 if words else 200, (words, page.words[:300]))
            self.assertIn(words or "Check the dates", page.words)
        form = own(self.browser.get("/schools/1/calendar/import"))
        body, headers = multipart(form.fields, "a.ics", b"x" * (20 << 20))
        try:
            answer = self.browser.send("POST", form.action, body, headers)
            self.assertEqual(answer.status, 413)
        except OSError:  # it was refused before it was all sent
            pass
        self.assertEqual(self.server.request("GET", "/healthz").status, 200)
        self.assertEqual(len(self.dates()), 11)


if __name__ == "__main__":
    unittest.main()
