#!/usr/bin/python3
"""Signing in by a mailed code at a real server (http specification, sections 7 to 10)."""
import asyncio
import datetime
import pathlib
import re
import sys
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser, Page
from relay import Relay, plain_text
from sparkd_server import Server, sparkd, wait_for
from sign_in import BASE_URL, CODE, STAFF, SignInCase, find_code, read_code
from swarm import make_event, read_answer
from totp import App

NOBODY = "nobody@demo.example"
BURST = 300


class SignIn(SignInCase):
    # ---- the way in ----

    def test_way_in(self):
        page = self.ask(self.browser, STAFF)
        self.assertEqual(page.status, 200)
        self.assertIn(STAFF, page.words)
        self.assertIn('autocomplete="one-time-code"', page.answer.text)
        home = self.type_code(self.browser, page, self.code(STAFF))
        self.assertIn("Hello Ana", home.words)

    def test_mail(self):
        self.ask(self.browser, STAFF)
        mail = wait_for(lambda: self.relay.mails_for(STAFF), "the code")[0]
        text = plain_text(mail)
        self.assertEqual(len(CODE.findall(text)), 1)
        self.assertNotIn("http", text, "a code and not a link")
        self.assertNotIn("List-Unsubscribe", mail)
        self.assertEqual(mail["Auto-Submitted"], "auto-generated")
        code = read_code(mail).replace("-", "").replace(" ", "")
        dump = (self.server.data / "sparkd.db").read_bytes()
        dump += (self.server.data / "sparkd.db-wal").read_bytes()
        wait_for(lambda: self.server.rows(
            "SELECT 1 FROM outbox WHERE kind = 'code' AND state = 'sent' AND bytes IS NULL"
            " AND body = '{}'"), "the sent code to be erased")
        stored = self.server.rows("SELECT * FROM sign_in_code")[0]
        self.assertNotIn(code, repr(tuple(stored)))

    def test_typed_otherwise(self):
        """Small letters, a space or a hyphen, O for 0."""
        page = self.ask(self.browser, STAFF)
        code = self.code(STAFF).replace("-", "").replace(" ", "")
        home = self.type_code(self.browser, page, f"  {code[:5].lower()} - {code[5:]}".replace("0", "o"))
        self.assertEqual(home.url, "/")

    def test_back_to_where_one_went(self):
        page = self.browser.get("/deadlines")
        self.assertEqual(page.url, "/sign-in?to=/deadlines")
        page = self.browser.submit(page.form("/sign-in"), email=STAFF)
        self.assertEqual(self.type_code(self.browser, page, self.code(STAFF)).url, "/deadlines")

    def test_never_to_somebody_elses_page(self):
        for evil in ("//evil.example", "https://evil.example", "/\\evil.example", "/%0d%0aX:y",
                     "javascript:alert(1)"):
            page = self.browser.get(f"/sign-in?to={urllib.parse.quote(evil)}")
            value = page.form("/sign-in").fields["next"]
            self.assertTrue(value == "/" or re.fullmatch(r"/[!-~]*", value), value)
            self.assertFalse(value.startswith(("//", "/\\")), value)

    def test_cookies(self):
        self.sign_in()
        lines = {line.split("=", 1)[0]: line for line in self.browser.set_cookies
                 if "Max-Age=0" not in line}
        self.assertEqual(set(lines), {"__Host-sparkd", "__Host-sparkd-code", "__Host-sparkd-next"})
        for name, line in lines.items():
            attributes = {part.strip() for part in line.split(";")[1:]}
            self.assertLessEqual({"Path=/", "Secure", "HttpOnly", "SameSite=Lax"}, attributes, name)
            self.assertNotIn("domain", line.lower())
        self.assertRegex(self.browser.cookies["__Host-sparkd"], r"^[\w-]{43}$")
        token = self.browser.cookies["__Host-sparkd"]
        self.assertNotIn(token, repr([tuple(row) for row in
                                      self.server.rows("SELECT * FROM session")]))

    # ---- no way in ----

    def refused(self, browser, page, code):
        answer = self.type_code(browser, page, code)
        self.assertEqual(answer.status, 422)
        self.assertIn("There is a problem", answer.words)
        self.assertNotIn("__Host-sparkd", browser.cookies)
        return answer

    def test_wrong_code(self):
        page = self.ask(self.browser, STAFF)
        right = self.code(STAFF)
        for wrong in ("", "7", "77777-77777", "U" * 10, right[:-1], right + "7", "<b>"):
            self.refused(self.browser, page, wrong)
        self.assertFalse(self.signed_in(self.browser))

    def test_five_tries(self):
        page = self.ask(self.browser, STAFF)
        for _ in range(5):
            self.refused(self.browser, page, "77777-77777")
        again = self.refused(self.browser, page, self.code(STAFF))
        self.assertIn("Ask for a new one", again.words)

    def test_fifth_try_is_a_try(self):
        page = self.ask(self.browser, STAFF)
        for _ in range(4):
            self.refused(self.browser, page, "77777-77777")
        self.assertEqual(self.type_code(self.browser, page, self.code(STAFF)).url, "/")

    def test_expired(self):
        page = self.ask(self.browser, STAFF)
        code = self.code(STAFF)
        self.server.stop()
        self.server.write("UPDATE sign_in_code SET expires_at = expires_at - 600")
        self.server.start()
        browser = self.new_browser()
        browser.cookies = dict(self.browser.cookies)
        self.assertIn("no longer good", self.refused(browser, page, code).words)

    def test_used_once(self):
        page = self.ask(self.browser, STAFF)
        code = self.code(STAFF)
        browser = self.new_browser()
        browser.cookies = dict(self.browser.cookies)
        self.assertEqual(self.type_code(self.browser, page, code).url, "/")
        self.refused(browser, page, code)

    def test_another_browser(self):
        page = self.ask(self.browser, STAFF)
        self.refused(self.new_browser(), page, self.code(STAFF))

    def test_only_the_newest(self):
        first = self.new_browser()
        page = self.ask(first, STAFF)
        code = self.code(STAFF)
        self.ask(self.browser, STAFF)
        self.code(STAFF, 2)
        self.refused(first, page, code)

    def test_unknown_address(self):
        """The same page, and no mail."""
        known, unknown = self.ask(self.browser, STAFF), self.ask(self.new_browser(), NOBODY)
        strip = lambda page: re.sub(r'value="[\w-]*"', "", page.answer.text.replace(
            STAFF, "X").replace(NOBODY, "X"))
        self.assertEqual(strip(known), strip(unknown))
        self.assertEqual(known.answer.status, unknown.answer.status)
        names = lambda page: sorted(name for name, _ in page.answer.headers)
        self.assertEqual(names(known), names(unknown))
        self.code(STAFF)
        self.assertEqual(self.relay.mails_for(NOBODY), [])
        self.assertEqual(self.server.rows("SELECT 1 FROM outbox WHERE to_email = ?", NOBODY), [])

    def test_who_has_left(self):
        self.server.stop()
        self.server.write("UPDATE person SET left_on = 20000 WHERE email = ?", STAFF)
        self.server.start()
        page = self.ask(self.new_browser(), STAFF)
        self.assertEqual(page.status, 200)
        self.ask(self.new_browser(), "other@demo.example")
        self.code("other@demo.example")
        self.assertEqual(self.relay.mails_for(STAFF), [])

    def test_not_an_address(self):
        page = self.ask(self.browser, "Ana Bell")
        self.assertEqual(page.status, 422)
        self.assertEqual(page.form("/sign-in").fields["email"], "Ana Bell")

    def test_six_codes_an_hour(self):
        for _ in range(5):
            self.assertEqual(self.ask(self.new_browser(), STAFF).status, 200)
        known = self.ask(self.new_browser(), STAFF)
        self.assertEqual(known.status, 429)
        for _ in range(5):
            self.assertEqual(self.ask(self.new_browser(), NOBODY).status, 200)
        unknown = self.ask(self.new_browser(), NOBODY)
        self.assertEqual(unknown.status, 429, "the same for unknown addresses")
        words = lambda page: re.sub(r"quote \w+\.", "", page.words)
        self.assertEqual(words(known), words(unknown))

    # ---- once in ----

    def test_csrf(self):
        """Own pages only, and the session's own token."""
        self.sign_in()
        token = self.browser.get("/calendar").form("/calendar").fields["csrf"]
        other = self.new_browser()
        self.sign_in(other, "other@demo.example")
        foreign = other.get("/calendar").form("/calendar").fields["csrf"]
        for fields, headers in (({}, {}), ({"csrf": ""}, {}), ({"csrf": token[:-1]}, {}),
                                ({"csrf": foreign}, {}),
                                ({"csrf": token}, {"Sec-Fetch-Site": "cross-site"}),
                                ({"csrf": token}, {"Sec-Fetch-Site": "same-site"})):
            answer = self.browser.post("/calendar", {"scope": "me", **fields}, headers)
            self.assertEqual(answer.status, 403, (fields, headers))
        self.assertEqual(self.server.rows("SELECT 1 FROM feed"), [])
        self.assertEqual(self.browser.post("/calendar", {"scope": "me", "csrf": token}).status, 200)

    def test_csrf_masked_anew(self):
        self.sign_in()
        tokens = {form.fields["csrf"] for _ in range(3)
                  for form in [self.browser.get("/calendar").form("/calendar")]}
        self.assertEqual(len(tokens), 3)

    def test_asking_from_elsewhere(self):
        body = {"email": STAFF, "next": "/"}
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "cross-site",
                        "Origin": "null"}):
            self.assertEqual(self.browser.post("/sign-in", body, headers).status, 403)
        answer = self.browser.send("POST", "/sign-in", b"email=" + STAFF.encode(), {
            "Content-Type": "application/x-www-form-urlencoded", "Origin": "https://evil.example"})
        self.assertEqual(answer.status, 403)
        answer = self.browser.send("POST", "/sign-in", b"email=" + STAFF.encode(), {
            "Content-Type": "application/x-www-form-urlencoded", "Origin": BASE_URL})
        self.assertEqual(answer.status, 200, "an old browser of ours")

    def test_elsewhere_costs_nothing_and_no_header_opens_the_door(self):
        form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://evil.example"}
        for _ in range(8):
            answer = self.browser.send("POST", "/sign-in", b"email=" + STAFF.encode(),
                                       {**form, "Authorization": "Bearer nonsense"})
            self.assertEqual(answer.status, 403)
        self.assertEqual(self.ask(self.browser, STAFF).status, 200, "refused requests were not counted")

    def test_the_way_back_adds_nothing_to_a_cookie(self):
        self.browser.post("/sign-in", {"email": STAFF, "next": "/;Domain=evil.example;Max-Age=0"})
        kept = [line for line in self.browser.set_cookies if "sparkd-next" in line]
        self.assertEqual([line.split("; ")[0] for line in kept], ["__Host-sparkd-next=/"])

    def test_sign_out(self):
        home = self.sign_in()
        stolen = self.new_browser()
        stolen.cookies = dict(self.browser.cookies)
        answer = self.browser.post("/sign-out", {"csrf": home.form("/sign-out").fields["csrf"]})
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.header("Clear-Site-Data"), '"cookies", "storage"')
        self.assertNotIn("__Host-sparkd", self.browser.cookies)
        self.assertFalse(self.signed_in(stolen), "the row is gone, not the cookie only")

    def test_sessions_are_listed_and_ended(self):
        phone = self.new_browser()
        self.sign_in()
        self.sign_in(phone)
        page = self.browser.get("/sessions")
        self.assertEqual(page.words.count("(this one)"), 1)
        ends = [form for form in page.forms if re.fullmatch(r"/sessions/\d+/end", form.action)]
        self.assertEqual(len(ends), 2)
        other = next(form for form in ends
                     if "End" in " ".join(form.buttons[0][2].split()))
        self.assertIn("signed out", self.browser.submit(other).words)
        self.assertFalse(self.signed_in(phone))
        self.assertTrue(self.signed_in(self.browser))

    def test_a_new_token_each_time(self):
        self.sign_in()
        first = self.browser.cookies["__Host-sparkd"]
        second = self.new_browser()
        self.sign_in(second)
        self.assertNotEqual(first, second.cookies["__Host-sparkd"])

    def test_sessions_end_by_themselves(self):
        """8 hours idle for staff, an hour for privileged roles; 7 days and 12 hours in all."""
        hour, day = 3600, 86400
        for email, idle, whole in ((STAFF, 8 * hour, 7 * day),
                                   ("coordinator@demo.example", hour, 12 * hour)):
            for column, age, alive in (("seen_at", idle - 60, True), ("seen_at", idle + 60, False),
                                       ("created_at", whole + 60, False)):
                browser = self.new_browser()
                self.relay.taken.clear()
                self.sign_in(browser, email)
                self.server.stop()
                self.server.write(f"UPDATE session SET {column} = {column} - ?", age)
                self.server.write("DELETE FROM sign_in_code")
                self.server.write("DELETE FROM second_factor")
                self.server.start()
                after = self.new_browser()
                after.cookies = dict(browser.cookies)
                self.assertEqual(self.signed_in(after), alive, (email, column, age))


