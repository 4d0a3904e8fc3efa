#!/usr/bin/python3
"""Finding an event (issue 4): by words, by filters in the address, for me, a term at a glance."""
import csv
import io
import pathlib
import sys
import unittest
from urllib.parse import quote

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server


class Find(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(conf={"rate_limits": "no"})
        cls.server.start()
        cls.token = cls.server.token("coordinator@demo.example")
        cls.draft = cls.make("Zoë's Mathematics evening", publish=False)
        cls.zoe = cls.make("Mathematics with Zoë O'Brien", room="Library")
        cls.year6 = cls.make("Fractions again", about={"phase": "Year 6", "level": "trust"})

    @classmethod
    def tearDownClass(cls):
        cls.server.close()

    @classmethod
    def make(cls, title, publish=True, **fields):
        event = cls.server.request("POST", "/api/v1/events", {
            "kind": "twilight", "title": title, "purpose": "To find it", "host_school": 1,
            "room": "Hall", "starts_at": "2026-12-08T16:00:00Z", "ends_at": "2026-12-08T17:00:00Z",
            "capacity": 12, **fields}, token=cls.token)
        assert event.status == 201, event.text
        event = event.json()
        if publish:
            done = cls.server.request("POST", f"/api/v1/events/{event['id']}/publish", {},
                                      token=cls.token)
            assert done.status == 200, done.text
        return event

    def setUp(self):
        self.browser = Browser(self.server)
        self.addCleanup(self.browser.close)
        self.browser.be(self.server.rows("SELECT name FROM person WHERE email = ?",
                                         "staff@demo.example")[0]["name"])

    def listed(self, query, who="staff"):
        token = self.server.token(f"{who}@demo.example")
        answer = self.server.request("GET", f"/api/v1/events?{query}", token=token)
        self.assertEqual(answer.status, 200, answer.text)
        return [event["id"] for event in answer.json()["items"]]

    # ---- words ----

    def test_words_are_found_by_their_beginning(self):
        for words in ("math zoe", "ZOË obrien", "o'brien library", "O’Brien", "mathem ashby"):
            self.assertEqual(self.listed("q=" + quote(words)), [self.zoe["id"]], words)
            self.assertIn("Mathematics with Zoë", self.browser.get("/events?q=" + quote(words)).words)
        self.assertEqual(self.listed("q=mathematicz"), [])

    def test_a_draft_is_found_by_whoever_may_see_it(self):
        self.assertNotIn(self.draft["id"], self.listed("q=mathematics"))
        self.assertIn(self.draft["id"], self.listed("q=mathematics", "coordinator"))

    def test_what_is_typed_is_never_the_language_of_the_index(self):
        for typed in ('"', "a OR b", "title:x", "NEAR(", "*", "^z x", "(", "'", "zoe AND NOT", "%", "-"):
            page = self.browser.get("/events?q=" + quote(typed))
            self.assertEqual(page.status, 200, typed)
            self.assertNotIn("Mathematics with", page.words, typed)
            self.listed("q=" + quote(typed))

    # ---- filters ----

    def test_filters_stand_in_the_address_and_go_one_by_one(self):
        page = self.browser.get("/events?q=fractions&kind=twilight&phase=Year+6&level=trust&free=1"
                                "&from=2026-12-01&to=2026-12-31")
        self.assertIn("1 event", page.words)
        for chip in ("“fractions”", "Twilight", "Year 6", "From 1 December 2026",
                     "Until 31 December 2026", "Places left"):
            self.assertIn(f"Remove {chip}", page.words)
        self.assertEqual(self.listed("phase=year%206&free=1&level=trust&to=2026-12-31"),
                         [self.year6["id"]])

    def test_nothing_found_says_which_filter_to_drop(self):
        page = self.browser.get("/events?q=fractions&kind=conference")
        self.assertIn("Nothing fits all of these. Leave one out:", page.words)
        self.assertIn("Without “Conference”: 1 event", page.words)
        self.assertIn("Nothing fits that.", self.browser.get("/events?q=qqqqq").words)

    def test_filters_survive_paging(self):
        for number in range(21):
            self.make(f"Paging {number}", kind="visit")
        for query in ("kind=visit&school=1&from=2026-12-01", "kind=visit&q=paging&school=1"):
            page = self.browser.get(f"/events?{query}")
            self.assertIn("The first 20 events", page.words)
            following = next(href for href, _ in page.links if "after=" in href)
            for part in query.split("&"):
                self.assertIn(part, following)
            self.assertIn("The next 1 event", self.browser.get(following).words)

    def test_a_filter_of_nobodys_making_is_refused(self):
        for query in ("kind=party", "from=soon", "to=x", "school=x", "after=1", "q=" + "x" * 81):
            self.assertEqual(self.browser.get(f"/events?{query}").status, 422, query)
            if not query.startswith("after"):
                answer = self.server.request("GET", f"/api/v1/events?{query}", token=self.token)
                self.assertEqual(answer.status, 422, query)

    def test_the_list_leaves_as_a_table(self):
        answer = self.browser.send("GET", "/events.csv?q=fractions")
        self.assertEqual(answer.status, 200)
        rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))
        self.assertEqual([(row["Date"], row["From"], row["Title"], row["Places left"])
                          for row in rows], [("2026-12-08", "16:00", "Fractions again", "12")])

    # ---- for me ----

    def test_for_me_says_why(self):
        answer = self.server.request("GET", "/api/v1/me/events",
                                     token=self.server.token("staff@demo.example"))
        self.assertEqual(answer.status, 200, answer.text)
        items = answer.json()["items"]
        self.assertTrue(items)
        page = self.browser.get("/events/for-me")
        for item in items:
            self.assertTrue(item["reasons"])
            self.assertIsNone(item["event"]["my_booking"])
            for reason in item["reasons"]:
                self.assertIn(reason, page.words)
        home = self.browser.get("/")
        self.assertIn(items[0]["reasons"][0], home.words)

    # ---- the weekly mail ----

    def test_the_weekly_mail_ends_by_its_link_alone(self):
        server, token = self.server, self.server.token("mentor@demo.example")
        asked = lambda: server.request("GET", "/api/v1/me/digest", token=token).json()
        self.assertEqual(asked(), {"wanted": True})
        for wanted in (False, True):
            answer = server.request("PUT", "/api/v1/me/digest", {"wanted": wanted}, token=token)
            self.assertEqual(answer.json(), {"wanted": wanted})
        word = server.rows("SELECT d.token FROM digest d JOIN person p ON p.id = d.person_id"
                           " WHERE p.email = ?", "mentor@demo.example")[0]["token"]
        stranger = Browser(server)
        self.addCleanup(stranger.close)
        page = stranger.get(f"/digest/stop/{word}")
        self.assertIn("Stop the weekly mail?", page.words)
        self.assertEqual(asked(), {"wanted": True})
        self.assertEqual(stranger.get(f"/digest/stop/{word[:-1]}x").status, 404)
        done = stranger.send("POST", f"/digest/stop/{word}", body=b"List-Unsubscribe=One-Click",
                             headers={"Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual(done.status, 200)
        self.assertEqual(asked(), {"wanted": False})

    def test_the_weekly_mail_is_a_choice_on_a_page(self):
        page = self.browser.get("/digest")
        self.assertIn("You get it", page.words)
        page = self.browser.submit(page.form("/digest"))
        self.assertIn("You will not get it any more.", page.words)
        self.assertIn("You get it from now on.", self.browser.submit(page.form("/digest")).words)

    # ---- a term ----

    def test_a_term_at_a_glance(self):
        page = self.browser.get("/events/term?term=2026-12-01&kind=twilight")
        self.assertIn("Fractions again", page.words)
        self.assertNotIn("SPARK: autumn", page.words)
        later = next(href for href, _ in page.links if "term=2027" in href)
        self.assertIn("kind=twilight", later)
        self.assertNotIn("Fractions again", self.browser.get(later).words)
        self.assertEqual(self.browser.get("/events/term?term=never").status, 422)


if __name__ == "__main__":
    unittest.main()
