#!/usr/bin/python3
"""People through a year, on pages and through the API: joined, moved, away, related, gone."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server


def date(name, year, month, day):
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}


class People(unittest.TestCase):
    def setUp(self):
        self.server = Server(conf={"rate_limits": "no"})
        self.addCleanup(self.server.close)
        self.server.start()
        self.browser = Browser(self.server)
        self.addCleanup(self.browser.close)

    def be(self, name):
        self.browser.be(name)

    def find(self, name):
        """The page of the one person of that name."""
        found = self.browser.get(f"/people?q={name.replace(' ', '+')}")
        return self.browser.get(next(href for href, words in found.links
                                     if href.startswith("/people/") and name in words))

    def act(self, page, words, **fields):
        """Follows a link of the page and sends the form behind it."""
        ask = self.browser.get(page.link(words))
        self.assertEqual(ask.status, 200, words)
        form = next(f for f in ask.forms if f.method == "post" and "sign-out" not in f.action)
        return self.browser.submit(form, **fields)

    def add(self, name, email="", **fields):
        form = self.browser.get("/people/new").form("/people/new")
        page = self.browser.submit(form, name=name, email=email, **fields)
        self.assertEqual(page.status, 200, page.words)
        return page

    def token(self, who):
        return self.server.token(f"{who}@demo.example")

    def call(self, method, path, status, body=None, who="coordinator"):
        answer = self.server.request(method, f"/api/v1{path}", body, token=self.token(who))
        self.assertEqual(answer.status, status, answer.text)
        return answer.json() if answer.body else None

    def test_somebody_joins_is_changed_and_found_by_both_names(self):
        self.be("Robin Hale")
        page = self.add("Mira Sand", "mira@demo.example", school="1", **date("from", 2026, 11, 2))
        self.assertIn("Mira Sand", page.words)
        self.assertIn("Ashby Park School", page.words)
        page = self.act(page, "Change their name", name="Mira Stone")
        self.assertIn("Was Mira Sand", page.words)
        self.assertIn("Mira Stone", self.browser.get("/people?q=sand").words)
        self.be("Ana Bell")  # a name that was given up is not for every colleague
        self.assertNotIn("Mira", self.browser.get("/people?q=sand").words)

    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self):
        self.be("Robin Hale")
        form = self.browser.get("/people/new").form("/people/new")
        page = self.browser.submit(form, name="", email="no address", school="")
        self.assertEqual(page.status, 422)
        self.assertIn("Enter their name", page.words)
        self.assertEqual(page.form("/people/new").fields["email"], "no address")

    def test_a_joiner_cannot_sign_in_before_the_first_day(self):
        self.be("Robin Hale")
        page = self.add("Later On", "later@demo.example", school="1", **date("from", 2027, 1, 5))
        self.assertIn("cannot sign in before", page.words)
        self.assertIn("Starts on 5 January 2027", self.browser.get("/people?q=later").words)

    def test_a_job_at_a_second_school_is_moved_and_ended(self):
        self.be("Robin Hale")
        page = self.act(self.find("Ana Bell"), "Add a job", school="2", fte="0.4",
                        working_days="Mon, Tue", **date("starts_on", 2026, 11, 2))
        self.assertIn("0.4 of full time", page.words)
        self.assertIn("Mon, Tue", page.words)
        moves = [href for href, _ in page.links if href.endswith("/move")]
        form = self.browser.get(moves[-1]).form(moves[-1])
        page = self.browser.submit(form, school="3", **date("on", 2027, 1, 5))
        self.assertEqual(page.status, 200)
        self.assertIn("Kingsmead Academy", page.words)
        ends = [href for href, _ in page.links if href.startswith("/jobs/") and href.endswith("/end")]
        page = self.browser.submit(self.browser.get(ends[0]).form(ends[0]),
                                   **date("last_day", 2027, 7, 20))
        self.assertIn("20 July 2027", page.words)

    def test_a_leaver_may_stay_until_the_day_is_over(self):
        self.be("Robin Hale")
        page = self.act(self.find("Jo Carter"), "Leaving the trust", **date("last_day", 2026, 12, 18))
        self.assertIn("Leaves on Friday 18 December 2026", page.words)
        page = self.act(page, "Not leaving after all")
        self.assertNotIn("Leaves on", page.words)

    def test_away_is_recorded_without_a_reason(self):
        self.be("Robin Hale")
        page = self.act(self.find("Jo Carter"), "Away for a time", kind="away",
                        **date("from", 2026, 11, 2))
        self.assertIn("Out of the cycle", page.words)
        self.be("Jo Carter")
        words = self.browser.get("/deadlines").words
        self.assertIn("You are not in the cycle at the moment", words)
        self.assertNotIn("induction", words)

    def test_a_mentor_changes_and_the_record_keeps_both(self):
        self.be("Robin Hale")
        page = self.act(self.find("Ana Bell"), "Mentor, coach", kind="pd_mentor",
                        person="leader@demo.example", **date("from", 2026, 11, 2))
        self.assertIn("Priya Shah", page.words)
        self.assertIn("Sam Green", page.words)
        self.be("Sam Green")
        self.assertNotIn("Ana Bell", self.browser.get("/mentees").words)
        self.be("Priya Shah")
        self.assertIn("Ana Bell", self.browser.get("/mentees").words)

    def test_only_the_owner_names_a_supporter(self):
        self.be("Ana Bell")
        me = self.find("Ana Bell")
        page = self.act(me, "Name a supporter", person="Jo Carter", **date("from", 2026, 11, 2))
        self.assertIn("Jo Carter", page.words)
        number = page.url.split("?")[0].rsplit("/", 1)[1]
        self.be("Robin Hale")
        self.assertEqual(self.browser.get(f"/people/{number}/supporter").status, 403)
        self.assertNotIn("Supporter", self.browser.get(f"/people/{number}").words)

    def test_an_administrator_names_a_new_leader(self):
        self.be("Lee Okoro")
        page = self.act(self.find("Mel Thorne"), "Give a role", role="cpd_leader", school="1",
                        reason="Priya is on secondment", **date("from", 2026, 11, 2))
        self.assertEqual(page.status, 200, page.words)
        roles = self.browser.get("/roles?school=1").words
        self.assertIn("Mel Thorne", roles)
        self.assertNotIn("CPD leader Priya Shah", roles)
        self.be("Ana Bell")
        self.assertIn("Mel Thorne", self.browser.get("/").words)

    def test_no_role_stands_chosen(self):
        self.be("Lee Okoro")
        page = self.browser.get(self.find("Ana Bell").link("Give a role"))
        form = page.form("/people/.*/role")
        self.assertEqual((form.fields["role"], form.fields["school"]), ("", "1"))
        refused = self.browser.submit(form, reason="Because")
        self.assertEqual(refused.status, 422)
        self.assertIn("Choose the role", refused.words)

    def test_an_administrator_is_led_to_what_they_may_and_no_further(self):
        self.be("Lee Okoro")
        self.assertNotIn("Mentors and coaches", self.browser.get("/people").words)
        page = self.find("Ana Bell")
        self.assertNotIn("Read their record", page.words)
        self.assertIn("How Ana Bell signs in",
                      self.browser.get(page.link("Help them sign in")).words)

    def test_the_last_administrator_stays_one(self):
        self.be("Lee Okoro")
        page = self.find("Lee Okoro")
        ends = [href for href, _ in page.links if href.startswith("/roles/")]
        faults = []
        for end in ends:
            page = self.browser.submit(self.browser.get(end).form(end), reason="test")
            faults.append(page.words)
            if page.status == 409:
                break
        self.assertTrue(any("last administrator" in words for words in faults), faults)

    def test_a_parent_sees_the_one_event_that_is_open_to_them(self):
        events = self.call("GET", "/events?kind=twilight&from=2026-11-03", 200)["items"]
        open_one, other = events[0], events[1]
        self.call("POST", "/people", 201, {
            "name": "Pat Parent", "email": "pat@demo.example", "as": "parent or carer",
            "event": open_one["id"], "from": "2026-11-01"})
        listed = self.call("GET", "/events", 200, who="pat")["items"]
        self.assertEqual([e["id"] for e in listed], [open_one["id"]])
        self.call("GET", f"/events/{open_one['id']}", 200, who="pat")
        self.call("GET", f"/events/{other['id']}", 404, who="pat")
        self.call("POST", f"/events/{other['id']}/bookings", 404, {}, who="pat")
        self.call("POST", f"/events/{open_one['id']}/bookings", 201, {}, who="pat")
        self.call("GET", "/people", 403, who="pat")
        feed = self.call("POST", "/feeds", 201, {"scope": "trust"}, who="pat")
        text = self.server.request("GET", feed["url"].split(self.server.url)[-1]).text
        self.assertEqual(text.count("BEGIN:VEVENT"), 1)
        self.assertIn(open_one["title"][:20], text)

    def test_a_leader_edits_their_own_school_only(self):
        self.be("Priya Shah")
        self.assertIn("Add a job", self.find("Ana Bell").words)
        other = self.find("Jo Carter")
        self.assertNotIn("Add a job", other.words)
        number = other.url.rsplit("/", 1)[1]
        self.assertEqual(self.browser.get(f"/people/{number}/leave").status, 403)

    def test_duplicates_are_merged_and_taken_apart(self):
        self.be("Robin Hale")
        self.add("Twin One", "twin1@demo.example", school="1", **date("from", 2026, 9, 1))
        self.add("Twin Two", "twin2@demo.example", school="2", **date("from", 2026, 9, 1))
        page = self.act(self.find("Twin One"), "Merge with another", person="Twin Two")
        self.assertIn("Are these the same person?", page.words)
        page = self.browser.submit(page.form(r"/people/\d+/merge"), email="gone")
        self.assertIn("Millbrook Primary School", page.words)
        self.assertIn("twin2@demo.example", page.words)
        undo = page.link("Undo this")
        page = self.browser.submit(self.browser.get(undo).form(undo))
        self.assertIn("Twin Two", page.words)
        self.assertNotIn("Millbrook", self.find("Twin One").words)

    def test_a_search_of_many_is_paged(self):
        self.be("Robin Hale")
        first = self.browser.get("/people")
        following = next(href for href, _ in first.links if "after=" in href)
        self.assertEqual(self.browser.get(following).status, 200)

    def test_a_leavers_places_go_when_the_day_is_over(self):
        event = next(e for e in self.call("GET", "/events?from=2026-11-03", 200)["items"]
                     if e["title"] == "Reading aloud in every subject")
        self.call("POST", f"/events/{event['id']}/bookings", 201, {}, who="other")
        jo = self.call("GET", "/me", 200, who="other")
        self.call("POST", f"/people/{jo['id']}/leave", 200, {"last_day": "2026-11-01"})
        self.server.request("GET", "/api/v1/me", token=self.token("coordinator"))
        person = self.call("GET", f"/people/{jo['id']}", 200)
        self.assertEqual(person["left_on"], "2026-11-01")
        self.assertEqual(person["roles"], [])
        self.call("POST", f"/people/{jo['id']}/stay", 409, {})


if __name__ == "__main__":
    unittest.main()
