#!/usr/bin/python3
"""A SPARK evening on the pages of those who run it and those who speak: what there is to weigh of a
proposal, an order room by room, questions that wait, slides shared or not, and being named."""
import json
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server, wait_for

PEOPLE = ("coordinator", "staff", "other", "mentor", "ect")


class EveningPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(clock="2026-11-02T16:10:00Z", conf={"rate_limits": "no"})
        cls.server.start()
        cls.tokens = {who: cls.server.token(f"{who}@demo.example") for who in PEOPLE}

    @classmethod
    def tearDownClass(cls):
        cls.server.close()

    def setUp(self):
        if self.server.clock != "2026-11-02T16:10:00Z":
            self.at("2026-11-02T16:10:00Z")

    def at(self, clock):
        self.server.clock = clock
        self.server.restart()

    def be(self, who):
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        browser.be(self.server.rows("SELECT name FROM person WHERE email = ?",
                                    f"{who}@demo.example")[0][0])
        return browser

    def call(self, who, method, path, status, body=None):
        answer = self.server.request(method, "/api/v1" + path, None if body is None else json.dumps(body),
                                     {"Content-Type": "application/json"}, self.tokens[who])
        self.assertEqual(answer.status, status, answer.text)
        return answer.json() if answer.body else None

    def evening(self, day, ends="17:30", **spark):
        event = self.call("coordinator", "POST", "/events", 201, {
            "kind": "spark", "title": f"SPARK of {day}", "host_school": 1, "capacity": 50,
            "starts_at": f"{day}T16:00:00Z", "ends_at": f"{day}T{ends}:00Z",
            "spark": {"fixed_minutes": 0, "changeover_s": 60, **spark}})["id"]
        self.call("coordinator", "POST", f"/events/{event}/publish", 200, {})
        return event

    def talk(self, who, event, **talk):
        return self.call(who, "POST", f"/events/{event}/talks", 201, {
            "title": f"Talk of {who}", "minutes": 7, "category": "good practice", **talk})["id"]

    # ---- the rooms of it ----

    def test_an_evening_in_several_rooms_says_so(self):
        rooms = [{"name": "Library", "seats": 60}, {"name": "Room 4", "seats": 30}]
        event = self.evening("2026-12-03", rooms=rooms)
        self.talk("staff", event)
        staff = self.be("staff")
        for path in (f"/spark/{event}", f"/spark/{event}/programme"):
            self.assertIn("Library and Room 4, ", staff.get(path).words, path)
        self.assertIn("Library and Room 4, ", self.be("coordinator").get("/events").words)
        told = self.server.rows("SELECT body FROM outbox WHERE to_email = 'staff@demo.example'"
                                " AND body LIKE '%SPARK of 2026-12-03%'")
        self.assertIn("Library and Room 4", told[0]["body"])
        for names, words in ((("A", "B", "C"), "A, B and C, "), (("A", "B", "C", "D"), "4 rooms, ")):
            self.call("coordinator", "PATCH", f"/events/{event}", 200,
                      {"spark": {"rooms": [{"name": name} for name in names]}})
            self.assertIn(words, staff.get(f"/spark/{event}").words)

    # ---- on its day ----

    def invitation(self, browser):
        """The card on home that asks for talks."""
        found = re.search(r'id="call-heading".*?</section>', browser.get("/").answer.text, re.S)
        return found[0] if found else ""

    def test_nobody_is_invited_on_the_day_of_an_announced_programme(self):
        event = self.evening("2026-11-03", intake="call")
        talk = self.talk("other", event)
        staff, coordinator = self.be("staff"), self.be("coordinator")
        card = self.invitation(staff)
        self.assertIn("SPARK of 2026-11-03", card)
        self.assertIn(">Propose a talk</a>", card)
        self.assertNotIn("closes", card)
        self.call("coordinator", "POST", f"/events/{event}/proposals", 200,
                  {"verdict": "accept", "talk_ids": [talk]})
        coordinator.submit(coordinator.get(f"/spark/{event}/board/publish").form(button="Announce"))
        self.assertIn("SPARK of 2026-11-03", self.invitation(staff))
        self.at("2026-11-03T15:45:00Z")
        other = self.be("other")
        self.assertNotIn("SPARK of 2026-11-03", self.invitation(self.be("staff")))
        page = other.get(f"/talks/{talk}/withdraw")
        page = other.submit(page.form(f"/talks/{talk}/withdraw"))
        self.assertIn("You need do nothing more", page.words)
        self.assertNotIn("Propose a talk", page.words)
        self.at("2026-11-06T09:00:00Z")
        coordinator = self.be("coordinator")
        page = coordinator.get(f"/spark/{event}/draw")
        self.assertNotIn("How the order comes about", page.words)
        self.assertNotIn("Still to be drawn", page.words)
        page = coordinator.get(f"/spark/{event}/board/versions")
        self.assertIn("Step 1", page.words)
        self.assertNotIn("Take up", page.words)

    # ---- before it ----

    def test_a_proposal_says_what_there_is_to_weigh(self):
        event = self.evening("2026-11-23", intake="call",
                             rooms=[{"name": "Hall", "seats": 60, "kit": "piano"}])
        new = self.talk("ect", event, kit="piano", available_from="2026-11-23T16:15:00Z")
        plain = self.talk("other", event)
        coordinator = self.be("coordinator")
        page = coordinator.get(f"/spark/{event}/proposals")
        first = {item["talk"]["id"]: item["first_timer"] for item in
                 self.call("coordinator", "GET", f"/events/{event}/proposals", 200)["items"]}
        self.assertIn(f"{'For the first time, here' if first[new] else 'Here'} from 4:15pm, needs piano",
                      page.words)
        self.assertNotIn("slides handed in", page.words)
        self.assertIn("told by email at once", page.words)
        self.assertIn(plain, first)
        self.call("ect", "PUT", f"/talks/{new}/slides", 200, {"link": "https://slides.example/1"})
        self.assertIn("needs piano, slides handed in", coordinator.get(f"/spark/{event}/proposals").words)

    def test_what_is_open_stands_beside_announcing(self):
        """A proposal nobody decided on, a talk that waits: on the board, and before it is announced."""
        called = self.evening("2026-12-08", intake="call", rooms=[{"name": "Hall", "seats": 60}])
        self.talk("ect", called)
        full = self.evening("2026-12-09", "16:10", rooms=[{"name": "Hall", "seats": 60}])
        self.talk("staff", full)
        coordinator = self.be("coordinator")
        for page in ("", "/publish"):
            self.assertNotIn("waits for a slot", coordinator.get(f"/spark/{full}/board{page}").words)
        self.talk("other", full)
        for page in ("", "/publish"):
            there = coordinator.get(f"/spark/{called}/board{page}")
            self.assertEqual(there.link("1 proposal is not decided on"), f"/spark/{called}/proposals")
            there = coordinator.get(f"/spark/{full}/board{page}")
            link = there.link("1 talk waits for a slot: “Talk of other” (")
            self.assertIn("Waiting, in this order", coordinator.get(link.split("#")[0]).words)

    def test_an_order_is_shown_room_by_room(self):
        """Also that one room stands empty while another is full: that costs no points."""
        event = self.evening("2026-11-24", "16:12", rooms=[{"name": "Hall", "seats": 60},
                                                           {"name": "Library", "seats": 30}])
        for who, minutes in (("staff", 2), ("other", 7), ("mentor", 2)):
            self.talk(who, event, minutes=minutes)
        coordinator = self.be("coordinator")
        self.assertIn("as bad as one person missing a talk they chose",
                      coordinator.get(f"/spark/{event}/board").words)
        form = coordinator.get(f"/spark/{event}/board/arrange").form(f"/spark/{event}/board/arrange")
        url = coordinator.submit(form, mode="arrange", effort="quick").url
        wait_for(lambda: "Looking for an order" not in coordinator.get(url).words, "an order")
        words = coordinator.get(url).words
        self.assertRegex(words, r"The programme in this order.*Hall 4pm to 4:12pm 4pm Talk of.*"
                                r"Library 4pm to 4:12pm 4pm Talk of")
        self.assertRegex(words, r"Nothing is on in (Hall|Library) from 4:02pm to 4:12pm, while "
                                r"(Library|Hall) is full: whoever sits there waits")

    def test_undo_goes_back_step_by_step_and_redo_comes_back(self):
        event = self.evening("2026-11-30")
        for who in ("staff", "other", "mentor"):
            self.talk(who, event)
        coordinator = self.be("coordinator")
        url = f"/spark/{event}/board"
        page = coordinator.get(url)
        for _ in range(2):
            page = coordinator.submit(page.form(url + "/move", "Later: Talk of staff"), "Later")
        order = lambda page: page.words.index("Talk of staff") - page.words.index("Talk of mentor")
        first = coordinator.get(url)
        self.assertGreater(order(first), 0)
        self.assertNotIn("Redo", first.words)
        buttons = lambda page, walk: [f for f in page.forms if f.fields.get("walk") == walk]
        page = coordinator.submit(buttons(first, "undo")[0])
        self.assertIn("One step is taken back. Redo does it again.", page.words)
        self.assertLess(order(page), 0)
        self.assertIn("Step 3: as in step 1 again, by Robin Hale", page.words)
        page = coordinator.submit(buttons(page, "undo")[0])
        self.assertIn("Step 4: in the order of booking, by Robin Hale", page.words)
        self.assertEqual(buttons(page, "undo"), [])
        for _ in range(2):
            page = coordinator.submit(buttons(page, "redo")[0])
            self.assertIn("Done again", page.words)
        self.assertGreater(order(page), 0)
        self.assertEqual(buttons(page, "redo"), [])

    def test_a_talk_is_made_shorter_only_after_a_question(self):
        event = self.evening("2026-12-01")
        talk = self.talk("staff", event)
        staff = self.be("staff")
        page = staff.get(f"/spark/{event}")
        self.assertIn("Hand in slides", page.words)
        page = staff.get(page.link("Make it 2 minutes"))
        self.assertIn("Make it 2 minutes? ", page.words)
        self.assertIn("The time it gives up is free for others at once", page.words)
        self.assertEqual(self.call("staff", "GET", f"/talks/{talk}", 200)["minutes"], 7)
        page = staff.submit(page.form(f"/talks/{talk}/length"))
        self.assertIn("Your talk has its new length", page.words)
        self.assertEqual(self.call("staff", "GET", f"/talks/{talk}", 200)["minutes"], 2)
        page = staff.get(f"/talks/{talk}/length?minutes=99")
        self.assertEqual((page.status, page.url), (200, f"/spark/{event}"))
        self.call("staff", "PUT", f"/talks/{talk}/slides", 200, {"link": "", "without": True})
        page = staff.get(f"/spark/{event}")
        self.assertNotIn("Hand in slides", page.words)
        self.assertIn("You give a talk, so you need none", page.words)

    def test_who_proposed_a_talk_can_still_come_to_listen(self):
        event = self.evening("2026-12-02", intake="call")
        self.talk("staff", event)
        staff = self.be("staff")
        page = staff.get(f"/spark/{event}")
        self.assertIn("Your talk has no slot yet, so book a place if you want to come in any case",
                      page.words)
        page = staff.submit(page.form(f"/events/{event}/book"))
        self.assertIn("You are booked", staff.get(f"/spark/{event}").words)

    def test_speakers_are_asked_whether_to_be_named(self):
        event = self.evening("2026-11-26")
        url = f"/spark/{event}"
        staff, coordinator = self.be("staff"), self.be("coordinator")
        page = staff.submit(staff.get(url + "/talk").form(url + "/talk"), title="Ten words",
                            minutes="2", category="good practice")
        self.assertIn("May people outside the trust read your name?", page.words)
        self.assertNotIn("Name me on the public programme", staff.get(url).words)
        coordinator.submit(coordinator.get(url + "/public").form(url + "/public"))
        page = staff.get(url)
        self.assertIn("It says “A talk” there, without your name, unless you say yes", page.words)
        self.assertIn("asked beside their talk", coordinator.get(url + "/public").words)
        page = staff.submit(page.form(r"/talks/\d+/public"))
        self.assertNotIn("Name me on the public programme", page.words)
        self.assertIn("Of 1 talk, 1 has somebody", coordinator.get(url + "/public").words)

    # ---- during and after it ----

    def test_questions_that_wait_stand_where_people_look(self):
        event = self.evening("2026-11-25")
        talk = self.talk("staff", event)
        self.call("other", "POST", f"/events/{event}/bookings", 201, {})
        self.at("2026-11-25T16:10:00Z")
        self.tokens = {who: self.server.token(f"{who}@demo.example") for who in PEOPLE}
        coordinator, staff, other = self.be("coordinator"), self.be("staff"), self.be("other")
        self.assertNotIn("to look through", coordinator.get("/").words)
        question = self.call("other", "POST", f"/events/{event}/questions", 201,
                             {"talk_id": talk, "words": "How do you begin?", "named": True})["id"]
        self.assertIn("1 new question to look through: SPARK of 2026-11-25", coordinator.get("/").words)
        self.assertIn("1 new question to look through", coordinator.get(f"/spark/{event}").words)
        for page in ("/", f"/spark/{event}"):
            self.assertNotIn("question", staff.get(page).words.replace("Ask a speaker a question", ""))
        self.call("coordinator", "PUT", f"/questions/{question}/moderation", 200, {"status": "passed"})
        self.assertIn("1 question waits for your answer", staff.get("/").words)
        self.assertIn("1 question waits for your answer", staff.get(f"/spark/{event}").words)
        self.assertNotIn("to look through", coordinator.get("/").words)
        self.assertNotIn("waits for your answer", other.get(f"/spark/{event}").words)
        answer = staff.get(staff.get(staff.get("/").link("Answer")).link("Answer"))
        staff.submit(answer.form(f"/questions/{question}/answer"), answer="With five.", shared=None)
        self.assertNotIn("waits for your answer", staff.get("/").words)
        self.assertNotIn("was answered", other.get(f"/spark/{event}/thanks").words)

    def test_slides_are_shared_only_with_a_yes_of_their_own(self):
        event = self.evening("2026-11-27")
        talk = self.talk("staff", event)
        staff = self.be("staff")
        form = staff.get(f"/talks/{talk}/after").form(f"/talks/{talk}/after")
        refused = staff.submit(form, slides_link="https://slides.example/1", agrees="yes")
        self.assertIn("You entered a link. Tick this to share it", refused.words)
        staff.submit(form, recommendations="Begin small.", agrees="yes")
        self.call("staff", "PUT", f"/talks/{talk}/slides", 200, {"link": "https://slides.example/1"})
        self.at("2026-11-27T18:00:00Z")
        self.tokens = {who: self.server.token(f"{who}@demo.example") for who in PEOPLE}
        library = lambda: self.call("other", "GET", f"/library?event={event}", 200)["items"][0]
        self.assertEqual((library()["recommendations"], library()["slides_link"]), ("Begin small.", ""))
        staff = self.be("staff")
        form = staff.get(f"/talks/{talk}/after").form(f"/talks/{talk}/after")
        self.assertEqual(form.fields["slides_link"], "https://slides.example/1")
        staff.submit(form, with_slides="yes")
        self.assertEqual(library()["slides_link"], "https://slides.example/1")


if __name__ == "__main__":
    unittest.main()
