#!/usr/bin/python3
"""The stream of a SPARK page: what is left, told to every open page after a commit that changed it."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server
from stream import Stream
from wire import header_faults


class Live(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.close)
        self.server.start()
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        browser.be("Jo Carter")
        self.cookie = browser.cookies["__Host-sparkd"]
        self.spark = self.server.rows("SELECT id FROM event WHERE title = 'SPARK: autumn'")[0]["id"]
        self.token = self.server.token("staff@demo.example")
        self.browser = browser

    def open(self, event=None):
        stream = Stream(self.server, f"/spark/{event or self.spark}/live", self.cookie)
        self.addCleanup(stream.close)
        return stream

    def call(self, method, path, body=None):
        answer = self.server.request(method, f"/api/v1{path}", body, token=self.token)
        self.assertLess(answer.status, 300, answer.text)
        return answer.json() if answer.body else None

    def minutes_left(self):
        return self.call("GET", f"/events/{self.spark}")["minutes_left"]

    def book(self):
        return self.call("POST", f"/events/{self.spark}/talks", {
            "title": "Seen on every page", "minutes": 7, "abstract": "x",
            "category": "good practice"})["id"]

    def page_text(self):
        return self.browser.get(f"/spark/{self.spark}").words

    def test_two_pages_follow(self):
        pages = [self.open(), self.open()]
        before = [page.message() for page in pages]
        self.assertEqual(before[0], before[1])
        self.assertIn(before[0][1]["text"], self.page_text())

        talk = self.book()
        booked = [page.message() for page in pages]
        self.assertEqual(booked[0], booked[1])
        name, data = booked[0]
        self.assertEqual(name, "room")
        self.assertGreater(data["used_minutes"], before[0][1]["used_minutes"])
        self.assertGreater(data["version"], before[0][1]["version"])
        self.assertIn(data["text"], self.page_text(), "what a reload would say")

        self.call("DELETE", f"/talks/{talk}")
        gone = [page.message() for page in pages]
        self.assertEqual(gone[0], gone[1])
        self.assertEqual(gone[0][1]["text"], before[0][1]["text"])
        self.assertEqual(gone[0][1]["used_minutes"], before[0][1]["used_minutes"])
        self.assertGreater(gone[0][1]["version"], data["version"])

    def test_nothing_is_said_of_other_evenings(self):
        """The first word after another event's change is about one's own."""
        other = self.server.rows("SELECT id FROM event WHERE title = 'SPARK: spring'")[0]["id"]
        page = self.open(other)
        first = page.message()
        self.book()
        self.server.stop()
        self.assertTrue(page.wire.ended(), f"nothing more than {first}")

    def test_headers(self):
        page = self.open()
        self.assertEqual(page.head.status, 200)
        self.assertEqual(page.head.header("Content-Type"), "text/event-stream")
        self.assertEqual(page.head.header("Cache-Control"), "no-store")
        self.assertIsNone(page.head.header("Content-Length"))
        self.assertEqual(header_faults(page.head), [])

    def test_who_may_not(self):
        answer = self.server.request("GET", f"/spark/{self.spark}/live")
        self.assertEqual(answer.status, 303, "a stranger")
        draft = self.server.rows("SELECT id FROM event WHERE status = 'draft'")[0]["id"]
        for event in (draft, 1, 999999):
            page = self.open(event)
            self.assertEqual(page.head.status, 404, event)
            self.assertEqual(header_faults(page.head), [])

    def test_many_come_and_go(self):
        """Pages that are left take nothing with them."""
        for _ in range(50):
            self.open().close()
        pages = [self.open() for _ in range(20)]
        for page in pages:
            page.message()
        for page in pages[::2]:
            page.close()
        self.book()
        texts = {page.message()[1]["text"] for page in pages[1::2]}
        self.assertEqual(len(texts), 1)


if __name__ == "__main__":
    unittest.main()
