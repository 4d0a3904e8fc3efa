#!/usr/bin/python3
"""Sign-in by a proxy's header at a real server (http specification, section 8.4; ASVS 4.1.3)."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sign_in import BASE_URL, HEAD, STAFF
from sparkd_server import Server

SECRET = "5b0f8c0e9d1a4c7e8f60b3d2a1c4e5f6"


class Proxied(Browser):
    """What comes through a proxy that has signed somebody in."""

    def __init__(self, server, user, secret=SECRET):
        super().__init__(server)
        self.said = {"X-Remote-User": user, "X-Proxy-Secret": secret}

    def send(self, method, path, body=None, headers=None):
        said = {name: value for name, value in self.said.items() if value is not None}
        return super().send(method, path, body, {**(headers or {}), **said})


class Proxy(unittest.TestCase):
    peers = "127.0.0.1"

    def setUp(self):
        self.server = Server(demo=False, conf={"base_url": BASE_URL})
        self.addCleanup(self.server.close)
        secret = self.server.folder / "proxy_secret"
        secret.write_text(SECRET + "\n", encoding="ascii")
        self.server.conf |= {"proxy_user_header": "X-Remote-User",
                             "proxy_secret_header": "X-Proxy-Secret",
                             "proxy_secret_file": secret}
        if self.peers:
            self.server.conf["proxy_peers"] = self.peers
        self.server.start()

    def browser(self, *words):
        browser = Proxied(self.server, *words)
        self.addCleanup(browser.close)
        return browser

    def enter(self, browser):
        page = browser.get("/deadlines")
        return browser.submit(page.form("/sign-in/proxy"))

    def is_in(self, browser):
        return browser.send("GET", "/").status == 200


class Trusted(Proxy):
    def test_by_a_button(self):
        browser = self.browser(STAFF.upper())
        page = browser.get("/deadlines")
        self.assertIn("Continue as Ana Bell", page.words)
        self.assertFalse(self.is_in(browser), "looking does not sign in")
        page = self.enter(browser)
        self.assertEqual((page.status, page.url), (200, "/deadlines"))

    def test_a_second_step_is_the_proxys_business(self):
        self.assertEqual(self.enter(self.browser(HEAD)).url, "/deadlines")

    def test_no_fresh_proof(self):
        browser = self.browser(STAFF)
        self.enter(browser)
        self.assertEqual(browser.get("/factor").url, "/sign-in/again?to=/factor")

    def test_good_only_while_the_proxy_says_so(self):
        browser = self.browser(STAFF)
        self.enter(browser)
        self.assertTrue(self.is_in(browser))
        for user, secret in (("other@demo.example", SECRET), (None, SECRET), (STAFF, None),
                             (STAFF, "x" * 32), (None, None)):
            browser.said = {"X-Remote-User": user, "X-Proxy-Secret": secret}
            self.assertFalse(self.is_in(browser), (user, secret))
        browser.said = {"X-Remote-User": STAFF, "X-Proxy-Secret": SECRET}
        self.assertTrue(self.is_in(browser))

    def test_forged(self):
        for user, secret in ((STAFF, None), (STAFF, ""), (STAFF, SECRET[:-1]), (STAFF, SECRET + "0"),
                             (STAFF, "x" * 32), ("nobody@demo.example", SECRET), ("", SECRET),
                             (f"{STAFF},{HEAD}", SECRET)):
            browser = self.browser(user, secret)
            self.assertNotIn("Continue as", browser.get("/sign-in").words, (user, secret))
            answer = browser.post("/sign-in/proxy", {"next": "/"})
            self.assertEqual((answer.status, answer.header("Location")), (303, "/sign-in?to=/"))
        self.assertEqual(self.server.rows("SELECT 1 FROM session"), [])

    def test_from_another_site(self):
        browser = self.browser(STAFF)
        answer = browser.post("/sign-in/proxy", {"next": "/"}, {"Sec-Fetch-Site": "cross-site"})
        self.assertEqual(answer.status, 403)


class Untrusted(Proxy):
    """No peer is listed, and this is no Unix socket: the right secret does not help."""
    peers = None

    def test_ignored(self):
        browser = self.browser(STAFF)
        self.assertNotIn("Continue as", browser.get("/sign-in").words)
        browser.post("/sign-in/proxy", {"next": "/"})
        self.assertEqual(self.server.rows("SELECT 1 FROM session"), [])


class Off(unittest.TestCase):
    def test_off_by_default(self):
        with Server(demo=False, conf={"base_url": BASE_URL}) as server:
            browser = Proxied(server, STAFF)
            self.addCleanup(browser.close)
            self.assertNotIn("Continue as", browser.get("/sign-in").words)

    def test_half_of_it_does_not_start(self):
        server = Server(demo=False, conf={"base_url": BASE_URL,
                                          "proxy_user_header": "X-Remote-User"})
        self.addCleanup(server.close)
        with self.assertRaises(AssertionError):
            server.start()
        self.assertIn("all three", server.log_text())
        server.process = None


if __name__ == "__main__":
    unittest.main()
