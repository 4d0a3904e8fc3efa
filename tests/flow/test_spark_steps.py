#!/usr/bin/python3
"""From a draft to an announced programme on the pages: what is left to do stands on the event's
page, for whoever may do it, until it is done; and a time is "about" until it is announced."""
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server

COORDINATOR, STAFF = "coordinator@demo.example", "staff@demo.example"


class Steps(unittest.TestCase):
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

    def draft(self, browser, day="26", capacity="20", **more):
        form = browser.get("/events/new?kind=spark").form("/events/new")
        school = self.server.rows("SELECT school_id FROM employment m JOIN person p ON p.id ="
                                  " m.person_id WHERE p.email = ?", STAFF)[0][0]
        page = browser.submit(form, title="SPARK step by step", kind="spark", date_day=day,
                              date_month="November", date_year="2026", capacity=capacity,
                              attendance="voluntary", school=str(school),
                              **{"start": "16:00", "end": "17:30", **more})
        self.assertEqual(page.status, 200, page.words)
        return re.sub(r"\?.*", "", page.url), page

    def steps(self, page):
        """{step: how it stands} of the list on the event's page."""
        found = re.search(r'aria-labelledby="steps-heading".*?</section>', page.answer.text, re.S)
        if not found:
            return {}
        rows = re.findall(r"<li.*?<a [^>]*>(.*?)</a>.*?(?:govuk-tag|app-tag)[^>]*>(.*?)<", found[0], re.S)
        return {text: tag.strip() for text, tag in rows}

    def test_a_draft_until_it_is_announced(self):
        coordinator, staff = self.be(COORDINATOR), self.be(STAFF)
        url, page = self.draft(coordinator)
        self.assertIn("Before you publish", page.words)
        self.assertEqual(self.steps(page),
                         {"Rooms": "To do", "Break": "None", "What the call invites": "Everything",
                          "How the order is made": "As usual", "Hours it counts as": "Done",
                          "Publish the event": "To do",
                          "Announce the programme": "Later"})
        self.look_at_each(coordinator, page, url)
        form = coordinator.get(url + "/board/rooms").form(url + "/board/rooms")
        page = coordinator.submit(form, name_1="Hall", seats_1="60", start_1="16:10", end_1="16:45",
                                  start_2="16:55", end_2="17:20")
        self.assertEqual(page.status, 200, page.words)
        page = coordinator.get(url)
        self.assertEqual([self.steps(page)[step] for step in ("Rooms", "Break")], ["Done", "Done"])
        self.assertRegex(page.words, r"4:45pm to 4:55pm, 10 minutes")
        self.published(coordinator, staff, url, page)

    def test_the_kind_comes_first(self):
        """Each kind has its own form, so that SPARK is asked for its talks and counts for hours."""
        coordinator = self.be(COORDINATOR)
        kinds = coordinator.get("/events/new")
        self.assertIn("What kind of event?", kinds.words)
        for twice in ("SPARK presentation", "SPARK attendance"):
            self.assertNotIn(twice, kinds.words)
        for other in (kinds.link("Induction programme"), "/events/new?kind=protected+time"):
            self.assertIn("Choose another kind", coordinator.get(other).words)
        page = coordinator.get(kinds.link("SPARK"))
        fields = page.form("/events/new").fields
        self.assertEqual({name: fields[name] for name in ("kind", "hours", "intake", "order",
                                                          "themes", "fixed_minutes", "start")},
                         {"kind": "spark", "hours": "1.5", "intake": "instant", "order": "arranged",
                          "themes": "spread", "fixed_minutes": "20", "start": "15:45"})
        refused = coordinator.submit(page.form("/events/new"), title="Without a date")
        self.assertEqual(refused.status, 422)
        again = refused.form("/events/new").fields
        self.assertEqual([again[name] for name in ("kind", "hours", "intake", "order", "themes")],
                         ["spark", "1.5", "instant", "arranged", "spread"])

    def test_it_counts_for_nothing(self):
        """Whoever leaves the hours empty reads so before publishing, and before the register ends."""
        coordinator = self.be(COORDINATOR)
        url, page = self.draft(coordinator, day="23", hours="")
        self.assertEqual(self.steps(page)["Hours it counts as"], "None")
        self.assertIn("No hours count for whoever is there.", page.words)
        coordinator.submit(page.form(r"/events/\d+/publish"))
        register = re.sub("spark", "events", url) + "/register"
        closing = coordinator.get(register + "/close")
        self.assertIn("enter the hours it counts as before you close the register", closing.words)

    def test_it_counts_as_more_than_it_lasts(self):
        coordinator = self.be(COORDINATOR)
        _, page = self.draft(coordinator, day="18", start="15:45", end="16:35", fixed_minutes="10")
        self.assertEqual(self.steps(page)["Hours it counts as"], "Check")
        self.assertIn("It lasts 50 minutes and counts as 1 hour 30 minutes.", page.words)

    def test_rooms_as_they_are(self):
        """One room is one, whatever its name says; what is wrong with rooms is said all at once."""
        coordinator = self.be(COORDINATOR)
        url, page = self.draft(coordinator, day="20", room="Main hall and Library", capacity="50")
        self.assertEqual(self.steps(page)["Rooms"], "Done")
        self.assertIn("Main hall and Library: one room so far.", page.words)
        form = coordinator.get(url + "/board/rooms").form(url + "/board/rooms")
        refused = coordinator.submit(form, name_1="Main hall", seats_1="many", name_2="Main hall",
                                     seats_2="25", start_1="16:10", end_1="16:45", start_2="16:40",
                                     end_2="17:20")
        self.assertEqual(refused.status, 422)
        for words in ("how many seats", "Two rooms are called", "Block 2 must lie"):
            self.assertIn(words, refused.words)
        refused = coordinator.submit(form, name_1="Main hall", seats_1="many", start_1="soon")
        for words in ("how many seats", "when each block begins"):
            self.assertIn(words, refused.words)
        coordinator.submit(form, name_1="Main hall", seats_1="50", name_2="Library", seats_2="25")
        page = coordinator.get(url)
        self.assertIn("Main hall, Library. 50 places can be booked, and there are 75 seats.",
                      page.words)

    def test_a_room_of_the_register(self):
        """Chosen under Where it is, it is the event's first room too."""
        coordinator = self.be(COORDINATOR)
        url, page = self.draft(coordinator, day="19", room="")
        self.assertEqual(self.steps(page)["Rooms"], "To do")
        self.assertIn("One room, and nobody has said which.", page.words)
        place = url.replace("spark", "events") + "/place"
        form = coordinator.get(place).form(place)
        saved = coordinator.submit(form, room=[room for room in form.choices["room"] if room][0])
        self.assertEqual(saved.status, 200, saved.words)
        page = coordinator.get(url)
        self.assertEqual(self.steps(page)["Rooms"], "Done", page.words)
        name = re.search(r"Rooms\s+(\S.*?): one room so far\.", page.words)[1]
        form = coordinator.get(url + "/board/rooms").form(url + "/board/rooms")
        self.assertEqual(form.fields["name_1"], name)

    def test_a_break_is_added(self):
        """By when and how long; talks make way, or are named and nothing changes."""
        coordinator = self.be(COORDINATOR)
        url, page = self.draft(coordinator, day="24")
        coordinator.submit(page.form(r"/events/\d+/publish"))
        for n, who in enumerate((STAFF, "other@demo.example", "mentor@demo.example")):
            speaker = self.be(who)
            speaker.submit(speaker.get(url + "/talk").form(url + "/talk"), title=f"Talk {n}",
                           minutes="7", category="good practice")
        rooms = coordinator.get(coordinator.get(url + "/board").link("Add a break").split("#")[0])
        form = rooms.form(url + "/board/rooms")
        self.assertEqual(form.fields["break_minutes"], "15")
        for at, minutes, words in (("when we like", "15", "like 16:10"), ("16:40", "0", "1 to 120"),
                                   ("16:00", "15", "within a block"),
                                   ("16:20", "55", "“Talk 2” has no slot yet")):
            refused = coordinator.submit(form, break_at=at, break_minutes=minutes,
                                         button="Add the break")
            self.assertIn(refused.status, (409, 422), words)
            self.assertIn(words, refused.words)
            again = refused.form(url + "/board/rooms")
            self.assertEqual((again.fields["break_at"], again.fields["break_minutes"]), (at, minutes))
            self.assertIn(f'value="{at}"', refused.answer.text)
        board = coordinator.submit(form, break_at="16:20", break_minutes="20", button="Add the break")
        self.assertIn("The break is added", board.words)
        self.assertRegex(board.words, r"4:10pm to 4:20pm.*Talk 0.*4:40pm to 5:20pm.*Talk 1.*Talk 2")
        self.assertIn("Break 4:20pm to 4:40pm", board.words)
        self.assertIn("Break until 4:40pm", coordinator.get(url + "/programme").words)
        self.assertRegex(coordinator.get(url).words, "4:20pm to 4:40pm, 20 minutes")
        stale = coordinator.submit(form, break_at="17:00", break_minutes="5")
        self.assertEqual(stale.status, 409)
        self.assertIn(self.be(STAFF).post(url + "/board/rooms", {}).status, (403, 404))

    def test_a_room_typed_above_the_break(self):
        """Either button saves all that was typed, and both or neither if something is wrong."""
        coordinator = self.be(COORDINATOR)
        url, page = self.draft(coordinator, day="26")
        coordinator.submit(page.form(r"/events/\d+/publish"))
        rooms = url + "/board/rooms"
        form = coordinator.get(rooms).form(rooms)
        refused = coordinator.submit(form, name_1="Hall", name_2="Library", seats_2="25",
                                     break_at="15:00", button="Add the break")
        self.assertEqual(refused.status, 422)
        self.assertEqual(refused.form(rooms).fields["name_2"], "Library")
        form = coordinator.get(rooms).form(rooms)
        self.assertEqual(form.fields["name_2"], "")
        board = coordinator.submit(form, name_1="Hall", name_2="Library", seats_2="25",
                                   break_at="16:20", break_minutes="20", button="Add the break")
        self.assertIn("The break is added", board.words)
        form = coordinator.get(rooms).form(rooms)
        self.assertEqual([form.fields[name] for name in ("name_2", "end_1", "start_2")],
                         ["Library", "16:20", "16:40"])
        board = coordinator.submit(form, seats_2="30", break_at="17:00", break_minutes="5")
        self.assertIn("The break is added", board.words)
        self.assertEqual(coordinator.get(rooms).form(rooms).fields["start_3"], "17:05")

    def test_called_off_it_says_so_once(self):
        coordinator = self.be(COORDINATOR)
        url, page = self.draft(coordinator, day="25")
        coordinator.submit(page.form(r"/events/\d+/publish"))
        number = url.rsplit("/", 1)[1]
        coordinator.submit(coordinator.get(f"/events/{number}/cancel").form(r"/events/\d+/cancel"))
        for who in (COORDINATOR, STAFF):
            words = self.be(who).get(url).words
            self.assertEqual(words.count("This event is cancelled"), 1, words)
            self.assertNotIn("No talks", words)

    def look_at_each(self, browser, page, url):
        for step in self.steps(page):
            href = page.link(step)
            if not href.startswith("#"):
                self.assertEqual(browser.get(href.split("#")[0]).status, 200, href)
        self.assertIn('id="publish"', page.answer.text)
        for anchor in ("blocks", "break"):
            self.assertIn(f'id="{anchor}"', browser.get(url + "/board/rooms").answer.text)
        self.assertIn('id="coordinate"', browser.get("/help").answer.text)

    def published(self, coordinator, staff, url, page):
        page = coordinator.submit(page.form(r"/events/\d+/publish"))
        self.assertIn("Before the programme is announced", page.words)
        self.assertEqual(self.steps(page)["Publish the event"], "Done")
        self.assertEqual(self.steps(page)["Announce the programme"], "To do")
        self.assertEqual(self.steps(staff.get(url)), {})
        page = staff.submit(staff.get(url + "/talk").form(url + "/talk"), title="Ten words a day",
                            minutes="2", category="good practice")
        self.assertIn("You speak at about 4:10pm", page.words)
        self.assertIn("You speak at about 4:10pm", staff.get(url).words)
        self.assertIn("The time may still move", staff.get(url).words)
        self.assertIn("Break until 4:55pm", staff.get(url + "/programme").words)
        self.assertIn("Not announced yet", coordinator.get(url + "/board").words)
        self.assertTrue(staff.get(url).link("Programme so far"))
        ask = coordinator.get(url + "/board/publish")
        self.assertIn("Announce the programme?", ask.words)
        board = coordinator.submit(ask.form(url + "/board/publish"))
        self.assertIn("The programme is announced.", board.words)
        self.assertIn("Announced programme, as of", staff.get(staff.get(url).link("Programme")).words)
        for paper in ("Sheets for the door", "Cards for the lectern", "Running sheet for the chair"):
            self.assertEqual(coordinator.get(coordinator.get(url).link(paper)).status, 200)
        self.assertEqual(self.steps(coordinator.get(url)), {})
        page = staff.get(url)
        self.assertIn("You speak at 4:10pm", page.words)
        self.assertNotIn("may still move", page.words)


if __name__ == "__main__":
    unittest.main()
