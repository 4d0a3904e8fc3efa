#!/usr/bin/python3
"""The register by a code on a screen and out of an attendance file, on the pages without script.
The square on the screen is read by zbar, as a phone would."""
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from pyzbar import pyzbar
from browser import Browser
from sparkd_server import Server

COORDINATOR, STAFF, OTHER = (f"{who}@demo.example" for who in ("coordinator", "staff", "other"))
SCALE = 4
NOON = "2026-11-12T12:00:00Z"


def square(page):
    """The squares of the QR code in that page's SVG, as an 8-bit picture: bytes, width, height."""
    side = int(re.search(r'viewBox="0 0 (\d+) \d+"', page).group(1)) * SCALE
    pixels = bytearray(b"\xff" * (side * side))
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", page):
        for row in range(int(y) * SCALE, (int(y) + 1) * SCALE):
            start = row * side + int(x) * SCALE
            pixels[start:start + int(width) * SCALE] = bytes(int(width) * SCALE)
    return bytes(pixels), side, side


def scan(page):
    found = pyzbar.decode(square(page.answer.text), symbols=[pyzbar.ZBarSymbol.QRCODE])
    assert len(found) == 1, found
    return found[0].data.decode()


class Ways(unittest.TestCase):
    def setUp(self):
        self.server = Server(clock="2026-11-02T16:10:00Z")
        self.addCleanup(self.server.close)
        self.server.start()
        self.ids = {who: self.server.rows("SELECT id FROM person WHERE email = ?", who)[0][0]
                    for who in (COORDINATOR, STAFF, OTHER)}

    def api(self, method, path, body, status, who=COORDINATOR):
        answer = self.server.request(method, f"/api/v1{path}", body, token=self.server.token(who))
        self.assertEqual(answer.status, status, answer.text)
        return answer.json()

    def event(self, attendance="voluntary"):
        """A published one on 12 November, 16:00 to 17:00, that the staff member is booked for."""
        made = self.api("POST", "/events", {
            "kind": "course", "title": "Questioning in maths", "purpose": "Why it works.",
            "host_school": 1, "starts_at": "2026-11-12T16:00:00Z", "attendance": attendance,
            "ends_at": "2026-11-12T17:00:00Z", "capacity": 30, "clash": "warn"}, 201)
        self.api("POST", f"/events/{made['id']}/publish", {}, 200)
        self.api("POST", f"/events/{made['id']}/bookings", {"person_id": self.ids[STAFF]}, 201)
        return made["id"]

    def be(self, email=None):
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        if email:
            browser.be(self.server.rows("SELECT name FROM person WHERE email = ?", email)[0][0])
        return browser

    def move_clock(self, to):
        answer = self.be().post("/demo/clock", {"to": to})
        self.assertEqual(answer.status, 303)

    def marks(self, event, who):
        return [tuple(row) for row in self.server.rows(
            "SELECT e.mark, e.how, e.late_min, e.early_min FROM register_entry e JOIN event_session s"
            " ON s.id = e.session_id WHERE s.event_id = ? AND e.person_id = ? ORDER BY e.id",
            event, self.ids[who])]

    def screen(self, event):
        """The screen's page and the path that a phone reads from it."""
        page = self.be(COORDINATOR).get(f"/events/{event}/register/screen")
        self.assertEqual(page.status, 200)
        address = scan(page)
        self.assertIn(f'data-address="{address}"', page.answer.text)
        self.assertIn('<noscript><meta http-equiv="refresh"', page.answer.text)
        self.assertTrue(address.startswith(f"{self.server.url}/here/"), address)
        return page, address.removeprefix(self.server.url)

    # ---- a code ----

    def test_scanned(self):
        event = self.event()
        self.move_clock("2026-11-12T15:58:00Z")
        _, here = self.screen(event)
        phone = self.be(STAFF)
        page = phone.get(here)
        self.assertIn("Questioning in maths", page.words)
        self.assertNotIn("You have no booking", page.words)
        self.assertEqual(self.marks(event, STAFF), [])  # looking says nothing
        page = phone.submit(page.form(here, "I am here"))
        self.assertIn("You are here", page.words)
        page = phone.submit(phone.get(here).form(here, "I am here"))
        self.assertIn("You are here", page.words)
        self.assertEqual(self.marks(event, STAFF), [("here", "code", 0, 0)])
        self.assertIn("1 of 1 here", self.screen(event)[0].words)

    def test_somebody_without_a_booking(self):
        event = self.event()
        self.move_clock("2026-11-12T15:58:00Z")
        here = self.screen(event)[1]
        phone = self.be(OTHER)
        page = phone.get(here)
        self.assertIn("You have no booking", page.words)
        self.assertIn("You are here", phone.submit(page.form(here)).words)
        self.assertEqual(self.marks(event, OTHER), [("here", "code", 0, 0)])

    def test_only_for_those_asked(self):
        event = self.event(attendance="invited")
        self.move_clock("2026-11-12T15:58:00Z")
        here = self.screen(event)[1]
        phone = self.be(OTHER)
        page = phone.submit(phone.get(here).form(here))
        self.assertEqual(page.status, 403)
        self.assertIn("Ask whoever takes the register", page.words)
        self.assertEqual(self.marks(event, OTHER), [])

    def test_a_photo_is_worth_nothing(self):
        event = self.event()
        self.move_clock("2026-11-12T15:58:00Z")
        here = self.screen(event)[1]
        self.move_clock("2026-11-12T15:59:05Z")
        page = self.be(STAFF).get(here)
        self.assertEqual(page.status, 422)
        self.assertIn("No screen shows that code now", page.words)
        self.assertNotEqual(self.screen(event)[1], here)

    def test_signing_in_does_not_cost_it(self):
        """A phone that is not signed in reads the code in time, and its owner signs in within 3 minutes."""
        event = self.event()
        self.move_clock("2026-11-12T15:58:00Z")
        here = self.screen(event)[1]
        phone = self.be()
        self.assertEqual(phone.get(here).url, "/demo")  # where one signs in here
        self.move_clock("2026-11-12T16:00:30Z")
        phone.be(self.server.rows("SELECT name FROM person WHERE email = ?", STAFF)[0][0])
        page = phone.submit(phone.get(here).form(here, "I am here"))
        self.assertIn("You are here", page.words)
        self.assertEqual(self.marks(event, STAFF), [("here", "code", 0, 0)])
        # It is that phone's alone, and used once; three minutes are the end of it.
        self.assertEqual(phone.get(here).status, 422)
        self.assertEqual(self.be(STAFF).get(here).status, 422)
        here = self.screen(event)[1]
        phone = self.be()
        phone.get(here)
        self.move_clock("2026-11-12T16:03:35Z")
        phone.be(self.server.rows("SELECT name FROM person WHERE email = ?", OTHER)[0][0])
        self.assertEqual(phone.get(here).status, 422)

    def test_nobody_says_it_for_another(self):
        event = self.event()
        self.move_clock("2026-11-12T15:58:00Z")
        here = self.screen(event)[1]
        theirs = self.be(STAFF).get(here).form(here).fields["seen"]
        phone = self.be(OTHER)
        page = phone.submit(phone.get(here).form(here), seen=theirs)
        self.assertEqual(page.status, 422)
        self.assertEqual(self.marks(event, STAFF) + self.marks(event, OTHER), [])

    def test_typed(self):
        event = self.event()
        self.move_clock("2026-11-12T15:58:00Z")
        page, here = self.screen(event)
        code = here.removeprefix("/here/")
        self.assertIn(f"{code[:4]} {code[4:]}", page.words)
        phone = self.be(STAFF)
        page = phone.submit(phone.get("/here").form("/here"), code=f"{code[:4]}-{code[4:].lower()}")
        self.assertIn("You are here", phone.submit(page.form(here)).words)
        page = phone.submit(phone.get("/here").form("/here"), code="AAAA AAAA")
        self.assertEqual(page.status, 422)
        self.assertEqual(page.form("/here").fields["code"], "AAAA AAAA")

    def test_guesses_are_counted(self):
        phone = self.be(STAFF)
        for _ in range(30):
            self.assertEqual(phone.get("/here/AAAAAAAA").status, 422)
        self.assertEqual(phone.get("/here/AAAAAAAA").status, 429)
        self.assertEqual(self.be(OTHER).get("/here/AAAAAAAA").status, 422)  # they are their own

    def test_a_stale_code_leads_to_signing_in(self):
        phone = self.be()
        page = phone.get("/here/AAAAAAAA")
        self.assertEqual(page.status, 422)
        self.assertIn("/sign-in?to=/here", [href for href, _ in page.links])
        self.assertEqual(phone.get(page.link("sign in and type it")).status, 200)

    def test_closed(self):
        event = self.event()
        self.move_clock("2026-11-12T17:10:00Z")
        browser, path = self.be(COORDINATOR), f"/events/{event}/register"
        self.assertIn("not marked yet", browser.get(path).words)
        browser.submit(browser.get(path + "/close").form(path + "/close"))
        page = browser.get(path)
        self.assertIn("counted as not here", page.words)
        self.assertNotIn("not marked yet", page.words)
        page = self.bring(browser, event, self.report(("Me", "4:00:00", "4:20:00", STAFF)))
        self.assertIn("This register is closed. Open it again, then bring the file.", page.words)

    def test_too_early(self):
        event = self.event()
        page = self.be(COORDINATOR).get(f"/events/{event}/register/screen")
        self.assertIn("It is too early", page.words)
        self.assertNotIn("<svg", page.answer.text)
        self.assertEqual(self.be(STAFF).get(f"/events/{event}/register/screen").status, 403)

    # ---- a file ----

    def report(self, *people):
        rows = ["Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole"]
        rows += [f"{name}\t11/12/26, {joined} PM\t11/12/26, {left} PM\t\t{mail}\tAttendee"
                 for name, joined, left, mail in people]
        text = "1. Summary\r\nMeeting title\tMaths\r\n\r\n2. Participants\r\n" + "\r\n".join(rows)
        return b"\xff\xfe" + text.encode("utf-16-le")

    def bring(self, browser, event, body):
        path = f"/events/{event}/register/file"
        return browser.upload(browser.get(path).form(path), [("file", "report.csv", body)])

    def test_a_file(self):
        event = self.event()
        self.move_clock("2026-11-12T17:10:00Z")
        browser = self.be(COORDINATOR)
        body = self.report(("Me", "4:12:30", "5:00:00", STAFF), ("Them", "3:50:00", "5:01:00", OTHER),
                           ("A phone", "4:00:00", "5:00:00", ""))
        page = self.bring(browser, event, body)
        self.assertRegex(page.url, r"^/register/files/\d+$")
        self.assertIn("1 person will be marked as here", page.words)
        self.assertIn("48 minutes: 12 minutes late", page.words)
        form = page.form(page.url, "Mark them")
        self.assertIn("who_8", form.choices)
        # a choice that nobody offered is refused, and what was ticked stays
        refused = browser.submit(form, add_7=str(self.ids[OTHER]), who_8="99999")
        self.assertEqual(refused.status, 422)
        form = refused.form(page.url, "Mark them")
        self.assertEqual(form.fields["add_7"], str(self.ids[OTHER]))
        self.assertEqual(self.marks(event, STAFF), [])
        page = browser.submit(form, who_8="")
        self.assertRegex(page.url, rf"^/events/{event}/register")
        self.assertEqual(self.marks(event, STAFF), [("here", "file", 12, 0)])
        self.assertEqual(self.marks(event, OTHER), [("here", "file", 0, 0)])
        page = self.bring(browser, event, body)  # the same again
        self.assertIn("Nobody new will be marked", page.words)
        self.assertIn("2 people are marked like that already", page.words)
        browser.submit(page.form(page.url, "Mark them"))
        self.assertEqual(len(self.marks(event, STAFF) + self.marks(event, OTHER)), 2)

    def test_another_rule(self):
        event = self.event()
        self.move_clock("2026-11-12T17:10:00Z")
        browser = self.be(COORDINATOR)
        page = self.bring(browser, event, self.report(("Me", "4:00:00", "4:20:00", STAFF)))
        self.assertIn("There too briefly", page.words)
        shown = browser.get(f"{page.url}?least=20&grace=50")
        self.assertIn("1 person will be marked as here", shown.words)
        self.assertNotIn("There too briefly", shown.words)
        shown = browser.get(f"{page.url}?least=x&grace=50")
        self.assertEqual(shown.status, 422)
        self.assertIn("Enter from how many minutes on somebody was here: 1 to 60.", shown.words)
        forgotten = browser.submit(page.form(rf"{page.url}/drop"))
        self.assertRegex(forgotten.url, rf"^/events/{event}/register")
        self.assertEqual(browser.get(page.url).status, 404)

    def test_no_such_file(self):
        event = self.event()
        self.move_clock("2026-11-12T17:10:00Z")
        browser = self.be(COORDINATOR)
        for body, words in ((b"", "Choose the attendance file"),
                            (b"holiday photos", "no attendance file of Teams or Meet"),
                            (self.report(("Me", "4:00:00", "4:20:0x", STAFF)), "Line 6, column 3"),
                            (self.report(("Me", "4:00:00", "4:20:00", STAFF)).replace(
                                "12/26".encode("utf-16-le"), "13/26".encode("utf-16-le")),
                             "it begins on 13/11/2026 at 16:00")):
            page = self.bring(browser, event, body)
            self.assertEqual(page.status, 422)
            self.assertIn(words, page.words)
        self.assertEqual(self.be(STAFF).get(f"/events/{event}/register/file").status, 403)


if __name__ == "__main__":
    unittest.main()
