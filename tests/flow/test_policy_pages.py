#!/usr/bin/python3
"""Editing the policy on its pages: a draft, what it would change, putting it into force."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server, wait_for

FORCE = "Put it into force"


class Editor(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.close)
        cls.server.start()

    def be(self, name):
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        browser.be(name)
        return browser

    def test_staff_read_and_do_not_edit(self):
        ana = self.be("Ana Bell")
        page = ana.get("/policy")
        self.assertIn("not endorsed", page.words)
        self.assertIn("Professional Reflections", page.words)
        self.assertNotIn("/policy/edit", [href for href, _ in page.links])
        self.assertEqual(ana.get("/policy/edit").status, 403)
        self.assertEqual(ana.get("/policy/lists/ratings").status, 404)

    def test_a_date_moves_only_when_the_draft_is_put_into_force(self):
        robin = self.be("Robin Hale")
        ana = self.be("Ana Bell")
        self.assertIn("Wednesday 30 June", ana.get("/deadlines").words)
        page = robin.get("/policy/edit/year/final")
        refused = robin.submit(page.form("/policy/edit/year/final"), due_day="31", due_month="2")
        self.assertEqual(refused.status, 422)
        self.assertIn("Enter a real day and month", refused.words)
        self.assertEqual(refused.form("/policy/edit/year/final").fields["due_day"], "31")
        kept = robin.submit(page.form("/policy/edit/year/final"), due_day="20", due_month="June")
        self.assertIn("Kept in the draft", kept.words)
        self.assertIn("people get another date", kept.words)
        self.assertIn("Wednesday 30 June", ana.get("/deadlines").words)
        # A form of before the draft changed is stale.
        self.assertEqual(robin.submit(page.form("/policy/edit/year/final"), due_day="21",
                                      due_month="6").status, 409)
        done = robin.submit(robin.get("/policy/edit").form("/policy/edit/publish"))
        self.assertIn("The policy is in force", done.words)
        self.assertNotIn(FORCE, done.words)
        self.assertIn("20 June", robin.get("/policy").words)
        wait_for(lambda: "Friday 18 June" in ana.get("/deadlines").words, "the deadline")

    def test_a_draft_is_thrown_away(self):
        robin = self.be("Robin Hale")
        page = robin.get("/policy/edit/lists/aims")
        added = robin.submit(page.form("/policy/edit/lists/aims"), text="More time to think")
        self.assertIn("More time to think", added.words)
        self.assertNotIn("More time to think", robin.get("/policy/lists/aims").words)
        item = robin.get("/policy/edit/items/aims.more_time_to_think")
        self.assertIn("the trust’s own", item.words)
        gone = robin.submit(robin.get("/policy/edit").form("/policy/edit/discard"))
        self.assertIn("The draft is thrown away", gone.words)
        self.assertNotIn("More time to think", robin.get("/policy/edit/lists/aims").words)


if __name__ == "__main__":
    unittest.main()
