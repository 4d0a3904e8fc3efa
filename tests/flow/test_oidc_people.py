#!/usr/bin/python3
"""Whose account an OpenID provider's is, and when its provider ends a session (http specification,
section 8.1; practice P6). ASVS 6.8.1, 6.8.2, 7.4.1."""
import base64
import pathlib
import re
import sys
import tempfile
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from openid import ADMIN, ANA, OTHER, STAFF, OpenIdCase, sign_in
from sparkd_server import sparkd, wait_for

BOSS = {"email": ADMIN, "email_verified": True, "sub": "u-admin"}
TENANT = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"


class Who(OpenIdCase):
    """Only people the trust has on its list, and only by what is proved."""

    def admin(self):
        browser = self.new_browser()
        self.enter(BOSS, browser)
        return browser

    def test_unknown(self):
        before = len(self.server.rows("SELECT 1 FROM person"))
        self.provider.behave(claims={"email": "nobody@demo.example", "email_verified": True})
        page = self.refuse(403, "nobody@demo.example")
        self.assertIn("No account was made", page.words)
        self.assertEqual(len(self.server.rows("SELECT 1 FROM person")), before)

    def test_unproved_says_nothing_of_who_exists(self):
        pages = []
        for email in (STAFF, "nobody@demo.example"):
            self.provider.behave(claims={"email": email, "sub": email})
            page = self.refuse(403, "We need to check that this is you", self.new_browser())
            pages.append(page.answer.text.replace(email, "X"))
        self.assertEqual(*[re.sub(r'value="[\w-]*"', "", page) for page in pages])
        self.assertEqual(len(self.server.rows("SELECT 1 FROM identity_request")), 1)

    def test_no_address_at_all(self):
        for email in (None, "", "no address", "a@b\u0000.example", "x" * 300 + "@demo.example"):
            self.provider.behave(claims={"email": email, "email_verified": True})
            answer = sign_in(self.new_browser(), self.provider)
            self.assertEqual(answer.status, 403, email)
        self.assertEqual(self.server.rows("SELECT 1 FROM identity"), [])

    def test_confirmed_by_an_administrator(self):
        self.provider.behave(claims={"email": STAFF, "name": "A. Bell"})
        self.refuse(403, "We need to check")
        admin = self.admin()
        home = admin.get("/")
        self.assertIn("1 account waits for you to say whose it is", home.words)
        page = admin.get(home.link("Accounts to confirm"))
        for words in ("Ana Bell", "A. Bell", STAFF, "Larkfield"):
            self.assertIn(words, page.words)
        page = admin.submit(page.form(r"/people/links/\d+/accept"))
        self.assertIn("Confirmed.", page.words)
        self.assertIn("No account waits for you.", page.words)
        self.assertNotIn("/people/links", admin.get("/").answer.text)
        self.enter({"email": STAFF})
        self.assertIn(("identity-accepted", ""), self.audit())

    def test_confirming_asks_for_a_fresh_sign_in(self):
        self.provider.behave(claims={"email": STAFF})
        self.refuse(403, "We need to check")
        admin = self.admin()
        self.server.stop()
        self.server.write("UPDATE session SET fresh_at = fresh_at - 601")
        self.server.start()
        admin.close()
        admin.client = self.server.client()
        page = admin.submit(admin.get("/people/links").form(r"/people/links/\d+/accept"))
        self.assertEqual(page.url, "/sign-in/again?to=/people/links")
        self.assertEqual(len(self.server.rows("SELECT 1 FROM identity_request")), 1)

    def test_refused_by_an_administrator(self):
        self.provider.behave(claims={"email": STAFF})
        self.refuse(403, "We need to check")
        admin = self.admin()
        page = admin.submit(admin.get("/people/links").form(r"/people/links/\d+/refuse"))
        self.assertIn("Refused.", page.words)
        self.provider.behave(claims={"email": STAFF})
        self.refuse(403, "We need to check")
        page = admin.get("/people/links")
        self.assertIn("No account waits for you.", page.words)
        admin.submit(page.form(r"/people/links/\d+/accept"))
        self.enter({"email": STAFF})

    def test_only_administrators(self):
        self.enter(ANA)
        self.assertEqual(self.browser.send("GET", "/people/links").status, 403)
        answer = self.browser.post("/people/links/1/accept",
                                   {"csrf": self.browser.get("/calendar").form("/calendar").fields["csrf"]})
        self.assertEqual(answer.status, 403)

    def test_address_given_to_somebody_new(self):
        """A second account with the same address is nobody's until an administrator says so."""
        self.enter(ANA)
        self.provider.behave(claims={**ANA, "sub": "u-2"})
        self.refuse(403, "We need to check", self.new_browser())
        self.assertEqual(len(self.server.rows("SELECT 1 FROM identity")), 1)
        admin = self.admin()
        page = admin.get("/people/links")
        self.assertIn("has another account there already", page.words)
        admin.submit(page.form(r"/people/links/\d+/accept"))
        self.assertEqual(self.browser.send("GET", "/").status, 303, "the other account's session is over")
        self.enter({**ANA, "sub": "u-2"}, self.new_browser())
        self.provider.behave(claims=ANA)
        self.refuse(403, "We need to check", self.new_browser())

    def test_who_has_left(self):
        self.enter(ANA)
        self.server.stop()
        self.server.write("UPDATE person SET left_on = 20000 WHERE email = ?", STAFF)
        self.server.start()
        self.provider.behave(claims=ANA)
        self.refuse(403, "Nobody on our list has that address", self.new_browser())

    def test_links_by_the_api(self):
        self.provider.behave(claims={"email": STAFF})
        self.refuse(403, "We need to check")
        token = self.server.token(ADMIN)
        ask = lambda method, path: self.server.request(method, f"/api/v1/people/links{path}", token=token)
        item = ask("GET", "").json()["items"][0]
        self.assertEqual((item["person"]["email"], item["state"], item["reason"], item["provider"]),
                         (STAFF, "waiting", "unproved", "Larkfield"))
        self.assertEqual(ask("POST", f"/{item['id']}/refuse").status, 200)
        self.assertEqual(ask("POST", f"/{item['id']}/refuse").status, 404)
        self.assertEqual(ask("GET", "").json()["items"][0]["state"], "refused")
        self.assertEqual(ask("POST", f"/{item['id']}/accept").status, 200)
        self.assertEqual(ask("GET", "").json()["items"], [])
        self.enter({"email": STAFF})
        staff = self.server.token(STAFF)
        self.assertEqual(self.server.request("GET", "/api/v1/people/links", token=staff).status, 403)


