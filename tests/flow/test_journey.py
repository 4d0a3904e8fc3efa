#!/usr/bin/python3
"""The main job, without script: a slot is booked, the calendar shows it, the deadline is nudged."""
import json
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server, sparkd, wait_for

STAFF = "staff@demo.example"
TITLE = "Exit tickets; that I read, every day"
SECOND = "Second Professional Development Conversation"


def unfolded(feed):
    return feed.text.replace("\r\n ", "")


class Journey(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.close)
        self.server.start()
        self.browser = Browser(self.server)
        self.addCleanup(self.browser.close)

    def book(self):
        """Home, the SPARK event, the form; the page that follows."""
        home = self.browser.be("Ana Bell")
        self.assertIn("Hello Ana", home.words)
        spark = self.browser.get(home.link("Give a talk"))
        self.assertIn("SPARK: autumn", spark.words)
        offer = next(href for href, _ in spark.links if href.endswith("/talk"))
        form = self.browser.get(offer).form(r"/spark/\d+/talk")
        self.assertEqual(sorted(form.choices["minutes"]), ["2", "7"])
        page = self.browser.submit(form, title=TITLE, minutes="7",
                                   abstract="What I do with thirty slips of paper.",
                                   category=form.choices["category"][0])
        self.assertEqual(page.status, 200)
        self.assertIn(TITLE, page.words)
        self.assertIn("7 minutes", page.words)
        return spark.url

    def feed_address(self):
        form = self.browser.get("/calendar").forms
        mine = next(f for f in form if f.fields.get("scope") == "me")
        page = self.browser.submit(mine)
        return re.search(r"http://127\.0\.0\.1:\d+(/cal/[\w-]{43}\.ics)", page.words)[1]

    def feed(self, address):
        answer = self.server.request("GET", address)
        self.assertEqual(answer.status, 200)
        return unfolded(answer)

    def nudges(self, first, last):
        """What `sparkd nudges` says of Ana's second conversation."""
        out = sparkd("nudges", "--data", self.server.data, "--from", first, "--to", last,
                     "--format", "json").stdout
        second = self.server.rows(
            "SELECT d.id FROM deadline d JOIN person p ON p.id = d.person_id"
            " JOIN cycle_item i ON i.id = d.item_id WHERE p.email = ? AND i.label = ?", STAFF, SECOND)[0]["id"]
        return [item for message in json.loads(out) for item in message["items"]
                if item["deadline"] == second]

    def nudge_page(self):
        """The nudge in the outbox, or None if it is not there yet."""
        outbox = self.browser.get("/demo/outbox")
        for href, words in outbox.links:
            if re.match(r"/demo/outbox/.", href) and "conversation" in words.lower():
                page = self.browser.get(href)
                if STAFF in page.words:
                    return page
        return None

    def to_january(self):
        form = self.browser.get("/demo").form("/demo/clock")
        self.assertEqual(form.buttons[0][1], "2027-01-15T10:05:00Z")
        page = self.browser.submit(form, "Go to 15 January")
        self.assertIn("15 January 2027", page.words)
        self.browser.be("Ana Bell")  # ten weeks end any session

    def test_whole_job(self):
        spark = self.book()
        programme = self.browser.get(f"{spark}/programme")
        self.assertIn(TITLE, programme.words)
        self.assertIn("Ana Bell", programme.words)

        address = self.feed_address()
        feed = self.feed(address)
        self.assertRegex(feed, r"\r\nSUMMARY:SPARK: [^\r]*your 7-minute talk\r\n")
        self.assertIn(f"SUMMARY:Deadline: {SECOND}", feed)

        self.assertEqual([item["offset"] for item in self.nudges("2027-01-11", "2027-01-31")],
                         ["-10", "-3"])
        self.to_january()
        nudge = wait_for(self.nudge_page, "the nudge in the outbox")
        self.assertIn("second professional development conversation", nudge.words.lower())
        self.assertRegex(nudge.words, r"(?i)pick a time")
        self.assertIn("29 January", nudge.words)

        deadlines = self.browser.get("/deadlines")
        form = next(f for f in deadlines.forms
                    if any(SECOND in " ".join(b[2].split()) for b in f.buttons))
        self.assertIn("We have had it", " ".join(form.buttons[0][2].split()))
        self.browser.submit(form)
        self.assertNotIn(f"Deadline: {SECOND}", self.feed(address))
        self.assertEqual(self.nudges("2027-01-15", "2027-08-31"), [])
        self.assertEqual(self.server.check()[0], 0, self.server.check()[1])

    def test_a_time_is_agreed_from_the_nudge(self):
        """One thing to do, and it is done: both calendars have it, the other is told, no more mail."""
        self.browser.be("Ana Bell")
        self.to_january()
        address = self.feed_address()
        nudge = wait_for(self.nudge_page, "the nudge in the outbox")
        path = re.search(r"(/conversations/\d+/time)", nudge.words)[1]
        form = self.browser.get(path).form(path)
        page = self.browser.submit(form, date_day="25", date_month="January", date_year="2027",
                                   start="15:45", room="Library")
        self.assertEqual((page.status, page.url), (200, "/deadlines?did=agreed"))
        feed = self.feed(address)
        self.assertIn("DTSTART;TZID=Europe/London:20270125T154500\r\n", feed)
        self.assertEqual(self.nudges("2027-01-18", "2027-01-25"), [], "none until it has been")
        mentor = Browser(self.server)
        self.addCleanup(mentor.close)
        mentor.be("Sam Green")
        self.assertIn("25 January", mentor.get("/mentees").words)
        stale = self.browser.submit(form, date_day="26", date_month="1", date_year="2027",
                                    start="15:45")
        self.assertEqual(stale.status, 409, "the form is older than what stands")
        self.assertIn("20270125T154500", self.feed(address))
        self.assertEqual(self.server.check()[0], 0, self.server.check()[1])

    def test_form_keeps_what_was_typed(self):
        """A refused form changes nothing and comes back as it was sent."""
        home = self.browser.be("Ana Bell")
        spark = home.link("Give a talk")
        form = self.browser.get(f"{spark}/talk").form(r"/spark/\d+/talk")
        page = self.browser.submit(form, title=TITLE, minutes="3", abstract="Kept & <typed>",
                                   category=form.choices["category"][1])
        self.assertEqual(page.status, 422)
        self.assertIn("There is a problem", page.words)
        again = page.form(r"/spark/\d+/talk")
        self.assertEqual(again.fields["title"], TITLE)
        self.assertEqual(again.fields["abstract"], "Kept & <typed>")
        self.assertEqual(again.fields["category"], form.choices["category"][1])
        self.assertNotIn(TITLE, self.browser.get(f"{spark}/programme").words)

    def test_withdrawn_talk_leaves_programme_and_calendar(self):
        spark = self.book()
        address = self.feed_address()
        self.assertRegex(self.feed(address), r"\r\nSUMMARY:SPARK: [^\r]*your 7-minute talk\r\n")
        ask = self.browser.get(self.browser.get(spark).link("Withdraw"))
        page = self.browser.submit(ask.form(r"/talks/\d+/withdraw"))
        self.assertEqual(page.status, 200)
        self.assertNotIn(TITLE, self.browser.get(f"{spark}/programme").words)
        self.assertNotRegex(self.feed(address), r"\r\nSUMMARY:SPARK: [^\r]*your 7-minute talk\r\n")
        mails = wait_for(lambda: [words for _, words in self.browser.get("/demo/outbox").links
                                  if "withdrawn" in words.lower() or "Cancelled" in words],
                         "the mail that says so")
        self.assertTrue(mails)
        self.assertEqual(self.server.check()[0], 0, self.server.check()[1])

    def test_home_button_and_undo(self):
        """"We have had it" on home, and back within 7 days."""
        self.browser.be("Ana Bell")
        self.to_january()
        address = self.feed_address()
        home = self.browser.get("/")
        form = next(f for f in home.forms
                    if any(SECOND in " ".join(b[2].split()) for b in f.buttons))
        page = self.browser.submit(form)
        self.assertIn("Noted", page.words)
        self.assertNotIn(f"Deadline: {SECOND}", self.feed(address))
        deadlines = self.browser.get("/deadlines")
        undo = next(f for f in deadlines.forms if f.action == form.action.replace("done", "undo"))
        self.assertIn("open again", self.browser.submit(undo).words)
        self.assertIn(f"Deadline: {SECOND}", self.feed(address))
        self.assertEqual(self.server.check()[0], 0, self.server.check()[1])


if __name__ == "__main__":
    unittest.main()
