#!/usr/bin/python3
"""A school adds to its trust's lists, plan and dates on its pages; the trust's stay as they are."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server

OURS = "The school’s own"


class SchoolPolicy(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.close)
        # A coordinator who works at no school.
        cls.server.write("DELETE FROM employment WHERE person_id IN"
                         " (SELECT id FROM person WHERE name = 'Robin Hale')")
        cls.server.start()
        ids = {row["name"]: row["id"] for row in cls.server.rows("SELECT id, name FROM school")}
        cls.here = ids["Ashby Park School"]
        cls.there = next(id for name, id in ids.items() if name != "Ashby Park School")
        cls.base = f"/schools/{cls.here}/policy"

    def be(self, name):
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        browser.be(name)
        return browser

    def test_staff_read_what_the_school_adds(self):
        ana = self.be("Ana Bell")
        self.assertIn(self.base, [href for href, _ in ana.get(f"/schools/{self.here}").links])
        page = ana.get(self.base)
        self.assertIn("Nothing of the trust’s can be changed", page.words)
        self.assertNotIn(f"{self.base}/add", [href for href, _ in page.links])
        refused = ana.get(f"{self.base}/add")
        self.assertEqual(refused.status, 403)
        self.assertIn("Tell them what you miss", refused.words)

    def test_a_leader_adds_at_their_own_school_only(self):
        priya = self.be("Priya Shah")
        self.assertEqual(priya.get(f"/schools/{self.there}/policy").status, 200)
        self.assertEqual(priya.get(f"/schools/{self.there}/policy/add").status, 403)
        self.assertEqual(self.be("Robin Hale").get(f"/schools/{self.there}/policy/add").status, 200)

    def test_an_item_is_added_and_taken_out_of_use(self):
        priya, ana, jo = self.be("Priya Shah"), self.be("Ana Bell"), self.be("Jo Carter")
        page = priya.get(f"{self.base}/add?list=providers")
        form = page.form(f"{self.base}/add")
        refused = priya.submit(form, text=" ")
        self.assertEqual(refused.status, 422)
        self.assertIn("Enter the words of the new item", refused.words)
        added = priya.submit(form, text="River Museum")
        self.assertIn("Added.", added.words)
        self.assertIn("River Museum", added.words)
        # The school's people see it, marked; nobody else's do.
        self.assertIn("River Museum (the school’s own)", ana.get("/policy/lists/providers").words)
        self.assertNotIn("River Museum", jo.get("/policy/lists/providers").words)
        robin = self.be("Robin Hale")
        self.assertNotIn("River Museum", robin.get("/policy/lists/providers").words)
        self.assertNotIn("as Ashby Park School has it", robin.get("/policy").words)
        self.assertIn("as Ashby Park School has it", ana.get("/policy").words)
        # A form of before the additions changed is stale.
        self.assertEqual(priya.submit(form, text="Hill Farm").status, 409)
        retired = priya.submit(added.form(f"{self.base}/retire", "Take it out of use"))
        self.assertIn("No longer offered", retired.words)
        self.assertIn("no longer offered", ana.get("/policy/lists/providers").words)
        again = priya.submit(retired.form(f"{self.base}/retire", "Offer it again"))
        self.assertNotIn("No longer offered", again.words)
        # What is the trust's cannot be retired by naming it.
        form = again.form(f"{self.base}/retire", "Take it out of use")
        refused = priya.submit(form, item="national_college")
        self.assertEqual(refused.status, 422)
        self.assertIn("What is the trust’s stays", refused.words)

    def test_groups_and_a_section_of_the_plan(self):
        mel, ana = self.be("Mel Thorne"), self.be("Ana Bell")
        form = mel.get(f"{self.base}/add?list=stage_steps").form(f"{self.base}/add")
        self.assertIn("goals", form.choices["group"])
        self.assertEqual(mel.submit(form, text="Meet your year group", group="x").status, 422)
        added = mel.submit(form, text="Meet your year group", group="goals")
        self.assertIn("In: Setting Professional Development Goals", added.words)
        self.assertIn("Meet your year group", ana.get("/policy/lists/stage_steps").words)
        form = mel.get(f"{self.base}/add?list=plan").form(f"{self.base}/add")
        added = mel.submit(form, text="How will I read aloud?", section="Reading here")
        self.assertIn("In: Reading here", added.words)
        plan = ana.get("/policy/lists/plan").words
        self.assertLess(plan.index("What are my strengths?"), plan.index("Reading here"))
        self.assertIn("How will I read aloud? (the school’s own)", plan)

    def test_own_dates_say_what_they_move_and_go_back(self):
        priya, ana, jo = self.be("Priya Shah"), self.be("Ana Bell"), self.be("Jo Carter")
        trusts = "Wednesday 30 June"
        self.assertIn(trusts, ana.get("/deadlines").words)
        page = priya.get(f"{self.base}/dates?part=final")
        form = page.form(f"{self.base}/dates")
        self.assertEqual(priya.submit(form, due_day="31", due_month="2").status, 422)
        refused = priya.submit(form, due_day="1", due_month="January")
        self.assertEqual(refused.status, 422)
        self.assertIn("lies before opens", refused.words)
        asked = priya.submit(form, due_day="18", due_month="June")
        self.assertIn("Deadlines will move", asked.words)
        self.assertRegex(asked.words, r"This moves \d+ deadlines")
        self.assertIn(trusts, ana.get("/deadlines").words)
        # A number that is not what would move is asked again.
        wrong = priya.submit(asked.form(f"{self.base}/dates"), moves="1")
        self.assertIn("Deadlines will move", wrong.words)
        done = priya.submit(asked.form(f"{self.base}/dates"))
        self.assertRegex(done.words, r"The dates are changed\. \d+ deadlines moved\.")
        self.assertIn(OURS, done.words)
        self.assertIn("Friday 18 June", ana.get("/deadlines").words)
        self.assertIn(trusts, jo.get("/deadlines").words)
        self.assertIn("18 June", ana.get("/policy").words)
        back = priya.get(f"{self.base}/dates?part=final").form(f"{self.base}/dates/trust")
        done = priya.submit(priya.submit(back).form(f"{self.base}/dates/trust"))
        self.assertNotIn(OURS, done.words)
        self.assertIn(trusts, ana.get("/deadlines").words)
        rows = self.server.rows("SELECT detail FROM audit WHERE action = 'policy-add'"
                                " AND detail LIKE '%dates for final%' ORDER BY id")
        self.assertEqual(len(rows), 2)
        self.assertRegex(rows[0]["detail"], r"^own dates for final; deadlines moved: [1-9]\d*$")


if __name__ == "__main__":
    unittest.main()
