#!/usr/bin/python3
"""A programme without signing in: off by default, only what presenters agreed to, closed again; its
schedule.xml valid whatever was typed (xmllint, tests/data/schedule.xsd)."""
import json
import pathlib
import re
import subprocess
import sys
import unittest
import xml.etree.ElementTree as tree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import ROOT, Server

XSD = ROOT / "tests/data/schedule.xsd"
HARD = 'Q&A ]]> <script> "quotes" \'apostrophes\' &lt; &#0; – café'


def valid(xml):
    """What xmllint says against it, "" if nothing."""
    done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", str(XSD), "-"], input=xml,
                          capture_output=True, timeout=60, check=False)
    return "" if done.returncode == 0 else done.stderr.decode()


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(conf={"rate_limits": "no"})
        cls.server.start()
        cls.tokens = {who: cls.server.token(f"{who}@demo.example")
                      for who in ("coordinator", "staff", "other", "mentor", "head")}

    @classmethod
    def tearDownClass(cls):
        cls.server.close()

    def call(self, who, method, path, status, body=None):
        answer = self.server.request(method, "/api/v1" + path, None if body is None else json.dumps(body),
                                     {"Content-Type": "application/json"}, self.tokens[who])
        self.assertEqual(answer.status, status, answer.text)
        return answer.json() if answer.body else None

    def evening(self, day, titles, rooms=None, at="16:00"):
        """A published evening with a talk of these titles; its id, the talks' and who gives them."""
        event = self.call("coordinator", "POST", "/events", 201, {
            "kind": "spark", "title": 'SPARK & "friends" <2026>', "host_school": 1, "capacity": 50,
            "starts_at": f"{day}T{at}:00Z", "ends_at": f"{day}T{at[:2]}:50:00Z",
            "spark": {"fixed_minutes": 0, "changeover_s": 60,
                      "rooms": rooms or [{"name": "Hall <A>", "seats": 50}]}})["id"]
        self.call("coordinator", "POST", f"/events/{event}/publish", 200, {})
        people = ("staff", "other", "mentor")
        talks = [self.call(who, "POST", f"/events/{event}/talks", 201,
                           {"title": title, "minutes": 2, "category": "good practice"})["id"]
                 for who, title in zip(people, titles)]
        return event, talks, people

    def announce(self, event):
        self.call("coordinator", "POST", f"/events/{event}/programme/publish", 200, {})

    def open(self, event, is_open=True):
        answer = self.call("coordinator", "PUT", f"/events/{event}/public-programme", 200, {"open": is_open})
        return re.sub(r"^https?://[^/]+", "", answer["url"]) if answer["url"] else None

    def read(self, path, status=200):
        """As somebody who never signed in."""
        answer = self.server.request("GET", path)
        self.assertEqual(answer.status, status, answer.text[:300])
        return answer


