#!/usr/bin/python3
"""What no role reaches by a detour: another school's people, another's sign-in, more rights."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server

ASHBY, BRAMLEY = 1, 2


class Reach(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(conf={"rate_limits": "no"})
        cls.server.start()
        cls.tokens = {}

    @classmethod
    def tearDownClass(cls):
        cls.server.close()

    def browser(self, name):
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        browser.be(name)
        return browser

    def call(self, method, path, status, body=None, who="leader"):
        token = self.tokens.get(who) or self.server.token(f"{who}@demo.example")
        self.tokens[who] = token
        answer = self.server.request(method, f"/api/v1{path}", body, token=token)
        self.assertEqual(answer.status, status, answer.text)
        return answer.json() if answer.body else None

    def refused(self, method, path, status, slug, body=None, who="leader"):
        problem = self.call(method, path, status, body, who)
        self.assertEqual(problem["type"], f"/problems/{slug}", problem)
        return problem

    def id(self, who):
        return self.server.rows("SELECT id FROM person WHERE email = ?",
                                f"{who}@demo.example")[0]["id"]

    def newcomer(self, name, school, **fields):
        return self.call("POST", "/people", 201, {"name": name, "as": "staff", "school": school,
                                                  "staff_group": "teaching", **fields},
                         who="coordinator")

    def works_at_both(self, name):
        person = self.newcomer(name, ASHBY)
        return self.call("POST", f"/people/{person['id']}/employments", 201,
                         {"school": BRAMLEY, "staff_group": "teaching"}, who="coordinator")

    # ---- whoever has more rights is not reached through their address ----

    def test_an_administrators_address_is_an_administrators_to_change(self):
        there = f"/people/{self.id('admin')}"
        for who in ("leader", "coordinator"):
            self.refused("PATCH", there, 403, "not-allowed", {"email": "mine@demo.example"}, who)
        self.call("PATCH", there, 200, {"name": "Lee Okoro"}, "leader")
        self.call("PATCH", there, 200, {"email": "admin@demo.example"}, "admin")

    def test_a_heads_address_is_not_their_leaders_to_change(self):
        there = f"/people/{self.id('head')}"
        self.refused("PATCH", there, 403, "not-allowed", {"email": ""}, "leader")
        self.call("PATCH", f"/people/{self.id('leader')}", 200, {"email": "leader@demo.example"})

    # ---- one school's leader and another school's jobs ----

    def test_a_job_at_another_school_is_that_schools(self):
        person = self.works_at_both("Both Schools")
        job = next(j["id"] for j in person["employments"] if j["school_id"] == BRAMLEY)
        self.refused("PATCH", f"/employments/{job}", 403, "not-allowed", {"post": "Cook"})
        self.refused("POST", f"/employments/{job}/move", 403, "not-allowed",
                     {"school": ASHBY, "on": "2027-01-04"})
        self.refused("POST", f"/employments/{job}/end", 403, "not-allowed",
                     {"last_day": "2026-12-31"})
        page = self.browser("Priya Shah").get(f"/people/{person['id']}")
        self.assertNotIn(f"/jobs/{job}", [href for href, _ in page.links])
        own = next(j["id"] for j in person["employments"] if j["school_id"] == ASHBY)
        self.assertIn(f"/jobs/{own}", [href for href, _ in page.links])
        self.call("PATCH", f"/employments/{own}", 200, {"post": "Year 3"})

    def test_who_works_at_two_schools_is_not_let_go_by_one(self):
        person = self.works_at_both("Two Schools")
        self.refused("POST", f"/people/{person['id']}/leave", 403, "not-allowed",
                     {"last_day": "2026-12-31"})
        self.call("POST", f"/people/{person['id']}/leave", 200, {"last_day": "2026-12-31"},
                  "coordinator")
        self.refused("POST", f"/people/{person['id']}/stay", 403, "not-allowed")

    def test_a_part_elsewhere_is_begun_and_ended_there(self):
        person = self.newcomer("Part Elsewhere", ASHBY)
        there = f"/people/{person['id']}/participations"
        self.refused("POST", there, 403, "not-allowed", {"kind": "trustee"})
        self.refused("POST", "/people", 403, "not-allowed", {"name": "Second Me", "as": "trustee"})
        governor = self.call("POST", there, 201, {"kind": "governor", "school": BRAMLEY},
                             "coordinator")
        part = governor["participations"][0]["id"]
        self.refused("POST", f"/participations/{part}/end", 403, "not-allowed", {})

    # ---- lists ----

    def test_a_supporter_is_between_the_two_in_the_api_too(self):
        self.call("POST", f"/people/{self.id('staff')}/supporters", 201,
                  {"person_id": self.id("ect"), "from": "2026-09-01"}, "staff")
        for who, about in (("leader", "staff"), ("coordinator", "ect")):
            seen = self.call("GET", f"/people/{self.id(about)}", 200, who=who)
            kinds = [r["kind"] for r in seen["relations"] + seen["relations_to_others"]]
            self.assertNotIn("supporter", kinds, who)
        for about, key in (("staff", "relations"), ("ect", "relations_to_others")):
            seen = self.call("GET", f"/people/{self.id(about)}", 200, who=about)
            self.assertIn("supporter", [r["kind"] for r in seen[key]], about)

    def test_who_leaves_another_school_is_not_shown(self):
        person = self.newcomer("Zeno Parting", BRAMLEY)
        self.call("POST", f"/people/{person['id']}/leave", 200, {"last_day": "2026-12-31"},
                  "coordinator")
        there = "/people?q=Zeno+Parting"
        self.assertIn("Leaves on", self.browser("Robin Hale").get(there).words)
        words = self.browser("Priya Shah").get(there).words
        self.assertIn("Zeno Parting", words)
        self.assertNotIn("Leaves on", words)

    def test_who_left_another_school_is_not_listed(self):
        for name, school in (("Yara Gone", BRAMLEY), ("Yuri Gone", ASHBY)):
            person = self.newcomer(name, school, **{"from": "2026-09-01"})
            self.call("POST", f"/people/{person['id']}/leave", 200, {"last_day": "2026-10-30"},
                      "coordinator")
        there = "/people?q=Gone&left=yes"
        self.assertIn("Yara Gone", self.browser("Robin Hale").get(there).words)
        words = self.browser("Priya Shah").get(there).words
        self.assertIn("Yuri Gone", words)
        self.assertNotIn("Yara Gone", words)

    def test_who_holds_a_role_at_another_school_is_not_listed(self):
        person = self.newcomer("Xena Bursar", BRAMLEY)
        self.call("POST", f"/people/{person['id']}/roles", 201,
                  {"role": "finance", "school": BRAMLEY, "reason": "Pays the bills."}, "admin")
        there = "/people?role=finance&q=Xena"
        self.assertIn("Xena Bursar", self.browser("Robin Hale").get(there).words)
        self.assertNotIn("Xena Bursar", self.browser("Priya Shah").get(there).words)

    # ---- names ----

    def test_a_name_is_shown_as_it_reads(self):
        for name in ("Ana\u202eneves", "Ana\u200bBell", "Ana\nBell", "Ana\u2066Bell", "\u200b\u2060",
                     "\u00a0", "Ana\ufeff", "\u3164"):
            problem = self.call("POST", "/people", 422,
                                {"name": name, "as": "staff", "school": 1, "staff_group": "teaching"},
                                "coordinator")
            self.assertIn("name", [e["field"] for e in problem["errors"]], repr(name))


class Often(unittest.TestCase):
    def test_people_are_searched_240_times_a_minute(self):
        """On the page as in the API (http specification, section 10)."""
        with Server() as server:
            browser = Browser(server)
            self.addCleanup(browser.close)
            browser.be("Ana Bell")
            statuses = [browser.send("GET", "/people?q=zz").status for _ in range(245)]
        self.assertEqual(statuses[:200], [200] * 200)
        self.assertEqual(statuses[-1], 429)


if __name__ == "__main__":
    unittest.main()
