#!/usr/bin/python3
"""Calendar feeds over HTTP, and before other people's programs (calendar specification, section 12)."""
import datetime
import email.utils
import gzip
import hashlib
import os
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import ROOT, Server, wait_for
from swarm import make_event
from wire import Wire, header_faults

OUTLOOK = "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0; Pro)"


class Feeds(unittest.TestCase):
    clock = "2026-11-02T16:10:00Z"

    def setUp(self):
        self.server = Server(clock=self.clock)
        self.addCleanup(self.server.close)
        self.server.start()
        self.staff = self.server.token("staff@demo.example")
        self.coordinator = self.server.token("coordinator@demo.example")

    def make(self, scope="me"):
        """A new feed: its id and path."""
        made = self.server.request("POST", "/api/v1/feeds", {"scope": scope}, token=self.staff)
        self.assertEqual(made.status, 201, made.text)
        url = made.json()["url"]
        self.assertTrue(url.startswith(f"{self.server.url}/cal/"))
        return made.json()["id"], url.removeprefix(self.server.url)

    def get(self, path, method="GET", status=200, **headers):
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.server.request(method, path, headers=sent)
        self.assertEqual(answer.status, status, answer.body[:200])
        self.assertEqual(header_faults(answer), [])
        self.assertIsNone(answer.header("Set-Cookie"))
        self.assertIsNone(answer.header("Location"))
        return answer

    def move_clock(self, to):
        browser = Browser(self.server)
        answer = browser.post("/demo/clock", {"to": to})
        browser.close()
        self.assertEqual(answer.status, 303)

    def book(self, event):
        made = self.server.request("POST", f"/api/v1/events/{event}/bookings", {}, token=self.staff)
        self.assertEqual(made.status, 201, made.text)
        return made.json()["id"]


