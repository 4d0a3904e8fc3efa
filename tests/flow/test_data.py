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
from sparkd_server import Server, sparkd, wait_for

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


class Year(DataCase):
    def test_leaders_see_names_and_governors_do_not(self):
        leader, governor = self.be("leader"), self.be("governor")
        page = leader.get("/status")
        self.assertIn("The year in numbers", page.words)
        self.assertIn(self.name("staff"), page.words)
        answer = leader.send("GET", "/status.csv?school=1")
        self.assertEqual(answer.status, 200)
        rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))
        self.assertIn(self.name("staff"), {row["person"] for row in rows})
        self.assertEqual(set(rows[0]), {"person", "what", "standing", "due on", "done on"})
        self.assertEqual(leader.send("GET", "/status.csv?school=2").status, 403)
        self.assertEqual(leader.get("/status?school=2").status, 403)
        page = governor.get("/status")
        self.assertIn("Figures without names", page.words)
        for row in self.server.rows("SELECT name FROM person"):
            if row["name"] != self.name("governor"):
                self.assertNotIn(row["name"], page.words.split("Help Accessibility")[0])
        self.assertEqual(governor.send("GET", "/status.csv?school=1").status, 403)
        self.assertEqual(self.be("admin").get("/status").status, 403)
        self.assertEqual(self.be("staff").get("/status").status, 403)


class Mine(DataCase):
    def test_everything_on_oneself(self):
        staff = self.be("staff")
        self.assertEqual(staff.get("/my-data/all").url, "/my-data")
        page = staff.submit(staff.get("/my-data").form("/my-data"), button="Read it here")
        self.assertEqual(page.status, 200)
        for words in ("Who you are", "staff@demo.example", "Your deadlines", "What was done by you"):
            self.assertIn(words, page.words)
        answer = staff.send("GET", "/my-data.json")
        self.assertEqual(answer.json()["person_id"], self.id("staff"))
        self.assertIn("attachment", answer.header("Content-Disposition"))
        self.assertIn("You took a copy of everything held on you", staff.get("/audit/mine").words)
        # Nobody else gets there with it.
        self.assertEqual(self.be("admin").get("/my-data/all").url, "/my-data")


class Periods(DataCase):
    def test_set_and_erase(self):
        admin = self.be("admin")
        page = admin.get("/retention")
        form = next(f for f in page.forms if f.fields.get("class") == "mail")
        refused = admin.submit(form, days="soon")
        self.assertEqual(refused.status, 422)
        kept = next(f for f in refused.forms if f.fields.get("class") == "mail")
        self.assertEqual(kept.fields["days"], "soon")
        self.assertIn("Changed.", admin.submit(form, days="10").words)
        self.assertIn("10 days", admin.get("/privacy").words)
        self.assertEqual(self.be("coordinator").get("/retention").status, 403)


