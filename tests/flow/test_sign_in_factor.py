#!/usr/bin/python3
"""The second step at a real server (http specification, sections 7, 8.3 and 10; ASVS 6.3.3)."""
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from relay import plain_text
from sign_in import HEAD, STAFF, SignInCase
from sparkd_server import wait_for
from totp import App


class Required(SignInCase):
    """Whoever can read other people's records."""

    def test_led_to_set_it_up(self):
        page = self.by_code(self.browser, HEAD)
        self.assertEqual((page.status, page.url), (200, "/sign-in/set-up"))
        self.assertIn("<svg", page.answer.text)
        self.assertFalse(self.signed_in(self.browser), "nothing is open before")
        for path in ("/", "/events", "/sessions", "/factor", "/sign-in/again"):
            self.assertEqual(self.browser.send("GET", path).status, 303, path)
        before = self.browser.cookies["__Host-sparkd"]
        _, codes = self.set_up(self.browser, page)
        self.assertNotEqual(before, self.browser.cookies["__Host-sparkd"])
        self.assertTrue(self.signed_in(self.browser))
        stored = repr([tuple(row) for table in ("recovery_code", "second_factor", "session")
                       for row in self.server.rows(f"SELECT * FROM {table}")])
        for code in codes:
            self.assertNotIn(code.replace("-", ""), stored)
        wait_for(lambda: self.mails(HEAD, "sign-in changed"), "the mail about it")

    def test_every_role_that_sees_others(self):
        for email in ("head@demo.example", "leader@demo.example", "coordinator@demo.example",
                      "admin@demo.example"):
            self.assertEqual(self.by_code(self.new_browser(), email).url, "/sign-in/set-up", email)
        for email in (STAFF, "mentor@demo.example", "governor@demo.example"):
            self.assertEqual(self.by_code(self.new_browser(), email).url, "/", email)

    def test_wrong_first_codes_change_nothing(self):
        page = self.by_code(self.browser, HEAD)
        app = App.scan(page)
        for wrong in (app.wrong(), "", "12345", "abcdef"):
            page = self.browser.submit(page.form("/sign-in/set-up"), code=wrong)
            self.assertEqual(page.status, 422)
            self.assertIn("There is a problem", page.words)
        self.assertFalse(self.signed_in(self.browser))
        self.set_up(self.browser, page)

    def test_the_same_secret_when_one_comes_back(self):
        """Whoever scanned it and closed the browser need not scan again."""
        first = App.scan(self.by_code(self.browser, HEAD))
        second = App.scan(self.by_code(self.new_browser(), HEAD))
        self.assertEqual(first.secret, second.secret)

    def test_back_to_where_one_went(self):
        page = self.browser.get("/deadlines")
        page = self.browser.submit(page.form("/sign-in"), email=HEAD)
        page = self.type_code(self.browser, page, self.code(HEAD))
        app = App.scan(page)
        shown = self.browser.submit(page.form("/sign-in/set-up"), code=app.code())
        self.assertEqual(shown.link("I have kept them"), "/deadlines")

    def test_the_next_time(self):
        app = self.with_app()
        phone = self.new_browser()
        page = self.by_code(phone, HEAD, "/sign-in?to=/events")
        self.assertEqual(page.url, "/sign-in/factor")
        self.assertFalse(self.signed_in(phone))
        self.assertEqual(phone.get("/sign-in/set-up").url, "/sign-in/factor", "never a new secret")
        page = phone.submit(page.form("/sign-in/factor"), code=app.code())
        self.assertEqual((page.status, page.url), (200, "/events"))

    def test_a_code_is_good_once(self):
        app = self.with_app()
        used = app.at(app.step)
        page = self.by_code(self.new_browser(), HEAD)
        phone = self.new_browser()
        page = self.by_code(phone, HEAD)
        again = phone.submit(page.form("/sign-in/factor"), code=used)
        self.assertEqual(again.status, 422)

    def test_ten_wrong_codes_and_a_new_mailed_one(self):
        app = self.with_app()
        phone = self.new_browser()
        page = self.by_code(phone, HEAD)
        for _ in range(9):
            page = phone.submit(page.form("/sign-in/factor"), code=app.wrong())
            self.assertEqual(page.status, 422)
            self.assertNotIn("Too many", page.words)
        form = page.form("/sign-in/factor")
        page = phone.submit(form, code=app.wrong())
        self.assertIn("Too many wrong codes", page.words)
        self.assertEqual(phone.submit(form, code=app.at(app.step + 1)).url, "/sign-in", "locked")
        page = self.by_code(phone, HEAD)
        self.assertEqual(phone.submit(page.form("/sign-in/factor"), code=app.code()).url, "/")
        self.assertEqual(len(self.server.rows(
            "SELECT 1 FROM audit WHERE action = 'sign-in-locked'")), 1)

    def test_recovery_code(self):
        app, codes = self.set_up(self.browser, self.by_code(self.browser, HEAD))
        phone = self.new_browser()
        page = self.by_code(phone, HEAD)
        wrong = phone.submit(page.form("/sign-in/factor"), recovery="0000-0000-0000-0000")
        self.assertEqual(wrong.status, 422)
        page = phone.submit(page.form("/sign-in/factor"), recovery=codes[3].lower())
        self.assertEqual(page.url, "/sessions?recovered=1")
        self.assertIn("9 recovery codes are left", page.words)
        other = self.new_browser()
        page = self.by_code(other, HEAD)
        self.assertEqual(other.submit(page.form("/sign-in/factor"), recovery=codes[3]).status, 422)
        self.assertEqual(other.submit(page.form("/sign-in/factor"), code=app.code()).url, "/")

    def test_it_stays_on(self):
        self.sign_in(email=HEAD)
        page = self.browser.get("/sessions")
        self.assertNotIn("Turn it off", page.words)
        csrf = page.form("/factor/recovery").fields["csrf"]
        self.assertEqual(self.browser.post("/factor/end", {"csrf": csrf}).status, 403)

    def test_a_waiting_sign_in_is_no_session_and_has_its_own_form_key(self):
        page = self.by_code(self.browser, HEAD)
        csrf = page.form("/sign-in/set-up").fields["csrf"]
        for path in ("/sign-out", "/calendar", "/factor/make"):
            answer = self.browser.post(path, {"csrf": csrf})
            self.assertEqual((answer.status, answer.header("Location")), (303, "/sign-in"), path)
        for path in ("/sign-in/set-up", "/sign-in/factor"):
            for fields, headers in (({}, {}), ({"csrf": csrf}, {"Sec-Fetch-Site": "cross-site"}),
                                    ({"csrf": csrf[:-1]}, {})):
                answer = self.browser.post(path, {"code": "1", **fields}, headers)
                self.assertEqual(answer.status, 403, (path, fields, headers))


