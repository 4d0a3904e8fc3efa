#!/usr/bin/python3
"""Printed cards of codes, and helping others sign in, at a real server (docs/adr/0008)."""
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from relay import plain_text
from sign_in import ADMIN, HEAD, LEADER, STAFF, SignInCase
from sparkd_server import wait_for


class Card(SignInCase):
    def prepare(self):
        """Ana Bell works in the kitchen and has no mailbox."""
        self.id = self.server.rows("SELECT id FROM person WHERE email = ?", STAFF)[0]["id"]
        self.server.write("UPDATE person SET email = NULL WHERE id = ?", self.id)

    def make(self, leader=None):
        leader = leader or self.leader()
        page = leader.get(f"/people/{self.id}/sign-in")
        page = leader.submit(page.form(f"/people/{self.id}/sign-in/card"))
        self.assertEqual(page.status, 200, page.words)
        number = re.search(r"Card number (\d{4} \d{4})", page.words)[1]
        codes = re.findall(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b", page.words)
        self.assertEqual(len(set(codes)), 10, page.words)
        return number, codes

    def leader(self):
        if not hasattr(self, "signed_in_leader"):
            self.signed_in_leader = self.new_browser()
            self.with_app(LEADER, self.signed_in_leader)
        return self.signed_in_leader

    def use(self, number, code, browser=None, **fields):
        browser = browser or self.new_browser()
        page = browser.get("/sign-in/card?to=/bookings")
        return browser.submit(page.form("/sign-in/card"), number=number, code=code, **fields)

    def test_made_printed_and_used(self):
        number, codes = self.make()
        page = self.use(number, codes[0].lower().replace("-", " "))
        self.assertEqual((page.status, page.url), (200, "/bookings"))
        self.assertEqual(self.use(number, codes[0]).status, 422, "each works once")
        self.assertEqual(self.use(number, codes[4]).status, 200)
        page = self.leader().get(f"/people/{self.id}/sign-in")
        self.assertIn("8 codes are left", page.words)
        stored = repr([tuple(row) for row in self.server.rows("SELECT * FROM code_card_code")])
        for code in codes:
            self.assertNotIn(code.replace("-", ""), stored)

    def test_the_same_answer_for_what_nobody_has(self):
        number, codes = self.make()
        wrong = self.use(number, "0000-0000")
        unknown = self.use("0000 0000" if number != "0000 0000" else "1111 1111", codes[0])
        self.assertEqual((wrong.status, unknown.status), (422, 422))
        strip = lambda page: re.sub(r'value="[^"]*"', "", page.answer.text)
        self.assertEqual(strip(wrong), strip(unknown))
        self.assertEqual(wrong.form("/sign-in/card").fields["number"], number, "kept as typed")

    def test_five_tries(self):
        number, codes = self.make()
        for _ in range(5):
            self.assertEqual(self.use(number, "0000-0000").status, 422)
        self.assertEqual(self.use(number, codes[0]).status, 422)
        self.server.stop()
        self.server.write("UPDATE code_card SET tried_at = tried_at - 900")
        self.server.start()
        self.browser = self.new_browser()
        self.assertEqual(self.use(number, codes[0]).status, 200)

    def test_a_new_card_ends_the_old(self):
        number, codes = self.make()
        fresh, fresh_codes = self.make()
        self.assertNotEqual(number, fresh)
        self.assertEqual(self.use(number, codes[0]).status, 422)
        self.assertEqual(self.use(fresh, fresh_codes[0]).status, 200)

    def test_a_lost_card_is_ended_with_all_it_opened(self):
        number, codes = self.make()
        finder = self.new_browser()
        self.assertEqual(self.use(number, codes[0], finder, remember="yes").status, 200)
        page = self.leader().get(f"/people/{self.id}/sign-in")
        page = self.leader().submit(page.form(f"/people/{self.id}/sign-in/card/end"))
        self.assertIn("The card is ended", page.words)
        self.assertEqual(self.use(number, codes[1]).status, 422)
        self.assertFalse(self.signed_in(finder))
        self.assertNotIn("Continue as", finder.get("/sign-in").words)

    def test_a_phone_is_remembered(self):
        number, codes = self.make()
        phone = self.new_browser()
        self.use(number, codes[0], phone, remember="yes")
        phone.cookies.pop("__Host-sparkd")
        page = phone.get("/sign-in")
        self.assertEqual(phone.submit(page.form("/sign-in/device")).url, "/")

    def test_what_needs_a_fresh_sign_in(self):
        number, codes = self.make()
        phone = self.new_browser()
        self.use(number, codes[0], phone)
        self.assertEqual(phone.get("/factor").url, "/factor")
        self.later(601)
        phone.client.close()
        phone.client = self.server.client()
        self.assertIn("next code of your card", phone.get("/factor").words)

    def test_making_one_needs_a_fresh_sign_in(self):
        leader = self.browser
        self.with_app(LEADER, leader)
        page = leader.get(f"/people/{self.id}/sign-in")
        self.later(601)
        answer = leader.post(f"/people/{self.id}/sign-in/card", {
            "csrf": page.form(f"/people/{self.id}/sign-in/card").fields["csrf"]})
        self.assertEqual((answer.status, answer.header("Location")),
                         (303, f"/sign-in/again?to=/people/{self.id}/sign-in"))
        self.assertEqual(self.server.rows("SELECT 1 FROM code_card"), [])

    def test_only_for_people_without_a_mailbox(self):
        leader = self.leader()
        school = self.server.rows("SELECT school_id FROM employment WHERE person_id = ?",
                                  self.id)[0]["school_id"]
        colleague = self.server.rows(
            "SELECT p.id FROM person p JOIN employment e ON e.person_id = p.id WHERE"
            " e.school_id = ? AND p.email IS NOT NULL ORDER BY p.id DESC LIMIT 1", school)[0]["id"]
        page = leader.get(f"/people/{colleague}/sign-in")
        self.assertIn("has a work email", page.words)
        csrf = page.form("/sign-out").fields["csrf"]
        self.assertEqual(leader.post(f"/people/{colleague}/sign-in/card", {"csrf": csrf}).status, 409)

    def test_who_may_not(self):
        other = self.new_browser()
        self.sign_in(other, "other@demo.example")
        self.assertEqual(other.send("GET", f"/people/{self.id}/sign-in").status, 403)
        self.assertEqual(other.send("GET", "/people/999999/sign-in").status, 404)


class Reset(SignInCase):
    def test_by_an_administrator(self):
        person = self.server.rows("SELECT id FROM person WHERE email = ?", HEAD)[0]["id"]
        head = self.new_browser()
        self.with_app(HEAD, head)
        self.with_app(ADMIN)
        page = self.browser.get(f"/people/{person}/sign-in")
        page = self.browser.submit(page.form(f"/people/{person}/sign-in/factor/end"))
        self.assertIn("The second step is reset", page.words)
        self.assertFalse(self.signed_in(head))
        told = wait_for(lambda: self.mails(HEAD, "sign-in changed")[1:], "the mail about it")
        self.assertIn("reset your second step", plain_text(told[0]))
        self.assertEqual(self.by_code(self.new_browser(), HEAD).url, "/sign-in/set-up")
        self.assertEqual(len(self.server.rows(
            "SELECT 1 FROM audit WHERE action = 'factor-reset' AND object_id = ?", person)), 1)

    def test_by_nobody_else(self):
        person = self.server.rows("SELECT id FROM person WHERE email = ?", HEAD)[0]["id"]
        self.with_app(LEADER)
        csrf = self.browser.get("/sessions").form("/sign-out").fields["csrf"]
        answer = self.browser.post(f"/people/{person}/sign-in/factor/end", {"csrf": csrf})
        self.assertEqual(answer.status, 403)


if __name__ == "__main__":
    unittest.main()