class TenYearsOn(unittest.TestCase):
    """Nothing personal of somebody who left is left in any table; the counts are as they were."""

    GONE = "staff@demo.example"
    COUNTS = ("SELECT count(*) FROM person", "SELECT count(*) FROM deadline d JOIN cycle_item i ON i.id = d.item_id WHERE i.cycle_id = 1",
              "SELECT count(*) FROM booking WHERE status = 'confirmed'",
              "SELECT count(*) FROM talk", "SELECT count(*) FROM conversation WHERE held_on IS NOT NULL",
              "SELECT count(*) FROM audit WHERE action <> 'retention-run' AND action <> 'person-erased'")

    def counts(self, server):
        return [server.rows(sql)[0][0] for sql in self.COUNTS]

    @staticmethod
    def texts(server):
        """(table, column, text) of everything that is text or bytes in the whole database."""
        for table in server.rows("SELECT name FROM sqlite_schema WHERE type = 'table'"):
            for row in server.rows(f'SELECT * FROM "{table["name"]}"'):
                for column in row.keys():
                    value = row[column]
                    if isinstance(value, bytes):
                        value = value.decode("utf-8", "replace")
                    if isinstance(value, str):
                        yield table["name"], column, value

    def prepare(self, server):
        """Somebody whom every table knows leaves."""
        person = server.rows("SELECT id, name FROM person WHERE email = ?", self.GONE)[0]
        who, name = person["id"], person["name"]
        other = server.rows("SELECT id FROM person WHERE email = 'mentor@demo.example'")[0]["id"]
        for sql, *values in (
                ("UPDATE person SET left_on = 20880, first_name = ?, last_name = ?,"
                 " preferred_name = ?, title = 'Ms' WHERE id = ?", *name.split(" ", 1), name, who),
                ("INSERT INTO former_name (person_id, name, until_on) VALUES (?, ?, 20000)", who,
                 f"{name} before"),
                ("UPDATE employment SET post = ?, staff_ref = ? WHERE person_id = ?",
                 f"{name}'s post", f"ref {name}", who),
                ("INSERT INTO facilitator (name, person_id, email, expertise) VALUES (?, ?, ?, ?)",
                 name, who, self.GONE, f"{name} knows"),
                ("INSERT INTO person_merge (kept_id, gone_id, merged_at, merged_by, moved)"
                 " VALUES (?, ?, 1, ?, ?)", who, other, other, f'{{"name": "{name}"}}'),
                ("INSERT INTO participation (person_id, kind, partner) VALUES (?, 'trainee', ?)",
                 who, f"{name} & Co"),
                ("INSERT INTO exemption (person_id, kind, from_on, until_on)"
                 " VALUES (?, 'away', 20800, 20810)", who),
                ("INSERT INTO outbox (idem, kind, person_id, to_email, body, message_id, state,"
                 " queued_at, due_at, expires_at, sent_at, bytes) VALUES ('x', 'booking-confirmed',"
                 " ?, ?, ?, 'm', 'sent', 1, 1, 1, 1, ?)", who, self.GONE, f'{{"name": "{name}"}}',
                 f"To: {name} <{self.GONE}>".encode()),
                ("INSERT INTO identity (issuer, subject, person_id, email, linked_at)"
                 " VALUES ('https://op.example', 's', ?, ?, 1)", who, self.GONE),
                ("INSERT INTO identity_request (issuer, subject, person_id, email, name, reason,"
                 " asked_at) VALUES ('https://op.example', 't', ?, ?, ?, 'unproved', 1)", who,
                 self.GONE, name),
                ("INSERT INTO break_glass (person_id, asked_by, reason, asked_at)"
                 " VALUES (?, ?, ?, 1)", who, other, f"About {name}, it cannot wait."),
                ("UPDATE conversation SET room = ? WHERE deadline_id IN"
                 " (SELECT id FROM deadline WHERE person_id = ?)", f"{name}'s room", who)):
            server.write(sql, *values)
        return who, name

    def test_nothing_personal_is_left(self):
        with Server(clock="2037-11-02T09:00:00Z") as server:
            server.stop()
            # As if nobody had looked yet: what the start erased is put there again.
            who, name = self.prepare(server)
            before = self.counts(server)
            self.assertTrue([t for t in self.texts(server) if name in t[2]])
            server.write("UPDATE person SET erased_at = NULL WHERE id = ?", who)
            server.start()
            wait_for(lambda: server.rows("SELECT erased_at FROM person WHERE id = ?", who)[0][0],
                     "the night's work")
            wait_for(lambda: server.rows("SELECT 1 FROM audit WHERE action = 'person-erased'"
                                         " AND subject_id = ?", who), "its row in the audit")
            server.stop()
            left = [(table, column, text) for table, column, text in self.texts(server)
                    if name.lower() in text.lower() or self.GONE in text.lower()]
            self.assertEqual(left, [])
            row = server.rows("SELECT name, email FROM person WHERE id = ?", who)[0]
            self.assertEqual((row["name"], row["email"]), ("Former member of staff", None))
            self.assertEqual(self.counts(server)[:5], before[:5])
            self.assertGreaterEqual(self.counts(server)[5], before[5])
            self.assertEqual(server.check()[0], 0, server.check()[1])
            server.start()


class Command(unittest.TestCase):
    def test_dry_run_and_apply(self):
        server = Server()
        self.addCleanup(server.close)
        server.write("UPDATE person SET left_on = 10000 WHERE email = 'other@demo.example'")
        out = sparkd("retention", "--data", server.data).stdout
        self.assertRegex(out, r"people +730 days +1 ")
        self.assertRegex(out, r"audit +kept ")
        sparkd("retention", "--data", server.data, "--apply")
        self.assertEqual(server.rows("SELECT count(*) FROM person WHERE name = ?",
                                     "Former member of staff")[0][0], 1)
        self.assertRegex(sparkd("retention", "--data", server.data).stdout, r"people +730 days +0 ")
        server.start()
        done = sparkd("retention", "--data", server.data, "--apply", check=False)
        self.assertEqual(done.returncode, 3)
        self.assertIn("every night", done.stderr)


if __name__ == "__main__":
    unittest.main()