class Entra(OpenIdCase):
    """As Microsoft sends it: no email_verified, the subject is tid and oid."""

    prefix = f"/{TENANT}/v2.0"
    conf = {"kind": "entra", "tenant": TENANT}
    ana = {"email": STAFF, "tid": TENANT, "oid": "o-1", "email_verified": True}

    def test_an_administrator_confirms_the_first_time(self):
        self.provider.behave(claims=self.ana)
        self.refuse(403, "We need to check")

    def test_an_address_the_tenant_owns(self):
        self.enter({**self.ana, "xms_edov": True})
        self.enter({**self.ana, "sub": "another registration"}, self.new_browser())
        self.assertEqual(self.server.rows("SELECT subject FROM identity")[0][0], f"{TENANT}.o-1")

    def test_the_user_name_proves_nothing(self):
        self.provider.behave(claims={"preferred_username": STAFF, "tid": TENANT, "oid": "o-1",
                                     "xms_edov": True})
        self.refuse(403, "We need to check")

    def test_another_tenant(self):
        for claims in ({"tid": TENANT.replace("1", "2")}, {"tid": None}, {"oid": None}):
            self.provider.behave(claims={**self.ana, "xms_edov": True, **claims})
            self.refuse(403, "This account cannot be used here", self.new_browser())

    def test_everybodys_tenant_is_refused(self):
        path = self.server.folder / "everybody.conf"
        for tenant in ("common", "organizations", "consumers"):
            conf = {**self.server.conf, "oidc_1_tenant": tenant}
            path.write_text("".join(f"{key} = {value}\n" for key, value in conf.items()),
                            encoding="utf-8")
            done = sparkd("oidc", "test", "--config", path, check=False)
            self.assertEqual(done.returncode, 3)
            done = sparkd("serve", "--config", path, "--data", self.server.data,
                          "--listen", "127.0.0.1:0", check=False)
            self.assertEqual(done.returncode, 3)