class Init(unittest.TestCase):
    """An empty trust: its first administrator signs in with the code that `init` prints."""

    def test_first_administrator(self):
        server = Server(demo=False, conf={"base_url": BASE_URL}, people=20)
        self.addCleanup(server.close)
        data = server.folder / "new"
        said = sparkd("init", "--data", data, "--trust", "Heather Moor", "--admin",
                      "it@heathermoor.example").stdout
        server.data = data
        server.start()
        browser = Browser(server)
        self.addCleanup(browser.close)
        page = browser.get("/sign-in/code")
        self.assertIn("The first code of a new trust works for a day", page.words)
        refused = browser.submit(page.form("/sign-in/code"), code="77777-77777")
        self.assertNotIn("Check your email", refused.words)
        self.assertEqual(refused.status, 422)
        page = browser.submit(page.form("/sign-in/code"), code=said.split()[-1])
        self.assertEqual((page.status, page.url), (200, "/sign-in/set-up"))
        shown = browser.submit(page.form("/sign-in/set-up"), code=App.scan(page).code())
        self.assertEqual(browser.get(shown.link("I have kept them")).status, 200)
        again = Browser(server)
        self.addCleanup(again.close)
        page = again.get("/sign-in/code")
        self.assertEqual(again.submit(page.form("/sign-in/code"), code=said.split()[-1]).status, 422)
        self.assertEqual(server.check()[0], 0)

    def test_no_default_account(self):
        """One person, and nothing that opens the door but the code that was printed."""
        server = Server(demo=False, conf={"base_url": BASE_URL}, people=20)
        self.addCleanup(server.close)
        server.data = server.folder / "new"
        sparkd("init", "--data", server.data, "--trust", "Heather Moor", "--admin",
               "it@heathermoor.example")
        self.assertEqual([row["email"] for row in server.rows("SELECT email FROM person")],
                         ["it@heathermoor.example"])
        held = {table: server.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"]
                for table in ("session", "sign_in_code", "api_token", "second_factor",
                              "recovery_code", "device", "code_card", "feed")}
        self.assertEqual({table: n for table, n in held.items() if n}, {"sign_in_code": 1})


