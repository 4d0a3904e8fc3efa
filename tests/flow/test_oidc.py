#!/usr/bin/python3
"""Signing in at an OpenID provider, from the good way to a provider that lies (http specification,
section 8.1). ASVS 10.1.1, 10.1.2, 10.2.1, 10.2.2, 10.5.1 to 10.5.4."""
import pathlib
import re
import subprocess
import sys
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from openid import ANA, OTHER, STAFF, OpenIdCase, OpenIdProvider, come_back, go_there, sign_in
from sparkd_server import SPARKD, Server, sparkd


class Way(OpenIdCase):
    def test_way_in(self):
        page = self.browser.get("/sign-in?to=/deadlines")
        self.assertIn("Sign in with Larkfield", page.words)
        self.provider.behave(claims=ANA)
        answer = sign_in(self.browser, self.provider, page.link("Sign in with Larkfield"))
        self.assertEqual((answer.status, answer.header("Location")), (303, "/deadlines"))
        self.assertIn("Hello Ana", self.browser.get("/").words)
        self.assertEqual(self.audit()[-2:], [("identity-linked", ""), ("sign-in", "oidc")])
        self.assertEqual(self.server.check()[0], 0)

    def test_what_is_sent(self):
        self.enter(ANA)
        asked = {one["path"]: one for one in self.provider.seen()}
        there, token = asked["/authorize"]["given"], asked["/token"]["given"]
        self.assertEqual(there["response_type"], "code")
        self.assertEqual(there["scope"], "openid profile email")
        self.assertEqual(there["code_challenge_method"], "S256")
        self.assertEqual(there["redirect_uri"], f"{self.server.url}/sign-in/oidc/return")
        self.assertEqual(token["redirect_uri"], there["redirect_uri"])
        for name in ("state", "nonce", "code_challenge"):
            self.assertRegex(there[name], r"^[\w-]{43}$")
        self.assertEqual(len({there["state"], there["nonce"], token["code_verifier"]}), 3)
        self.assertEqual(token["client_id"], "sparkd", "a public client says who it is in the form")
        self.assertIsNone(asked["/token"]["authorization"])

    def test_nothing_is_asked_twice(self):
        """Document and keys are kept."""
        self.enter(ANA)
        self.provider.seen()
        self.enter({**ANA, "sub": "u-1"}, self.new_browser())
        self.assertEqual([one["path"] for one in self.provider.seen()], ["/authorize", "/token"])

    def test_cookies(self):
        self.enter(ANA)
        lines = {line.split("=", 1)[0]: line for line in self.browser.set_cookies
                 if "Max-Age=0" not in line}
        self.assertEqual(set(lines), {"__Host-sparkd", "__Host-sparkd-oidc"})
        for line in lines.values():
            self.assertLessEqual({"Path=/", "Secure", "HttpOnly", "SameSite=Lax"},
                                 {part.strip() for part in line.split(";")[1:]})
        self.assertNotIn("__Host-sparkd-oidc", self.browser.cookies, "it has done its work")

    def test_second_time_is_by_subject(self):
        """The address may change, the subject does not."""
        self.enter(ANA)
        self.enter({"sub": "u-1", "email": "ana.new@demo.example"}, self.new_browser())
        self.assertEqual(len(self.sessions()), 2)
        self.assertEqual(len(self.server.rows("SELECT 1 FROM identity")), 1)

    def test_own_paths_only(self):
        for evil in ("//evil.example", "https://evil.example", "/\\evil.example"):
            browser = self.new_browser()
            self.provider.behave(claims=ANA)
            answer = sign_in(browser, self.provider, f"/sign-in/oidc/op?to={urllib.parse.quote(evil)}")
            self.assertEqual(answer.header("Location"), "/")

    def test_pss(self):
        self.provider.behave(claims=ANA, header={"alg": "PS256"}, signer="pss")
        self.assertEqual(sign_in(self.browser, self.provider).status, 303)

    def test_no_such_provider(self):
        self.assertEqual(self.browser.send("GET", "/sign-in/oidc/other").status, 404)


