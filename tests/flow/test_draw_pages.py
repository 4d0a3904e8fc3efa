#!/usr/bin/python3
"""Lots on the pages, without script: committed to, shuffled, drawn one at a time, shown on a
screen, given out and computed again; and the secret is nowhere before."""
import pathlib
import re
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import SPARKD, Server

COORDINATOR, STAFF, HEAD, OTHER = (f"{who}@demo.example"
                                   for who in ("coordinator", "staff", "head", "other"))


class Lots(unittest.TestCase):
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

    def evening(self, browser, day, start, end):
        """A published SPARK evening; its address."""
        form = browser.get("/events/new?kind=spark").form("/events/new")
        school = self.server.rows("SELECT school_id FROM employment m JOIN person p ON p.id ="
                                  " m.person_id WHERE p.email = ?", STAFF)[0][0]
        page = browser.submit(form, title="SPARK by lot", kind="spark", date_day=str(day),
                              date_month="November", date_year="2026", start=start, end=end,
                              capacity="20", attendance="voluntary", school=str(school))
        self.assertEqual(page.status, 200, page.words)
        page = browser.submit(page.form(r"/events/\d+/publish"))
        return re.sub(r"\?.*", "", page.url)

    def offer(self, url, *people):
        for email in people:
            browser = self.be(email)
            page = browser.submit(browser.get(url + "/talk").form(url + "/talk"), title=f"Talk of {email[:5]}",
                                  minutes="2", category="good practice")
            self.assertEqual(page.status, 200, page.words)

    def choose(self, browser, url, **fields):
        page = browser.submit(browser.get(url + "/draw").form(url + "/draw"), **fields)
        self.assertEqual(page.status, 200, page.words)
        return page

    def press(self, browser, url, act, page=None):
        """The button of that act on the page of the draw."""
        page = page or browser.get(url + "/draw")
        ask = [href for href, _ in page.links if href == f"{url}/draw/ask?act={act}"]
        if ask:
            page = browser.get(ask[0])
        forms = [f for f in page.forms if f.action == url + "/draw/steps" and f.fields["act"] == act]
        self.assertTrue(forms, f"no button for {act}: {page.words}")
        return browser.submit(forms[0])

    def secret(self, url):
        return self.server.rows("SELECT secret FROM draw_round WHERE event_id = ? ORDER BY round DESC",
                                int(url.rsplit("/", 1)[1]))[0][0]

    def verify(self, text, commitment):
        return subprocess.run([SPARKD, "draw", "verify", "-", "--commitment", commitment], input=text,
                              capture_output=True, text=True, timeout=60).returncode

    def nowhere(self, secret, url, *browsers):
        """Not on a page, in a file, in the record of what was done, in the log."""
        for browser in browsers:
            for path in (url, url + "/draw", url + "/draw/record", url + "/draw/screen", url + "/programme",
                         url + "/programme.json", "/audit/mine", "/my-data"):
                self.assertNotIn(secret, browser.get(path).answer.text, path)
            self.assertEqual(browser.get(url + "/draw/record.json").status, 404)
        self.assertNotIn(secret, self.server.log_text())
        for table in ("audit", "outbox", "programme_version"):
            for row in self.server.rows(f"SELECT * FROM {table}"):
                self.assertNotIn(secret, " ".join(str(value) for value in tuple(row)))

    def test_shuffled_and_published(self):
        coordinator, staff = self.be(COORDINATOR), self.be(STAFF)
        url = self.evening(coordinator, 26, "16:00", "17:30")
        self.assertIn("No lots are drawn", coordinator.get(url + "/draw").words)
        self.choose(coordinator, url, order="shuffled", first_timer_weight="2")
        secret = self.secret(url)
        self.offer(url, STAFF, HEAD, OTHER)
        commitment = re.search(r"\b[0-9a-f]{64}\b", staff.get(url + "/draw/record").words)[0]
        self.assertIn("drawn by lot", staff.get(url).words)
        self.assertEqual(staff.get(url + "/draw").status, 403)
        self.nowhere(secret, url, coordinator, staff)
        # what is typed wrong is told and kept
        page = coordinator.get(url + "/draw")
        leave = next(name for name in page.form(url + "/draw").fields if name.startswith("leave_"))
        page = self.press_wrong(coordinator, page, url, **{leave: "late"})
        self.assertIn("Enter a time of the day", page.words)
        self.assertIn('value="late"', page.answer.text)
        self.choose(coordinator, url, **{leave: "4:12pm"})
        self.assertIn("The lots are sealed: nobody, not even you, can choose them now",
                      coordinator.get(url + "/draw").words)
        self.assertIn("3 talks are drawn. The order is announced at once",
                      coordinator.get(url + "/draw/ask?act=order").words)
        self.assertEqual(staff.get(url + "/draw/ask?act=order").status, 403)
        page = self.press(coordinator, url, "order")
        self.assertIn("The order is drawn and announced", page.words)
        self.assertIn(secret, staff.get(url + "/draw/record").words)
        record = staff.get(url + "/draw/record.json").answer.text
        self.assertEqual(self.verify(record, commitment), 0)
        self.assertEqual(self.verify(record.replace(':120,', ':121,', 1), commitment), 1)
        first = int(leave.removeprefix("leave_"))
        self.assertEqual(self.server.rows("SELECT talk_id FROM programme_slot s JOIN spark_event e ON"
                                          " e.published_id = s.version_id AND e.event_id = ?"
                                          " ORDER BY s.starts_at", int(url.rsplit("/", 1)[1]))[0][0], first)
        self.assertIn("Compare by place and time", staff.get(url + "/draw/record").words)
        self.assertIn("ten minutes after 4pm", staff.get(url + "/draw/record").words)
        self.board_leads_to_the_draw(url, coordinator)
        self.assertIn("what you move here is not announced", coordinator.get(url + "/board").words)
        self.changed_by_hand(url, coordinator, staff)
        self.choose(coordinator, url, order="shuffled")
        page = self.press(coordinator, url, "again")
        self.assertIn("New lots are sealed", page.words)
        self.nowhere_but_first(self.secret(url), url, staff)

    def board_leads_to_the_draw(self, url, browser):
        """Nothing is offered there that would be refused."""
        for path in ("/board", "/board/publish"):
            page = browser.get(url + path)
            self.assertIn("The order of this event is shuffled", page.words)
            self.assertIn(f'href="{url}/draw"', page.answer.text)
            self.assertNotIn(f'"{url}/board/publish"', page.answer.text)

    def changed_by_hand(self, url, coordinator, staff):
        """Who reads how the order was drawn is told that it is not that order any more, and whose."""
        self.assertNotIn("no longer as it was drawn", staff.get(url + "/draw/record").words)
        self.choose(coordinator, url, order="arranged")
        board = coordinator.get(url + "/board")
        down = next(f for f in board.forms if f.action == url + "/board/move")
        coordinator.submit(down, **({"how": "down"} if "how" in down.fields else {}))
        page = coordinator.get(url + "/board/publish")
        self.assertIn("told of their new slot", page.words)
        coordinator.submit(page.form(url + "/board/publish"))
        self.assertIn("The order was drawn by lot, and changed since", staff.get(url).words)
        name = self.server.rows("SELECT name FROM person WHERE email = ?", COORDINATOR)[0][0]
        page = staff.get(url + "/draw/record")
        self.assertIn("The programme is no longer as it was drawn", page.words)
        self.assertIn(f"{name} announced another order", page.words)

    def press_wrong(self, browser, page, url, **fields):
        page = browser.submit(page.form(url + "/draw"), **fields)
        self.assertEqual(page.status, 422, page.words)
        return page

    def nowhere_but_first(self, secret, url, browser):
        self.assertNotIn(secret, browser.get(url + "/draw/record").answer.text)
        self.assertEqual(browser.get(url + "/draw/record.json?round=2").status, 404)
        self.assertEqual(browser.get(url + "/draw/record.json").status, 200)

    def test_one_at_a_time(self):
        coordinator, staff = self.be(COORDINATOR), self.be(STAFF)
        url = self.evening(coordinator, 2, "17:00", "18:30")
        self.choose(coordinator, url, order="drawn")
        self.offer(url, STAFF, HEAD, OTHER)
        secret = self.secret(url)
        self.assertIn("As soon as a name is drawn", staff.get(url + "/draw/screen").words)
        old = coordinator.get(url + "/draw/ask?act=next")
        self.assertIn("Begin the draw?", old.words)
        page = self.press(coordinator, url, "next")
        first = re.search(r"Talk of \w+", page.words)[0]
        self.assertIn(first, staff.get(url + "/draw/screen").words)
        self.assertIn("http-equiv=\"refresh\"", staff.get(url + "/draw/screen").answer.text)
        self.nowhere(secret, url, coordinator, staff)
        # the same button twice draws one speaker
        again = self.press(coordinator, url, "next", old)
        self.assertEqual(again.status, 409)
        self.assertIn("Somebody was quicker", again.words)
        # what needs no question has no page of its own
        self.assertIn("1 speaker drawn", coordinator.get(url + "/draw/ask?act=next").words)
        self.press(coordinator, url, "no_show")
        self.assertNotIn(first, staff.get(url + "/draw/screen").words)
        second = re.search(r"Talk of \w+", self.press(coordinator, url, "next").words)[0]
        self.assertNotEqual(first, second)
        page = self.press(coordinator, url, "withdrawn")
        self.assertIn("not drawn any more", page.words)
        page = self.press(coordinator, url, "next")
        self.assertIn("2 speakers drawn, 0 still to draw", page.words)
        self.nowhere(secret, url, coordinator, staff)
        page = self.press(coordinator, url, "end")
        self.assertIn("The draw is over", page.words)
        commitment = re.search(r"\b[0-9a-f]{64}\b", page.words)[0]
        self.assertEqual(self.verify(staff.get(url + "/draw/record.json").answer.text, commitment), 0)
        self.assertIn("The draw is over", staff.get(url + "/draw/screen").words)
        self.names_nobody_but_speakers(url, staff)

    def names_nobody_but_speakers(self, url, browser):
        """Nobody learns by name who withdrew or was absent, nor which number somebody is."""
        page = browser.get(url + "/draw/record")
        spoke = re.findall(r"Talk of \w+", browser.get(url + "/programme").words)
        self.assertEqual(len(set(spoke)), 2)
        self.assertEqual(set(re.findall(r"Talk of \w+", page.words)), set(spoke))
        self.assertIn("not named: 1 talk.", page.words)
        for word in ("Withdrawn", "Reserve", "Not drawn"):
            self.assertNotIn(word, page.words)
        cells = re.findall(r"<td[^>]*>\s*(\d+)\s*</td>", page.answer.text)
        self.assertEqual(cells, [])


if __name__ == "__main__":
    unittest.main()
