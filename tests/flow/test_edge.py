#!/usr/bin/python3
"""Hostile and clumsy input at the whole server (http specification, sections 3 to 6)."""
import hashlib
import json
import pathlib
import sys
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server
from swarm import make_event
from wire import Wire, header_faults

GOOD = "GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n"
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"

# (what, the bytes, the answer). {host} is the server's; each is followed by a good request, which
# must not be answered.
HEADS = [
    # the request line
    ("no version", "GET /healthz\r\nHost: {host}\r\n\r\n", 400),
    ("two spaces", "GET  /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    ("a tab for a space", "GET\t/healthz HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    ("a space at the end", "GET /healthz HTTP/1.1 \r\nHost: {host}\r\n\r\n", 400),
    ("a space before", " GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    ("an empty line before", "\r\nGET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    ("small letters", "GET /healthz http/1.1\r\nHost: {host}\r\n\r\n", 400),
    ("HTTP/1.9", "GET /healthz HTTP/1.9\r\nHost: {host}\r\n\r\n", 505),
    ("HTTP/2.0", "GET /healthz HTTP/2.0\r\nHost: {host}\r\n\r\n", 505),
    ("HTTP/1.10", "GET /healthz HTTP/1.10\r\nHost: {host}\r\n\r\n", 400),
    ("a method of ours is not", "BREW /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n", 501),
    ("CONNECT", "CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n", 501),
    ("TRACE", "TRACE / HTTP/1.1\r\nHost: {host}\r\n\r\n", 501),
    ("a method in small letters", "get /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n", 501),
    ("TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
    # the target
    ("no slash", "GET healthz HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    ("asterisk", "GET * HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    ("two slashes", "GET //evil/a HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    ("absolute", "GET http://evil/healthz HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    ("8-bit", "GET /caf\xe9 HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    ("a fragment", "GET /healthz#x HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    ("a backslash", "GET /a\\b HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    ("half an escape", "GET /health%7 HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    ("an escape of nothing", "GET /health%zz HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    ("%00", "GET /healthz%00.ics HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    ("%2f", "GET /a%2fb HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    ("%5C", "GET /a%5Cb HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    ("..", "GET /a/../healthz HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    ("%2e%2E", "GET /a/%2e%2E/healthz HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    (".", "GET /./healthz HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
    # header lines
    ("bare LF", "GET /healthz HTTP/1.1\nHost: {host}\n\n", 400),
    ("bare LF in a header", "GET /healthz HTTP/1.1\r\nHost: {host}\nX: y\r\n\r\n", 400),
    ("bare CR", "GET /healthz HTTP/1.1\r\nHost: {host}\r\nX: a\rb\r\n\r\n", 400),
    ("NUL", "GET /healthz HTTP/1.1\r\nHost: {host}\r\nX: a\0b\r\n\r\n", 400),
    ("DEL", "GET /healthz HTTP/1.1\r\nHost: {host}\r\nX: a\x7fb\r\n\r\n", 400),
    ("a control character", "GET /healthz HTTP/1.1\r\nHost: {host}\r\nX: a\x01b\r\n\r\n", 400),
    ("a folded line", "GET /healthz HTTP/1.1\r\nHost: {host}\r\nX: a\r\n b\r\n\r\n", 400),
    ("a name with a space", "GET /healthz HTTP/1.1\r\nHost: {host}\r\nX Y: a\r\n\r\n", 400),
    ("an empty name", "GET /healthz HTTP/1.1\r\nHost: {host}\r\n: a\r\n\r\n", 400),
    ("no colon", "GET /healthz HTTP/1.1\r\nHost: {host}\r\nnonsense\r\n\r\n", 400),
    ("space before the colon",
     "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Length : 31\r\n\r\n", 400),
    ("space before the colon of an encoding",
     "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400),
    ("65 headers", "GET /healthz HTTP/1.1\r\nHost: {host}\r\n" + "X: y\r\n" * 64 + "\r\n", 431),
    ("8 KB of head", "GET /healthz HTTP/1.1\r\nHost: {host}\r\nX: " + "y" * 8200 + "\r\n\r\n", 431),
    ("a long target", "GET /" + "y" * 8200 + " HTTP/1.1\r\nHost: {host}\r\n\r\n", 431),
    # where the body ends
    ("chunked", "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n"
     "0\r\n\r\n", 501),
    ("an encoding in other letters",
     "POST /sign-in HTTP/1.1\r\nHost: {host}\r\ntRANSFER-eNCODING: gzip, chunked\r\n\r\n", 501),
    ("an encoding of nothing",
     "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding:\r\n\r\n", 501),
    ("an encoding and a length", "POST /sign-in HTTP/1.1\r\nHost: {host}\r\n"
     "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400),
    ("two lengths", "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Length: 2\r\n"
     "Content-Length: 3\r\n\r\nab", 400),
    ("the same length twice", "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Length: 2\r\n"
     "Content-Length: 2\r\n\r\nab", 400),
    ("a list of lengths",
     "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Length: 2, 2\r\n\r\nab", 400),
    ("an empty length", "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Length:\r\n\r\n", 400),
    ("+5", "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Length: +5\r\n\r\nabcde", 400),
    ("-0", "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Length: -0\r\n\r\n", 400),
    ("0x5", "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0x5\r\n\r\nabcde", 400),
    ("HEAD with a length",
     "HEAD /healthz HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n\r\n", 400),
    ("a length over the limit",
     "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Length: 65537\r\n\r\n", 413),
    ("a body for what takes none",
     "GET /healthz HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1\r\n\r\nx", 413),
    ("a length like the sky", "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Length: "
     + "9" * 40 + "\r\n\r\n", 413),
    ("another expectation", "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nExpect: more\r\n"
     "Content-Length: 2\r\n\r\n", 417),
    # whom it is for
    ("no Host", "GET /healthz HTTP/1.1\r\n\r\n", 400),
    ("two Hosts", "GET /healthz HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\n\r\n", 400),
    ("an empty Host", "GET /healthz HTTP/1.1\r\nHost:\r\n\r\n", 400),
    ("a Host of junk", "GET /healthz HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
    ("a Host with a user", "GET /healthz HTTP/1.1\r\nHost: a@{host}\r\n\r\n", 400),
]


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(conf={"rate_limits": "no"})
        cls.addClassCleanup(cls.server.close)
        cls.server.start()

    def bytes_of(self, text):
        return text.replace("{host}", self.server.host).encode("latin-1")

    def check_refused(self, wire, what, status, is_head=False):
        answer = wire.answer(is_head)
        self.assertEqual(answer.status, status, what)
        self.assertEqual(header_faults(answer), [], what)
        self.assertEqual(answer.header("Connection"), "close", what)
        self.assertTrue(wire.ended(), f"{what}: closed, and no second request executed")

    def test_each_head(self):
        for what, text, status in HEADS:
            with self.subTest(what), Wire(self.server) as wire:
                wire.send(self.bytes_of(text + GOOD))
                self.check_refused(wire, what, status, text.startswith("HEAD"))

    def test_each_head_byte_by_byte(self):
        for what, text, status in HEADS:
            with self.subTest(what), Wire(self.server) as wire:
                wire.send(self.bytes_of(text), byte_by_byte=True)
                self.check_refused(wire, what, status, text.startswith("HEAD"))

    def test_each_head_on_a_kept_connection(self):
        for what, text, status in HEADS:
            with self.subTest(what), Wire(self.server) as wire:
                wire.send(self.bytes_of(GOOD + text + GOOD))
                self.assertEqual(wire.answer().status, 200)
                self.check_refused(wire, what, status, text.startswith("HEAD"))

    def test_what_is_good(self):
        with Wire(self.server) as wire:
            wire.send(self.bytes_of(GOOD * 3), byte_by_byte=True)
            for _ in range(3):
                answer = wire.answer()
                self.assertEqual((answer.status, answer.body), (200, b"ok\n"))
                self.assertEqual(header_faults(answer), [])
                self.assertIsNone(answer.header("Connection"))
            wire.send(self.bytes_of("GET /healthz HTTP/1.0\r\nHost: {host}\r\n\r\n" + GOOD))
            answer = wire.answer()
            self.assertEqual((answer.status, answer.header("Connection")), (200, "close"))
            self.assertTrue(wire.ended())

    def test_a_browser_may_report_what_the_policy_stopped(self):
        for kind in ("application/csp-report", "application/reports+json"):
            answer = self.server.request("POST", "/csp-report", b'{"csp-report":{}}',
                                         {"Content-Type": kind})
            self.assertEqual(answer.status, 204, kind)
        self.assertIn("csp_report", self.server.log_text())

    def test_head_is_get_without_its_body(self):
        for path in ("/healthz", "/sign-in", "/robots.txt", "/nothing", "/api/v1/me"):
            with self.subTest(path), Wire(self.server) as wire:
                ask = f" {path} HTTP/1.1\r\nHost: {self.server.host}\r\n\r\n"
                wire.send(f"HEAD{ask}GET{ask}".encode())
                head, get = wire.answer(is_head=True), wire.answer()
                self.assertEqual(head.status, get.status)
                self.assertEqual(head.header("Content-Type"), get.header("Content-Type"))
                self.assertEqual(header_faults(head), [])

    def test_expect_continue(self):
        with Wire(self.server) as wire:
            wire.send(self.bytes_of("POST /sign-in HTTP/1.1\r\nHost: {host}\r\n" + FORM +
                                    "Expect: 100-continue\r\nContent-Length: 7\r\n\r\n"))
            self.assertEqual(wire.until(b"\r\n\r\n"), b"HTTP/1.1 100 Continue\r\n\r\n")
            wire.send(b"email=x")
            self.assertEqual(wire.answer().status, 403)

    def test_half_close_does_not_cut_a_reply(self):
        import socket  # pylint: disable=import-outside-toplevel

        with Wire(self.server) as wire:
            wire.send(self.bytes_of("GET /sign-in HTTP/1.1\r\nHost: {host}\r\n\r\n"))
            wire.socket.shutdown(socket.SHUT_WR)
            self.assertEqual(wire.answer().status, 200)
            self.assertTrue(wire.ended())

    def test_names_that_are_not_ours(self):
        for host in ("evil.example", "127.0.0.1", "127.0.0.1:1", f"{self.server.host}.evil.example"):
            for path in ("/", "/sign-in", "/api/v1/me", "/nothing"):
                answer = self.server.request("GET", path, headers={"Host": host})
                self.assertEqual(answer.status, 400, (host, path))
                self.assertEqual(header_faults(answer), [])
        answer = self.server.request("GET", "/healthz", headers={"Host": "probe.example"})
        self.assertEqual(answer.status, 200, "a probe need not know the name")

    def test_unknown_pages(self):
        for path in ("/metrics", "/nothing", "/spark/0", "/spark/abc", "/spark/99999999999999999999",
                     "/events/", "/a/nothing.css", "/.git/config", "/api/v1/nothing", "/api"):
            answer = self.server.request("GET", path)
            self.assertIn(answer.status, (404, 303), path)
            self.assertEqual(header_faults(answer), [], path)
        self.assertEqual(self.server.request("GET", "/metrics").status, 404)

    def test_wrong_methods(self):
        for method, path, allowed in (("POST", "/healthz", {"GET", "HEAD"}),
                                      ("DELETE", "/sign-in", {"GET", "HEAD", "POST"}),
                                      ("PUT", "/events", {"GET", "HEAD"}),
                                      ("GET", "/sign-out", {"POST"}),
                                      ("POST", "/api/v1/me", {"GET", "HEAD"})):
            answer = self.server.request(method, path)
            self.assertEqual(answer.status, 405, (method, path))
            self.assertEqual({word.strip() for word in answer.header("Allow").split(",")}, allowed)
            self.assertEqual(header_faults(answer), [])

    def test_two_identities(self):
        answer = self.server.request("GET", "/api/v1/me", token=self.server.token("staff@demo.example"),
                                     headers={"Cookie": "__Host-sparkd=x"})
        self.assertEqual((answer.status, answer.json()["type"]), (400, "/problems/two-identities"))


# (what, the form's body after its csrf)
FORMS = [
    ("an unknown field", "scope=me&colour=red"),
    ("a field twice", "scope=me&scope=trust"),
    ("its token twice", "scope=me&csrf=x"),
    ("invalid UTF-8", "scope=%FF%FE"),
    ("an overlong character", "scope=%C0%AF"),
    ("half a surrogate", "scope=%ED%A0%80"),
    ("a control character", "scope=m%01e"),
    ("NUL", "scope=me%00"),
    ("a broken escape", "scope=%zz"),
]

# (what, the bytes of a JSON body, status)
JSONS = [
    ("nothing like it", b"kind=course", 400),
    ("a list", b"[]", 400),
    ("an unknown field", b'{"scope":"me","colour":"red"}', 400),
    ("a field twice", b'{"scope":"me","scope":"trust"}', 400),
    ("invalid UTF-8", b'{"scope":"\xff\xfe"}', 400),
    ("a control character", b'{"scope":"m\\u0001e"}', 400),
    ("NUL", b'{"scope":"me\\u0000"}', 400),
    ("deep", b'{"scope":' + b"[" * 20 + b"]" * 20 + b"}", 400),
    ("very deep", b'{"scope":' + b"[" * 30000 + b"]" * 30000 + b"}", 400),
    ("a number for a word", b'{"scope":7}', 422),
    ("a word that is not one", b'{"scope":"everything"}', 422),
]


class BadFields(unittest.TestCase):
    """400, 409, 413, 422 or 404, and nothing is changed."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server(conf={"rate_limits": "no"})
        cls.addClassCleanup(cls.server.close)
        cls.server.start()
        cls.token = cls.server.token("staff@demo.example")
        cls.other = cls.server.token("other@demo.example")
        cls.browser = Browser(cls.server)
        cls.addClassCleanup(cls.browser.close)
        cls.browser.be("Ana Bell")

    def state(self):
        """A mark of everything that people make."""
        mark = hashlib.sha256()
        for table in ("booking", "talk", "talk_presenter", "deadline", "conversation", "feed",
                      "event", "busy"):
            skip = ("fetched_at", "fetched_by", "etag", "changed_at")
            for row in self.server.rows(f"SELECT * FROM {table} ORDER BY 1, 2"):
                mark.update(repr([row[k] for k in row.keys() if k not in skip]).encode())
        return mark.hexdigest()

    def setUp(self):
        self.before = self.state()

    def tearDown(self):
        self.assertEqual(self.state(), self.before, "nothing was changed")

    def csrf(self):
        return self.browser.get("/calendar").form("/calendar").fields["csrf"]

    def test_forms(self):
        token = urllib.parse.quote(self.csrf())
        for what, text in FORMS:
            with self.subTest(what):
                answer = self.browser.send("POST", "/calendar", f"csrf={token}&{text}".encode(), {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Sec-Fetch-Site": "same-origin"})
                self.assertEqual(answer.status, 400, answer.text[-300:])
                self.assertEqual(header_faults(answer), [])

    def test_many_fields(self):
        text = "&".join(f"f{i}=1" for i in range(201))
        answer = self.browser.send("POST", "/calendar", text.encode(), {
            "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"})
        self.assertEqual(answer.status, 400)

    def test_other_types(self):
        for kind in ("application/json", "multipart/form-data; boundary=x", "text/plain"):
            answer = self.browser.send("POST", "/calendar", b"scope=me", {
                "Content-Type": kind, "Sec-Fetch-Site": "same-origin"})
            self.assertEqual(answer.status, 415, kind)
        answer = self.server.request("POST", "/api/v1/feeds", b'{"scope":"me"}',
                                     {"Content-Type": "text/plain"}, self.token)
        self.assertEqual(answer.status, 415)

    def test_json(self):
        for what, content, status in JSONS:
            with self.subTest(what):
                answer = self.server.request("POST", "/api/v1/feeds", content,
                                             {"Content-Type": "application/json"}, self.token)
                self.assertEqual(answer.status, status, answer.text)
                self.assertEqual(answer.header("Content-Type"), "application/problem+json")
                self.assertEqual(answer.json()["status"], status)
                self.assertTrue(answer.json()["detail"])
                self.assertEqual(header_faults(answer), [])

    def test_oversize(self):
        big = b'{"scope":"' + b"x" * 70000 + b'"}'
        answer = self.server.request("POST", "/api/v1/feeds", big,
                                     {"Content-Type": "application/json"}, self.token)
        self.assertEqual(answer.status, 413)
        self.assertEqual(answer.json()["type"], "/problems/too-large")

    def test_query(self):
        for query in ("?limit=%FF", "?limit=1&limit=2", "?limit=%01"):
            answer = self.server.request("GET", f"/api/v1/events{query}", token=self.token)
            self.assertEqual(answer.status, 400, query)

    def test_somebody_elses(self):
        """404, not 403, for what one may not know of (http specification, section 11)."""
        one = lambda sql: self.server.rows(sql)[0]["id"]
        other = one("SELECT id FROM person WHERE email = 'other@demo.example'")
        theirs = {
            "booking": one("SELECT b.id FROM booking b JOIN person p ON p.id = b.person_id WHERE"
                           " b.status = 'confirmed' AND p.email <> 'staff@demo.example' LIMIT 1"),
            "talk": one("SELECT t.id FROM talk t JOIN person p ON p.id = t.person_id WHERE"
                        " t.status = 'confirmed' AND p.email <> 'staff@demo.example' LIMIT 1"),
            "deadline": one(f"SELECT id FROM deadline WHERE person_id = {other} LIMIT 1"),
        }
        for method, path in (
                ("DELETE", f"/api/v1/bookings/{theirs['booking']}"),
                ("GET", f"/api/v1/people/{other}/deadlines"),
                ("GET", f"/api/v1/people/{other}/bookings"),
                ("DELETE", "/api/v1/feeds/999999"),
                ("GET", "/api/v1/events/999999"),
                ("POST", "/api/v1/events/999999/bookings"),
                ("POST", "/api/v1/events/999999/talks")):
            body = {} if method in ("PATCH", "POST") else None
            answer = self.server.request(method, path, body, token=self.token)
            self.assertEqual(answer.status, 404, (method, path, answer.text))
        token = self.csrf()
        for path in (f"/bookings/{theirs['booking']}/cancel", f"/talks/{theirs['talk']}/withdraw",
                     f"/deadlines/{theirs['deadline']}/done", "/deadlines/999999/done",
                     "/calendar/999999/end", "/sessions/999999/end", "/events/999999/book"):
            answer = self.browser.post(path, {"csrf": token})
            self.assertEqual(answer.status, 404, path)
            self.assertEqual(header_faults(answer), [])
        for path in (f"/talks/{theirs['talk']}/edit", f"/b/{theirs['booking']}.ics",
                     "/spark/999999", "/events/999999", "/spark/999999/live"):
            self.assertEqual(self.browser.get(path).status, 404, path)

    def test_times_that_are_not(self):
        """An end before its start, the hour that comes twice, no dates at all."""
        coordinator = self.server.token("coordinator@demo.example")
        for starts, ends in (("2027-06-15T16:00:00Z", "2027-06-15T15:00:00Z"),
                             ("2027-06-15T16:00:00Z", "2027-06-15T16:00:00Z"),
                             ("2027-02-30T16:00:00Z", "2027-02-30T17:00:00Z"),
                             ("2027-06-15T16:00:00", "2027-06-15T17:00:00"),
                             ("yesterday", "tomorrow"),
                             ("2027-10-31T01:30:00+01:00", "2027-10-31T03:00:00+00:00")):
            event = {"kind": "course", "title": "x", "host_school": 1, "capacity": 3,
                     "starts_at": starts, "ends_at": ends}
            answer = self.server.request("POST", "/api/v1/events", event, token=coordinator)
            self.assertEqual(answer.status, 422, (starts, answer.text))
            fields = {error["field"] for error in answer.json()["errors"]}
            self.assertTrue(fields and fields <= {"starts_at", "ends_at"}, (starts, fields))

    def test_hour_that_there_is_not(self):
        """The clocks go from 01:00 to 02:00 on the last Sunday of March."""
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        browser.be("Robin Hale")
        form = browser.get("/events/new?kind=course").form("/events/new")
        page = browser.submit(form, kind="course", title="Kept as typed", date_day="28",
                              date_month="3", date_year="2027", start="01:30", end="03:30",
                              capacity="12", school=form.choices["school"][0])
        self.assertEqual(page.status, 422)
        self.assertIn('id="start-error"', page.answer.text)
        self.assertNotIn('id="date-error"', page.answer.text)
        self.assertNotIn('id="end-error"', page.answer.text)
        again = page.form("/events/new").fields
        self.assertEqual((again["title"], again["start"]), ("Kept as typed", "01:30"))

    def test_talk_of_three_minutes(self):
        spark = self.server.rows("SELECT id FROM event WHERE title = 'SPARK: autumn'")[0]["id"]
        answer = self.server.request("POST", f"/api/v1/events/{spark}/talks", {
            "title": "x", "minutes": 3, "abstract": "y", "category": "good practice"},
            token=self.token)
        self.assertEqual(answer.status, 422, answer.text)
        self.assertEqual([e["field"] for e in answer.json()["errors"]], ["minutes"])

    def test_booking_after_closing(self):
        """SPARK: autumn takes talks to the evening before; the course of October is over."""
        over = self.server.rows("SELECT e.id FROM event e"
                                " WHERE e.ends_at < strftime('%s', '2026-11-01') AND e.kind <> 'spark'"
                                " AND e.attendance = 'voluntary' LIMIT 1")[0]["id"]
        answer = self.server.request("POST", f"/api/v1/events/{over}/bookings", {}, token=self.token)
        self.assertEqual((answer.status, answer.json()["type"]), (409, "/problems/too-late"))


class Scope(unittest.TestCase):
    def test_read_token_writes_nothing(self):
        with Server() as server:
            token = server.token("coordinator@demo.example", "read")
            school = server.request("GET", "/api/v1/schools", token=token).json()["items"][0]["id"]
            answer = server.request("POST", "/api/v1/events", {
                "kind": "course", "title": "x", "host_school": school, "capacity": 3,
                "starts_at": "2027-01-15T16:00:00Z", "ends_at": "2027-01-15T17:00:00Z"}, token=token)
            self.assertEqual(answer.status, 403, answer.text)
            event = make_event(server, server.token("coordinator@demo.example"))
            answer = server.request("POST", f"/api/v1/events/{event}/bookings", {}, token=token)
            self.assertEqual(answer.status, 403)
            self.assertEqual(json.loads(answer.body)["status"], 403)


if __name__ == "__main__":
    unittest.main()
