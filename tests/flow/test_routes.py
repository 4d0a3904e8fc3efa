#!/usr/bin/python3
"""Every address of `sparkd routes`, as a stranger, without proofs, and as somebody who may."""
import pathlib
import sys
import typing
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server, sparkd
from wire import Wire, header_faults

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
OWN = {**FORM, "Sec-Fetch-Site": "same-origin"}


class Route(typing.NamedTuple):
    method: str
    pattern: str
    lane: str
    who: str
    csrf: str
    limit: str

    @property
    def path(self):
        return self.pattern.replace("{id}", "5").replace("{name}", "x")

    @property
    def is_api(self):
        return self.pattern.startswith("/api/")


ROUTES = [Route(*line.split()) for line in sparkd("routes").stdout.splitlines()]
PLANS = ("/programme-year/dates",)
PAGES = [r for r in ROUTES if r.method == "GET" and r.who in ("person", "step")]
POSTS = [r for r in ROUTES if r.method == "POST" and not r.is_api and r.who != "public"]
CALLS = [r for r in ROUTES if r.is_api and r.who == "bearer"]


# A report changes nothing; a logout token, and the token in the address that ends a weekly mail
# (RFC 8058), are their own proof.
OWN_PROOF = ("/csp-report", "/sign-in/oidc/back-channel", "/digest/stop/{name}")

