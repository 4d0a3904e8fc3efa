#!/usr/bin/python3
"""Why a talk is where it is, and what cannot go together, on the coordinator's pages without
script."""
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server

COORDINATOR, STAFF = "coordinator@demo.example", "staff@demo.example"


class Why(unittest.TestCase):
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

    def press(self, browser, form, **fields):
        """Sends a form whose answer names a place within a page."""
        self.assertEqual(browser.post(form.action, {**form.fields, **fields}).status, 303)

    def busiest(self):
        """The SPARK event to come with most talks, and three of these."""
        event = self.server.rows(
            "SELECT t.event_id FROM talk t JOIN event e ON e.id = t.event_id"
            " WHERE t.status = 'confirmed' AND e.status = 'published'"
            " GROUP BY t.event_id ORDER BY count(*) DESC, t.event_id DESC LIMIT 1")[0][0]
        talks = self.server.rows("SELECT id FROM talk WHERE event_id = ? AND status = 'confirmed'"
                                 " ORDER BY id LIMIT 3", event)
        return event, *(row[0] for row in talks)

    def test_why(self):
        event, _, _, talk = self.busiest()
        coordinator = self.be(COORDINATOR)
        board = f"/spark/{event}/board"
        self.assertIn(f'href="{board}/why?talk={talk}"', coordinator.get(board).answer.text)
        page = coordinator.get(f"{board}/why?talk={talk}")
        self.assertEqual(page.status, 200)
        self.assertIn("Where else it could be", page.words)
        slots = re.findall(r'<button[^>]*name="number" value="(\d)"', page.answer.text)
        self.assertTrue(slots, page.words)
        before = coordinator.get(board).words
        form = next(f for f in page.forms if f.action == board + "/why" and f.method == "post")
        self.press(coordinator, form, number=slots[-1])
        self.assertNotEqual(coordinator.get(board).words, before)
        late = coordinator.post(form.action, {**form.fields, "number": slots[-1]})
        self.assertEqual(late.status, 409)
        self.assertEqual(self.be(STAFF).get(f"{board}/why?talk={talk}").status, 403)

    def test_what_does_not_go_together(self):
        event, first, second, _ = self.busiest()
        coordinator = self.be(COORDINATOR)
        board = f"/spark/{event}/board"
        self.assertIn("Yes.", coordinator.get(board + "/fit").words)
        for a, b in ((first, second), (second, first)):
            self.press(coordinator, coordinator.get(board).form(board + "/rules"), kind="before",
                       first=str(a), second=str(b))
        rules = coordinator.get(board + "?done=rule")
        titles = {row[0]: row[1] for row in self.server.rows("SELECT id, title FROM talk")}
        self.assertIn("cannot all be kept", rules.words)
        self.assertEqual(rules.words.count("Cannot be kept"), 2)
        for a, b in ((first, second), (second, first)):
            self.assertIn(f"{titles[a]} comes before {titles[b]} Cannot be kept It does not go "
                          f"together with this: “{titles[b]}” comes before “{titles[a]}”.",
                          rules.words)
        words = coordinator.get(board + "/fit").words
        self.assertIn("No. This stands in the way; without it everything fits.", words)
        self.assertIn("These do not go together", words)
        self.assertEqual(words.count("comes before"), 2)
        self.press(coordinator, coordinator.get(board).form(board + "/rules/remove"))
        rules = coordinator.get(board + "?done=rule").words
        self.assertIn("The rules of order are saved.", rules)
        self.assertNotIn("Cannot be kept", rules)


if __name__ == "__main__":
    unittest.main()
