#!/usr/bin/python3
"""Series and events of several sessions on the pages, without script: made, joined, changed, ended."""
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server

COORDINATOR, STAFF = "coordinator@demo.example", "staff@demo.example"


class Series(unittest.TestCase):
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
        name = self.server.rows("SELECT name FROM person WHERE email = ?", email)[0][0]
        browser.be(name)
        return browser

    def event(self, browser, title, day, month="November"):
        """A published one from 16:00 to 17:00 at the staff's school; its address."""
        form = browser.get("/events/new?kind=course").form("/events/new")
        school = self.server.rows("SELECT school_id FROM employment m JOIN person p ON p.id ="
                                  " m.person_id WHERE p.email = ?", STAFF)[0][0]
        page = browser.submit(form, title=title, kind="course", date_day=str(day),
                              date_month=month, date_year="2026", start="16:00", end="17:00",
                              capacity="20", attendance="voluntary", school=str(school))
        self.assertEqual(page.status, 200, page.words)
        page = browser.submit(page.form(r"/events/\d+/publish"))
        return re.sub(r"\?.*", "", page.url)

    def series(self, browser, title, times="4", **fields):
        """Repeated from Thursday 12 November; the page of the series."""
        url = self.event(browser, title, 12)
        form = browser.get(f"{url}/repeat").form(r"/events/\d+/repeat")
        page = browser.submit(form, **{"repeats": "weekly", "times": times, **fields})
        self.assertIn("Are these the dates?", page.words)
        page = browser.submit(page.form(r"/events/\d+/repeat"))
        self.assertRegex(page.url, r"^/series/\d+\?done=made$")
        return page

    def api(self, method, path, email, body=None):
        return self.server.request(method, f"/api/v1{path}", body,
                                   token=self.server.token(email))

    def file(self, path):
        return self.server.request("GET", path, token=self.server.token(STAFF)).text

    def mails(self, email, kind):
        return self.server.rows("SELECT count(*) FROM outbox o JOIN person p ON p.id = o.person_id"
                                " WHERE p.email = ? AND o.kind = ?", email, kind)[0][0]

    def test_a_group_from_first_to_last(self):
        planner, colleague = self.be(COORDINATOR), self.be(STAFF)
        page = self.series(planner, "Questioning group", times="5", inset="")
        self.assertIn("Every Thursday in term at 16:00", page.words)
        page = planner.submit(page.form(r"/series/\d+/publish"))
        self.assertIn("All dates are published", page.words)
        home = re.sub(r"\?.*", "", page.url)
        page = colleague.get(home)
        page = colleague.submit(page.form(f"{home}/join"))
        self.assertIn("You are in this group", page.words)
        self.assertIn("5 dates", page.words)
        self.assertEqual(self.mails(STAFF, "series-booked"), 1)
        # a new time of day: told once
        form = planner.get(f"{home}/edit").form(f"{home}/edit")
        page = planner.submit(form, start="15:45", room="Library")
        self.assertIn("Your changes are saved", page.words)
        self.assertIn("3:45pm", page.words)
        self.assertEqual(self.mails(STAFF, "series-changed"), 1)
        # further dates, the member's too
        form = planner.get(f"{home}/dates").form(f"{home}/dates")
        page = planner.submit(form, until_day="21", until_month="1", until_year="2027")
        self.assertIn("Add these dates?", page.words)
        page = planner.submit(page.form(f"{home}/dates"))
        self.assertIn("The dates are added", page.words)
        self.assertIn("21 January 2027", page.words)
        self.assertIn("Leave the group", colleague.get(home).words)
        # calling dates off lists the bookings that would end
        form = planner.get(f"{home}/end").form(f"{home}/end")
        late = form.choices["from"][-2]
        page = planner.submit(form, **{"from": late})
        self.assertEqual(page.status, 409)
        self.assertIn("2 bookings would end", page.words)
        page = planner.submit(page.form(f"{home}/end"))
        self.assertIn("The dates are called off", page.words)
        self.assertEqual(self.mails(STAFF, "series-cancelled"), 1)
        # one of them after all
        page = planner.get(f"/events/{late}")
        page = planner.submit(page.form(f"/events/{late}/restore"))
        self.assertIn("takes place after all", page.words)
        self.assertIn("You are booked", colleague.get(f"/events/{late}").words)
        # and out again
        leave = colleague.get(home).link("Leave the group")
        page = colleague.submit(colleague.get(leave).form(r"/series-members/\d+/end"))
        self.assertIn("You have left the group", page.words)
        self.assertNotIn("You are booked", colleague.get(f"/events/{late}").words)

    def test_somebody_is_added_and_taken_out(self):
        planner = self.be(COORDINATOR)
        page = self.series(planner, "Maths group", times="3")
        home = re.sub(r"\?.*", "", page.url)
        planner.submit(page.form(r"/series/\d+/publish"))
        form = planner.get(f"{home}/members").form(f"{home}/members")
        page = planner.submit(form, person="nobody of that name")
        self.assertEqual(page.status, 422)
        page = planner.submit(page.form(f"{home}/members"), person="other@demo.example")
        self.assertIn("They are in the group", page.words)
        self.assertIn("1 member", page.words)
        out = next(href for href, words in page.links if words.startswith("Take out"))
        page = planner.submit(planner.get(out).form(r"/series-members/\d+/end"))
        self.assertIn("no longer in the group", page.words)
        self.assertEqual(self.mails("other@demo.example", "series-cancelled"), 1)

    def test_a_closure_after_booking(self):
        planner, colleague = self.be(COORDINATOR), self.be(STAFF)
        page = self.series(planner, "Phonics group", times="3", repeats="fortnightly")
        home = re.sub(r"\?.*", "", page.url)
        planner.submit(page.form(r"/series/\d+/publish"))
        self.assertNotIn("No school on these dates", planner.get(home).words)
        school = self.server.rows("SELECT host_school_id FROM event_series WHERE id = ?",
                                  int(home.split("/")[-1]))[0][0]
        answer = self.api("POST", f"/schools/{school}/calendar", COORDINATOR,
                          {"kind": "closure", "name": "Boiler", "from": "2026-11-26",
                           "to": "2026-11-26"})
        self.assertEqual(answer.status, 200, answer.text)
        page = planner.get(home)
        self.assertIn("No school on these dates now", page.words)
        self.assertIn("the school is closed: Boiler", page.words)
        self.assertIn("26 November 2026", page.words)
        self.assertNotIn("No school on these dates", colleague.get(home).words)

    def test_what_is_refused_keeps_what_was_typed(self):
        planner = self.be(COORDINATOR)
        url = self.event(planner, "Reading group", 19)
        form = planner.get(f"{url}/repeat").form(f"{url}/repeat")
        page = planner.submit(form, repeats="termly", nth="-1", times="1")
        self.assertEqual(page.status, 422)
        form = page.form(f"{url}/repeat")
        self.assertEqual((form.fields["repeats"], form.fields["nth"], form.fields["times"]),
                         ("termly", "-1", "1"))
        page = planner.submit(form, times="", until_day="1", until_month="9", until_year="2029")
        self.assertEqual(page.status, 422)
        self.assertIn("two years at most", page.words)

    def test_several_sessions(self):
        planner, colleague = self.be(COORDINATOR), self.be(STAFF)
        url = self.event(planner, "Three evenings", 23)
        form = planner.get(f"{url}/sessions").form(f"{url}/sessions")
        page = planner.submit(form, date_2="24/11/2026", start_2="16:00", end_2="17:00",
                              room_2="Library", date_3="25 November 2026", start_3="4pm",
                              end_3="3pm")
        self.assertEqual(page.status, 422)
        self.assertIn("The end must be after the start", page.words)
        page = planner.submit(page.form(f"{url}/sessions"), end_3="5pm")
        self.assertIn("3 sessions, 23 November 2026 to 25 November 2026", page.words)
        self.assertIn("Library", page.words)
        page = colleague.get(url)
        colleague.submit(page.form(f"{url}/book"))
        self.assertEqual(self.server.rows("SELECT count(*) FROM busy WHERE event_id = ?",
                                          int(url.split("/")[-1]))[0][0], 3)
        booking = colleague.get(url).link("Add to my calendar")
        names = set(re.findall(r"UID:(\S+)", self.file(booking)))
        self.assertEqual((self.file(booking).count("BEGIN:VEVENT"), len(names)), (3, 3))
        # the second goes: told once, the others keep their names
        form = planner.get(f"{url}/sessions").form(f"{url}/sessions")
        planner.submit(form, date_2="", start_2="", end_2="", room_2="")
        self.assertEqual(self.mails(STAFF, "event-changed"), 1)
        left = set(re.findall(r"UID:(\S+)", self.file(booking)))
        self.assertTrue(left < names and len(left) == 2)
        # the event's own form leaves its times alone
        form = planner.get(f"{url}/edit").form(f"{url}/edit")
        page = planner.submit(form, title="Two evenings")
        self.assertEqual(page.status, 200, page.words)
        self.assertIn("2 sessions", page.words)


if __name__ == "__main__":
    unittest.main()