class PublicProgramme(Case):
    def test_off_until_it_is_opened(self):
        event, _, _ = self.evening("2026-11-16", ["One"])
        self.announce(event)
        state = self.call("coordinator", "GET", f"/events/{event}/public-programme", 200)
        self.assertEqual(state, {"open": False, "url": None})
        path = self.open(event)
        self.assertEqual(self.open(event), path)
        for rest in ("", "/programme.json", "/schedule.xml"):
            self.read(path + rest)
            self.read(path[:-1] + ("0" if path[-1] != "0" else "1") + rest, 404)
            self.read(f"/programme/{event}{rest}", 404)
        self.open(event, False)
        self.read(path, 404)
        again = self.open(event)
        self.assertNotEqual(again, path)
        self.read(again)
        self.read(path, 404)
        self.assertEqual(self.call("staff", "PUT", f"/events/{event}/public-programme", 403,
                                   {"open": True})["type"], "/problems/not-allowed")

    def test_only_what_was_agreed_to(self):
        event, talks, people = self.evening("2026-11-17", ["Secret one", "Secret two", "Secret three"])
        names = {who: self.call(who, "GET", "/me", 200)["name"] for who in people}
        self.announce(event)
        path = self.open(event)
        everything = lambda: "".join(self.read(path + rest).text
                                     for rest in ("", "/programme.json", "/schedule.xml"))
        said = everything()
        for word in (*names.values(), "Secret"):
            self.assertNotIn(word, said)
        self.assertEqual(said.count("A talk"), 9)
        self.call("staff", "PUT", f"/talks/{talks[1]}/public", 404, {"agrees": True})
        self.call("staff", "PUT", f"/talks/{talks[0]}/public", 200, {"agrees": True})
        said = everything()
        self.assertEqual((said.count(names["staff"]), said.count("Secret one")), (3, 3))
        for word in (names["other"], names["mentor"], "Secret two", "@"):
            self.assertNotIn(word, said)
        person = self.server.rows("SELECT id FROM person WHERE email = 'staff@demo.example'")[0][0]
        self.assertNotRegex(self.read(path + "/programme.json").text, rf'"(person_)?id":\s*{person}\b')
        self.call("staff", "PUT", f"/talks/{talks[0]}/public", 200, {"agrees": False})
        self.assertNotIn(names["staff"], everything())

    def test_nothing_before_it_is_announced(self):
        event, talks, _ = self.evening("2026-11-24", ["Early"])
        self.call("staff", "PUT", f"/talks/{talks[0]}/public", 200, {"agrees": True})
        path = self.open(event)
        early = self.read(path + "/programme.json").json()
        self.assertEqual((early["announced"], early["items"]), (False, []))
        self.assertIn("not announced yet", self.read(path).text)
        self.assertEqual(list(tree.fromstring(self.read(path + "/schedule.xml").body).iter("event")), [])
        self.announce(event)
        self.assertEqual([i["title"] for i in self.read(path + "/programme.json").json()["items"]], ["Early"])

    def test_a_keynote_stands_there_too(self):
        event, _, _ = self.evening("2026-11-27", ["One"])
        path = self.open(event)
        self.call("coordinator", "POST", f"/events/{event}/keynotes", 201, {
            "guest": f"Dr {HARD}"[:60], "title": "What reading is for", "minutes": 20,
            "starts_at": "2026-11-27T16:00:00Z"})
        self.assertNotIn("What reading is for", self.read(path).text)
        self.assertEqual(self.read(path + "/programme.json").json()["keynotes"], [])
        self.announce(event)
        said = self.read(path + "/programme.json").json()
        self.assertEqual([(k["title"], k["minutes"]) for k in said["keynotes"]],
                         [("What reading is for", 20)])
        self.assertEqual(said["items"][0]["starts_at"], "2026-11-27T16:21:00+00:00")
        self.assertIn("Keynote: What reading is for", self.read(path).text)
        xml = self.read(path + "/schedule.xml").body
        self.assertEqual(valid(xml), "")
        self.assertEqual([e.findtext("type") for e in tree.fromstring(xml).iter("event")],
                         ["keynote", "lightning_talk"])

    def test_a_slot_that_is_only_offered_is_not_shown(self):
        event, talks, _ = self.evening("2026-11-25", ["Sure", "Asked"])
        self.announce(event)
        path = self.open(event)
        self.server.stop()
        self.server.write("UPDATE talk SET status = 'offered' WHERE id = ?", talks[1])
        self.server.start()
        self.assertEqual(len(self.read(path + "/programme.json").json()["items"]), 1)
        given = tree.fromstring(self.read(path + "/schedule.xml").body).iter("event")
        self.assertEqual([int(e.get("id")) for e in given], talks[:1])
        self.assertEqual(self.read(path).text.count("A talk"), 1)

    def test_fetched_again_only_if_it_changed(self):
        event, talks, _ = self.evening("2026-11-26", ["One"])
        self.announce(event)
        path = self.open(event)
        for rest in ("/programme.json", "/schedule.xml"):
            first = self.read(path + rest)
            self.assertEqual(first.header("Cache-Control"), "private, no-cache")
            tag = {"If-None-Match": f'"other", W/{first.header("ETag")}'}
            again = self.server.request("GET", path + rest, None, tag)
            self.assertEqual((again.status, again.body), (304, b""))
            self.assertEqual(again.header("ETag"), first.header("ETag"))
            for agrees in (True, False):
                self.call("staff", "PUT", f"/talks/{talks[0]}/public", 200, {"agrees": agrees})
                self.assertEqual(self.server.request("GET", path + rest, None, tag).status, 304 - 104 * agrees)
        self.assertEqual(self.read(path).header("Cache-Control"), "no-store")

    def test_a_joint_presenter_speaks_for_themselves(self):
        event, talks, _ = self.evening("2026-11-18", ["Ours"])
        head = self.call("head", "GET", "/me", 200)
        self.call("staff", "PATCH", f"/talks/{talks[0]}", 200, {"co_presenters": [head["id"]]})
        self.call("head", "PUT", f"/talks/{talks[0]}/public", 403, {"agrees": True})  # not theirs yet
        self.call("head", "POST", f"/talks/{talks[0]}/joint", 200, {"answer": "yes"})
        self.announce(event)
        path = self.open(event)
        named = lambda: [p["name"] for p in
                         self.read(path + "/programme.json").json()["items"][0]["presenters"]]
        self.call("head", "POST", f"/talks/{talks[0]}/joint", 200, {"answer": "yes"})
        self.call("head", "PUT", f"/talks/{talks[0]}/public", 200, {"agrees": True})
        item = self.read(path + "/programme.json").json()["items"][0]
        self.assertEqual((item["title"], named()), ("A talk", [head["name"]]))
        # a yes ends with the talk: whoever comes back to it is asked once more
        self.call("staff", "PATCH", f"/talks/{talks[0]}", 200, {"co_presenters": []})
        self.assertEqual(self.server.rows("SELECT count(*) FROM talk_public"
                                          f" WHERE talk_id = {talks[0]}")[0][0], 0)
        self.call("staff", "PATCH", f"/talks/{talks[0]}", 200, {"co_presenters": [head["id"]]})
        self.call("head", "POST", f"/talks/{talks[0]}/joint", 200, {"answer": "yes"})
        self.assertEqual(named(), [])

    def test_schedule_xml_is_valid_whatever_was_typed(self):
        rooms = [{"name": 'Hall "A" & <B>', "seats": 40}, {"name": "Library ]]>", "seats": 20}]
        event, talks, people = self.evening("2026-11-19", [HARD, "x" * 80, "]]>]]>"], rooms)
        self.announce(event)
        path = self.open(event)
        for who, talk in zip(people, talks):
            self.call(who, "PUT", f"/talks/{talk}/public", 200, {"agrees": True})
        answer = self.read(path + "/schedule.xml")
        self.assertEqual(answer.header("Content-Type"), "application/xml; charset=utf-8")
        self.assertEqual(valid(answer.body), "")
        root = tree.fromstring(answer.body)
        self.assertEqual(root.findtext("conference/title"), 'SPARK & "friends" <2026>')
        self.assertEqual([room.get("name") for room in root.findall("day/room")], [r["name"] for r in rooms])
        given = {int(e.get("id")): e for e in root.iter("event")}
        self.assertEqual(sorted(given), sorted(talks))
        self.assertEqual(given[talks[0]].findtext("title"), HARD)
        items = {i["talk_id"]: i for i in
                 self.call("staff", "GET", f"/events/{event}/programme", 200)["items"]}
        for talk, element in given.items():
            self.assertEqual(element.findtext("date"), items[talk]["starts_at"])
            self.assertEqual(element.findtext("room"), items[talk]["room"])
            self.assertEqual(element.findtext("duration"), "00:02")
        again = tree.fromstring(self.read(path + "/schedule.xml").body)
        self.assertEqual([e.get("guid") for e in again.iter("event")],
                         [e.get("guid") for e in root.iter("event")])

    def test_without_talks_it_is_valid_too(self):
        event, _, _ = self.evening("2026-11-20", [])
        self.assertEqual(valid(self.read(self.open(event) + "/schedule.xml").body), "")

    def test_the_schema_refuses(self):
        event, _, _ = self.evening("2026-11-23", ["One"])
        self.announce(event)
        good = self.read(self.open(event) + "/schedule.xml").text
        for old, new in (("<duration>00:02", "<duration>2"), ("<track>", "<trick>"),
                         ("+00:00</date>", "</date>"), ('guid="', 'guid="x'),
                         ("<room>", "<room> </room><room>"), ("<version>", "<version></version>"),
                         ("</event>", "</event><event/>")):
            self.assertIn(old, good)
            self.assertNotEqual(valid(good.replace(old, new).encode()), "", old)


