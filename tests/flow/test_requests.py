#!/usr/bin/python3
"""Requests on pages, without script: asked on a form, decided with two buttons, arranged."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server

DATES = {"from_day": "3", "from_month": "December", "from_year": "2026",
         "to_day": "4", "to_month": "12", "to_year": "2026"}
ASK = {"title": "Reading conference", "outcome": "A plan for reading aloud", "cost": "49.50",
       "in_trust": "no", **DATES}


class Requests(unittest.TestCase):
    """Ana asks; Priya leads professional development, Mel is the head; nobody manages Ana."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server(conf={"rate_limits": "no"})
        cls.addClassCleanup(cls.server.close)
        # The last of the coming twilights that nobody is at yet is to be approved.
        cls.event = cls.server.rows(
            "SELECT id FROM event WHERE kind IN ('twilight', 'course') AND status = 'published'"
            " AND starts_at > unixepoch('2026-11-09') AND taken < capacity AND attendance ="
            " 'voluntary' AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.event_id = event.id"
            " AND b.person_id = (SELECT id FROM person WHERE name = 'Ana Bell'))"
            " ORDER BY starts_at DESC LIMIT 1")[0]["id"]
        cls.server.write("UPDATE event SET approval = 1 WHERE id = ?", cls.event)
        cls.server.start()

    def be(self, name):
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        browser.be(name)
        return browser

    def ask_for(self, **fields):
        """Ana's request; its address."""
        ana = self.be("Ana Bell")
        page = ana.submit(ana.get("/requests/new").form("/requests/new"), **{**ASK, **fields})
        self.assertIn("Your request is sent", page.words)
        return page.url.split("?")[0]

    def mails(self, kind, name):
        return self.server.rows("SELECT count(*) FROM outbox o JOIN person p ON p.id = o.person_id"
                                " WHERE o.kind = ? AND p.name = ?", kind, name)[0][0]

    def test_what_was_typed_stays(self):
        ana = self.be("Ana Bell")
        form = ana.get("/requests/new").form("/requests/new")
        page = ana.submit(form, **{**ASK, "title": "", "cost": "much", "criteria_need": "1"})
        self.assertEqual(page.status, 422)
        self.assertIn("The name is missing. Enter it.", page.words)
        self.assertIn("Enter an amount in pounds, like 120 or 49.50.", page.words)
        form = page.form("/requests/new")
        self.assertEqual((form.fields["cost"], form.fields["outcome"]), ("much", ASK["outcome"]))
        page = ana.submit(form, title="Reading conference", cost="£1,200")
        self.assertIn("£1,200", page.words)
        self.assertIn("It meets a need somebody has named", page.words)

    def test_two_buttons(self):
        url = self.ask_for(provider="Seven Hills", cover_needed="3", linked_goal="1")
        priya, mel = self.be("Priya Shah"), self.be("Mel Thorne")
        self.assertRegex(priya.get("/").words, r"requests? waits? for you")
        page = priya.get(url)
        self.assertIn("With Priya Shah since 2 November 2026, to answer by 9 November 2026",
                      page.words)
        self.assertIn("Nobody else holds this role for you, so it went straight on.", page.words)
        self.assertIn("A goal of their plan", page.words)
        decide = f"{url}/decide"
        page = priya.submit(page.form(decide), button="Decline")
        self.assertEqual(page.status, 422)
        self.assertIn("The reason is missing. Enter it.", page.words)
        page = priya.submit(priya.get(url).form(decide), button="Approve", note="Good value")
        self.assertIn("Your decision is noted", page.words)
        self.assertNotIn("What do you decide?", priya.get(url).words)
        page = mel.submit(mel.get(url).form(decide), button="Approve")
        self.assertIn("Your decision is noted", page.words)
        ana = self.be("Ana Bell")
        page = ana.get(url)
        self.assertIn("Approved", page.words)
        self.assertIn("Priya Shah, 2 November 2026", page.words)
        self.assertIn("“Good value”", page.words)
        page = priya.get(url)
        page = priya.submit(page.form(f"{url}/cover"), note="7B: Mr Ray")
        self.assertIn("told by mail", page.words)
        page = priya.submit(page.form(f"{url}/order"), order="confirmed")
        self.assertIn("Confirmed by the provider", page.words)
        page = ana.get(url)
        self.assertIn("7B: Mr Ray", page.words)
        self.assertNotIn("Arrange it", page.words)

    def test_a_question_and_its_answer(self):
        url = self.ask_for(title="Museum")
        priya, ana = self.be("Priya Shah"), self.be("Ana Bell")
        page = priya.submit(priya.get(url).form(f"{url}/ask"), note="Why not in June?")
        self.assertIn("Your question is sent", page.words)
        page = ana.get(url)
        self.assertIn("Priya Shah asks you Why not in June?", page.words)
        page = ana.submit(page.form(f"{url}/answer"), note="It is over by then.")
        self.assertIn("Your answer is sent", page.words)
        self.assertIn("It is over by then.", priya.get(url).words)

    def test_to_a_colleague_and_back(self):
        url = self.ask_for(title="A visit")
        priya = self.be("Priya Shah")
        page = priya.get(priya.get(url).link("Give it to a colleague"))
        form = f"{url}/delegate"
        page = priya.submit(page.form(form), person="Nobody at all")
        self.assertIn("Nobody here is called that", page.words)
        page = priya.submit(page.form(form), person="staff@demo.example")
        self.assertIn("Nobody decides their own request", page.words)
        page = priya.submit(page.form(form), person="other@demo.example")
        self.assertIn("Your colleague has it now", page.words)
        page = priya.submit(priya.get(form).form(form), person="leader@demo.example")
        self.assertIn("With Priya Shah since", page.words)

    def test_several_at_once(self):
        one, two = self.ask_for(title="First aid"), self.ask_for(title="First aid again")
        priya = self.be("Priya Shah")
        form = priya.get("/requests").form("/requests/decide")
        page = priya.submit(form, button="Approve those ticked")
        self.assertIn("Tick the requests that you decide.", page.words)
        ticks = {f"ids_{url.rsplit('/', 1)[1]}": "1" for url in (one, two)}
        page = priya.submit(form, button="Decline those ticked", **ticks)
        self.assertEqual(page.status, 422)
        self.assertIn("The reason is missing", page.words)
        page = priya.submit(form, button="Decline those ticked", note="No cover", **ticks)
        self.assertIn("2 requests decided.", page.words)
        ana = self.be("Ana Bell")
        for url in (one, two):
            self.assertIn("Why: No cover", ana.get(url).words)

    def test_a_change_and_a_withdrawal(self):
        url = self.ask_for(title="Old name")
        ana = self.be("Ana Bell")
        edit = ana.get(ana.get(url).link("Change it"))
        page = ana.submit(edit.form(f"{url}/edit"), title="New name")
        self.assertIn("New name", page.words)
        page = ana.submit(edit.form(f"{url}/edit"), title="Behind")
        self.assertEqual(page.status, 409)
        self.assertIn("New name", page.words)
        page = ana.submit(ana.get(f"{url}/withdraw").form(f"{url}/withdraw"))
        self.assertIn("Your request is withdrawn.", page.words)
        self.assertNotIn("Withdraw it", page.words)

    def test_a_working_pattern_is_between_few(self):
        ana = self.be("Ana Bell")
        form = ana.get("/requests/pattern").form("/requests/pattern")
        page = ana.submit(form, title="Friday afternoons off", outcome="A degree", **DATES)
        url = page.url.split("?")[0]
        self.assertIn("A degree", page.words)
        robin = self.be("Robin Hale")
        self.assertEqual(robin.get(url).status, 404)
        self.assertNotIn("Friday afternoons", robin.get("/requests/all").words)
        self.assertNotIn("Friday afternoons", robin.send("GET", "/requests.csv").text)
        self.assertEqual(self.server.rows("SELECT count(*) FROM outbox WHERE body LIKE"
                                          " '%Friday afternoons%' OR body LIKE '%A degree%'")[0][0],
                         0)

    def test_a_place_that_needs_approval(self):
        ana, priya, mel = (self.be(name) for name in ("Ana Bell", "Priya Shah", "Mel Thorne"))
        place = f"/events/{self.event}"
        answers = self.mails("approval-answer", "Ana Bell")
        page = ana.submit(ana.get(place).form(f"{place}/book"))
        self.assertEqual(page.status, 200, page.words)
        url = self.server.rows("SELECT max(id) FROM approval WHERE booking_id IS NOT NULL")[0][0]
        url = f"/requests/{url}"
        self.assertIn("Nothing says yet what will come of it", ana.get(url).words)
        self.assertIn("Requested", ana.get("/bookings").words)
        for decider in (priya, mel):
            decider.submit(decider.get(url).form(f"{url}/decide"), button="Approve")
        self.assertIn("The event", ana.get(url).words)
        self.assertEqual(self.server.rows("SELECT status FROM booking WHERE event_id = ? AND"
                                          " ended_at IS NULL AND person_id = (SELECT id FROM person"
                                          " WHERE name = 'Ana Bell')", self.event)[0][0], "confirmed")
        self.assertEqual(self.mails("booking-confirmed", "Ana Bell"), 1)
        self.assertEqual(self.mails("approval-answer", "Ana Bell"), answers)

    def test_lists_and_the_file(self):
        self.ask_for(title="To be found", provider="Seven Hills")
        priya = self.be("Priya Shah")
        page = priya.get("/requests/all?q=to+be+FOUND&status=open")
        self.assertIn("To be found Ana Bell", page.words)
        self.assertNotIn("Old name", page.words)
        file = priya.send("GET", page.link("Take these as a file (CSV)"))
        self.assertIn("To be found,Seven Hills,2026-12-03,2026-12-04,£49.50", file.text)
        ana = self.be("Ana Bell")
        self.assertEqual(ana.get("/requests/all").status, 403)
        self.assertEqual(ana.get("/requests.csv").status, 403)

    def test_how_requests_are_decided(self):
        page = self.be("Ana Bell").get("/requests/how")
        self.assertIn("For you: Priya Shah", page.words)
        self.assertIn("Each step has 5 school days.", page.words)
        self.assertIn("For you: nobody; the request goes straight to the next step", page.words)

    def test_doors(self):
        self.assertIn("What colleagues ask to be approved", self.be("Priya Shah").get("/trust").words)
        ana = self.be("Ana Bell")
        self.assertNotIn("What colleagues ask", ana.get("/trust").words)
        ana.get(ana.get("/bookings").link("Requests: ask for a course, cover or another working "
                                          "pattern"))


if __name__ == "__main__":
    unittest.main()
