"""One's own way in, and helping others with theirs, in the API."""
import re

from api_world import NOBODY, WORLD, Case
from browser import Browser
from totp import App


class SignIn(Case):
    def browser(self, name):
        browser = Browser(WORLD.server)
        self.addCleanup(browser.close)
        browser.be(name)
        return browser

    def card(self, who, status, *slug, body=None):
        if slug:
            return self.refused("makeCard", who, status, *slug, body, id=WORLD.kitchen)
        return self.call("makeCard", who, status, body, id=WORLD.kitchen)

    def test_sessions(self):
        before = {s["id"] for s in WORLD.get("sessions", "staff")["items"]}
        browser = self.browser("Ana Bell")
        browser.send("GET", "/")
        fresh = [s for s in WORLD.get("sessions", "staff")["items"] if s["id"] not in before]
        self.assertEqual([s["device"] for s in fresh], ["A browser"])
        self.refused("endSession", "other", 404, "not-found", id=fresh[0]["id"])
        self.assertEqual(browser.send("GET", "/").status, 200)
        self.call("endSession", "staff", 204, id=fresh[0]["id"])
        self.assertEqual(browser.send("GET", "/").status, 303)
        self.refused("sessions", "staff", 422, "validation", limit="0")

    def test_second_factor(self):
        """Set up on a page, since a secret is shown; the rest is here too."""
        self.assertEqual(WORLD.get("secondFactor", "leader"),
                         {"required": True, "in_force": False, "since": None,
                          "recovery_codes_left": 0})
        self.refused("renewRecoveryCodes", "staff", 409, "no-second-factor")
        browser = self.browser("Ana Bell")
        page = browser.submit(browser.get("/factor").form("/factor/make"))
        # The demo's clock stands at its own time: its app is asked for that.
        app = App.scan(page)
        clock = WORLD.server.rows("SELECT max(created_at) AS at FROM session")[0]["at"]
        page = browser.submit(page.form("/factor"), code=app.at(clock // 30))
        self.assertEqual(page.status, 200, page.words)
        factor = WORLD.get("secondFactor", "staff")
        self.assertEqual((factor["required"], factor["in_force"], factor["recovery_codes_left"]),
                         (False, True, 10))
        first = self.call("renewRecoveryCodes", "staff", 201)["codes"]
        again = self.call("renewRecoveryCodes", "staff", 201, {})["codes"]
        self.assertEqual(len(set(first + again)), 20)
        staff = WORLD.ids["staff"]
        for who in ("coordinator", "leader", "head"):
            self.refused("resetSecondFactor", who, 403, "not-allowed", id=staff)
        self.call("resetSecondFactor", "admin", 204, id=staff)
        self.assertFalse(WORLD.get("secondFactor", "staff")["in_force"])
        self.assertEqual(browser.send("GET", "/").status, 303, "signed out everywhere")

    def test_a_secret_is_not_kept_for_a_key(self):
        keyed = {"Idempotency-Key": "card-1"}
        self.call("makeCard", "leader", 201, id=WORLD.kitchen, headers=keyed)
        self.refused("makeCard", "leader", 409, "already-done", id=WORLD.kitchen, headers=keyed)

    def test_cards_and_devices(self):
        made = self.card("leader", 201)
        self.assertRegex(made["number"], r"^\d{8}$")
        self.assertEqual(len({code for code in made["codes"]
                              if re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{8}", code)}), 10)
        browser = Browser(WORLD.server)
        self.addCleanup(browser.close)
        page = browser.get("/sign-in/card")
        page = browser.submit(page.form("/sign-in/card"), number=made["number"],
                              code=made["codes"][0], remember="yes")
        self.assertEqual((page.status, page.url), (200, "/"))
        held = lambda: WORLD.server.rows("SELECT 1 FROM device WHERE person_id = ?", WORLD.kitchen)
        self.assertEqual(len(held()), 1)
        self.refused("makeCard", "coordinator", 409, "has-mailbox", id=WORLD.ids["other"])
        self.refused("makeCard", "other", 403, "not-allowed", id=WORLD.kitchen)
        self.refused("endCard", "staff", 403, "not-allowed", id=WORLD.kitchen)
        self.call("endCard", "leader", 204, id=WORLD.kitchen)
        self.call("endCard", "leader", 204, id=WORLD.kitchen)
        self.assertEqual(browser.send("GET", "/").status, 303)
        self.assertEqual(held(), [])

    def test_devices_of_ones_own(self):
        """Made by signing in by code, which the demo's picker is not: so an empty list here."""
        self.assertEqual(WORLD.get("devices", "staff"), {"items": [], "next": None})
        self.refused("devices", "staff", 422, "validation", limit="x")
        self.refused("endDevice", "staff", 404, "not-found", id=NOBODY)
        device = WORLD.device
        self.assertEqual([d["id"] for d in WORLD.get("devices", "mentor")["items"]], [device])
        self.refused("endDevice", "staff", 404, "not-found", id=device)
        self.call("endDevice", "mentor", 204, id=device)
        self.assertEqual(WORLD.get("devices", "mentor")["items"], [])
