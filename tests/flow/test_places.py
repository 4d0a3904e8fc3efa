#!/usr/bin/python3
"""Places of colleagues on pages, without script: booked, passed on, given up with a reason."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server
from swarm import make_event


class Places(unittest.TestCase):
    """Priya leads professional development at Ana's school; the event is at another one."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server(conf={"rate_limits": "no"})
        cls.addClassCleanup(cls.server.close)
        cls.school = cls.one("SELECT e.school_id FROM employment e JOIN person p ON p.id ="
                             " e.person_id WHERE p.name = 'Priya Shah'")
        cls.server.start()
        elsewhere = cls.one("SELECT id FROM school WHERE id <> ? ORDER BY id LIMIT 1", cls.school)
        cls.event = make_event(cls.server, cls.server.token("coordinator@demo.example"),
                               capacity=2, clash="warn", host_school=elsewhere,
                               starts_at="2026-12-16T16:00:00Z", ends_at="2026-12-16T17:00:00Z")

    @classmethod
    def one(cls, sql, *params):
        return cls.server.rows(sql, *params)[0][0]

    def be(self, name):
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        browser.be(name)
        return browser

    def path(self, rest=""):
        return f"/events/{self.event}/places{rest}"

    def status_of(self, name):
        return [row[0] for row in self.server.rows(
            "SELECT b.status FROM booking b JOIN person p ON p.id = b.person_id"
            " WHERE b.event_id = ? AND p.name = ? ORDER BY b.id", self.event, name)]

    def mails(self, name):
        return self.one("SELECT count(*) FROM outbox o JOIN person p ON p.id = o.person_id"
                        " WHERE p.name = ? AND o.kind = 'booking-confirmed'", name)

    def test_1_colleagues_are_booked_from_another_school(self):
        priya = self.be("Priya Shah")
        self.assertIn("Your colleagues’ places", priya.get(f"/events/{self.event}").words)
        page = priya.get(self.path())
        self.assertIn("Nobody has booked yet.", page.words)
        page = priya.get(self.path("/new"))
        form = page.form(self.path("/new"))
        page = priya.submit(form)
        self.assertEqual(page.status, 422)
        self.assertIn("Choose who is to be booked.", page.words)
        unknown = priya.submit(page.form(self.path("/new")), person_99999="yes")
        self.assertEqual(unknown.status, 422)
        self.assertIn("One of them is not known here.", unknown.words)
        names = dict(self.server.rows("SELECT p.name, p.id FROM person p JOIN employment e"
                                      " ON e.person_id = p.id WHERE e.school_id = ?"
                                      " AND e.ends_on IS NULL", self.school))
        offered = [key for key in form.choices if key.startswith("person_")]
        self.assertIn(f"person_{names['Ana Bell']}", offered)
        self.assertLessEqual({int(key[7:]) for key in offered}, set(names.values()))
        chosen = [names["Ana Bell"], *[names[n] for n in sorted(names) if n not in
                                       ("Ana Bell", "Priya Shah")][:2]]
        ticks = {f"person_{id}": "yes" for id in chosen}
        page = priya.submit(page.form(self.path("/new")), **ticks, all="yes")
        self.assertIn("Nobody is booked, since there was no place for everybody.", page.words)
        self.assertEqual(self.status_of("Ana Bell"), [])
        before = self.mails("Ana Bell")
        page = priya.submit(form, **ticks)
        self.assertIn("2 places are booked, 1 colleague waits.", page.words)
        self.assertEqual(self.status_of("Ana Bell"), ["confirmed"])
        self.assertEqual(self.mails("Ana Bell"), before + 1)
        self.assertNotIn(f"person_{chosen[0]}", priya.get(self.path("/new")).form(
            self.path("/new")).choices)

    def test_2_another_comes_in_their_stead(self):
        priya = self.be("Priya Shah")
        page = priya.get(self.path())
        booking = self.one("SELECT b.id FROM booking b JOIN person p ON p.id = b.person_id"
                           " WHERE p.name = 'Ana Bell' AND b.event_id = ?", self.event)
        path = f"/bookings/{booking}/replace"
        self.assertIn(path, [href for href, _ in page.links])
        stranger = self.one("SELECT p.name FROM person p JOIN employment e ON e.person_id = p.id"
                            " WHERE e.school_id <> ? AND e.ends_on IS NULL ORDER BY p.id LIMIT 1",
                            self.school)
        page = priya.submit(priya.get(path).form(path), person=stranger)
        self.assertEqual(page.status, 422)
        self.assertIn("They work at no school of yours.", page.words)
        self.assertEqual(page.form(path).fields["person"], stranger)
        self.assertEqual(self.status_of("Ana Bell"), ["confirmed"])
        page = priya.submit(priya.get(path).form(path), person="Nobody Real")
        self.assertEqual(page.status, 422)
        self.assertIn("Nobody here is called that.", page.words)
        page = priya.submit(priya.get(path).form(path), person="Priya Shah",
                            reason="Ana is at a hospital school that day")
        self.assertIn("The place has changed hands.", page.words)
        self.assertEqual(self.status_of("Ana Bell"), ["withdrawn"])
        self.assertEqual(self.status_of("Priya Shah"), ["confirmed"])
        self.assertIn("Ana is at a hospital school that day", page.words)

    def test_3_given_up_for_them_and_by_oneself(self):
        priya = self.be("Priya Shah")
        booking = self.one("SELECT id FROM booking WHERE event_id = ? AND status = 'confirmed'"
                           " AND person_id <> (SELECT id FROM person WHERE name = 'Priya Shah')"
                           " AND person_id IN (SELECT person_id FROM employment WHERE school_id"
                           " = ?) LIMIT 1", self.event, self.school)
        path = f"/bookings/{booking}/give-up"
        page = priya.submit(priya.get(path).form(path), reason="The class trip was moved")
        self.assertIn("Their place is given up, and they are told.", page.words)
        self.assertIn("The class trip was moved", page.words)
        mine = self.one("SELECT id FROM booking WHERE event_id = ? AND status = 'confirmed' AND"
                        " person_id = (SELECT id FROM person WHERE name = 'Priya Shah')",
                        self.event)
        path = f"/bookings/{mine}/cancel"
        page = priya.submit(priya.get(path).form(path), reason="Ofsted")
        self.assertIn("Your place is given up.", page.words)
        self.assertIn("Ofsted", priya.get(self.path()).words)

    def test_4_nobody_else_arranges_them(self):
        ana = self.be("Ana Bell")
        self.assertNotIn("Your colleagues’ places", ana.get(f"/events/{self.event}").words)
        self.assertEqual(ana.get(self.path()).status, 403)
        booking = self.one("SELECT max(id) FROM booking WHERE event_id = ?", self.event)
        self.assertEqual(ana.get(f"/bookings/{booking}/replace").status, 404)
        other = self.one("SELECT id FROM school WHERE id <> ? ORDER BY id LIMIT 1", self.school)
        self.assertEqual(self.be("Priya Shah").get(self.path(f"?school={other}")).status, 404)

    def test_5_what_is_for_others_says_so(self):
        token = self.server.token("coordinator@demo.example")
        other = self.one("SELECT id FROM school WHERE id <> ? ORDER BY id LIMIT 1", self.school)
        name = self.one("SELECT name FROM school WHERE id = ?", other)
        event = make_event(self.server, token, title="Only for them", capacity=9,
                           starts_at="2026-12-17T16:00:00Z", ends_at="2026-12-17T17:00:00Z")
        line = self.server.request("POST", f"/api/v1/events/{event}/audience",
                                   {"kind": "school", "object": other}, token=token)
        self.assertLess(line.status, 300, line.text)
        ana = self.be("Ana Bell")
        page = ana.get(f"/events/{event}")
        self.assertIn("It is for others", page.words)
        self.assertIn(f"It is meant for: {name}.", page.words)
        self.assertNotIn("Book a place", page.words)
        self.assertRegex(ana.get("/events?q=only+for+them").words, "Only for them.*For others")

    def test_6_who_has_to_come_and_is_busy_then_is_said(self):
        token = self.server.token("coordinator@demo.example")
        times = {"starts_at": "2027-01-19T15:30:00Z", "ends_at": "2027-01-19T16:30:00Z"}
        first = make_event(self.server, token, title="Was there first", capacity=9, **times)
        ana = self.one("SELECT id FROM person WHERE name = 'Ana Bell'")
        self.server.request("POST", f"/api/v1/events/{first}/bookings", {"person_id": ana},
                            token=token)
        made = self.server.request("POST", "/api/v1/events", {
            "kind": "meeting", "title": "All of us", "purpose": "To agree the year", "room": "Hall",
            "host_school": 1, "capacity": 9, "attendance": "required", **times}, token=token)
        event = made.json()["id"]
        self.server.request("POST", f"/api/v1/events/{event}/audience",
                            {"kind": "person", "object": ana}, token=token)
        page = self.be("Robin Hale").get(f"/events/{event}/audience")
        self.assertIn("1 of those who have to come is at something else then.", page.words)
        self.assertIn("Has to come. Busy then", page.words)
        self.assertNotIn("Was there first", page.words)


if __name__ == "__main__":
    unittest.main()