class Routes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(conf={"rate_limits": "no"})
        cls.addClassCleanup(cls.server.close)
        cls.server.start()
        cls.browser = Browser(cls.server)
        cls.addClassCleanup(cls.browser.close)
        cls.browser.be("Robin Hale")

    def check_headers(self, answer, route):
        self.assertEqual(header_faults(answer), [], route)

    def test_table_is_walked(self):
        self.assertGreater(len(PAGES), 15)
        self.assertGreater(len(POSTS), 15)
        self.assertGreater(len(CALLS), 15)

    def test_each_acts_under_csrf_or_token(self):
        """No route acts with a cookie and without a proof."""
        for route in ROUTES:
            # A report changes nothing; a logout token of a provider is its own proof.
            if route.method == "GET" or route.pattern in OWN_PROOF:
                continue
            if route.is_api:
                self.assertEqual((route.who, route.csrf), ("bearer", "-"), route)
            else:
                self.assertIn(route.csrf, ("csrf", "origin"), route)
                self.assertEqual(route.csrf == "csrf", route.who in ("person", "step"), route)
            # What reads a file that somebody brings, or judges a whole year, need not hold the
            # writer until it has something to keep.
            errand = route.limit != "65536" or route.pattern in PLANS
            self.assertIn(route.lane, ("write", "errand") if errand else ("write",), route)

    def test_pages_as_a_stranger(self):
        for route in PAGES:
            answer = self.server.request("GET", route.path)
            self.assertEqual((answer.status, answer.header("Location")),
                             (303, "/demo"), route)
            self.check_headers(answer, route)
            self.assertEqual(answer.header("Cache-Control"), "no-store", route)

    def test_posts_as_a_stranger(self):
        for route in POSTS:
            if route.who in ("person", "step"):
                answer = self.server.request("POST", route.path, b"", OWN)
                self.assertEqual((answer.status, answer.header("Location")), (303, "/demo"), route)
                self.check_headers(answer, route)

    def test_posts_without_a_token(self):
        for route in POSTS:
            if route.csrf != "csrf" or route.who == "step":
                continue
            for body in (b"", b"csrf=", b"csrf=" + b"A" * 86):
                answer = self.browser.send("POST", route.path, body, OWN)
                self.assertEqual(answer.status, 403, route)
                self.check_headers(answer, route)

    def test_posts_from_elsewhere(self):
        """With a good token, but from another page than ours, or none that says so."""
        token = self.browser.get("/calendar").form("/calendar").fields["csrf"].encode()
        foreign = ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
                   {"Sec-Fetch-Site": "cross-site", "Origin": self.server.url},
                   {"Origin": "null"}, {"Origin": "https://evil.example"},
                   {"Origin": f"{self.server.url}.evil.example"},
                   {"Referer": "https://evil.example/"}, {"Referer": f"{self.server.url}0/"}, {})
        for route in POSTS:
            if route.who == "step":
                continue  # needs a sign-in under way: test_sign_in_factor.py
            for headers in foreign:
                answer = self.browser.send("POST", route.path, b"csrf=" + token, {**FORM, **headers})
                self.assertEqual(answer.status, 403, (route, headers))

    def test_calls_without_a_token(self):
        for route in CALLS:
            for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eDp5"},
                            {"Authorization": "Bearer " + "A" * 43}):
                answer = self.server.request(route.method, route.path, headers=headers)
                self.assertEqual(answer.status, 401, (route, headers))
                self.assertEqual(answer.header("WWW-Authenticate"), "Bearer")
                self.assertEqual(answer.header("Content-Type"), "application/problem+json")
                self.assertEqual(answer.json()["type"], "/problems/sign-in")
                self.check_headers(answer, route)

    def test_calls_with_a_cookie_only(self):
        """Bearer tokens never ride on cookies, and a session is no token."""
        for route in CALLS:
            answer = self.browser.send(route.method, route.path)
            self.assertEqual(answer.status, 401, route)

    def test_each_get_as_a_coordinator(self):
        """Headers of whatever is answered; HTML is not kept."""
        token = self.server.token("coordinator@demo.example")
        for route in ROUTES:
            if route.method != "GET" or route.lane == "stream":
                continue
            if route.is_api:
                answer = self.server.request("GET", route.path, token=token)
            else:
                answer = self.browser.send("GET", route.path)
            self.assertIn(answer.status, (200, 303, 400, 403, 404, 409, 422), route)
            self.check_headers(answer, route)
            if route.pattern != "/a/{name}" or answer.status != 200:
                self.assertIn(answer.header("Cache-Control"),
                              ("no-store", "private, no-cache"), route)

    def test_head_of_each_get(self):
        for route in ROUTES:
            if route.method != "GET" or route.lane == "stream":
                continue
            with Wire(self.server) as wire:
                for method in ("HEAD", "GET"):
                    wire.send(f"{method} {route.path} HTTP/1.1\r\nHost: {self.server.host}\r\n\r\n"
                              .encode())
                head, get = wire.answer(is_head=True), wire.answer()
                self.assertEqual(head.status, get.status, route)
                self.check_headers(head, route)

    def test_every_other_method(self):
        """405 names those that there are."""
        known = {}
        for route in ROUTES:
            known.setdefault(route.path, set()).add(route.method)
        for path, methods in known.items():
            for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - methods:
                answer = self.server.request(method, path)
                self.assertEqual(answer.status, 405, (method, path))
                allowed = {word.strip() for word in answer.header("Allow").split(",")} - {"HEAD"}
                self.assertEqual(allowed, methods, path)

    def test_bodies_over_the_limit(self):
        for route in ROUTES:
            if route.method in ("GET", "DELETE"):
                continue
            with Wire(self.server) as wire:
                wire.send(f"{route.method} {route.path} HTTP/1.1\r\nHost: {self.server.host}\r\n"
                          f"Content-Length: {int(route.limit) + 1}\r\n\r\n".encode())
                answer = wire.answer()
                self.assertEqual(answer.status, 413, route)
                self.check_headers(answer, route)
                self.assertTrue(wire.ended(), route)

    def test_assets_are_kept_for_ever(self):
        import re  # pylint: disable=import-outside-toplevel

        names = set(re.findall(r'(?:src|href)="(/a/[^"]+)"', self.browser.get("/").answer.text))
        self.assertGreater(len(names), 1)
        for name in names:
            answer = self.server.request("GET", name)
            self.assertEqual(answer.status, 200, name)
            self.assertIn("immutable", answer.header("Cache-Control"))
            self.check_headers(answer, name)


class OutsideDemo(unittest.TestCase):
    def test_no_demo_pages(self):
        with Server(demo=False, conf={"base_url": "https://cpd.demo.example"}) as server:
            for route in ROUTES:
                if route.who == "demo":
                    answer = server.request(route.method, route.path, headers=OWN)
                    self.assertEqual(answer.status, 404, route)
                    self.assertEqual(header_faults(answer), [])


if __name__ == "__main__":
    unittest.main()
