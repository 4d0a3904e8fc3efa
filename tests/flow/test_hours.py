#!/usr/bin/python3
"""The ledger of hours on the pages, without script: off and on, one's own, a school's, agreed."""
import csv
import io
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server


class Hours(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(conf={"rate_limits": "no"})
        cls.addClassCleanup(cls.server.close)
        cls.server.write("UPDATE employment SET fte_milli = 500 WHERE person_id ="
                         " (SELECT id FROM person WHERE email = 'other@demo.example')")
        cls.server.start()

    def be(self, email):
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        browser.be(self.person(email)["name"])
        return browser

    def person(self, email):
        return self.server.rows("SELECT id, name FROM person WHERE email = ?",
                                f"{email}@demo.example")[0]

    def hours_of(self, email):
        return f"/people/{self.person(email)['id']}/hours"

    def set(self, browser, **fields):
        return browser.submit(browser.get("/hours/settings").form("/hours/settings"), **fields)

    def test_mine(self):
        staff = self.be("staff")
        self.assertIn("/hours", [href for href, _ in staff.get("/bookings").links])
        page = staff.get("/hours")
        self.assertEqual(page.status, 200)
        self.assertIn("You have done 13 hours 30 minutes of your 30 hours of INSET.", page.words)
        self.assertIn("Still owed 16 hours 30 minutes", page.words)
        self.assertIn("14 hours 30 minutes of 1,265 hours", page.words)
        self.assertIn("1 hour 30 minutes added to INSET Twilight at her other school", page.words)
        self.assertNotIn("Take back", page.words)
        self.assertEqual(staff.get("/hours?year=x").status, 422)
        self.assertIn("No ledger of hours is kept in 2025/26", staff.get("/hours?year=2025").words)
        self.assertEqual(staff.get(self.hours_of("mentor")).status, 403)

    def test_of_somebody_else(self):
        leader = self.be("leader")
        person = leader.get(f"/people/{self.person('staff')['id']}")
        page = leader.get(person.link("INSET hours"))
        self.assertIn("Ana Bell has done 13 hours 30 minutes of their 30 hours of INSET.", page.words)
        self.assertEqual(self.be("governor").get(self.hours_of("staff")).status, 403)

    def test_who_would_be_asked_too_much_is_said_when_requiring(self):
        coordinator = self.be("coordinator")
        token = self.server.token("coordinator@demo.example")
        asked = self.person("mentor")
        made = self.server.request("POST", "/api/v1/events", {
            "kind": "inset", "title": "Four days away", "purpose": "To plan the year", "room": "Hall",
            "host_school": 1, "starts_at": "2027-01-12T09:00:00Z",
            "ends_at": "2027-01-12T15:00:00Z", "capacity": 60, "attendance": "required",
            "counts": "inset", "hours": 20}, token=token)
        self.assertEqual(made.status, 201, made.text)
        event = made.json()["id"]
        line = self.server.request("POST", f"/api/v1/events/{event}/audience",
                                   {"kind": "person", "object": asked["id"]}, token=token)
        self.assertLess(line.status, 300, line.text)
        would = f"This would ask {asked['name']} for "
        page = coordinator.get(f"/events/{event}")
        page = coordinator.get(page.link("who has to come, and whether it asks too much"))
        self.assertIn("It asks for more than there is", page.words)
        self.assertIn(would, page.words)
        self.assertIn("of 30 hours of INSET.", page.words)
        self.assertEqual(page.words.count("This would ask"), 1)
        self.server.request("PATCH", f"/api/v1/events/{event}", {"hours": 1}, token=token)
        self.assertNotIn("This would ask", coordinator.get(f"/events/{event}/audience").words)

    def test_agreed(self):
        leader, staff = self.be("leader"), self.be("staff")
        page = leader.get(self.hours_of("mentor"))
        page = leader.get(page.link("Record agreed hours"))
        form = page.form(r"/people/\d+/hours/agree\?year=2026")
        self.assertEqual(form.fields["counts"], "inset")
        page = leader.submit(form, minutes="1:99", reason="")
        self.assertEqual(page.status, 422)
        self.assertIn("like 1.5 or 1:30", page.words)
        form = page.form(r"/people/\d+/hours/agree\?year=2026")
        self.assertEqual(form.fields["minutes"], "1:99")
        page = leader.submit(form, minutes="1:20", reason="Paid for a Friday", sign="less")
        self.assertIn("Recorded, with your name and the reason.", page.words)
        self.assertIn("1 hour 20 minutes taken off INSET Paid for a Friday", page.words)
        self.assertEqual(staff.get(self.hours_of("mentor") + "/agree").status, 403)
        page = leader.get(page.link("Take back"))
        self.assertIn("1 hour 20 minutes taken off the INSET hours of", page.words)
        page = leader.submit(page.form(r"/hours/agreed/\d+/end"))
        self.assertIn("Taken back. It no longer counts.", page.words)
        self.assertNotIn("Paid for a Friday", page.words)
        own = leader.get(self.hours_of("leader"))
        self.assertNotIn("Record agreed hours", own.words)
        own = leader.get(self.hours_of("leader") + "/agree")
        page = leader.submit(own.form(r"/people/\d+/hours/agree\?year=2026"), minutes="6",
                             reason="I was elsewhere")
        self.assertEqual(page.status, 409)
        self.assertIn("These are your own hours.", page.words)

    def test_a_school(self):
        leader = self.be("leader")
        trust = leader.get("/trust")
        page = leader.get(trust.link("Hours of a school"))
        self.assertRegex(page.words, r"Hours at [A-Z]\w+")
        self.assertRegex(page.words, r"\d+ of the \d+ who owe INSET hours have done all of them")
        self.assertIn("Ana Bell", page.words)
        few = leader.get("/hours/school?group=classroom+support")
        self.assertNotIn("Ana Bell", few.words)
        answer = leader.get(page.link("Take this list as a file")).answer
        self.assertEqual(answer.header("Content-Type"), "text/csv; charset=utf-8")
        rows = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))))
        self.assertEqual(rows[0][:4], ["Person", "INSET minutes required", "Done", "Still owed"])
        # 90 that were agreed and two INSET days of six hours; a third is required and to come. A
        # staff meeting of an hour beside.
        self.assertIn(["Ana Bell", "1800", "810", "990", "360", "1170", "75900", "870"], rows)
        self.assertEqual(self.be("staff").get("/hours/school").status, 403)
        self.assertEqual(leader.get("/hours/school?school=2").status, 403)
        self.assertEqual(leader.get("/hours/school.csv?year=2025").status, 404)

    def test_spark_counts_apart(self):
        """Where SPARK counts toward nothing its hours are not looked for in vain."""
        staff = self.be("staff")
        page = staff.get("/hours")
        self.assertIn("our trust does not count it toward INSET", page.words)
        self.assertEqual(page.link("Your bookings"), "/bookings")
        coordinator = self.be("coordinator")
        self.set(coordinator, spark="yes")
        self.assertNotIn("does not count it", staff.get("/hours").words)
        self.set(coordinator, spark="no")

    def test_settings(self):
        coordinator, staff = self.be("coordinator"), self.be("staff")
        page = self.set(coordinator, teaching_days="x", teaching_day="6.5", leadership_directed="-1")
        self.assertEqual(page.status, 422)
        self.assertIn("Enter a number of INSET days from 0 to 20.", page.words)
        form = page.form("/hours/settings")
        self.assertEqual((form.fields["teaching_days"], form.fields["teaching_day"]), ("x", "6.5"))
        stale = coordinator.get("/hours/settings").form("/hours/settings")
        page = self.set(coordinator, teaching_days="4", teaching_day="6.5")
        self.assertIn("Saved. A ledger of hours is kept.", page.words)
        self.assertEqual(page.form("/hours/settings").fields["teaching_day"], "6:30")
        self.assertIn("of your 26 hours of INSET", staff.get("/hours").words)
        self.assertIn("changed while you were typing", coordinator.submit(stale).words)
        self.set(coordinator, teaching_days="5", teaching_day="6")
        self.assertEqual(staff.get("/hours/settings").status, 403)
        self.assertEqual(self.be("leader").get("/hours/settings").status, 403)

    def test_off_is_said_kindly_and_nothing_leads_there(self):
        coordinator, staff, leader = self.be("coordinator"), self.be("staff"), self.be("leader")
        page = self.set(coordinator, kept="no")
        self.assertIn("Saved. No ledger of hours is kept.", page.words)
        self.addCleanup(self.set, coordinator, kept="yes")
        self.assertIn("No ledger of hours is kept in 2026/27.", staff.get("/hours").words)
        self.assertNotIn("Choose how", staff.get("/hours").words)
        for browser, path in ((staff, "/bookings"), (staff, "/"), (leader, "/trust"),
                              (leader, f"/people/{self.person('staff')['id']}")):
            self.assertEqual([href for href, _ in browser.get(path).links if "/hours" in href], [])
        self.assertEqual(leader.get(self.hours_of("staff") + "/agree").status, 404)
        page = coordinator.get("/hours/school")
        self.assertIn("No ledger of hours is kept", page.words)
        self.assertEqual(page.link("Choose how hours are kept"), "/hours/settings")
        self.assertIn("/hours/settings", [href for href, _ in coordinator.get("/trust").links])


if __name__ == "__main__":
    unittest.main()
