#!/usr/bin/python3
"""A coordinator plans a year's dates on the pages, without script."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server

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

    def test_a_year_is_planned(self):
        browser = self.be("coordinator@demo.example")
        page = browser.get(browser.get("/programme-year").link(
            "Plan the dates: have them proposed for what is wished"))
        self.assertIn("Nothing is published, and nobody is told.", page.words)
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

        page = browser.submit(page.form(PLAN), gap_days="400")
        self.assertIn("Enter how many days apart: 0 to 60.", page.words)
        page = browser.submit(page.form(PLAN), gap_days="14")
        self.assertIn("Dates are proposed. 1 event is without one: see why below.", page.words)
        self.assertIn("SPARK in spring (1 of 2)", page.words)
        self.assertIn("The best other date here:", page.words)
        self.assertIn("Give this up and there is a date: a room that is large enough", page.words)
        rows = self.server.rows("SELECT on_day, school_id FROM date_pick WHERE on_day IS NOT NULL")
        self.assertEqual(len(rows), 2)
        self.assertTrue(rows[0][1] != rows[1][1] or abs(rows[0][0] - rows[1][0]) >= 14)

        # a date by hand: Christmas Day is kept, and said to break the rules
        form = browser.get(page.link("Change the date of SPARK in spring (2 of 2)")).form(
            rf"{PLAN}/\d+\?nth=2")
        page = browser.submit(form, on_day="25", on_month="12", on_year="2026", start="16:30")
        self.assertIn("It breaks what was asked: a day in term", page.words)
        self.assertIn("Fixed by hand", page.words)
        page = browser.submit(page.form(PLAN))
        self.assertIn("Friday 25 December 2026, 16:30 to 18:00", page.words)
        form = browser.get(page.link("Change the date of SPARK in spring (2 of 2)")).form(
            rf"{PLAN}/\d+\?nth=2")
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

    def test_others_do_not(self):
        for who in ("staff", "leader", "head"):
            browser = self.be(f"{who}@demo.example")
            self.assertEqual(browser.get(PLAN).status, 403)
            self.assertEqual(browser.get(f"{PLAN}/wish").status, 403)


if __name__ == "__main__":
    unittest.main()
