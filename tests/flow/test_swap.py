#!/usr/bin/python3
"""Presenters swap slots before the evening, two and in a chain: on the pages without script."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server, wait_for

COORDINATOR, STAFF, OTHER, MENTOR = (f"{who}@demo.example"
                                     for who in ("coordinator", "staff", "other", "mentor"))
YES, NO = "Yes, swap", "No, keep my slot"


class Swaps(unittest.TestCase):
    def setUp(self):
        self.server = Server(clock="2026-11-02T10:00:00Z")
        self.addCleanup(self.server.close)
        self.server.start()

    def api(self, method, path, body, status, who=COORDINATOR):
        answer = self.server.request(method, f"/api/v1{path}", body, token=self.server.token(who))
        self.assertEqual(answer.status, status, answer.text)
        return answer.json() if answer.body else None

    def be(self, email):
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        browser.be(self.server.rows("SELECT name FROM person WHERE email = ?", email)[0][0])
        return browser

    def evening(self, talks=((OTHER, 7), (STAFF, 7), (MENTOR, 7))):
        """On 19 November from 16:00, announced; its talks in the order of booking."""
        event = self.api("POST", "/events", {
            "kind": "spark", "title": "SPARK: what worked", "purpose": "Why it works.", "host_school": 1,
            "starts_at": "2026-11-19T16:00:00Z", "ends_at": "2026-11-19T16:24:00Z", "capacity": 30,
            "clash": "warn", "spark": {"fixed_minutes": 0, "changeover_s": 60}}, 201)["id"]
        self.api("POST", f"/events/{event}/publish", {}, 200)
        made = [self.api("POST", f"/events/{event}/talks", {
            "title": f"What worked {n}", "minutes": length, "category": "good practice"}, 201, who)["id"]
            for n, (who, length) in enumerate(talks)]
        self.api("POST", f"/events/{event}/programme/publish", {}, 200)
        return event, made

    def order(self, event):
        return [i["talk_id"] for i in self.api("GET", f"/events/{event}/programme", None, 200)["items"]]

    def mails(self, kind, email):
        return self.server.rows("SELECT count(*) FROM outbox o JOIN person p ON p.id = o.person_id"
                                " WHERE o.kind = ? AND p.email = ?", kind, email)[0][0]

    def ask(self, event, talk, *others):
        """From one's own talk by the links of the page; the number of the swap."""
        browser = self.be(OTHER)
        page = browser.get(f"/spark/{event}")
        self.assertIn("Swap with somebody", page.words)
        page = browser.get(f"/talks/{talk}/swap")
        self.assertIn("With each of these it works", page.words)
        for n in range(1, len(others) + 1):
            href = f"/talks/{talk}/swap?with=" + ",".join(map(str, others[:n]))
            self.assertIn(href, page.answer.text)
            page = browser.get(href)
        self.assertIn("Who would speak when", page.words)
        done = browser.submit(page.form(r".*/swap$"))
        self.assertIn("You asked", done.words)
        return self.server.rows("SELECT max(id) FROM talk_swap")[0][0]

    def answer(self, who, swap, button):
        browser = self.be(who)
        page = browser.get(f"/swaps/{swap}")
        return browser.submit(page.form(r"/swaps/.*"), button)

    def test_two(self):
        event, (one, two, three) = self.evening()
        swap = self.ask(event, one, two)
        self.assertEqual(self.mails("swap-asked", STAFF), 1)
        staff = self.be(STAFF)
        for path in ("/", "/bookings", f"/spark/{event}"):
            page = staff.get(path)
            self.assertIn("asks to swap slots: you would speak at 4pm", page.words, path)
            self.assertIn(f"/swaps/{swap}", page.answer.text, path)
        self.assertIn("waiting for everybody to say yes", self.be(OTHER).get(f"/spark/{event}").words)
        self.assertEqual(self.be(MENTOR).get(f"/swaps/{swap}").status, 404)
        done = self.answer(STAFF, swap, YES)
        self.assertIn("The slots are swapped", done.words)
        self.assertEqual(self.order(event), [two, one, three])
        self.assertEqual([self.mails("swap-done", who) for who in (OTHER, STAFF, MENTOR)], [1, 1, 0])
        self.assertIn("You speak at 4pm", self.be(STAFF).get(f"/spark/{event}").words)
        self.assertNotIn("asks to swap", self.be(STAFF).get("/").words)
        self.assertEqual(self.server.check()[0], 0)

    def test_chain(self):
        event, (one, two, three) = self.evening()
        swap = self.ask(event, one, two, three)
        self.answer(MENTOR, swap, YES)
        self.assertEqual(self.order(event), [one, two, three])
        self.answer(STAFF, swap, YES)
        self.assertEqual(self.order(event), [three, one, two])
        self.assertEqual(self.server.check()[0], 0)

    def test_no(self):
        event, (one, two, three) = self.evening()
        swap = self.ask(event, one, two)
        done = self.answer(STAFF, swap, NO)
        self.assertIn("said no. The slots stay as they are", done.words)
        self.assertEqual(self.order(event), [one, two, three])
        self.assertEqual(self.mails("swap-over", OTHER), 1)
        swap = self.ask(event, one, three)
        done = self.answer(OTHER, swap, "Take it back")
        self.assertIn("took it back", done.words)
        self.assertEqual(self.mails("swap-over", MENTOR), 1)

    def test_overtaken(self):
        event, (one, two, three) = self.evening()
        swap = self.ask(event, one, two)
        self.api("DELETE", f"/talks/{two}", None, 204, STAFF)
        wait_for(lambda: self.mails("swap-over", OTHER) == 1, "the one who asked to be told")
        self.assertEqual(self.mails("swap-over", STAFF), 0)
        self.assertIn("Something changed", self.be(OTHER).get(f"/swaps/{swap}").words)
        self.assertEqual(self.order(event), [one, three])
        self.assertEqual(self.server.check()[0], 0)

    def test_what_does_not_fit(self):
        event, (one, two, three) = self.evening(((OTHER, 7), (STAFF, 2), (MENTOR, 7)))
        browser = self.be(OTHER)
        page = browser.get(f"/talks/{one}/swap?with={two}")
        self.assertIn("This does not work yet", page.words)
        self.assertIn("it is too long for that slot", page.words)
        self.assertEqual(browser.get(f"/talks/{one}/swap?with=x").status, 422)
        self.assertNotIn("Ask ", page.words)
        self.assertEqual(self.order(event), [one, two, three])


if __name__ == "__main__":
    unittest.main()