class Http(Feeds):
    def test_200(self):
        path = self.make()[1]
        answer = self.get(path)
        self.assertEqual(answer.header("Content-Type"), "text/calendar; charset=utf-8")
        self.assertEqual(answer.header("Content-Disposition"), 'inline; filename="spark.ics"')
        self.assertEqual(answer.header("Content-Length"), str(len(answer.body)))
        self.assertEqual(answer.header("Vary"), "Accept-Encoding")
        self.assertEqual(answer.header("Cache-Control"), "private, no-cache")
        self.assertEqual(answer.header("X-Robots-Tag"), "noindex")
        self.assertEqual(answer.header("ETag"), f'"{hashlib.sha256(answer.body).hexdigest()}"')
        self.assertIsNotNone(email.utils.parsedate_to_datetime(answer.header("Last-Modified")))
        self.assertTrue(answer.body.startswith(b"BEGIN:VCALENDAR\r\n"))
        self.assertTrue(answer.body.endswith(b"END:VCALENDAR\r\n"))

    def test_head(self):
        path = self.make()[1]
        get, head = self.get(path), self.get(path, "HEAD")
        self.assertEqual(head.body, b"")
        without_date = lambda answer: [h for h in answer.headers if h[0] != "Date"]
        self.assertEqual(without_date(head), without_date(get))

    def test_head_leaves_the_connection_in_step(self):
        path = self.make()[1]
        body = self.get(path).body
        with Wire(self.server) as wire:
            ask = f" {path} HTTP/1.1\r\nHost: {self.server.host}\r\n"
            wire.send(f"HEAD{ask}\r\nGET{ask}Connection: close\r\n\r\n".encode())
            while wire.more():
                pass
            self.assertEqual(wire.buffer.count(b"HTTP/1.1 "), 2)
            self.assertTrue(wire.buffer.endswith(b"\r\n\r\n" + body))

    def test_gzip(self):
        path = self.make()[1]
        plain, packed = self.get(path), self.get(path, Accept_Encoding="gzip, deflate")
        self.assertEqual(packed.header("Content-Encoding"), "gzip")
        self.assertIsNone(plain.header("Content-Encoding"))
        self.assertEqual(gzip.decompress(packed.body), plain.body)
        self.assertEqual(packed.header("ETag"), plain.header("ETag")[:-1] + '-gz"')
        self.assertEqual(packed.header("Vary"), "Accept-Encoding")
        for accepted in ("identity", "gzip;q=0", "br"):
            self.assertIsNone(self.get(path, Accept_Encoding=accepted).header("Content-Encoding"))
        answer = self.get(path, Accept_Encoding="gzip", User_Agent=OUTLOOK)
        self.assertIsNone(answer.header("Content-Encoding"), "Outlook gets it as it is")

    def test_304(self):
        path = self.make()[1]
        plain, packed = self.get(path), self.get(path, Accept_Encoding="gzip")
        tag, packed_tag = plain.header("ETag"), packed.header("ETag")
        modified = plain.header("Last-Modified")
        for headers in ({"If_None_Match": tag}, {"If_None_Match": f'"x", {tag}'},
                        {"If_None_Match": f"W/{tag}"}, {"If_None_Match": "*"},
                        {"If_Modified_Since": modified},
                        {"If_None_Match": tag, "If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"}):
            answer = self.get(path, status=304, **headers)
            self.assertEqual(answer.body, b"")
            self.assertEqual(answer.header("ETag"), tag)
            self.assertEqual(answer.header("Vary"), "Accept-Encoding")
            self.assertEqual(answer.header("Cache-Control"), "private, no-cache")
            self.assertIsNone(answer.header("Content-Length"))
        answer = self.get(path, status=304, If_None_Match=packed_tag, Accept_Encoding="gzip")
        self.assertEqual(answer.header("ETag"), packed_tag)
        for headers in ({"If_None_Match": '"x"'}, {"If_Modified_Since": "yesterday"},
                        {"If_None_Match": '"x"', "If_Modified_Since": modified},
                        {"If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"}):
            self.assertEqual(self.get(path, **headers).body, plain.body)

    def test_unknown_and_ended(self):
        feed, path = self.make()
        self.get(path)
        gone = self.server.request("DELETE", f"/api/v1/feeds/{feed}", token=self.staff)
        self.assertEqual(gone.status, 204)
        for unknown in (path, path[:-5] + "A.ics", "/cal/x.ics", "/cal/" + "A" * 43 + ".ics",
                        "/cal/" + "A" * 300 + ".ics"):
            for method in ("GET", "HEAD"):
                answer = self.get(unknown, method, 404)
                self.assertEqual(answer.header("Content-Type"), "text/plain; charset=utf-8")
                self.assertEqual(answer.header("Cache-Control"), "no-store")

    def test_same_a_minute_later(self):
        path = self.make()[1]
        first = self.get(path)
        self.move_clock("2026-11-02T16:11:01Z")
        second = self.get(path)
        self.assertEqual(first.body, second.body)
        for name in ("ETag", "Last-Modified"):
            self.assertEqual(first.header(name), second.header(name))

    def test_same_after_a_restart(self):
        path = self.make()[1]
        conf = {"base_url": "https://cpd.demo.example"}
        self.server.conf = conf
        before = self.server.restart().request("GET", path)
        after = self.server.restart().request("GET", path)
        self.assertEqual(before.body, after.body)
        for name in ("ETag", "Last-Modified"):
            self.assertEqual(before.header(name), after.header(name))

    def test_last_modified_after_a_deletion(self):
        """What goes counts as a change: who asks by date alone is told (section 8)."""
        booking = self.book(make_event(self.server, self.coordinator))
        path = self.make()[1]
        before = self.get(path)
        self.assertIn(b"SUMMARY:Modelling in maths", before.body)
        gone = self.server.request("DELETE", f"/api/v1/bookings/{booking}", token=self.staff)
        self.assertEqual(gone.status, 204)
        after = self.get(path, If_Modified_Since=before.header("Last-Modified"))
        self.assertNotIn(b"\r\nSUMMARY:Modelling in maths", after.body)
        date = lambda answer: email.utils.parsedate_to_datetime(answer.header("Last-Modified"))
        self.assertGreater(date(after), date(before))
        self.assertNotEqual(after.header("ETag"), before.header("ETag"))

    def test_change_raises_sequence_and_date(self):
        event = make_event(self.server, self.coordinator)
        self.book(event)
        path = self.make()[1]
        before = self.get(path).body
        self.move_clock("2026-11-02T17:00:00Z")
        version = self.server.request("GET", f"/api/v1/events/{event}",
                                      token=self.coordinator).header("ETag")
        changed = self.server.request("PATCH", f"/api/v1/events/{event}", {"room": "Gym"},
                                      {"If-Match": version}, self.coordinator)
        self.assertEqual(changed.status, 200, changed.text)
        after = self.get(path).body
        item = lambda feed: next(part for part in feed.split(b"BEGIN:VEVENT")
                                 if b"Modelling in maths" in part).split(b"\r\n")
        old = dict(line.split(b":", 1) for line in item(before) if b":" in line)
        new = dict(line.split(b":", 1) for line in item(after) if b":" in line)
        self.assertEqual(new[b"UID"], old[b"UID"])
        self.assertGreater(int(new[b"SEQUENCE"]), int(old[b"SEQUENCE"]))
        self.assertGreater(new[b"LAST-MODIFIED"], old[b"LAST-MODIFIED"])
        self.assertEqual(new[b"DTSTAMP"], new[b"LAST-MODIFIED"])
        self.assertIn(b"Gym", new[b"LOCATION"])

    def test_broken_database(self):
        """503 with Retry-After, never 200: an empty answer would empty the calendar."""
        path = self.make()[1]
        self.server.restart()
        os.truncate(self.server.data / "sparkd.db", 4096)
        for method in ("GET", "HEAD"):
            answer = self.get(path, method, 503)
            self.assertGreater(int(answer.header("Retry-After")), 0)

    def test_log_keeps_no_address(self):
        self.server.conf = {"log_debug": "yes"}
        self.server.restart()
        path = self.make()[1]
        self.server.request("GET", path)
        self.server.request("GET", path[:-4])
        wait_for(lambda: '"status":404' in self.server.log_text(), "the log")
        token = path[5:-4]
        self.assertNotIn(token[:7], self.server.log_text())
        self.assertNotIn(self.staff, self.server.log_text())

    def test_robots_may(self):
        """Google's importer obeys it."""
        lines = self.get("/robots.txt").text.splitlines()
        self.assertIn("Allow: /cal/", lines)
        self.assertFalse([line for line in lines if line.startswith("Disallow: /cal")])

    def test_single_files(self):
        event = make_event(self.server, self.coordinator)
        booking = self.book(event)
        spark = make_event(self.server, self.coordinator, kind="spark", title="SPARK: to keep",
                           starts_at="2026-12-16T16:00:00Z", ends_at="2026-12-16T17:00:00Z")
        answer = self.server.request("POST", f"/api/v1/events/{spark}/talks",
                                     {"title": "Ten words a day", "minutes": 2,
                                      "category": "good practice"}, token=self.staff)
        self.assertEqual(answer.status, 201, answer.text)
        talk = answer.json()["id"]
        self.assertIn(b"your 2-minute talk", self.server.request("GET", f"/t/{talk}.ics",
                                                                 token=self.staff).body)
        self.assertEqual(self.server.request("GET", f"/t/{talk}.ics",
                                             token=self.server.token("other@demo.example")).status, 404)
        for path in (f"/e/{event}.ics", f"/b/{booking}.ics", f"/t/{talk}.ics"):
            answer = self.server.request("GET", path, token=self.staff)
            self.assertEqual(answer.status, 200, path)
            self.assertEqual(header_faults(answer), [])
            self.assertEqual(answer.header("Content-Type"), "text/calendar; charset=utf-8")
            self.assertTrue(answer.header("Content-Disposition").startswith("attachment; "))
            for absent in (b"ORGANIZER", b"X-WR-CALNAME", b"\nNAME:", b"ATTENDEE"):
                self.assertNotIn(absent, answer.body, path)
            self.assertEqual(answer.body.count(b"BEGIN:VEVENT"), 1)


