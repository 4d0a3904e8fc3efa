"""Signing in by mailed code at a real server: what the tests of signing in share."""
import re
import unittest

from browser import Browser
from relay import Relay, plain_text
from sparkd_server import Server, wait_for
from totp import App

BASE_URL = "https://cpd.demo.example"
STAFF = "staff@demo.example"
HEAD = "head@demo.example"
LEADER = "leader@demo.example"
ADMIN = "admin@demo.example"
CODE = re.compile(r"\b([0-9A-HJKMNP-TV-Z]{5})[- ]?([0-9A-HJKMNP-TV-Z]{5})\b")


def find_code(mails):
    """The code in the first of these mails that has one; None."""
    found = (CODE.search(plain_text(mail)) for mail in mails)
    return next((match[0] for match in found if match), None)


def read_code(mail):
    """The code as the mail shows it."""
    return CODE.search(plain_text(mail))[0]


class SignInCase(unittest.TestCase):
    conf = {}

    def setUp(self):
        self.relay = Relay()
        self.addCleanup(self.relay.close)
        self.server = Server(demo=False,
                             conf={"base_url": BASE_URL, **self.relay.conf(), **self.conf})
        self.addCleanup(self.server.close)
        self.prepare()
        self.server.start()
        self.browser = self.new_browser()

    def prepare(self):
        """What a test changes before the server starts."""

    def new_browser(self):
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        return browser

    def mails(self, email, subject):
        return [mail for mail in self.relay.mails_for(email) if subject in mail["Subject"]]

    def ask(self, browser, email, path="/sign-in"):
        page = browser.get(path)
        return browser.submit(page.form("/sign-in"), email=email)

    def code(self, email, nth=1):
        return read_code(wait_for(lambda: self.mails(email, "sign-in code")[nth - 1:],
                                  "the code")[0])

    def type_code(self, browser, page, code, **fields):
        return browser.submit(page.form("/sign-in/code"), code=code, **fields)

    def by_code(self, browser, email, path="/sign-in", **fields):
        """As far as the mailed code leads."""
        nth = len(self.mails(email, "sign-in code")) + 1
        page = self.ask(browser, email, path)
        return self.type_code(browser, page, self.code(email, nth), **fields)

    def set_up(self, browser, page):
        """From the page with the secret to being signed in: the app and the recovery codes."""
        app = App.scan(page)
        shown = browser.submit(page.form("/sign-in/set-up"), code=app.code())
        self.assertEqual(shown.status, 200, shown.words)
        codes = re.findall(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}\b", shown.words)
        self.assertEqual(len(set(codes)), 10, shown.words)
        return app, codes

    def with_app(self, email=HEAD, browser=None):
        """All the way in for the first time, with a new app, for somebody who must have one."""
        browser = browser or self.browser
        app, _ = self.set_up(browser, self.by_code(browser, email))
        return app

    def sign_in(self, browser=None, email=STAFF):
        """All the way in; the home page."""
        browser = browser or self.browser
        page = self.by_code(browser, email)
        if page.url == "/sign-in/set-up":
            self.set_up(browser, page)
            page = browser.get("/")
        self.assertEqual((page.status, page.url), (200, "/"))
        return page

    def signed_in(self, browser):
        return browser.send("GET", "/").status == 200

    def later(self, seconds):
        """What was proved is that much older."""
        self.server.stop()
        self.server.write("UPDATE session SET fresh_at = fresh_at - ? WHERE fresh_at > 0", seconds)
        self.server.start()
        for browser in (self.browser,):
            browser.client.close()
            browser.client = self.server.client()
