"""tests/support/openid_provider.mjs as a test has it, and a browser's way through it."""
import json
import pathlib
import shutil
import subprocess
import unittest
import urllib.error
import urllib.parse
import urllib.request

from browser import Browser, Page
from sparkd_server import Server

HERE = pathlib.Path(__file__).resolve().parent
NODE = shutil.which("node") or "nodejs"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):  # pylint: disable=signature-differs
        return None


OPENER = urllib.request.build_opener(NoRedirect, urllib.request.ProxyHandler({}))


class OpenIdProvider:
    """Behaves until it is told otherwise."""

    def __init__(self, prefix=""):
        # pylint: disable=consider-using-with
        self.process = subprocess.Popen([NODE, HERE / "openid_provider.mjs", prefix],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.issuer = self.process.stdout.readline().decode().strip()
        assert self.issuer.startswith("http://127.0.0.1:"), self.issuer

    def close(self):
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()

    def ask(self, path, body=None):
        """Status, Location and body of one request to it."""
        request = urllib.request.Request(urllib.parse.urljoin(self.issuer, path))
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        try:
            with OPENER.open(request, timeout=60) as reply:
                return reply.status, None, reply.read()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.headers.get("Location"), refusal.read()

    def behave(self, **how):
        self.ask("/behave", how)

    def seen(self):
        """What it was asked since the last time, as dicts {path, given, authorization}."""
        return json.loads(self.ask("/seen")[2])

    def logout_token(self, **claims):
        return self.ask("/logout-token", claims)[2].decode()

    def conf(self, number=1, **more):
        keys = {"name": "op", "label": "Larkfield", "kind": "generic", "issuer": self.issuer,
                "client_id": "sparkd", **more}
        return {f"oidc_{number}_{key}": value for key, value in keys.items()}


def go_there(browser, provider, path="/sign-in/oidc/op"):
    """Begins; the address on which the provider sends the browser back."""
    answer = browser.send("GET", path)
    assert answer.status == 303, (answer.status, answer.text)
    status, back, _ = provider.ask(answer.header("Location"))
    assert status == 303, status
    return back


def come_back(browser, back):
    """The answer of sparkd to a browser that comes from the provider's site."""
    url = urllib.parse.urlsplit(back)
    return browser.send("GET", f"{url.path}?{url.query}", headers={"Sec-Fetch-Site": "cross-site"})


def sign_in(browser, provider, path="/sign-in/oidc/op"):
    return come_back(browser, go_there(browser, provider, path))


STAFF, OTHER, ADMIN = "staff@demo.example", "other@demo.example", "admin@demo.example"
ANA = {"email": STAFF, "email_verified": True, "name": "Ana Bell"}


class OpenIdCase(unittest.TestCase):
    """A server with one provider, and a browser that is not signed in."""

    conf, prefix = {}, ""

    def setUp(self):
        self.provider = OpenIdProvider(self.prefix)
        self.addCleanup(self.provider.close)
        self.server = Server(demo=False, conf=self.provider.conf(**self.conf))
        self.addCleanup(self.server.close)
        self.server.start()
        self.browser = self.new_browser()

    def new_browser(self):
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        return browser

    def sessions(self):
        return self.server.rows("SELECT 1 FROM session")

    def enter(self, claims, browser=None):
        self.provider.behave(claims=claims)
        answer = sign_in(browser or self.browser, self.provider)
        self.assertEqual(answer.status, 303, answer.text)
        return answer

    def refuse(self, status, words, browser=None):
        """The way ends on a plain page, with nobody signed in."""
        browser = browser or self.browser
        before = len(self.sessions())
        answer = sign_in(browser, self.provider)
        page = Page("", answer)
        self.assertEqual(answer.status, status, page.words)
        self.assertIn(words, page.words)
        self.assertEqual(page.link("Back to signing in"), "/sign-in")
        self.assertNotIn("__Host-sparkd", browser.cookies)
        self.assertLessEqual(len(self.sessions()), before)
        return page

    def audit(self):
        """What people did; the night's own work may stand between."""
        return [tuple(row) for row in self.server.rows(
            "SELECT action, detail FROM audit WHERE action <> 'retention-run' ORDER BY id")]
