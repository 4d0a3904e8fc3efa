#!/usr/bin/python3
"""Remembered devices at a real server (docs/adr/0008)."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from relay import plain_text
from sign_in import HEAD, STAFF, SignInCase
from sparkd_server import wait_for

PHONE = ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
         "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1")
COOKIE = "__Host-sparkd-device"


class Device(SignInCase):
    def remember(self, browser=None, email=STAFF):
        browser = browser or self.browser
        page = self.by_code(browser, email, remember="yes")
        self.assertEqual(page.status, 200)
        return page

    def signed_out_by_time(self, browser):
        """The session is over, as after a night; the device's cookie is kept."""
        browser.cookies.pop("__Host-sparkd")
        self.assertFalse(self.signed_in(browser))

    def go_on(self, browser, page=None):
        page = page or browser.get("/sign-in")
        return browser.submit(page.form("/sign-in/device"))

    def test_ticked_and_used(self):
        self.remember()
        before = self.browser.cookies[COOKIE]
        self.signed_out_by_time(self.browser)
        page = self.browser.get("/deadlines")
        self.assertIn("Continue as Ana Bell", page.words)
        self.assertFalse(self.signed_in(self.browser), "looking does not sign in")
        page = self.go_on(self.browser, page)
        self.assertEqual((page.status, page.url), (200, "/deadlines"))
        self.assertNotEqual(before, self.browser.cookies[COOKIE], "a new token at each use")
        self.assertEqual(len(self.mails(STAFF, "sign-in code")), 1)

    def test_told_by_mail_without_a_secret(self):
        page = self.ask(self.browser, STAFF)
        fields = {**page.form("/sign-in/code").fields, "code": self.code(STAFF), "remember": "yes"}
        self.browser.post("/sign-in/code", fields, {"User-Agent": PHONE})
        mail = wait_for(lambda: self.mails(STAFF, "sign-in changed"), "the mail")[0]
        text = plain_text(mail)
        self.assertIn("Safari on an iPhone", text)
        self.assertNotIn(self.browser.cookies[COOKIE], text)
        page = self.browser.get("/sessions")
        self.assertEqual(page.words.count("Safari on an iPhone"), 4, "device and session, each "
                         "with its button")

    def test_not_ticked(self):
        self.by_code(self.browser, STAFF)
        self.assertNotIn(COOKIE, self.browser.cookies)

    def test_never_for_the_privileged(self):
        """Nothing on the page tells who is one before the code was typed."""
        page = self.remember(email=HEAD)
        self.assertEqual(page.url, "/sign-in/set-up")
        self.assertNotIn(COOKIE, self.browser.cookies)
        self.assertEqual(self.server.rows("SELECT 1 FROM device"), [])

    def test_the_cookie(self):
        self.remember()
        line = next(line for line in self.browser.set_cookies if line.startswith(COOKIE))
        attributes = {part.strip() for part in line.split(";")[1:]}
        self.assertEqual(attributes, {"Path=/", "Secure", "HttpOnly", "SameSite=Lax",
                                      f"Max-Age={30 * 86400}"})
        self.assertNotIn(self.browser.cookies[COOKIE], repr([
            tuple(row) for row in self.server.rows("SELECT * FROM device")]))

    def test_a_copied_token_ends_it_for_both(self):
        self.remember()
        self.signed_out_by_time(self.browser)
        thief = self.new_browser()
        thief.cookies = dict(self.browser.cookies)
        stale = self.new_browser()
        stale.cookies = dict(self.browser.cookies)
        page = stale.get("/sign-in")
        self.assertEqual(self.go_on(thief).url, "/")
        page = self.go_on(stale, page)
        self.assertEqual(page.url, "/sign-in")
        self.assertNotIn("Continue as", thief.get("/sessions").words)
        self.assertEqual(self.server.rows("SELECT 1 FROM device"), [])
        told = wait_for(lambda: self.mails(STAFF, "sign-in changed")[1:], "the mail about it")
        self.assertIn("used twice", plain_text(told[0]))

    def test_ended_by_its_owner(self):
        self.remember()
        phone = self.new_browser()
        phone.cookies = {COOKIE: self.browser.cookies[COOKIE]}
        page = self.browser.get("/sessions")
        page = self.browser.submit(page.form(r"/devices/\d+/end"))
        self.assertIn("forgotten", page.words)
        self.assertNotIn("Continue as", phone.get("/sign-in").words)
        self.assertEqual(phone.post("/sign-in/device", {"next": "/"}).header("Location"),
                         "/sign-in?to=/")

    def test_signing_out_forgets_it(self):
        home = self.remember()
        kept = self.browser.cookies[COOKIE]
        self.browser.post("/sign-out", {"csrf": home.form("/sign-out").fields["csrf"]})
        phone = self.new_browser()
        phone.cookies = {COOKIE: kept}
        self.assertNotIn("Continue as", phone.get("/sign-in").words)

    def test_gone_with_a_privileged_role(self):
        self.remember()
        self.server.stop()
        self.server.write("INSERT INTO role_grant (person_id, role) SELECT id, 'slt' FROM person"
                          " WHERE email = ?", STAFF)
        self.server.start()
        phone = self.new_browser()
        phone.cookies = dict(self.browser.cookies)
        self.assertFalse(self.signed_in(phone), "a change of role ends the session too")
        self.assertNotIn("Continue as", phone.get("/sign-in").words)
        answer = phone.post("/sign-in/device", {"next": "/"})
        self.assertEqual((answer.status, answer.header("Location")), (303, "/sign-in?to=/"))

    def test_gone_when_somebody_leaves(self):
        self.remember()
        self.server.stop()
        self.server.write("UPDATE person SET left_on = 20000 WHERE email = ?", STAFF)
        self.server.start()
        phone = self.new_browser()
        phone.cookies = dict(self.browser.cookies)
        self.assertNotIn("Continue as", phone.get("/sign-in").words)
        self.assertFalse(self.signed_in(phone))

    def test_it_is_no_fresh_proof(self):
        self.remember()
        self.signed_out_by_time(self.browser)
        self.go_on(self.browser)
        self.assertEqual(self.browser.get("/factor").url, "/sign-in/again?to=/factor")

    def test_from_elsewhere(self):
        self.remember()
        self.signed_out_by_time(self.browser)
        answer = self.browser.post("/sign-in/device", {"next": "/"},
                                   {"Sec-Fetch-Site": "cross-site"})
        self.assertEqual(answer.status, 403)
        answer = self.browser.post("/sign-in/device", {"next": "//evil.example"})
        self.assertEqual(answer.header("Location"), "/")


if __name__ == "__main__":
    unittest.main()