class State(OpenIdCase):
    """The answer belongs to the browser that asked, once, for ten minutes."""

    def over(self, browser, back):
        answer = come_back(browser, back)
        self.assertEqual(answer.status, 400)
        self.assertIn("This sign-in is over", answer.text)
        self.assertEqual(self.sessions(), [])

    def test_another_browser(self):
        self.provider.behave(claims=ANA)
        self.over(self.new_browser(), go_there(self.browser, self.provider))

    def test_a_browser_with_a_way_of_its_own(self):
        """Sign-in CSRF: the attacker's answer in the victim's browser."""
        self.provider.behave(claims=ANA)
        victim = self.new_browser()
        go_there(victim, self.provider)
        self.over(victim, go_there(self.browser, self.provider))

    def test_once(self):
        self.provider.behave(claims=ANA, token="nonsense")
        back = go_there(self.browser, self.provider)
        come_back(self.browser, back)
        self.provider.behave(claims=ANA)
        self.over(self.browser, back)

    def test_made_up(self):
        for query in ("", "state=", "code=x", "state=x&code=y", "state=" + "A" * 43 + "&code=y"):
            self.over(self.browser, f"http://x/sign-in/oidc/return?{query}")

    def test_too_late(self):
        self.provider.behave(claims=ANA)
        back = go_there(self.browser, self.provider)
        self.server.stop()
        self.server.write("UPDATE sign_in_pending SET expires_at = expires_at - 600")
        self.server.start()
        browser = self.new_browser()
        browser.cookies = dict(self.browser.cookies)
        self.over(browser, back)

    def test_two_tabs(self):
        self.provider.behave(claims=ANA)
        first, second = (go_there(self.browser, self.provider) for _ in range(2))
        self.assertEqual(come_back(self.browser, first).status, 303)
        self.browser.cookies.pop("__Host-sparkd")
        self.assertNotEqual(first, second)

    def test_nothing_secret_in_the_open(self):
        """The browser's token and the state are kept as hashes; nothing is logged."""
        self.provider.behave(claims=ANA)
        back = go_there(self.browser, self.provider)
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(back).query)
        kept = repr([tuple(row) for row in self.server.rows("SELECT * FROM sign_in_pending")])
        self.assertNotIn(query["state"][0], kept)
        self.assertNotIn(self.browser.cookies["__Host-sparkd-oidc"], kept)
        come_back(self.browser, back)
        self.assertEqual(self.server.rows("SELECT * FROM sign_in_pending"), [])
        for secret in (query["state"][0], query["code"][0], STAFF):
            self.assertNotIn(secret, self.server.log_text())


