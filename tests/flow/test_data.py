#!/usr/bin/python3
"""Data protection on the pages, without script: the record of what was done, reading in an
emergency by two people, and the administrator, who has no way to it."""
import csv
import io
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server, wait_for

REASON = "=A complaint must be answered before she is back."


class DataCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(conf={"rate_limits": "no"})
        cls.addClassCleanup(cls.server.close)
        # The administrator runs the server and is nobody else.
        cls.server.write("DELETE FROM role_grant WHERE role = 'staff' AND person_id ="
                         " (SELECT id FROM person WHERE email = 'admin@demo.example')")
        cls.server.start()

    def be(self, email):
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        browser.be(self.name(email))
        return browser

    def person(self, email):
        return self.server.rows("SELECT id, name FROM person WHERE email = ?",
                                f"{email}@demo.example")[0]

    def name(self, email):
        return self.person(email)["name"]

    def id(self, email):
        return self.person(email)["id"]


class Emergency(DataCase):
    def ask(self, browser, reason=REASON):
        page = browser.get(f"/people/{self.id('staff')}/break-glass")
        return browser.submit(page.form(r"/people/\d+/break-glass"), reason=reason, hours="4")

    def test_two_people_open_it_and_the_owner_sees_it(self):
        head, coordinator, staff = self.be("head"), self.be("coordinator"), self.be("staff")
        record = f"/people/{self.id('staff')}/record"
        self.assertEqual(head.get(record).status, 404)
        page = self.ask(head, "Because.")
        self.assertEqual(page.status, 422)
        form = page.form(r"/people/\d+/break-glass")
        self.assertEqual(form.fields["reason"], "Because.")
        self.assertIn("at least 20 characters", page.words)
        page = self.ask(head)
        self.assertIn("Tell a second person", page.words)
        self.assertEqual([f.action for f in page.forms if "approve" in f.action], [])
        self.assertEqual(head.get(record).status, 404)

        page = coordinator.get("/break-glass")
        page = coordinator.submit(page.form(r"/break-glass/\d+/approve"))
        self.assertIn("The person concerned has been told", page.words)
        page = head.get(head.get("/break-glass").link("Read the record"))
        self.assertEqual(page.status, 200)
        self.assertIn("You read this in an emergency", page.words)
        self.assertIn("Second Professional Development Conversation", page.words)

        mine = staff.get("/audit/mine")
        self.assertIn(REASON, mine.words)
        self.assertIn(f"{self.name('head')} read your deadlines and conversation times", mine.words)
        self.assertIn(f"{self.name('coordinator')} approved that your confidential record is read",
                      mine.words)
        wait_for(lambda: "Your record is being read" in staff.get("/demo/outbox").words,
                 "the mail to the owner")

        page = head.submit(head.get("/break-glass").form(r"/break-glass/\d+/end"))
        self.assertIn("Ended.", page.words)
        self.assertEqual(head.get(record).status, 404)
        self.assertEqual(self.server.check()[0], 0)

    def test_the_administrator_has_no_path(self):
        admin, ana = self.be("admin"), self.id("staff")
        self.assertEqual(admin.get(f"/people/{ana}/record").status, 404)
        self.assertEqual(admin.get(f"/people/{ana}/break-glass").status, 403)
        self.assertEqual(admin.get("/break-glass").status, 403)
        csrf = admin.get("/audit/mine").form("/sign-out").fields["csrf"]
        for path in (f"/people/{ana}/break-glass", "/break-glass/1/approve", "/break-glass/1/end"):
            answer = admin.post(path, {"csrf": csrf})
            self.assertIn(answer.status, (403, 404), path)
        # Nor if they make themselves a head: the two do not go together.
        self.server.stop()
        self.server.write("INSERT INTO role_grant (person_id, role) VALUES (?, 'head')",
                          self.id("admin"))
        self.server.start()
        admin = self.be("admin")
        self.assertEqual(admin.get(f"/people/{ana}/break-glass").status, 403)
        self.assertEqual(admin.get("/break-glass").status, 403)

    def test_mentors_read_without_a_row(self):
        mentor = self.be("mentor")
        count = "SELECT count(*) FROM audit WHERE action LIKE 'read-%'"
        before = self.server.rows(count)[0][0]
        page = mentor.get(f"/people/{self.id('staff')}/record")
        self.assertEqual(page.status, 200)
        self.assertNotIn("emergency", page.words)
        self.assertEqual(self.server.rows(count)[0][0], before)
        own = mentor.get(f"/people/{self.id('mentor')}/record")
        self.assertEqual(own.url, "/deadlines")


class Record(DataCase):
    def test_the_administrator_filters_and_takes_it_away(self):
        self.be("staff")
        admin = self.be("admin")
        page = admin.get("/audit")
        self.assertEqual(page.status, 200)
        self.assertIn(f"{self.name('staff')} signed in", page.words)
        page = admin.get("/audit?action=feed-made")
        self.assertIn("Nothing was done that fits", page.words)
        page = admin.get(f"/audit?q={self.name('staff').replace(' ', '+')}")
        self.assertIn(f"{self.name('staff')} signed in", page.words)
        self.assertNotIn(f"{self.name('admin')} signed in", page.words)
        page = admin.get("/audit?q=nobody+at+all&from=soon")
        self.assertEqual(page.status, 422)
        self.assertIn("Enter a date", page.words)
        self.assertIn("Nothing was done", admin.get("/audit?to=1+January+2020").words)
        answer = admin.send("GET", "/audit.csv")
        self.assertEqual(answer.status, 200)
        self.assertIn("attachment", answer.header("Content-Disposition"))
        rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))
        self.assertIn("sign-in", {row["action"] for row in rows})
        self.assertIn("You took a copy of the record", admin.get("/audit").words)

    def test_nobody_else_reads_it(self):
        for email in ("staff", "leader", "coordinator", "head", "governor"):
            browser = self.be(email)
            self.assertEqual(browser.get("/audit").status, 403, email)
            self.assertEqual(browser.send("GET", "/audit.csv").status, 403, email)
            self.assertEqual(browser.get("/audit/mine").status, 200, email)

    def test_pages_follow(self):
        admin = self.be("admin")
        for _ in range(60):
            admin.send("GET", "/audit.csv")
        page = admin.get("/audit")
        older = admin.get(page.link("Next"))
        self.assertEqual(older.status, 200)
        self.assertIn("Next", page.words)
        self.assertEqual(admin.get(older.link("Previous")).url, "/audit")


if __name__ == "__main__":
    unittest.main()
