#!/usr/bin/python3
"""An evening on a server that is killed, whose clock jumps, and that half a trust looks at."""
import concurrent.futures
import contextlib
import datetime
import http.client
import json
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Answer, Server, wait_for
from stream import Stream
from swarm import make_event, post

WATCHERS = 500
PEOPLE = ("staff", "other", "mentor")


def seconds_between(one, other):
    """Between two instants of the API."""
    at = datetime.datetime.fromisoformat
    return (at(other) - at(one)).total_seconds()


class Evening(unittest.TestCase):
    """Three talks from 17:45 on, announced; it is 17:30."""

    def setUp(self):
        self.server = Server(clock="2026-11-02T17:30:00Z")
        self.addCleanup(self.server.close)
        self.server.start()
        self.tokens = {who: self.server.token(f"{who}@demo.example")
                       for who in (*PEOPLE, "coordinator")}
        self.spark = make_event(self.server, self.tokens["coordinator"], kind="spark",
                                title="SPARK tonight", starts_at="2026-11-02T17:45:00Z",
                                ends_at="2026-11-02T18:15:00Z",
                                spark={"fixed_minutes": 0, "changeover_s": 60})
        self.talks = [self.call("POST", f"/events/{self.spark}/talks",
                                {"title": f"Talk of {who}", "minutes": 7,
                                 "category": "good practice"}, who, 201)["id"] for who in PEOPLE]

    def call(self, method, path, body=None, who="coordinator", status=200):
        answer = self.server.request(method, f"/api/v1{path}", body, token=self.tokens[who])
        self.assertEqual(answer.status, status, answer.text)
        return answer.json() if answer.body else None

    def stage(self):
        return self.call("GET", f"/events/{self.spark}/stage")["rooms"][0]

    def act(self, act, status=201, **fields):
        return self.call("POST", f"/events/{self.spark}/stage", {"act": act, **fields},
                         status=status)["rooms"][0]

    def again_at(self, clock):
        """The server, killed, comes back at that time of its clock."""
        self.server.kill()
        self.server.clock = clock
        self.server.start()

    def move_clock(self, to):
        browser = Browser(self.server)
        self.assertEqual(browser.post("/demo/clock", {"to": to}).status, 303)
        browser.close()

    def screen(self):
        """The address of the big screen, which nobody signs in at, opened by the chair."""
        chair = Browser(self.server)
        chair.be("Robin Hale")
        self.assertEqual(self.switch(chair, "open").status, 303)
        page = chair.get(f"/spark/{self.spark}/remote")
        chair.close()
        return next(href for href, _ in page.links if href.startswith("/screen/")).split("?")[0]

    def switch(self, browser, act):
        """Presses a button beside that address."""
        path = f"/spark/{self.spark}/screen"
        csrf = browser.get("/demo").form("/demo/person").fields["csrf"]
        return browser.post(path, {"csrf": csrf, "act": act})

    def watch(self, screen):
        stream = Stream(self.server, f"{screen}/live")
        self.addCleanup(stream.close)
        return stream

    def assert_sound(self, room):
        """Nothing is negative or out of order."""
        times = [item["starts_at"] for item in room["items"] if item["starts_at"]]
        self.assertEqual(times, sorted(times), room)
        for item in room["items"]:
            if item["ended_at"]:
                self.assertGreaterEqual(item["ended_at"], item["starts_at"], item)
        self.assertEqual(self.server.check()[0], 0, self.server.check()[1])