class Optional(SignInCase):
    """Everybody else, who may have one."""

    def add(self):
        page = self.browser.get("/factor")
        page = self.browser.submit(page.form("/factor/make"))
        app = App.scan(page)
        shown = self.browser.submit(page.form("/factor"), code=app.code())
        self.assertIn("Keep these recovery codes", shown.words)
        return app

    def test_added_asked_for_and_turned_off(self):
        self.sign_in()
        self.assertIn("Add a second step", self.browser.get("/sessions").words)
        app = self.add()
        phone = self.new_browser()
        page = self.by_code(phone, STAFF)
        self.assertEqual(page.url, "/sign-in/factor")
        self.assertEqual(phone.submit(page.form("/sign-in/factor"), code=app.code()).url, "/")
        page = self.browser.get("/sessions")
        page = self.browser.submit(page.form("/factor/end"))
        self.assertIn("Your second step is off", page.words)
        self.assertEqual(self.by_code(self.new_browser(), STAFF).url, "/")
        told = wait_for(lambda: self.mails(STAFF, "sign-in changed")[1:], "two mails")
        self.assertIn("turned off", plain_text(told[0]))

    def test_changed_to_another_phone(self):
        self.sign_in()
        old = self.add()
        page = self.browser.submit(self.browser.get("/sessions").form("/factor/make"))
        fresh = App.scan(page)
        self.assertNotEqual(old.secret, fresh.secret)
        self.browser.submit(page.form("/factor"), code=fresh.code())
        phone = self.new_browser()
        page = self.by_code(phone, STAFF)
        self.assertEqual(phone.submit(page.form("/sign-in/factor"), code=old.code()).status, 422)
        self.assertEqual(phone.submit(page.form("/sign-in/factor"), code=fresh.code()).url, "/")

    def test_new_recovery_codes(self):
        self.sign_in()
        self.add()
        page = self.browser.submit(self.browser.get("/sessions").form("/factor/recovery"))
        self.assertIn("Keep these recovery codes", page.words)
        self.assertIn("10 recovery codes are left", self.browser.get("/sessions").words)


