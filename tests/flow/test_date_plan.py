#!/usr/bin/python3
"""A coordinator plans a year's dates on the pages, without script."""
import pathlib
import sqlite3
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server, wait_for

PLAN = "/programme-year/dates"


class DatePlan(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.server.start()

    @classmethod
    def tearDownClass(cls):
        cls.server.close()

    def be(self, email):
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        browser.be(self.server.rows("SELECT name FROM person WHERE email = ?", email)[0][0])
        return browser

    def wish(self, browser, **fields):
        form = browser.get(f"{PLAN}/wish").form(rf"{PLAN}/wish\?year=\d+")
        return browser.submit(form, **fields)

    @staticmethod
    def found(browser, page):
        """The plan, once its dates are found; without script the page asks again by itself."""
        def look():
            now = browser.get(page.url)
            return now if now.url.startswith(PLAN) else None
        return page if page.url.startswith(PLAN) else wait_for(look, "dates")

    def test_a_year_is_planned(self):
        browser = self.be("coordinator@demo.example")
        page = browser.get(browser.get("/programme-year").link(
            "Plan the dates: have them proposed for what is wished"))
        self.assertIn("Nothing is published, and nobody is told but who leads a draft.", page.words)
        # what was typed is kept, what is wrong is said
        page = self.wish(browser, kind="spark", title="SPARK in spring", times="0",
                         minutes="1:30", earliest="16:00", latest="17:00", to_year="2027")
        self.assertEqual(page.status, 422)
        self.assertIn("Enter how many there are to be: 1 to 12.", page.words)
        self.assertIn("Enter when it has to end by", page.words)
        form = page.form(rf"{PLAN}/wish\?year=\d+")
        self.assertEqual(form.fields["title"], "SPARK in spring")
        page = browser.submit(form, times="2", latest="18:00", from_month="1", from_year="2027")
        self.assertIn("Noted. It has no date until you ask for dates.", page.words)
        page = self.wish(browser, kind="twilight", title="Too large", seats="9999")
        self.assertIn("Too large", page.words)
        self.assertIn("in a room with 9,999 seats", page.words)
        self.assertIn("1 hour 30 minutes between 4pm and 6pm on", page.words)

        page = browser.submit(page.form(PLAN), gap_days="400")
        self.assertIn("Enter how many days apart: 0 to 60.", page.words)
        page = self.found(browser, browser.submit(page.form(PLAN), gap_days="14"))
        self.assertIn("Dates are proposed. 1 event is without one: see why below.", page.words)
        self.assertIn("SPARK in spring (1 of 2)", page.words)
        self.assertIn("The best other date here:", page.words)
        self.assertRegex(page.words, r"S(pring|ummer) term, at best: \w+ \d+ \w+ 2027,"
                                     r" \d+ points? (more|fewer)")
        self.assertRegex(page.words, r"Hosts besides .* Ashby Park School \d+ 1\d 2 ")
        self.assertIn("Give this up and there is a date: a room that is large enough", page.words)
        rows = self.server.rows("SELECT on_day, school_id FROM date_pick WHERE on_day IS NOT NULL")
        self.assertEqual(len(rows), 2)
        self.assertTrue(rows[0][1] != rows[1][1] or abs(rows[0][0] - rows[1][0]) >= 14)

        # a date by hand: Christmas Day is kept, said to break the rules, and is the first of them
        form = browser.get(page.link("Change the date of SPARK in spring (2 of 2)")).form(
            rf"{PLAN}/\d+\?nth=\d")
        page = browser.submit(form, on_day="25", on_month="12", on_year="2026", start="16:30")
        self.assertIn("It breaks what was asked: a day in term", page.words)
        self.assertIn("Fixed by hand", page.words)
        self.assertLess(page.words.index("SPARK in spring (1 of 2)"),
                        page.words.index("SPARK in spring (2 of 2)"))
        page = self.found(browser, browser.submit(page.form(PLAN)))
        self.assertIn("Friday 25 December 2026, 4:30pm to 6pm", page.words)
        form = browser.get(page.link("Change the date of SPARK in spring (1 of 2)")).form(
            rf"{PLAN}/\d+\?nth=\d")
        page = browser.submit(form, how="none")
        self.assertNotIn("25 December", page.words)

        before = self.server.rows("SELECT count(*) FROM outbox")[0][0]
        page = browser.submit(page.form(f"{PLAN}/drafts"))
        self.assertIn("1 event is made, as drafts: nothing is published", page.words)
        drafts = self.server.rows("SELECT status, kind FROM event WHERE title = 'SPARK in spring'")
        self.assertEqual([tuple(row) for row in drafts], [("draft", "spark")])
        self.assertEqual(self.server.rows("SELECT count(*) FROM outbox")[0][0], before)
        self.assertIn("Made into an event", page.words)

        # the wish goes, the draft stays
        for _ in range(2):
            page = browser.submit(browser.get(PLAN).form(rf"{PLAN}/\d+/remove"))
            self.assertIn("Removed.", page.words)
        self.assertIn("Nothing yet.", page.words)
        self.assertEqual(len(self.server.rows(
            "SELECT 1 FROM event WHERE title = 'SPARK in spring'")), 1)

    def test_a_search_that_runs_is_seen_stopped_and_ended_by_a_restart(self):
        browser = self.be("coordinator@demo.example")
        self.wish(browser, kind="twilight", title="Long sought")
        begin = ("INSERT INTO date_job (id, year, gap_days, asked_by, asked_at, moves_planned, state)"
                 " VALUES (?, 2026, 7, 1, 1793000000, 60000, 'running')")

        def put(job):
            """A search as it stands in the data before its turn has come."""
            database = sqlite3.connect(self.server.data / "sparkd.db", timeout=30)
            with database:
                database.execute(begin, (job,))
            database.close()
        put(901)
        page = browser.get(browser.get(PLAN).link("See how far it is, or stop it"))
        self.assertIn("Looking for dates", page.words)
        self.assertIn("It begins in a moment.", page.words)
        self.assertIn('<noscript><meta http-equiv="refresh" content="1"></noscript>',
                      page.answer.text)
        # asked for again, it is shown and not begun twice
        page = browser.submit(browser.get(PLAN).form(PLAN))
        self.assertEqual(page.url, "/programme-year/search/901")
        page = browser.submit(page.form("/programme-year/search/901/stop"))
        self.assertIn("It was stopped before it had found dates. The plan is as it was.", page.words)
        put(902)
        self.server.restart()
        browser = self.be("coordinator@demo.example")
        page = browser.get("/programme-year/search/902")
        self.assertIn("most likely because the server was restarted", page.words)
        page = browser.get(page.link("Back to the plan"))
        self.assertIn("The plan is as it was. Ask for dates again.", page.words)
        page = self.found(browser, browser.submit(page.form(PLAN)))
        self.assertIn("Dates are proposed.", page.words)
        self.assertNotIn("Ask for dates again.", page.words)
        browser.submit(page.form(rf"{PLAN}/\d+/remove"))

    def test_a_year_without_terms_says_so_first_and_finds_no_date(self):
        browser = self.be("coordinator@demo.example")
        page = browser.get(f"{PLAN}?year=2027")
        self.assertIn("No term dates for 2027/28 yet: put in the school calendars first.",
                      page.words)
        self.assertEqual(page.link("School calendars"), "/school-calendars?year=2027")
        self.assertNotIn("No term dates", browser.get(PLAN).words)
        form = browser.get(f"{PLAN}/wish?year=2027").form(rf"{PLAN}/wish\?year=\d+")
        page = browser.submit(form, kind="twilight", title="Too soon", times="3")
        self.assertNotIn("Propose dates", page.words)
        self.wish(browser, kind="twilight", title="In a year with terms")
        propose = browser.get(PLAN).form(PLAN)
        page = self.found(browser, browser.submit(propose, year="2027"))
        self.assertIn("No date was found for any of the 3. See why below.", page.words)
        self.assertNotIn("Dates are proposed.", page.words)
        self.assertIn("Too soon (3 of 3)", page.words)
        self.assertEqual(page.words.count("Its schools have no days in this year"), 1)
        page = browser.submit(page.form(rf"{PLAN}/\d+/remove"))
        self.assertIn("Removed.", page.words)
        browser.submit(browser.get(PLAN).form(rf"{PLAN}/\d+/remove"))

    def test_what_is_usual(self):
        browser = self.be("coordinator@demo.example")
        form = browser.get(f"{PLAN}/wish").form(rf"{PLAN}/wish\?year=\d+")
        self.assertNotEqual((form.fields["from_day"], form.fields["from_month"]), ("1", "9"))
        page = self.wish(browser, kind="inset", title="A whole day")
        self.assertIn("6 hours 30 minutes between 8:45am and 3:15pm", page.words)
        # by hand on a festival, and which of several is said
        page = self.wish(browser, kind="twilight", title="Near Eid", times="2")
        page = self.found(browser, browser.submit(page.form(PLAN)))
        way = browser.get(page.link("Change the date of Near Eid (2 of 2)"))
        self.assertIn("The date of Near Eid (2 of 2)", way.words)
        page = browser.submit(way.form(rf"{PLAN}/\d+\?nth=\d"), on_day="17", on_month="5",
                              on_year="2027")
        self.assertIn("Eid al-Adha is expected on Monday 17 May", page.words)
        for _ in range(2):
            browser.submit(browser.get(PLAN).form(rf"{PLAN}/\d+/remove"))

    def test_who_changes_a_date_saw_what_it_was(self):
        browser = self.be("coordinator@demo.example")
        page = self.wish(browser, kind="twilight", title="Twice at once")
        page = self.found(browser, browser.submit(page.form(PLAN)))
        old = browser.get(page.link("Change the date of Twice at once")).form(rf"{PLAN}/\d+\?nth=1")
        page = browser.submit(old, start="16:30")
        self.assertIn("Changed.", page.words)
        page = browser.submit(old, start="17:00")
        self.assertEqual(page.status, 409)
        self.assertIn("This was changed while you were typing", page.words)
        browser.submit(browser.get(PLAN).form(rf"{PLAN}/\d+/remove"))

    def test_others_do_not(self):
        for who in ("staff", "leader", "head"):
            browser = self.be(f"{who}@demo.example")
            self.assertEqual(browser.get(PLAN).status, 403)
            self.assertEqual(browser.get(f"{PLAN}/wish").status, 403)
            for way in ("/events", "/help"):
                self.assertNotIn(PLAN, browser.get(way).answer.text)

    def test_a_wish_is_changed_by_who_saw_what_it_was(self):
        browser = self.be("coordinator@demo.example")
        page = self.wish(browser, kind="twilight", title="Thought better of", times="2",
                         seats="40", person="Robin Hale", schools_2="yes", schools_3="yes")
        way = page.link("Change Thought better of")
        old = browser.get(way).form(way)
        self.assertEqual((old.fields["title"], old.fields["times"], old.fields["minutes"],
                          old.fields["latest"], old.fields["seats"], old.fields["person"]),
                         ("Thought better of", "2", "1:30", "17:30", "40", "Robin Hale"))
        page = self.found(browser, browser.submit(page.form(PLAN)))
        page = browser.submit(old, times="0")
        self.assertEqual(page.status, 422)
        self.assertIn("Enter how many there are to be: 1 to 12.", page.words)
        page = browser.submit(page.form(way), times="3", title="Thought best of")
        self.assertIn("Changed. Dates that it has stay until you ask for dates again.", page.words)
        self.assertIn("Thought best of (2 of 3)", page.words)
        # nobody looked for the third yet
        self.assertIn("No date yet: none was looked for since it was wished.", page.words)
        self.assertNotIn("No date was found", page.words)
        self.assertIn("2 schools take part; in a room with 40 seats; led by Robin Hale", page.words)
        page = browser.submit(old, title="Too late")
        self.assertEqual(page.status, 409)
        self.assertIn("This was changed while you were typing", page.words)
        page = browser.submit(browser.get(way).form(way), times="1")
        self.assertEqual([tuple(row) for row in self.server.rows(
            "SELECT count(*), count(on_day) FROM date_pick p JOIN date_wish w ON w.id = p.wish_id"
            " WHERE w.title = 'Thought best of'")], [(1, 1)])
        # not under a search that goes by it
        database = sqlite3.connect(self.server.data / "sparkd.db", timeout=30)
        with database:
            job = database.execute("INSERT INTO date_job (year, gap_days, asked_by, asked_at,"
                                   " moves_planned, state) VALUES (2026, 7, 1, 1793000000, 60000,"
                                   " 'running')").lastrowid
        database.close()
        page = browser.submit(browser.get(way).form(way), times="2")
        self.assertEqual(page.status, 409)
        self.assertIn("Dates are being looked for already.", page.words)
        search = f"/programme-year/search/{job}"
        browser.submit(browser.get(search).form(f"{search}/stop"))
        browser.submit(browser.get(PLAN).form(rf"{PLAN}/\d+/remove"))

    def test_who_may_finds_the_way(self):
        browser = self.be("coordinator@demo.example")
        self.assertEqual(browser.get("/events").link("Plan the dates of a year"), PLAN)
        self.assertEqual(browser.get("/events/new").link("Plan the dates of a whole year"), PLAN)
        self.assertEqual(browser.get("/help").link("Plan the dates"), PLAN)


if __name__ == "__main__":
    unittest.main()
