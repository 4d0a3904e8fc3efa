#!/usr/bin/python3
"""What becomes of events on the pages, without script: files for those who come, messages,
other days, copies, closures."""
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server

COORDINATOR, STAFF, HEAD, OTHER = (f"{who}@demo.example"
                                   for who in ("coordinator", "staff", "head", "other"))
PDF = b"%PDF-1.7\n1 0 obj\n"


class Moves(unittest.TestCase):
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
        browser.be(self.name(email))
        return browser

    def name(self, email):
        return self.server.rows("SELECT name FROM person WHERE email = ?", email)[0][0]

    def event(self, browser, title, day, month="March", year="2027"):
        """A published one from 16:00 to 17:00 at the staff's school; its address."""
        form = browser.get("/events/new?kind=course").form("/events/new")
        school = self.server.rows("SELECT school_id FROM employment m JOIN person p ON p.id ="
                                  " m.person_id WHERE p.email = ?", STAFF)[0][0]
        page = browser.submit(form, title=title, kind="course", date_day=str(day),
                              date_month=month, date_year=year, start="16:00", end="17:00",
                              capacity="20", attendance="voluntary", school=str(school))
        self.assertEqual(page.status, 200, page.words)
        page = browser.submit(page.form(r"/events/\d+/publish"))
        return re.sub(r"\?.*", "", page.url)

    def book(self, browser, url):
        page = browser.submit(browser.get(url).form(url + "/book"))
        self.assertIn("You are booked", page.words)
        return page

    def mails(self, kind, email):
        return self.server.rows("SELECT count(*) FROM outbox WHERE kind = ? AND to_email = ?",
                                kind, email)[0][0]

    def test_files(self):
        coordinator, staff = self.be(COORDINATOR), self.be(STAFF)
        url = self.event(coordinator, "With papers", 9)
        page = coordinator.get(coordinator.get(url).link("Files for those who come"))
        self.assertIn("up to 20 files", page.words)
        page = coordinator.upload(page.form(url + "/files"), [("file", "page.svg", b"<svg/>")])
        self.assertEqual(page.status, 422)
        self.assertIn("There is a problem", page.words)
        page = coordinator.upload(page.form(url + "/files"), [("file", "A page.pdf", PDF)])
        self.assertIn("The file is added", page.words)
        self.assertIn("A page.pdf", page.words)
        page = staff.get(url)
        self.assertIn("There is 1 file for those who have a place.", page.words)
        self.assertNotIn("A page.pdf", page.words)
        page = self.book(staff, url)
        answer = staff.send("GET", page.link("A page.pdf"))
        self.assertEqual((answer.status, answer.body), (200, PDF))
        self.assertTrue(answer.header("Content-Disposition").startswith("attachment"))
        self.assertEqual(staff.get(url + "/files").status, 403)
        page = coordinator.get(coordinator.get(url + "/files").link("Remove"))
        page = coordinator.submit(page.form(r"/files/\d+/remove"))
        self.assertIn("The file is removed.", page.words)
        self.assertNotIn("A page.pdf", staff.get(url).words)

    def test_messages(self):
        coordinator, staff, head = self.be(COORDINATOR), self.be(STAFF), self.be(HEAD)
        url = self.event(coordinator, "Written about", 10)
        form = coordinator.get(coordinator.get(url).link("Write to those who come"))
        page = coordinator.submit(form.form(url + "/message"), text="Bring a <b>page</b>.")
        self.assertEqual(page.status, 409)
        self.assertIn("There is nobody to send it to yet", page.words)
        self.book(staff, url)
        page = coordinator.submit(page.form(url + "/message"), text="")
        self.assertEqual(page.status, 422)
        page = coordinator.submit(page.form(url + "/message"), text="Bring a <b>page</b>.\r\nAnd ink.")
        self.assertIn("It goes to 1 person", page.words)
        self.assertEqual(self.mails("message", STAFF), 0)
        page = coordinator.submit(page.form(url + "/message"))
        self.assertIn("Your message is on its way", page.words)
        self.assertEqual(self.mails("message", STAFF), 1)
        self.assertIn("Bring a <b>page</b>. And ink.", staff.get(url).words)
        self.assertNotIn("Bring a", head.get(url).words)
        self.assertEqual(staff.get(url + "/message").status, 403)

    def test_another_day(self):
        coordinator, staff, head = self.be(COORDINATOR), self.be(STAFF), self.be(HEAD)
        url, other = self.event(coordinator, "To be moved", 11), self.event(coordinator, "A secret", 18)
        for browser in (staff, head):
            self.book(browser, url)
        self.book(staff, other)
        form = coordinator.get(coordinator.get(url).link("Move it to another day"))
        page = coordinator.submit(form.form(url + "/postpone"))
        self.assertEqual(page.status, 422)
        day = {"starts_at_day": "18", "starts_at_month": "March", "starts_at_year": "2027"}
        page = coordinator.submit(page.form(url + "/postpone"), **day, reason="The hall is flooded.")
        self.assertIn("2 people are told and asked whether they can come.", page.words)
        self.assertIn(f"{self.name(STAFF)} is busy then", page.words)
        self.assertNotIn("A secret", page.words)
        self.assertEqual(self.mails("event-postponed", STAFF), 0)
        # two looked at it, and one was first: the other is told, and sees what it says now
        late, again = self.be(COORDINATOR), {**day, "starts_at_day": "19"}
        asked = late.submit(late.get(url + "/postpone").form(url + "/postpone"), **again,
                            reason="It rains.")
        page = coordinator.submit(page.form(url + "/postpone"))
        self.assertIn("It is moved.", page.words)
        asked = late.submit(asked.form(url + "/postpone"))
        self.assertEqual(asked.status, 409)
        self.assertIn("Somebody changed this event while you had it open", asked.words)
        self.assertIn("Thursday 18 March 2027", asked.words)
        self.assertEqual(asked.form(url + "/postpone").fields["starts_at_day"], "19")
        self.assertEqual((self.mails("event-postponed", STAFF), self.mails("event-postponed", HEAD)),
                         (1, 1))
        # each says what they can, from the page the mail leads to and from their bookings
        page = staff.get(url)
        self.assertIn("It has moved: can you come?", page.words)
        self.assertIn("The hall is flooded.", page.words)
        self.assertIn("A secret", page.words)
        page = staff.submit(page.form(r"/bookings/\d+/moved", "No, give it back"))
        self.assertIn("Your place is given up.", page.words)
        page = head.get(head.get("/bookings").link("Say whether you can come to To be moved"))
        page = head.submit(page.form(r"/bookings/\d+/moved", "Yes, keep my place"))
        self.assertIn("You said that you can come.", page.words)
        self.assertIn("and you can come", head.get(url).words)
        page = coordinator.get(coordinator.get(url).link("Who can come on the new day"))
        self.assertIn("1 can come, 1 cannot, 0 have not said.", page.words)
        self.assertEqual(staff.get(url + "/postponements").status, 403)

    def test_a_copy(self):
        coordinator, staff = self.be(COORDINATOR), self.be(STAFF)
        url = self.event(coordinator, "To be copied", 12)
        self.book(staff, url)
        page = coordinator.get(coordinator.get(url).link("Copy this event"))
        self.assertIn("name colleagues who lead it again", page.words)
        form = page.form(url + "/copy")
        page = coordinator.submit(form, on_day="31", on_month="February", on_year="2027")
        self.assertEqual(page.status, 422)
        page = coordinator.submit(page.form(url + "/copy"), on_day="10", on_month="June",
                                  on_year="2027")
        self.assertIn("This is the copy, a draft.", page.words)
        self.assertIn("Thursday 10 June 2027, 4pm to 5pm", page.words)
        self.assertIn("Publish", page.words)
        self.assertEqual(staff.get(url + "/copy").status, 403)

    def test_a_year(self):
        coordinator, staff = self.be(COORDINATOR), self.be(STAFF)
        self.event(coordinator, "Comes again", 3, "December", "2026")
        self.event(coordinator, "Never again", 2, "December", "2026")
        holiday = self.event(coordinator, "In the holidays", 29, "December", "2026")
        warning = "Tuesday 29 December 2026 is no school day at"
        page = coordinator.get(holiday)
        self.assertIn(warning, page.words)
        # there is somebody to ask, though nobody is named
        leader = self.server.rows(
            "SELECT p.name FROM event e JOIN role_grant g ON g.school_id = e.host_school_id"
            " AND g.role = 'cpd_leader' AND g.to_on IS NULL JOIN person p ON p.id = g.person_id"
            " WHERE e.id = ?", holiday.rsplit("/", 1)[1])[0][0]
        self.assertIn(f"Organised by {leader}", page.words)
        page = staff.get(holiday)
        self.assertNotIn(warning, page.words)
        self.assertIn(f"Organised by {leader}", page.words)
        self.server.request("POST", "/api/v1/calendars/next", {"year": 2027},
                            token=self.server.token(COORDINATOR))
        page = coordinator.get(coordinator.get("/programme-year").link("Copy a year’s events"))
        self.assertIn("In the holidays", page.words[page.words.index("To be placed by hand"):])
        self.assertNotRegex(page.words, r"was [A-Z]\w+ \d+ \w+ \d{4}\. [a-z]")
        form = page.form("/programme-year/copy")
        ids = {title: self.server.rows("SELECT id FROM event WHERE title = ?", title)[0][0]
               for title in ("Comes again", "Never again")}
        for name in list(form.fields):
            if name.startswith("take_") and name != f"take_{ids['Comes again']}":
                del form.fields[name]
        page = coordinator.submit(form)
        self.assertIn("1 event is copied, as drafts.", page.words)
        made = self.server.rows("SELECT title, status FROM event WHERE copied_from = ?",
                                ids["Comes again"])
        self.assertEqual([tuple(row) for row in made], [("Comes again", "draft")])
        # what was copied is not offered again
        page = coordinator.get("/programme-year/copy")
        self.assertNotIn(f"take_{ids['Comes again']}", page.form("/programme-year/copy").fields)
        self.assertIn(f"take_{ids['Never again']}", page.form("/programme-year/copy").fields)
        self.assertEqual(staff.get("/programme-year/copy").status, 403)

    def test_snow(self):
        coordinator, staff, head = self.be(COORDINATOR), self.be(STAFF), self.be(HEAD)
        urls = [self.event(coordinator, title, 14, "January") for title in ("Reading", "Writing")]
        school = self.server.rows("SELECT host_school_id FROM event WHERE title = 'Reading'"
                                  " ORDER BY id DESC LIMIT 1")[0][0]
        self.book(staff, urls[0])
        path = f"/schools/{school}/closure"
        page = head.get(f"/schools/{school}/calendar?year=2026")
        page = head.get(page.link("Close the school for a day (snow)"))
        page = head.submit(page.form(path), from_day="14", from_month="January", from_year="2027",
                           reason="")
        self.assertEqual(page.status, 422)
        page = head.submit(page.form(path), reason="Snow")
        self.assertIn("What becomes of these events?", page.words)
        self.assertIn("1 person comes", page.words)
        self.assertRegex(page.words, r"Snow\. (No|\d+) deadlines? moves? in the calendar\.")
        form = page.form(path)
        ids = [url.rsplit("/", 1)[1] for url in urls]
        # a next school day is filled in; a day on which it is closed is none
        self.assertEqual((form.fields[f"what_{ids[0]}"], form.fields[f"on_{ids[0]}_day"]),
                         ("move", "15"))
        page = head.submit(form, **{f"on_{ids[0]}_day": "14", f"what_{ids[1]}": "off"})
        self.assertEqual(page.status, 422)
        self.assertIn("The school is closed then too.", page.words)
        page = head.submit(page.form(path), **{f"on_{ids[0]}_day": "15"})
        self.assertIn("The school is closed then, and everyone concerned is told.", page.words)
        self.assertIn("Snow", page.words)
        self.assertIn("Friday 15 January 2027", staff.get(urls[0]).words)
        self.assertIn("can you come?", staff.get(urls[0]).words)
        row = self.server.rows("SELECT status, cancel_reason FROM event WHERE id = ?", ids[1])[0]
        self.assertEqual(tuple(row), ("cancelled", "Snow"))
        self.assertEqual(staff.get(path).status, 403)


if __name__ == "__main__":
    unittest.main()