class Questions(Case):
    """From the page to the card of a talk, from the beginning of the evening on. The clock only goes
    forward, with the tests by name."""

    def setUp(self):
        self.browser = Browser(self.server)
        self.addCleanup(self.browser.close)

    def move_clock(self, to):
        self.assertEqual(self.browser.post("/demo/clock", {"to": to}).status, 303)

    def asks(self, path):
        return re.findall(r'href="(/talks/\d+/question)"', self.read(path).text)

    def test_one_press_from_each_talk(self):
        event, talks, _ = self.evening("2026-11-03", ["Secret one", "Secret two"])
        self.announce(event)
        path = self.open(event)
        self.assertEqual(self.asks(path), [])
        self.assertIn("Once it has begun", self.read(path).text)
        self.call("mentor", "POST", f"/events/{event}/bookings", 201, {})
        self.move_clock("2026-11-03T16:10:00Z")
        page = self.read(path)
        self.assertEqual(self.asks(path), [f"/talks/{talk}/question" for talk in talks])
        self.assertIsNone(page.header("Set-Cookie"))
        self.assertEqual(page.header("Cache-Control"), "no-store")
        for word in ("Secret", "csrf", "<form"):
            self.assertNotIn(word, page.text)
        for name, may in (("Sam Green", True), ("Robin Hale", False)):
            self.browser.be(name)
            card = self.browser.get(self.asks(path)[1])
            self.assertEqual(card.url, f"/spark/{event}/questions?talk={talks[1]}")
            if not may:
                self.assertIn("Only those who come", card.words)
                continue
            form = card.form(f"/spark/{event}/questions")
            self.assertEqual(form.fields["talk_id"], str(talks[1]))
            self.assertIn("Thank you", self.browser.submit(form, words="And in Year 7?").words)
        self.move_clock("2026-11-18T09:00:00Z")
        self.assertEqual(self.asks(path), [])

    def test_each_in_its_room(self):
        rooms = [{"name": "Hall", "seats": 40}, {"name": "Library", "seats": 20}]
        event, talks, _ = self.evening("2026-11-02", ["One", "Two", "Three"], rooms, at="17:05")
        self.announce(event)
        path = self.open(event)
        self.move_clock("2026-11-02T17:20:00Z")
        self.assertEqual(sorted(self.asks(path)),
                         sorted(f"/talks/{talk}/question" for talk in talks))

    def test_a_stranger_signs_in_on_the_way(self):
        """That address is one that signing in keeps; nobody learns which talks there are."""
        real = Server(demo=False)
        self.addCleanup(real.close)
        real.start()
        for talk in (1, 987654):
            answer = real.request("GET", f"/talks/{talk}/question")
            self.assertEqual((answer.status, answer.header("Location")),
                             (303, f"/sign-in?to=/talks/{talk}/question"))
        self.browser.be("Robin Hale")
        self.assertEqual(self.browser.get("/talks/987654/question").status, 404)


if __name__ == "__main__":
    unittest.main()