class Google(OpenIdCase):
    conf = {"kind": "google", "domain": "demo.example"}

    def test_of_the_domain(self):
        self.enter({**ANA, "hd": "demo.example"})
        there = next(one for one in self.provider.seen() if one["path"] == "/authorize")
        self.assertEqual(there["given"]["hd"], "demo.example")

    def test_of_another(self):
        """The domain in the address is not the domain of the account."""
        for claims in ({}, {"hd": "evil.example"}, {"hd": None}):
            self.provider.behave(claims={**ANA, **claims})
            self.refuse(403, "This account cannot be used here", self.new_browser())


class Secret(OpenIdCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="sparkd-secret.")
        self.addCleanup(folder.cleanup)
        path = pathlib.Path(folder.name) / "secret"
        path.write_text("s:cr+t/%&\n", encoding="utf-8")
        self.conf = {"secret_file": path, "client_id": "sparkd"}
        super().setUp()

    def test_in_a_header(self):
        """Escaped inside it (RFC 6749, section 2.3.1)."""
        self.enter(ANA)
        token = next(one for one in self.provider.seen() if one["path"] == "/token")
        self.assertEqual(base64.b64decode(token["authorization"].split()[1]),
                         b"sparkd:s%3Acr%2Bt%2F%25%26")
        self.assertNotIn("client_secret", token["given"])

    def test_in_the_form(self):
        self.provider.behave(claims=ANA, document={
            "token_endpoint_auth_methods_supported": ["client_secret_post"]})
        self.assertEqual(sign_in(self.browser, self.provider).status, 303)
        token = next(one for one in self.provider.seen() if one["path"] == "/token")
        self.assertEqual(token["given"]["client_secret"], "s:cr+t/%&")
        self.assertIsNone(token["authorization"])


class Logout(OpenIdCase):
    """OpenID Connect Back-Channel Logout 1.0."""

    def post(self, token):
        body = urllib.parse.urlencode({"logout_token": token}).encode()
        return self.server.request("POST", "/sign-in/oidc/back-channel", body,
                                   {"Content-Type": "application/x-www-form-urlencoded"})

    def test_of_a_session(self):
        self.enter(ANA)
        other = self.new_browser()
        self.enter({**ANA, "sid": "s-2"}, other)
        answer = self.post(self.provider.logout_token(sub="u-1", sid="s-2"))
        self.assertEqual((answer.status, answer.header("Cache-Control")), (200, "no-store"))
        self.assertEqual(other.send("GET", "/").status, 303)
        self.assertEqual(self.browser.send("GET", "/").status, 200)
        self.assertEqual(self.audit()[-1][0], "provider-sign-out")

    def test_of_a_person(self):
        self.enter(ANA)
        other = self.new_browser()
        self.enter({"email": OTHER, "email_verified": True, "sub": "u-2"}, other)
        self.assertEqual(self.post(self.provider.logout_token(sub="u-1")).status, 200)
        self.assertEqual(self.browser.send("GET", "/").status, 303)
        self.assertEqual(other.send("GET", "/").status, 200)

    def test_lies(self):
        self.enter(ANA)
        good = self.provider.logout_token(sub="u-1")
        lies = [good[:-4], good.replace(".", "x"), "", "x",
                self.provider.logout_token(sub="u-1", aud="another"),
                self.provider.logout_token(sub="u-1", iss="https://evil.example"),
                self.provider.logout_token(sub="u-1", nonce="n"),
                self.provider.logout_token(sub="u-1", events=None),
                self.provider.logout_token(sub="u-1", iat=1700000000),
                self.provider.logout_token()]
        self.provider.behave(signer="stranger")
        lies.append(self.provider.logout_token(sub="u-1"))
        self.provider.behave(header={"alg": "none"}, signer="none")
        lies.append(self.provider.logout_token(sub="u-1"))
        for lie in lies:
            self.assertEqual(self.post(lie).status, 400, lie)
        self.assertEqual(self.browser.send("GET", "/").status, 200)

    def test_of_nobody(self):
        """A logout of somebody who is not signed in succeeds, and tells nothing."""
        self.assertEqual(self.post(self.provider.logout_token(sub="u-9")).status, 200)


