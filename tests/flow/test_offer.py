#!/usr/bin/python3
"""A slot that falls free is asked about first; "I can't come tonight" to the last minute. On the pages
without script, with a clock that moves."""
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server, wait_for
from test_sse import Stream

COORDINATOR, STAFF, OTHER, MENTOR = (f"{who}@demo.example"
                                     for who in ("coordinator", "staff", "other", "mentor"))
YES, NO = "Yes, I will speak", "No, ask the next"


class Offers(unittest.TestCase):
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

    def move_clock(self, to):
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        self.assertEqual(browser.post("/demo/clock", {"to": to}).status, 303)

    def evening(self, minutes, talks=((OTHER, 7), (STAFF, 7), (MENTOR, 7)), **spark):
        """On 19 November from 16:00, so many minutes for talks, changeovers of a minute; its talks."""
        event = self.api("POST", "/events", {
            "kind": "spark", "title": "SPARK: what worked", "purpose": "Why it works.", "host_school": 1,
            "starts_at": "2026-11-19T16:00:00Z", "ends_at": f"2026-11-19T16:{minutes}:00Z",
            "capacity": 30, "clash": "warn", "spark": {"fixed_minutes": 0, "changeover_s": 60, **spark}}, 201)["id"]
        self.api("POST", f"/events/{event}/publish", {}, 200)
        made = [self.api("POST", f"/events/{event}/talks", {
            "title": f"What worked {n}", "minutes": length, "category": "good practice"}, 201, who)["id"]
            for n, (who, length) in enumerate(talks)]
        return event, made

    def status(self, talk):
        return self.server.rows("SELECT status FROM talk WHERE id = ?", talk)[0][0]

    def mails(self, kind, email):
        return self.server.rows("SELECT count(*) FROM outbox o JOIN person p ON p.id = o.person_id"
                                " WHERE o.kind = ? AND p.email = ?", kind, email)[0][0]

    def ask_first(self, event, silent="end"):
        page = self.be(COORDINATOR)
        form = page.get(f"/spark/{event}/asking").form(r".*/asking")
        wrong = page.submit(form, ask="yes", answer_hours="0", silent=silent)
        self.assertIn("Enter 1 to 336 hours", wrong.words)
        done = page.submit(wrong.form(r".*/asking"), ask="yes", answer_hours="24", silent=silent)
        self.assertIn("Saved.", done.words)

    def withdraw(self, who, talk, words):
        browser = self.be(who)
        page = browser.get(f"/talks/{talk}/withdraw")
        self.assertIn(words, page.words)
        return browser.submit(page.form(r".*/withdraw"))

    # ---- asked first ----

    def test_yes_on_a_page(self):
        event, (has, first, _) = self.evening("08")
        self.ask_first(event)
        self.withdraw(OTHER, has, "Withdraw your talk")
        self.assertEqual(self.mails("talk-offered", STAFF), 1)
        staff = self.be(STAFF)
        for path in ("/", "/bookings", f"/spark/{event}"):
            page = staff.get(path)
            self.assertIn("Say yes or no", page.words, path)
            self.assertIn(f"/talks/{first}/offer", page.answer.text, path)
        board = self.be(COORDINATOR).get(f"/spark/{event}/board")
        self.assertIn("Asked: answers by", board.words)
        self.assertIn("A slot is kept for you", staff.get("/events").words)
        self.assertIn("No talks confirmed, 1 asked for a yes, 1 waiting.",
                      self.be(COORDINATOR).get(f"/spark/{event}").words)
        page = staff.get(f"/talks/{first}/offer")
        self.assertIn("yours if you say yes by", page.words)
        done = staff.submit(page.form(r".*/offer"), YES)
        self.assertIn("The slot is yours", done.words)
        self.assertEqual((self.status(first), self.mails("talk-promoted", STAFF)), ("confirmed", 1))
        self.assertNotIn("Say yes or no", staff.get("/").words)
        self.assertNotIn("Asked:", self.be(COORDINATOR).get(f"/spark/{event}/board").words)
        self.assertEqual(self.server.check()[0], 0)

    def test_silence(self):
        event, (has, first, second) = self.evening("08")
        self.ask_first(event)
        self.withdraw(OTHER, has, "Withdraw your talk")
        self.move_clock("2026-11-03T11:00:00Z")
        wait_for(lambda: self.status(second) == "offered", "the next to be asked")
        self.assertEqual((self.status(first), self.mails("talk-offer-over", STAFF)), ("waiting", 1))
        staff = self.be(STAFF)
        page = staff.get(f"/talks/{first}/offer")
        self.assertIn("The time to answer is over", page.words)
        late = staff.submit(page.form(r".*/offer"), "Take it if it is free")
        self.assertEqual(late.status, 409)
        self.assertIn("the slot went to the next in line", late.words)
        mentor = self.be(MENTOR)
        done = mentor.submit(mentor.get(f"/talks/{second}/offer").form(r".*/offer"), NO)
        self.assertIn("the next in line is asked", done.words)
        links = [words for _, words in mentor.get(f"/spark/{event}").links]
        self.assertLess(links.index("Change my talk"), links.index("See whether it is still free"),
                        "they have just said no")
        self.assertRegex(done.answer.text, r'<a class="govuk-button" href="/talks/\d+/edit">')
        page = staff.submit(staff.get(f"/talks/{first}/offer").form(r".*/offer"), "Take it if it is free")
        self.assertIn("The slot is yours", page.words)
        self.assertEqual(self.server.check()[0], 0)

    # ---- tonight ----

    def announce(self, event):
        page = self.be(COORDINATOR)
        page.submit(page.get(f"/spark/{event}/board/publish").form(r".*/board/publish"))

    def stage(self, event):
        return self.api("GET", f"/events/{event}/stage", None, 200)["rooms"][0]["items"]

    def placed(self, event):
        rooms = self.api("GET", f"/events/{event}/stage", None, 200)["rooms"]
        return [(room["name"], item) for room in rooms for item in room["items"]]

    def test_tonight(self):
        event, (first, gone, reserve) = self.evening("16")
        self.announce(event)
        self.assertIn("Withdraw", self.be(STAFF).get(f"/spark/{event}").words)
        self.move_clock("2026-11-19T15:58:00Z")
        self.api("POST", f"/events/{event}/stage", {"act": "start"}, 201)
        self.move_clock("2026-11-19T16:05:00Z")
        staff = self.be(STAFF)
        stream = Stream(self.server, f"/spark/{event}/live?of=stage", staff.cookies["__Host-sparkd"])
        self.addCleanup(stream.close)
        stream.message()
        self.assertEqual([i["talk_id"] for i in self.stage(event)], [first, gone])
        too_late = self.be(OTHER).get(f"/talks/{first}/withdraw")
        self.assertEqual(too_late.status, 409)
        self.assertIn("The talk has begun", too_late.words)
        self.assertIn("I can’t come tonight", staff.get(f"/spark/{event}").words)
        mine = staff.get("/bookings")
        self.assertIn("I can’t come tonight", mine.words)
        self.assertNotIn(f"/talks/{gone}/edit", mine.answer.text)
        done = self.withdraw(STAFF, gone, "I can’t come tonight?")
        self.assertIn("Your talk is withdrawn", done.words)
        frame = stream.message()[1]
        self.assertIn("What worked 2", str(frame))
        self.assertNotIn("What worked 1", str(frame))
        self.assertEqual([i["talk_id"] for i in self.stage(event)], [first, reserve])
        self.assertEqual((self.status(reserve), self.mails("talk-promoted", MENTOR)), ("confirmed", 1))
        self.assertEqual(self.mails("talk-called-off", COORDINATOR), 1)
        body = self.server.rows("SELECT body FROM outbox WHERE kind = 'talk-called-off'")[0][0]
        self.assertIn("gives “What worked 2”, 7 minutes, instead.", body)
        leader = self.server.rows("SELECT p.email FROM role_grant g JOIN person p ON p.id = g.person_id"
                                  " WHERE g.role = 'cpd_leader' AND g.school_id = 1")[0][0]
        self.assertIn("Organised by", staff.get(f"/spark/{event}").words)
        self.assertEqual(self.mails("talk-called-off", leader), 1)  # whom the page names
        remote = self.be(COORDINATOR).get(f"/spark/{event}/remote").words
        self.assertIn("Ana Bell can’t come: What worked 1, 4:08pm. Sam Green speaks instead.", remote)
        self.assertEqual(self.server.check()[0], 0)

    ROOMS = [{"name": "Hall", "seats": 50}, {"name": "Room 4", "seats": 30}]

    def called_off(self):
        """What whoever runs the evening reads of the last who cannot come."""
        return json.loads(self.server.rows(
            "SELECT body FROM outbox WHERE kind = 'talk-called-off' ORDER BY id DESC")[0][0])

    def remote(self, event, room):
        return self.be(COORDINATOR).get(f"/spark/{event}/remote?room={room}").words

    def gone_from_room_4(self, announced):
        event, talks = self.evening("08", ((OTHER, 7), (STAFF, 7)), rooms=self.ROOMS)
        if announced:
            self.announce(event)
        talk = {room: i["talk_id"] for room, i in self.placed(event)}["Room 4"]
        self.move_clock("2026-11-19T15:30:00Z")
        self.withdraw(dict(zip(talks, (OTHER, STAFF)))[talk], talk, "I can’t come tonight?")
        body = self.called_off()
        self.assertTrue(body["place"].startswith("Room 4, "), body)
        return body

    def test_where_they_would_have_spoken(self):
        """Whoever runs the evening reads the talk's own room and time."""
        body = self.gone_from_room_4(announced=True)
        self.assertEqual([f"can’t come: {body['talk_title']}, 4pm." in self.remote(body["event"], room)
                          for room in (1, 2)], [False, True])
        self.assertEqual(body["ends_at"] - body["starts_at"], 7 * 60)
        self.assertNotIn("expected_at", body)

    def test_where_they_were_expected(self):
        body = self.gone_from_room_4(announced=False)
        self.assertIn(f"can’t come: {body['talk_title']}.", self.remote(body["event"], 2))
        self.assertEqual(body["expected_at"], body["starts_at"])

    def test_moved_on_the_day(self):
        """Nothing is announced: who moves into the gap is told, and so is whoever gets the room."""
        event, (gone, _, reserve) = self.evening("16")
        self.move_clock("2026-11-19T15:30:00Z")
        self.assertIn("19 November 2026, about 4:08pm", self.be(STAFF).get("/").words)
        self.withdraw(OTHER, gone, "I can’t come tonight?")
        self.assertEqual(self.mails("talk-changed", STAFF), 1)
        self.assertIn("19 November 2026, about 4pm", self.be(STAFF).get("/").words)
        self.assertEqual(self.status(reserve), "confirmed")
        at = {kind: json.loads(body)["expected_at"] for kind, body in self.server.rows(
            "SELECT kind, body FROM outbox WHERE kind IN ('talk-changed', 'talk-promoted')")}
        self.assertEqual(at["talk-promoted"] - at["talk-changed"], 8 * 60)
        self.assertEqual(self.server.check()[0], 0)

    def test_said_of_those_behind(self):
        """Those behind an absent speaker move up, unless nobody is behind."""
        event, _ = self.evening("16", ((OTHER, 7), (STAFF, 7)))
        self.announce(event)
        chair = self.be(COORDINATOR)
        for at, words in (("16:01", "so those behind move up"), ("16:02", "so it stays free")):
            self.move_clock(f"2026-11-19T{at}:00Z")
            page = chair.get(f"/spark/{event}/remote")
            self.assertIn(words, chair.submit(page.form(r".*/remote\?room=1", "Not here")).words)

    def joint(self):
        """An evening with one talk of OTHER and STAFF, announced, and MENTOR in line for its slot."""
        event, (talk, waiting) = self.evening("08", ((OTHER, 7), (MENTOR, 7)))
        staff = self.server.rows("SELECT id FROM person WHERE email = ?", STAFF)[0][0]
        self.api("PATCH", f"/talks/{talk}", {"co_presenters": [staff]}, 200, OTHER)
        self.api("POST", f"/talks/{talk}/joint", {"answer": "yes"}, 200, STAFF)
        self.announce(event)
        return event, talk, waiting

    def test_a_joint_talk_goes_on(self):
        event, talk, waiting = self.joint()
        self.move_clock("2026-11-19T15:30:00Z")
        other = self.be(OTHER)
        page = other.get(f"/talks/{talk}/withdraw")
        self.assertIn("Who gives it then?", page.words)
        done = other.submit(page.form(r".*/withdraw"))
        self.assertIn("You have stepped down", done.words)
        self.assertEqual((self.status(talk), self.status(waiting)), ("confirmed", "waiting"))
        self.assertEqual((self.mails("joint-left", STAFF), self.mails("talk-left", OTHER)), (1, 1))
        body = self.server.rows("SELECT body FROM outbox WHERE kind = 'talk-called-off'")[0][0]
        self.assertIn("gives it alone", body)
        staff = self.be(STAFF)
        mine = staff.get(f"/spark/{event}")
        self.assertIn("You speak at 4pm", mine.words)
        self.assertIn(f"/talks/{talk}/withdraw", mine.answer.text)
        self.assertNotIn("You speak", other.get(f"/spark/{event}").words)
        last = staff.submit(staff.get(f"/talks/{talk}/withdraw").form(r".*/withdraw"))
        self.assertIn("Your talk is withdrawn", last.words)
        self.assertEqual((self.status(talk), self.status(waiting)), ("withdrawn", "confirmed"))
        self.assertEqual(self.server.check()[0], 0)

    def test_a_joint_talk_falls_if_they_say_so(self):
        event, talk, waiting = self.joint()
        staff = self.be(STAFF)
        self.assertIn("Step down", staff.get("/bookings").words)
        self.move_clock("2026-11-19T15:30:00Z")
        for path in ("/bookings", f"/spark/{event}"):
            page = staff.get(path)
            self.assertIn("I can’t come tonight", page.words, path)
            self.assertIn(f"/talks/{talk}/leave", page.answer.text, path)
        other = self.be(OTHER)
        other.submit(other.get(f"/talks/{talk}/withdraw").form(r".*/withdraw"), talk="falls")
        self.assertEqual((self.status(talk), self.status(waiting)), ("withdrawn", "confirmed"))
        self.assertEqual(self.mails("talk-withdrawn", STAFF), 1)

    def run_stage(self, event, act):
        self.api("POST", f"/events/{event}/stage", {"act": act}, 201)

    def test_called(self):
        """The chair calls a reserve: they are told, every page says so, and Undo takes it back."""
        event, (absent, second, reserve) = self.evening("16")
        self.announce(event)
        self.move_clock("2026-11-19T16:01:00Z")
        self.run_stage(event, "no-show")
        self.assertEqual(self.mails("talk-called", MENTOR), 1)
        mentor, other = self.be(MENTOR), self.be(OTHER)
        self.assertIn("You are called to give your 7-minute talk", mentor.get("/").words)
        called = mentor.get(f"/spark/{event}").words
        self.assertIn("You are called: you speak next, at about 4:01pm, in ", called)
        self.assertNotIn("in line", called)
        self.assertNotIn("no slot yet", called)
        self.assertIn("You are called: you speak at about 4:01pm", mentor.get("/bookings").words)
        self.assertNotIn("Waiting", mentor.get("/bookings").words)
        for path in (f"/spark/{event}", "/bookings"):
            page = other.get(path)
            self.assertIn("You were noted as not here", page.words, path)
            self.assertNotIn("Confirmed", page.words, path)
            self.assertNotIn(f"/talks/{absent}/withdraw", page.answer.text, path)
        self.run_stage(event, "undo")
        self.assertEqual(self.mails("talk-call-over", MENTOR), 1)
        self.assertIn("Your talk is 1st in line", mentor.get(f"/spark/{event}").words)
        self.assertIn("the chair calls the first in line who fits", mentor.get(f"/spark/{event}").words)
        self.assertIn("waits for room", mentor.get("/bookings").words)
        self.assertIn("You speak at 4pm", other.get(f"/spark/{event}").words)
        for act in ("no-show", "start"):
            self.run_stage(event, act)
        speaking = mentor.get(f"/spark/{event}").words
        self.assertIn("You are speaking now", speaking)
        for words in ("Withdraw", "can’t come", "Change my talk", "what you need to speak", "Make it"):
            self.assertNotIn(words, speaking)
        self.assertEqual(self.mails("talk-called", MENTOR), 2)
        for act in ("stop", "start", "stop"):
            self.run_stage(event, act)
        self.move_clock("2026-11-20T10:00:00Z")
        self.assertIn("You were noted as not here", other.get(f"/spark/{event}").words)
        self.assertIn("You spoke as a reserve", mentor.get(f"/spark/{event}").words)
        self.assertIn("You spoke at 4:01pm", self.be(STAFF).get(f"/spark/{event}").words)
        self.assertIn("2 talks given, 1 not given.", self.be(COORDINATOR).get(f"/spark/{event}").words)
        self.assertEqual(self.status(second), "confirmed")
        self.assertEqual(self.status(reserve), "waiting")

    def test_called_before_it_begins(self):
        """The chair calls a reserve while people still book places."""
        event, _ = self.evening("16")
        self.announce(event)
        self.move_clock("2026-11-19T15:50:00Z")
        mentor, second = self.be(MENTOR), self.be(STAFF)
        self.assertIn("Your talk has no slot yet", mentor.get(f"/spark/{event}").words)
        self.run_stage(event, "no-show")
        called = mentor.get(f"/spark/{event}").words
        self.assertIn("You are called: you speak next", called)
        for words in ("no slot yet", "talk waits"):
            self.assertNotIn(words, called)
        self.assertIn("You give a talk, so you need none", called)
        for who, act in ((mentor, "start"), (second, "stop"), (second, "start")):
            self.run_stage(event, act)
            page = who.get(f"/spark/{event}").words
            for words in ("Hand it to a colleague", "Give up my place"):
                self.assertNotIn(words, page)
        self.assertNotIn("Change my talk", page)
        self.assertEqual(self.server.check()[0], 0)

    def test_the_day_after(self):
        """Nothing was announced and nobody ran the stage: what was to come is not to come any more."""
        event, _ = self.evening("16")
        self.api("POST", f"/events/{event}/bookings", {}, 201, MENTOR)
        self.move_clock("2026-11-20T10:00:00Z")
        page = self.be(OTHER).get(f"/spark/{event}").words
        self.assertIn("You spoke at about 4pm", page)
        self.assertNotIn("may still move", page)
        page = self.be(MENTOR).get(f"/spark/{event}").words
        self.assertIn("Your talk waited to the end", page)
        self.assertNotIn("told by email", page)
        self.assertIn("Who had a place (", self.be(COORDINATOR).get(f"/spark/{event}").words)

    def test_closed_words(self):
        """Once talks are closed nothing invites to give one, or to come where booking is over too."""
        event, (_, declined) = self.evening("59", ((OTHER, 7), (STAFF, 7)), intake="call")
        self.api("PUT", f"/events/{event}/call", {"words": "", "closes_on": "2026-11-10"}, 200)
        self.api("POST", f"/events/{event}/proposals",
                 {"verdict": "decline", "talk_ids": [declined], "word": "Next time!"}, 200)
        mentor, staff = self.be(MENTOR), self.be(STAFF)
        self.assertIn("minutes left", mentor.get(f"/spark/{event}").words)
        self.assertIn("could not be taken this time", staff.get(f"/spark/{event}").words)
        self.move_clock("2026-11-12T10:00:00Z")
        page = mentor.get(f"/spark/{event}").words
        self.assertIn("No more talks are taken", page)
        self.assertNotIn("minutes left", page)
        self.api("PATCH", f"/events/{event}",
                 {"spark": {"booking_closes_at": "2026-11-12T09:00:00Z"}}, 200)
        page = mentor.get(f"/spark/{event}").words
        self.assertNotIn("Come and listen", page)
        self.move_clock("2026-11-20T10:00:00Z")
        self.assertNotIn("could not be taken this time", staff.get(f"/spark/{event}").words)
        self.assertIn("It was not decided on", self.be(OTHER).get(f"/spark/{event}").words)

    def test_tonight_nobody_fits(self):
        """Booking is closed, the evening has not begun; the one in line is too long for the gap."""
        event, (_, short, longer) = self.evening("12", ((OTHER, 7), (STAFF, 2), (MENTOR, 7)))
        self.announce(event)
        self.move_clock("2026-11-19T15:30:00Z")
        self.withdraw(STAFF, short, "I can’t come tonight?")
        self.assertEqual(self.status(longer), "waiting")
        body = self.server.rows("SELECT body FROM outbox WHERE kind = 'talk-called-off'")[0][0]
        self.assertIn("Nobody in line fits the gap", body)
        self.assertEqual(self.server.check()[0], 0)


if __name__ == "__main__":
    unittest.main()