class Peers(Feeds):
    """vobject, vdirsyncer and khal on a live address, across both clock changes."""

    clock = "2026-10-01T09:00:00Z"

    # (day, the offset of 16:00 in London, the hour in UTC)
    DAYS = [("2026-10-22", "+01:00", 15), ("2026-10-23", "+01:00", 15), ("2026-10-24", "+01:00", 15),
            ("2026-10-25", "+00:00", 16), ("2026-10-26", "+00:00", 16),
            ("2027-03-25", "+00:00", 16), ("2027-03-26", "+00:00", 16), ("2027-03-27", "+00:00", 16),
            ("2027-03-28", "+01:00", 15), ("2027-03-29", "+01:00", 15), ("2027-03-30", "+01:00", 15)]

    def check(self, path, *expected):
        words = [word for line in expected for word in ("--expect", line)]
        done = subprocess.run(
            ["/usr/bin/python3", ROOT / "tests/feed/ics_peers.py", f"{self.server.url}{path}", *words],
            capture_output=True, text=True, timeout=240, check=False)
        if done.returncode == 77:
            self.skipTest(done.stderr.strip())
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_clock_changes(self):
        expected = []
        for day, offset, hour in self.DAYS:
            title = f"Clocks; of, {day}"
            event = make_event(self.server, self.coordinator, title=title,
                               starts_at=f"{day}T16:00:00{offset}", ends_at=f"{day}T17:30:00{offset}")
            self.book(event)
            expected.append(f"{day} {hour}:00 {title}")
        for scope in ("me", "trust"):
            path = self.make(scope)[1]
            self.check(path, *expected)
            feed = self.get(path).body
            for day, _, _ in self.DAYS:
                local = day.replace("-", "") + "T160000"
                self.assertIn(f"\r\nDTSTART;TZID=Europe/London:{local}\r\n".encode(), feed)

    def test_every_scope(self):
        for scope in ("school", "spark"):
            self.check(self.make(scope)[1])

    def test_an_evening_over_the_change(self):
        """From Saturday evening to Sunday after the change: an hour shorter than it looks."""
        event = make_event(self.server, self.coordinator, title="Night walk",
                           starts_at="2027-03-27T22:00:00Z", ends_at="2027-03-28T05:00:00Z")
        shown = self.server.request("GET", f"/api/v1/events/{event}", token=self.staff).json()
        length = (datetime.datetime.fromisoformat(shown["ends_at"])
                  - datetime.datetime.fromisoformat(shown["starts_at"]))
        self.assertEqual(length, datetime.timedelta(hours=7))
        feed = self.get(self.make("trust")[1]).body
        self.assertIn(b"DTSTART;TZID=Europe/London:20270327T220000\r\n"
                      b"DTEND;TZID=Europe/London:20270328T060000\r\n", feed)


if __name__ == "__main__":
    unittest.main()