class Refresh(OpenIdCase):
    """Once an hour the provider is asked whether the account is still good."""

    conf = {"offline": "yes"}

    def enter_then_wait(self, **behaviour):
        """An hour goes by: the server is started again with what was asked longer ago."""
        self.provider.behave(claims=ANA, refresh=True)
        self.assertEqual(sign_in(self.browser, self.provider).status, 303)
        self.provider.behave(claims=ANA, refresh=True, **behaviour)
        self.provider.seen()
        self.server.stop()
        self.wait_an_hour()

    def wait_an_hour(self):
        """The server is stopped already."""
        self.server.write("UPDATE provider_session SET asked_at = asked_at - 3600")
        self.server.start()
        self.browser.close()
        self.browser.client = self.server.client()

    def asked(self):
        rows = self.server.rows("SELECT asked_at > unixepoch() - 600 FROM provider_session")
        return bool(rows and rows[0][0])

    def signed_in(self):
        return self.browser.send("GET", "/").status == 200

    def test_what_is_asked_for(self):
        self.provider.behave(claims=ANA, refresh=True)
        sign_in(self.browser, self.provider)
        there = next(one for one in self.provider.seen() if one["path"] == "/authorize")["given"]
        self.assertEqual((there["scope"], there["prompt"]),
                         ("openid profile email offline_access", "consent"))
        kept = self.server.rows("SELECT refresh_token FROM provider_session")[0][0]
        self.assertGreater(len(kept), 40, "a nonce, the token and a tag")

    def test_still_good(self):
        """And again with the token that came in its place."""
        self.enter_then_wait()
        wait_for(self.asked, "the provider to be asked")
        self.assertTrue(self.signed_in())
        self.server.stop()
        self.wait_an_hour()
        wait_for(self.asked, "the provider to be asked again")
        self.assertTrue(self.signed_in())

    def test_leaver(self):
        self.enter_then_wait(leaver=True)
        wait_for(lambda: not self.sessions(), "the session to end")
        self.assertFalse(self.signed_in())
        self.assertEqual(self.audit()[-1], ("provider-sign-out", "refresh"))

    def test_no_answer_ends_nothing(self):
        self.enter_then_wait(token="failing")
        wait_for(lambda: [one for one in self.provider.seen() if one["path"] == "/token"],
                 "the provider to be asked")
        self.assertTrue(self.signed_in())

    def test_lost_key(self):
        """What can no longer be opened cannot be asked about."""
        self.provider.behave(claims=ANA, refresh=True)
        sign_in(self.browser, self.provider)
        self.server.stop()
        (self.server.data / "secret.key").unlink()
        self.wait_an_hour()
        wait_for(lambda: not self.sessions(), "the session to end")


if __name__ == "__main__":
    unittest.main()