class Burst(unittest.TestCase):
    """Booking opens: 300 people of one school, behind one address, sign in and book (P5)."""

    def setUp(self):
        self.relay = Relay()
        self.addCleanup(self.relay.close)
        self.server = Server(demo=False, people=BURST + 30,
                             conf={"base_url": BASE_URL, **self.relay.conf()})
        self.addCleanup(self.server.close)
        rows = self.server.rows(
            "SELECT DISTINCT p.email FROM person p JOIN role_grant g ON g.person_id = p.id"
            " WHERE g.role = 'staff' AND p.email LIKE '%@demo.example' AND NOT EXISTS (SELECT 1 FROM"
            " role_grant o WHERE o.person_id = p.id AND o.role NOT IN ('staff', 'governor'))"
            " ORDER BY p.id LIMIT ?", BURST)
        self.people = [row["email"] for row in rows]
        self.assertEqual(len(self.people), BURST)
        self.server.start()
        day = datetime.date.today() + datetime.timedelta(days=30)
        self.event = make_event(self.server, self.server.token("coordinator@demo.example"),
                                capacity=BURST + 50, starts_at=f"{day}T20:00:00Z",
                                ends_at=f"{day}T21:00:00Z")

    async def talk(self, stream, method, path, fields=None, cookies=None):
        reader, writer = stream
        head = f"{method} {path} HTTP/1.1\r\nHost: cpd.demo.example\r\nSec-Fetch-Site: same-origin\r\n"
        body = urllib.parse.urlencode(fields or {})
        if cookies:
            head += "Cookie: " + "; ".join(f"{k}={v}" for k, v in cookies.items()) + "\r\n"
        if method == "POST":
            head += ("Content-Type: application/x-www-form-urlencoded\r\n"
                     f"Content-Length: {len(body)}\r\n")
        writer.write(f"{head}\r\n{body if method == 'POST' else ''}".encode())
        answer = await read_answer(reader)
        for line in answer.all("Set-Cookie"):
            name, value = line.split(";")[0].split("=", 1)
            cookies[name] = value
        return answer

    async def person(self, email, codes):
        """One person's way; the statuses of its steps."""
        stream, cookies = await asyncio.open_connection("127.0.0.1", self.server.port), {}
        steps = [await self.talk(stream, "GET", "/sign-in", cookies=cookies),
                 await self.talk(stream, "POST", "/sign-in", {"email": email, "next": "/"}, cookies)]
        code = await codes(email)
        steps.append(await self.talk(stream, "POST", "/sign-in/code", {"code": code}, cookies))
        page = await self.talk(stream, "GET", f"/events/{self.event}", cookies=cookies)
        form = Page("", page).form(f"/events/{self.event}/book")
        steps += [page, await self.talk(stream, "POST", form.action, form.fields, cookies)]
        stream[1].close()
        return tuple(step.status for step in steps)

    async def everybody(self):
        arrived = asyncio.Condition()
        loop = asyncio.get_running_loop()

        async def tell():
            async with arrived:
                arrived.notify_all()

        async def codes(email):
            async with arrived:
                # Reminders of the day may have come before it.
                return await arrived.wait_for(lambda: find_code(self.relay.mails_for(email)))

        self.relay.on_mail = lambda: asyncio.run_coroutine_threadsafe(tell(), loop)
        return await asyncio.wait_for(
            asyncio.gather(*(self.person(email, codes) for email in self.people)), 120)

    def test_300_people_behind_one_address(self):
        steps = asyncio.run(self.everybody())
        self.assertEqual(set(steps), {(200, 200, 303, 200, 303)})
        booked = self.server.rows(
            "SELECT count(DISTINCT b.person_id) AS n FROM booking b"
            " JOIN person p ON p.id = b.person_id"
            " WHERE b.event_id = ? AND b.status = 'confirmed' AND p.email IN"
            f" ({','.join('?' * BURST)})", self.event, *self.people)[0]["n"]
        self.assertEqual(booked, BURST)


if __name__ == "__main__":
    unittest.main()