class Lies(OpenIdCase):
    """A provider, or somebody in its place, that lies."""

    def test_lies(self):
        lies = {
            "wrong issuer": {"claims": {**ANA, "iss": "https://evil.example"}},
            "wrong audience": {"claims": {**ANA, "aud": "another"}},
            "two audiences": {"claims": {**ANA, "aud": ["sparkd", "another"]}},
            "another's azp": {"claims": {**ANA, "azp": "another"}},
            "wrong nonce": {"claims": {**ANA, "nonce": "n"}},
            "no nonce": {"claims": {**ANA, "nonce": None}},
            "expired": {"claims": {**ANA, "exp": 1700000000}},
            "no exp": {"claims": {**ANA, "exp": None}},
            "from the future": {"claims": {**ANA, "iat": 4000000000, "exp": 4000003600}},
            "no sub": {"claims": {**ANA, "sub": None}},
            "none": {"claims": ANA, "header": {"alg": "none"}, "signer": "none"},
            "HS256 by the public key": {"claims": ANA, "header": {"alg": "HS256"},
                                        "signer": "confused"},
            "a stranger's key": {"claims": ANA, "signer": "stranger"},
            "tampered": {"claims": {**ANA, "email": OTHER}, "tamper": {"email": STAFF}},
            "no kid": {"claims": ANA, "header": {"kid": None}},
            "nested deeply": {"claims": {**ANA, "x": [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}},
            "iss of another": {"claims": ANA, "answer": {"code": "c-1", "iss": "https://evil.example"}},
            "no iss": {"claims": ANA, "answer": {"code": "c-1"}},
            "a code of its own": {"claims": ANA, "answer": {"code": "made-up", "iss": None}},
        }
        before = len(self.audit())
        for name, lie in lies.items():
            with self.subTest(name):
                self.provider.behave(**lie)
                self.refuse(403, "We could not sign you in", self.new_browser())
        # The day's own work may ask after requests meanwhile.
        self.assertEqual({action for action, _ in self.audit()[before:]
                          if not action.startswith("approval-")}, {"sign-in-provider"})
        self.assertEqual(self.server.rows("SELECT 1 FROM identity"), [])

    def test_bad_answers(self):
        for how in ("redirect", "huge", "endless", "nonsense", "failing"):
            with self.subTest(how):
                self.provider.behave(claims=ANA, token=how)
                self.refuse(503, "Larkfield does not answer", self.new_browser())
                self.assertNotIn("/token2", [one["path"] for one in self.provider.seen()])
        self.provider.behave(claims=ANA, token="empty")
        self.refuse(403, "We could not sign you in", self.new_browser())

    def test_no_answer(self):
        """The loop goes on meanwhile, and the wait has an end."""
        self.provider.behave(claims=ANA, token="silent")
        self.refuse(503, "Larkfield does not answer")

    def test_refusals_of_the_provider(self):
        self.provider.behave(answer={"error": "access_denied", "error_description": "<b>no</b>"})
        page = self.refuse(403, "administrator's approval")
        self.assertNotIn("<b>no", page.answer.text)
        self.provider.behave(answer={"error": "server_error"})
        self.refuse(403, "could not sign you in", self.new_browser())

    def test_document_of_another_issuer(self):
        self.provider.behave(document={"issuer": "https://evil.example"})
        answer = self.browser.send("GET", "/sign-in/oidc/op")
        self.assertEqual(answer.status, 503)
        self.assertIn("Larkfield does not answer", answer.text)
        self.provider.behave(claims=ANA)
        self.assertEqual(sign_in(self.browser, self.provider).status, 303, "it mends itself")

    def test_document_that_points_inside(self):
        for member in ("token_endpoint", "jwks_uri"):
            self.provider.behave(document={member: "http://127.0.0.1:1/x"})
            self.assertEqual(self.browser.send("GET", "/sign-in/oidc/op").status, 503)

    def test_keys_gone(self):
        self.provider.behave(claims=ANA, keys="gone")
        self.refuse(503, "Larkfield does not answer")
        self.provider.behave(claims=ANA, keys={"keys": []})
        self.refuse(403, "We could not sign you in", self.new_browser())

    def test_rotated_keys(self):
        """An unknown key is fetched, at most once a minute."""
        keys = lambda: [one["path"] for one in self.provider.seen()].count("/keys")
        self.enter(ANA)
        self.assertEqual(keys(), 1)
        self.provider.behave(claims=ANA, rotate=True)
        self.assertEqual(sign_in(self.new_browser(), self.provider).status, 303)
        self.assertEqual(keys(), 1)
        self.provider.behave(claims=ANA, header={"kid": "made-up"})
        for _ in range(3):
            self.refuse(403, "We could not sign you in", self.new_browser())
        self.assertEqual(keys(), 0)


class Command(unittest.TestCase):
    """`sparkd oidc test`."""

    def setUp(self):
        self.provider = OpenIdProvider()
        self.addCleanup(self.provider.close)
        self.server = Server(demo=False, conf={"base_url": "https://cpd.demo.example",
                                               **self.provider.conf()})
        self.addCleanup(self.server.close)

    def start(self, *words):
        self.server.command()  # writes the configuration
        # pylint: disable=consider-using-with
        return subprocess.Popen([SPARKD, "oidc", "test", "--config",
                                 str(self.server.folder / "sparkd.conf"), *words],
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def test_every_step(self):
        self.provider.behave(claims=ANA)
        process = self.start()
        said = ""
        while "Paste the address" not in said:
            line = process.stdout.readline()
            self.assertTrue(line, said)
            said += line
        self.assertIn("https://cpd.demo.example/sign-in/oidc/return", said)
        url = re.search(r"http://127\.0\.0\.1:\d+/authorize\S+", said)[0]
        _, back, _ = self.provider.ask(url)
        rest, errors = process.communicate(back + "\n", timeout=60)
        self.assertEqual((process.returncode, errors), (0, ""), rest)
        for words in (STAFF, "linked at once", "Everything is good."):
            self.assertIn(words, rest)

    def test_stops_where_it_fails(self):
        rows = (({"document": {"issuer": "https://evil.example"}}, "another issuer"),
                ({"document": {"jwks_uri": "https://evil.example/k"}}, "on another host"),
                ({"keys": "gone"}, "status 404"))
        for behaviour, words in rows:
            self.provider.behave(**behaviour)
            process = self.start()
            said, _ = process.communicate("", timeout=60)
            self.assertEqual(process.returncode, 1, said)
            self.assertIn(words, said)

    def test_pasted_nonsense(self):
        for pasted, words in (("hello", "not the address"), ("https://x/?state=a&code=b", "another try"),
                              ("https://x/?error=access_denied&error_description=needs%20consent",
                               "access_denied needs consent")):
            process = self.start()
            said, _ = process.communicate(pasted + "\n", timeout=60)
            self.assertEqual(process.returncode, 1, said)
            self.assertIn(words, said)

    def test_settings(self):
        for key, value, status, words in (("oidc_1_issuer", "http://login.example", 3, "https://"),
                                          ("oidc_1_secret_file", "/nowhere", 3, "/nowhere"),
                                          ("oidc_1_kind", "entra", 3, "tenant")):
            self.server.conf[key], before = value, self.server.conf.get(key)
            process = self.start()
            _, errors = process.communicate("", timeout=60)
            self.assertEqual(process.returncode, status, errors)
            self.assertIn(words, errors)
            if before is None:
                del self.server.conf[key]
            else:
                self.server.conf[key] = before
        self.assertEqual(sparkd("oidc", "test", check=False).returncode, 2)
        self.assertEqual(sparkd("oidc", "toast", "--config", "x", check=False).returncode, 2)


if __name__ == "__main__":
    unittest.main()