class Killed(Evening):
    def test_in_mid_talk(self):
        """The same talk goes on, from the same moment, for as long; screens come back and agree."""
        screen = self.screen()
        watchers = [self.watch(screen) for _ in range(3)]
        for watcher in watchers:
            watcher.message()
        self.act("start")
        self.act("extend")
        before = self.stage()
        told = [watcher.message() and watcher.message() for watcher in watchers]
        self.assertEqual(told[0], told[2])
        self.again_at("2026-11-02T17:32:00Z")
        after = self.stage()
        for key in ("phase", "version", "since", "due_at", "items"):
            self.assertEqual(after[key] if key != "items" else after[key][0],
                             before[key] if key != "items" else before[key][0], key)
        frames = [self.watch(screen).message()[1] for _ in range(3)]
        self.assertEqual([f["rooms"][0]["until"] for f in frames],
                         [told[0][1]["rooms"][0]["until"]] * 3)
        self.assertEqual({f["rooms"][0]["on"] for f in frames}, {self.talks[0]})
        self.assertEqual({f["version"] for f in frames}, {2})
        self.act("stop", version=after["version"])
        self.assert_sound(self.stage())

    def test_in_mid_keynote(self):
        """A guest's half minute more is on every screen, and stands as a talk's does."""
        self.call("POST", f"/events/{self.spark}/keynotes",
                  {"guest": "Dr Ada Quill", "title": "What reading is for", "minutes": 5,
                   "starts_at": "2026-11-02T18:10:00Z"}, status=201)
        screen = self.screen()
        for _ in self.talks:
            self.act("start")
            self.act("stop")
        due = self.act("keynote")["due_at"]
        watcher = self.watch(screen)
        until = watcher.message()[1]["rooms"][0]["until"]
        before = self.act("extend")
        self.assertEqual((before["phase"], seconds_between(due, before["due_at"])), ("keynote", 30))
        self.assertEqual(watcher.message()[1]["rooms"][0]["until"], until + 30)
        self.again_at("2026-11-02T17:31:00Z")
        after = self.stage()
        self.assertEqual([after[key] for key in ("phase", "version", "since", "due_at")],
                         [before[key] for key in ("phase", "version", "since", "due_at")])
        self.assertEqual(self.watch(screen).message()[1]["rooms"][0]["until"], until + 30)
        self.assertEqual(self.act("undo")["due_at"], due)
        self.assertEqual(self.act("resume")["phase"], "over")
        self.call("POST", f"/events/{self.spark}/stage", {"act": "extend"}, status=409)
        self.assert_sound(self.stage())

    def test_between_the_commit_and_the_answer(self):
        """Whoever got no answer presses again, and it was done once."""
        version = self.stage()["version"]
        for act, fields in (("start", {}), ("stop", {}), ("no-show", {"talk_id": self.talks[1]})):
            count = len(self.acts())
            pressed = Stream(self.server, "/healthz")
            with self.subTest(act):
                pressed.wire.send(self.raw(act, version=version, **fields))
                wait_for(lambda seen=count: len(self.acts()) > seen, "the commit")
                self.server.kill()
                pressed.close()
                self.server.start()
                room = self.act(act, 200, version=version, **fields)
                version += 1
                self.assertEqual((room["version"], len(self.acts())), (version, count + 1))
        self.assert_sound(self.stage())

    def acts(self):
        return self.server.rows("SELECT kind FROM stage_act WHERE event_id = ?", self.spark)

    def raw(self, act, **fields):
        return post(self.server, f"/api/v1/events/{self.spark}/stage", self.tokens["coordinator"],
                    {"act": act, **fields})

    def test_anywhere_in_an_evening(self):
        """Killed while acts come in: what was answered stands, and nothing is half done."""
        answered = 0
        for moment in range(4):
            kinds = ("start", "stop", "undo", "undo")
            wanted, port = len(self.acts()) + moment + 1, self.server.port
            killer = concurrent.futures.ThreadPoolExecutor(1)
            killing = killer.submit(self.kill_at, wanted)
            try:
                for act in kinds:
                    answer = self.press(port, act)
                    self.assertEqual(answer.status, 201, answer.body)
                    answered += 1
            except (OSError, http.client.HTTPException):
                pass  # no answer: it was killed
            killing.result()
            killer.shutdown()
            self.server.start()
            acts = self.acts()
            self.assertGreaterEqual(len(acts), answered)
            answered = len(acts)
            while self.stage()["phase"] != "before":
                self.act("undo")
                answered += 1
            self.assert_sound(self.stage())

    def press(self, port, act):
        """By the port it had: killed, it has none."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("POST", f"/api/v1/events/{self.spark}/stage", json.dumps({"act": act}),
                           {"Host": f"127.0.0.1:{port}", "Content-Type": "application/json",
                            "Authorization": f"Bearer {self.tokens['coordinator']}"})
        with contextlib.closing(connection):
            reply = connection.getresponse()
            return Answer(reply.status, reply.getheaders(), reply.read())

    def kill_at(self, acts):
        wait_for(lambda: len(self.acts()) >= acts, "acts")
        self.server.kill()


class Clock(Evening):
    def test_forward_in_mid_talk(self):
        self.act("start")
        self.move_clock("2026-11-02T18:40:00Z")
        room = self.stage()
        self.assertEqual((room["phase"], room["items"][0]["part"]), ("talking", "on"))
        self.assertEqual([i["part"] for i in room["items"][1:]], ["to-come"] * 2)
        self.assertGreater(room["items"][1]["starts_at"], "2026-11-02T18:40")
        page = Browser(self.server)
        page.be("Ana Bell")
        words = page.get(f"/spark/{self.spark}/now").words
        page.close()
        self.assertIn("Over by 1:0", words)
        self.assertNotIn("-", re.findall(r"Over by \S+", words)[0])
        self.act("stop")
        self.assert_sound(self.stage())

    def words(self, who, path):
        page = Browser(self.server)
        page.be(who)
        answer = page.get(path)
        page.close()
        return answer

    def test_the_event_and_home_say_who_speaks(self):
        """For whoever speaks or runs it, on the evening alone; it is true without script too."""
        event = f"/spark/{self.spark}"
        self.assertIn("It begins at 5:45pm", self.words("Ana Bell", "/").words)
        self.move_clock("2026-11-02T17:46:00Z")
        self.act("start")
        for path in (event, "/"):
            page = self.words("Ana Bell", path)
            self.assertRegex(page.words, r"It is on now.*Talk of staff.*Next.*5:5\dpm.*Talk of other")
            self.assertNotIn("Run the evening", page.words)
            self.assertEqual("data-frame" in page.answer.text, path == event, path)
        self.assertIn("Run the evening", self.words("Robin Hale", "/").words)
        self.assertNotIn("It has begun", self.words("Robin Hale", event).words)
        self.assertIn(f'href="/events/{self.spark}/register"',
                      self.words("Robin Hale", f"{event}/remote").answer.text)
        self.move_clock("2026-11-03T09:00:00Z")
        self.assertNotIn("SPARK tonight", self.words("Ana Bell", "/").words)
        page = self.words("Robin Hale", event)
        self.assertEqual(page.words.count("is over"), 2, page.words) # that card, and the thanks

    def test_the_programme_afterwards_is_what_was_given(self):
        """Who was not there is left out, who was called stands in it, at the times that were."""
        programme = f"/spark/{self.spark}/programme"
        self.call("POST", f"/events/{self.spark}/talks",
                  {"title": "Talk in line", "minutes": 7, "category": "good practice"},
                  "coordinator", 201)
        self.assertIn("Waiting, in this order", self.words("Robin Hale", programme).words)
        self.move_clock("2026-11-02T17:57:00Z")
        for act in ("start", "stop", "no-show", "start", "stop"):
            self.act(act)
        self.move_clock("2026-11-03T09:00:00Z")
        page = self.words("Robin Hale", programme)
        self.assertIn("Programme as it was", page.words)
        self.assertRegex(page.words, r"5:57pm Talk of staff.*5:57pm Talk in line")
        for gone in ("Talk of other", "5:45pm Talk", "Waiting, in this order", "For the door",
                     "Close"):
            self.assertNotIn(gone, page.words)
        self.assertIn("Programme as it was", self.words("Robin Hale", f"/spark/{self.spark}").words)

    def test_what_is_left_to_do_stands_on_the_home_of_who_ran_it(self):
        """The day after, until it is done; nobody else is asked, and no tool of before is offered."""
        event, register = f"/spark/{self.spark}", f"/events/{self.spark}/register"
        self.act("start")
        self.act("stop")
        self.act("no-show")
        self.assertNotIn("SPARK tonight was on", self.words("Robin Hale", "/").words)
        self.again_at("2026-11-04T09:00:00Z")
        home = self.words("Robin Hale", "/")
        self.assertIn("SPARK tonight was on Monday 2 November 2026 Close the register", home.words)
        for href in (register, f"{event}/thanks"):
            self.assertIn(f'href="{href}"', home.answer.text)
        self.assertNotIn("SPARK tonight was on", self.words("Ana Bell", "/").words)
        page = self.words("Robin Hale", event)
        for gone in ("Run the evening", "Draw the order by lot"):
            self.assertNotIn(gone, page.words)
        self.assertIn("Was to give a talk. Counts as not here unless ticked",
                      self.words("Robin Hale", register).words)
        self.finish(event, register)
        self.assertNotIn("SPARK tonight was on", self.words("Robin Hale", "/").words)
        self.assertIn("Thanks sent on Wednesday 4 November 2026",
                      self.words("Robin Hale", event).words)

    def finish(self, event, register):
        chair = Browser(self.server)
        chair.be("Robin Hale")
        page = chair.get(register + "/close")
        self.assertEqual(chair.submit(page.form(register + "/close")).status, 200)
        page = chair.get("/")
        self.assertNotIn("Close the register", page.words)
        self.assertIn("Thank everybody", page.words)
        page = chair.get(event + "/thanks/send")
        self.assertEqual(chair.submit(page.form(event + "/thanks/send")).status, 200)
        chair.close()

    def test_without_a_stage_it_is_what_was_planned(self):
        self.again_at("2026-11-03T09:00:00Z")
        page = self.words("Robin Hale", f"/spark/{self.spark}/programme")
        self.assertIn("Programme as planned", page.words)
        self.assertRegex(page.words, "5:45pm Talk of staff.*5:53pm Talk of other")
        self.assertNotIn("For the door", page.words)
        self.assertIn("Programme as planned", self.words("Robin Hale", f"/spark/{self.spark}").words)

    def test_back_in_mid_talk(self):
        """Set back by half an hour between a start and a stop: no talk has a negative length."""
        self.act("start")
        due = self.stage()["due_at"]
        self.again_at("2026-11-02T17:00:00Z")
        room = self.stage()
        self.assertEqual((room["phase"], room["due_at"]), ("talking", due))
        self.assertEqual(room["items"][0]["part"], "on")
        self.assert_sound(room)
        page = Browser(self.server)
        page.be("Ana Bell")
        words = page.get(f"/spark/{self.spark}/now").words
        page.close()
        self.assertNotIn("Over by", words)
        self.act("stop")
        room = self.act("start")
        self.assertEqual(room["items"][1]["part"], "on")
        self.assert_sound(room)
        self.again_at("2026-11-02T17:50:00Z")
        self.assertEqual(self.stage()["phase"], "talking")
        self.assert_sound(self.stage())

    def test_long_after(self):
        """A chair who went home without stopping: it is over by itself, six hours after the end."""
        self.act("start")
        self.again_at("2026-11-03T00:10:00Z")
        self.assertEqual(self.stage()["phase"], "talking")
        self.again_at("2026-11-03T00:20:00Z")
        room = self.stage()
        self.assertEqual([i["part"] for i in room["items"]], ["given", "to-come", "to-come"])
        self.assertEqual(room["phase"], "over")


class Checked(Evening):
    def test_a_log_with_a_gap_is_found(self):
        for act in ("start", "stop", "start"):
            self.act(act)
        self.assertEqual(self.server.check()[0], 0, self.server.check()[1])
        self.server.stop()
        self.server.write("DELETE FROM stage_act WHERE event_id = ? AND seq = 2", self.spark)
        self.server.write("UPDATE stage_talk SET event_id = (SELECT min(event_id) FROM spark_event)"
                          " WHERE talk_id = ?", self.talks[0])
        status, words = self.server.check()
        self.assertNotEqual(status, 0)
        self.assertIn("numbered without a gap", words)
        self.assertIn("whose stage was used", words)


class Chairs(Evening):
    def test_two_at_once(self):
        """Whatever both press at one moment: one of them did it, and the other is told."""
        for one, other in (("start", "start"), ("extend", "stop")):
            self.both(one, other)
        while self.stage()["phase"] != "before":
            self.act("undo")
        self.both("start", "no-show")
        self.assert_sound(self.stage())

    def both(self, one, other):
        before = self.stage()

        def press(act):
            return self.server.request("POST", f"/api/v1/events/{self.spark}/stage",
                                       {"act": act, "version": before["version"]},
                                       token=self.tokens["coordinator"])

        with concurrent.futures.ThreadPoolExecutor(2) as chairs:
            answers = list(chairs.map(press, (one, other)))
        expected = [200, 201] if one == other else [201, 412]
        self.assertEqual(sorted(answer.status for answer in answers), expected,
                         [answer.text for answer in answers])
        self.assertEqual(self.stage()["version"], before["version"] + 1)


class Watchers(Evening):
    def test_all_are_told_the_same(self):
        screen = self.screen()
        watchers = [self.watch(screen) for _ in range(WATCHERS)]
        self.assertEqual({w.head.status for w in watchers}, {200})
        first = {str(w.message()) for w in watchers}
        self.assertEqual(len({re.sub(r"'(now|time)': [^,]+", "", text) for text in first}), 1)
        for act in ("start", "extend", "stop", "start"):
            version = self.act(act)["version"]
        for watcher in watchers:
            frame = watcher.message()[1]
            while frame["version"] < version - 1:
                frame = watcher.message()[1]
            watcher.last = frame
        self.assertEqual(len({str(w.last) for w in watchers}), 1, "the same last frame for all")
        self.assertEqual(watchers[0].last["rooms"][0]["on"], self.talks[1])


class Screens(Evening):
    """An address without signing in: off until it is opened, another one, closed."""

    def read(self, path):
        return self.server.request("GET", path).status

    def be(self, who="Robin Hale"):
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        browser.be(who)
        return browser

    def test_off_until_it_is_opened(self):
        chair = self.be()
        for page in ("remote", "stage", "screen"):
            self.assertNotRegex(chair.get(f"/spark/{self.spark}/{page}").answer.text,
                                "/screen/|app-qr")
        screen = self.screen()
        self.assertIn("app-qr", chair.get(f"/spark/{self.spark}/stage").answer.text)
        self.assertEqual([self.read(screen + rest) for rest in ("", "/now")], [200, 200])
        self.assertEqual(self.screen(), screen)

    def test_a_code_to_type_at_the_computer_in_the_room(self):
        self.assertNotIn("go to", self.be().get(f"/spark/{self.spark}/screen").words)
        screen = self.screen()
        page = self.be().get(f"/spark/{self.spark}/screen")
        code = re.search(r"/screen and type (\w{4} \w{4}) ", page.words)[1]

        def typed(text):
            hall = Browser(self.server)
            self.addCleanup(hall.close)
            return hall.submit(hall.get("/screen").form("/screen"), code=text)

        self.assertEqual(typed(code).url, screen)
        self.assertEqual(typed(code.replace(" ", "").lower()).url, screen)
        wrong = typed("K3FM 9QTZ")
        self.assertEqual(wrong.status, 422)
        self.assertIn("No screen has that code now", wrong.words)
        self.assertEqual(wrong.form("/screen").fields["code"], "K3FM 9QTZ")
        self.switch(self.be(), "renew")
        self.assertEqual(typed(code).status, 422, "it goes with its address")
        page = self.be().get(f"/spark/{self.spark}/screen")
        code = re.search(r"/screen and type (\w{4} \w{4}) ", page.words)[1]
        self.again_at("2026-11-02T18:00:00Z")
        self.assertEqual(typed(code).status, 422, "it works for minutes")

    def test_what_is_opened_days_before_names_the_day(self):
        spark = make_event(self.server, self.tokens["coordinator"], kind="spark",
                           title="SPARK next week", starts_at="2026-11-12T17:45:00Z",
                           ends_at="2026-11-12T18:15:00Z", spark={"fixed_minutes": 0})
        self.call("POST", f"/events/{spark}/talks",
                  {"title": "Early", "minutes": 7, "category": "good practice"}, "staff", 201)
        chair = self.be()
        for event, words in ((self.spark, "We begin at 5:45pm"),
                             (spark, "We begin on Thursday 12 November 2026, 5:45pm")):
            self.assertIn(words, chair.get(f"/spark/{event}/now").answer.text)

    def test_another_address_ends_the_first(self):
        first = self.screen()
        chair = self.be()
        watcher = self.watch(first)
        page = Stream(self.server, f"/spark/{self.spark}/live?of=stage",
                      chair.cookies["__Host-sparkd"])
        for stream in (watcher, page):
            self.addCleanup(stream.close)
            stream.message()
        self.assertEqual(self.switch(chair, "renew").status, 303)
        with self.assertRaisesRegex(AssertionError, "the end came"):
            watcher.message()
        self.act("start")
        self.assertEqual(page.message()[1]["version"], 1)
        second = self.screen()
        self.assertNotEqual(second, first)
        self.assertEqual([self.read(first + rest) for rest in ("", "/now", "/live")], [404] * 3)
        self.assertEqual(self.read(second), 200)
        self.switch(chair, "close")
        self.assertEqual(self.read(second), 404)
        third = self.screen()
        self.assertEqual([self.read(path) for path in (first, second, third)], [404, 404, 200])
        self.assertEqual([row[0] for row in self.server.rows(
            "SELECT action FROM audit WHERE action LIKE 'screen-%' ORDER BY id")],
            ["screen-open", "screen-renew", "screen-close", "screen-open"])

    def test_what_is_refused(self):
        chair, ana = self.be(), self.be("Ana Bell")
        answer = self.switch(chair, "renew")
        self.assertEqual(answer.status, 409)
        self.assertIn("none is open", answer.text)
        self.assertEqual(self.switch(chair, "dance").status, 422)
        for act in ("open", "close", "dance"):
            self.assertEqual(self.switch(ana, act).status, 403)

    def test_the_database_alone_gives_no_address(self):
        screen = self.screen()
        (key,), = self.server.rows("SELECT key FROM stage_screen")
        self.assertNotIn(screen.rsplit("-", 1)[1], key)
        self.assertEqual(self.read(f"/screen/{self.spark}-{key}"), 404)


class Feeds(Evening):
    """An over-run moves every later estimate in the personal feed too."""

    def entries(self):
        """The answer, and what its feed has of the evening."""
        if not hasattr(self, "path"):
            made = self.call("POST", "/feeds", {"scope": "me"}, "other", 201)
            self.path = made["url"].removeprefix(self.server.url)
        answer = self.server.request("GET", self.path)
        self.assertEqual(answer.status, 200)
        text = answer.text.replace("\r\n ", "")
        return answer, [e for e in text.split("BEGIN:VEVENT") if f"/spark/{self.spark}" in e]

    def feed(self):
        answer, entries = self.entries()
        event = next(e for e in entries if "your 7-minute talk" in e)
        lines = dict(line.split(":", 1) for line in event.split("\r\n") if ":" in line)
        return answer.header("ETag"), {
            "start": lines["DTSTART;TZID=Europe/London"], "end": lines["DTEND;TZID=Europe/London"],
            "seq": int(lines["SEQUENCE"]), "modified": lines["LAST-MODIFIED"],
            "stamp": lines["DTSTAMP"], "words": lines["DESCRIPTION"]}

    def test_the_whole_evening_is_kept_free(self):
        """Until a slot is announced its entry is the evening; then the evening stands beside it."""
        self.assertEqual(len(self.entries()[1]), 1)
        self.assertEqual(self.feed()[1]["end"], "20261102T181500")
        self.announce()
        _, entries = self.entries()
        evening, = [e for e in entries if "your 7-minute talk" not in e]
        for line in ("SUMMARY:SPARK tonight", "DTSTART;TZID=Europe/London:20261102T174500",
                     "DTEND;TZID=Europe/London:20261102T181500", "TRANSP:OPAQUE", "STATUS:CONFIRMED"):
            self.assertIn(f"\r\n{line}\r\n", evening)
        again, = [e for e in self.entries()[1] if "your 7-minute talk" not in e]
        self.assertEqual(again, evening)
        talk = self.talks[PEOPLE.index("other")]
        self.call("DELETE", f"/talks/{talk}", who="other", status=204)
        left, = self.entries()[1]
        self.assertIn("STATUS:CANCELLED", left)

    def announce(self):
        chair = Browser(self.server)
        chair.be("Robin Hale")
        page = chair.get(f"/spark/{self.spark}/board/publish")
        page = chair.submit(page.form(button="Announce"))
        self.assertEqual(page.status, 200, page.words)
        self.assertIn("done=published", page.url)
        chair.close()

    def test_follows_the_evening(self):
        self.announce()
        mails = self.mails()
        tag, before = self.feed()
        self.assertEqual(before["start"], "20261102T175300")
        self.move_clock("2026-11-02T17:45:00Z")
        self.act("start")
        self.assertEqual(self.feed()[0], tag, "on time, and nothing to say")
        self.move_clock("2026-11-02T18:01:00Z")
        self.act("stop")
        later_tag, later = self.feed()
        self.assertNotEqual(later_tag, tag)
        self.assertEqual((later["start"], later["end"]), ("20261102T180200", "20261102T180900"))
        self.assertGreater(later["seq"], before["seq"])
        self.assertGreater(later["modified"], before["modified"])
        self.assertEqual(later["stamp"], later["modified"])
        self.assertIn("you speak at about 6:02pm. The programme says 5:53pm.", later["words"])
        for act in ("start", "stop", "start", "stop"):
            self.act(act)
        _, after = self.feed()
        self.assertEqual((after["start"], after["end"], after["words"]),
                         (before["start"], before["end"], before["words"]))
        self.assertGreater(after["seq"], later["seq"])
        self.assertEqual(self.mails(), mails, "nobody is written to")

    def mails(self):
        return self.server.rows("SELECT count(*) AS n FROM outbox")[0]["n"]


if __name__ == "__main__":
    unittest.main()