class Fresh(SignInCase):
    """What changes the way in asks again after ten minutes (http specification, section 7)."""

    def test_by_mailed_code(self):
        self.sign_in()
        self.assertEqual(self.browser.get("/factor").url, "/factor")
        self.later(601)
        page = self.browser.get("/factor")
        self.assertEqual(page.url, "/sign-in/again?to=/factor")
        page = self.browser.submit(page.form("/sign-in/again/code"))
        refused = self.browser.submit(page.form("/sign-in/again"), code="77777-77777")
        self.assertEqual(refused.status, 422)
        before = self.browser.cookies["__Host-sparkd"]
        page = self.browser.submit(refused.form("/sign-in/again"), code=self.code(STAFF, 2))
        self.assertEqual((page.status, page.url), (200, "/factor"))
        self.assertNotEqual(before, self.browser.cookies["__Host-sparkd"], "ASVS 7.2.4")

    def test_by_app(self):
        app = self.with_app()
        self.later(601)
        page = self.browser.get("/factor")
        self.assertEqual(self.browser.post("/sign-in/again/code", {
            "csrf": page.form("/sign-in/again").fields["csrf"], "to": "/factor"}).status, 303)
        self.assertEqual(len(self.mails(HEAD, "sign-in code")), 1, "no code by mail instead")
        page = self.browser.submit(page.form("/sign-in/again"), code=app.code())
        self.assertEqual(page.url, "/factor")

    def test_what_is_sent_too_late_leads_there_too_and_does_nothing(self):
        self.sign_in(email=HEAD)
        page = self.browser.get("/sessions")
        self.later(601)
        csrf = page.form("/factor/recovery").fields["csrf"]
        for path, typed in (("/factor/recovery", {}), ("/factor/make", {}),
                            ("/factor", {"code": "123456"})):
            answer = self.browser.post(path, {"csrf": csrf, **typed})
            self.assertEqual((answer.status, answer.header("Location")),
                             (303, "/sign-in/again?to=/factor"), path)
        self.assertEqual(len(self.server.rows(
            "SELECT 1 FROM audit WHERE action = 'factor-recovery'")), 0)

    def test_somebody_elses_code_proves_nothing(self):
        self.sign_in()
        self.later(601)
        other = self.new_browser()
        self.ask(other, "other@demo.example")
        page = self.browser.submit(self.browser.get("/factor").form("/sign-in/again/code"))
        self.browser.cookies["__Host-sparkd-code"] = other.cookies["__Host-sparkd-code"]
        page = self.browser.submit(page.form("/sign-in/again"),
                                   code=self.code("other@demo.example"))
        self.assertEqual(page.status, 422)

    def test_ten_wrong_codes_end_the_session(self):
        app = self.with_app()
        self.later(601)
        page = self.browser.get("/factor")
        for _ in range(10):
            page = self.browser.submit(page.form("/sign-in/again"), code=app.wrong())
            if not page.forms:
                break
        self.assertIn("Too many wrong codes", page.words)
        self.assertFalse(self.signed_in(self.browser))

    def test_only_to_own_pages(self):
        self.sign_in()
        self.later(601)
        for evil in ("//evil.example", "https://evil.example", "/%5Cevil.example"):
            page = self.browser.get(f"/sign-in/again?to={evil}")
            value = page.form("/sign-in/again/code").fields["to"]
            self.assertTrue(re.fullmatch(r"/(?![/\\])[!-~]*", value), value)


if __name__ == "__main__":
    unittest.main()
