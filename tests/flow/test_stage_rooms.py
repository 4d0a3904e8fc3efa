#!/usr/bin/python3
"""An evening in two rooms, and a guest who speaks to everybody in one of them."""
import json
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server
from swarm import make_event

KEYNOTE = "What reading is for"
HALL, LIBRARY = 1, 2


class Rooms(unittest.TestCase):
    """Two talks side by side, the keynote in the hall, two more; it is shortly before."""

    def setUp(self):
        self.server = Server(clock="2026-11-02T17:30:00Z")
        self.addCleanup(self.server.close)
        self.server.start()
        self.tokens = {who: self.server.token(f"{who}@demo.example")
                       for who in ("coordinator", "staff", "other", "mentor", "leader")}
        self.spark = make_event(self.server, self.tokens["coordinator"], kind="spark",
                                title="SPARK tonight", starts_at="2026-11-02T17:45:00Z",
                                ends_at="2026-11-02T18:30:00Z",
                                spark={"fixed_minutes": 0, "changeover_s": 60,
                                       "rooms": [{"name": "Hall", "seats": 90},
                                                 {"name": "Library", "seats": 30}]})
        self.call("POST", f"/events/{self.spark}/keynotes",
                  {"guest": "Dr Ada Quill", "title": KEYNOTE, "minutes": 10, "room": HALL,
                   "starts_at": "2026-11-02T17:53:00Z"}, status=201)
        for who in ("staff", "other"):
            self.offer(who)
        self.chair = Browser(self.server)
        self.addCleanup(self.chair.close)
        self.chair.be("Robin Hale")

    def call(self, method, path, body=None, who="coordinator", status=200):
        answer = self.server.request(method, f"/api/v1{path}", body, token=self.tokens[who])
        self.assertEqual(answer.status, status, answer.text)
        return answer.json() if answer.body else None

    def offer(self, who):
        self.call("POST", f"/events/{self.spark}/talks",
                  {"title": f"Talk of {who}", "minutes": 7, "category": "good practice"}, who, 201)

    def act(self, room, *acts):
        for act in acts:
            self.call("POST", f"/events/{self.spark}/stage", {"act": act, "room": room},
                      status=201)

    def read(self, page, room):
        return self.chair.get(f"/spark/{self.spark}/{page}?room={room}")

    def frame(self, room):
        text = self.read("now", room).answer.text
        found = re.search(r'data-frame="([^"]+)"', text)[1].replace("&quot;", '"')
        return json.loads(found)["rooms"][room - 1]

    def main_button(self, room):
        """What the big buttons of that room's remote do."""
        text = self.read("remote", room).answer.text
        main = text.split('app-remote__main"')[1].split('app-remote__more"')[0]
        return re.findall(r'id="press-([a-z-]+)"', main)


class Everybody(Rooms):
    def setUp(self):
        super().setUp()
        for who in ("mentor", "leader"):
            self.offer(who)

    def test_what_is_to_come_says_so_in_every_room(self):
        for page in ("remote", "stage", "now"):
            words = self.read(page, LIBRARY).words
            self.assertRegex(words, f"5:53pm.*Everybody: {KEYNOTE}.*Dr Ada Quill, in Hall", page)
        self.assertNotIn("Everybody", self.read("remote", HALL).words)
        self.assertEqual(self.main_button(LIBRARY), ["start"])

    def test_before_it_the_keynote_is_the_one_button(self):
        self.act(HALL, "start", "stop")
        self.act(LIBRARY, "start", "stop")
        self.assertEqual(self.main_button(HALL), ["keynote"])
        self.assertEqual(self.main_button(LIBRARY), [])
        words = self.read("stage", LIBRARY).words
        self.assertRegex(words, f"Everybody: {KEYNOTE} Dr Ada Quill, in Hall .*Up next")
        self.assertGreater(self.frame(LIBRARY)["until"], 0)
        remote = self.read("remote", HALL)
        self.assertEqual(remote.words.count("Start now"), 1, "whoever must can begin a talk")

    def test_while_it_runs_no_room_offers_a_talk_first(self):
        self.act(HALL, "start", "stop", "keynote")
        self.act(LIBRARY, "start", "stop")
        frame = self.frame(LIBRARY)
        self.assertEqual((frame["phase"], frame["heading"], frame["who"]),
                         ("keynote", f"Everybody: {KEYNOTE}", "Dr Ada Quill, in Hall"))
        self.assertEqual(frame["until"], self.frame(HALL)["until"])
        self.assertEqual(len(frame["next"]), 1)
        self.assertEqual(self.main_button(LIBRARY), [])
        self.act(HALL, "resume")
        self.assertEqual(self.main_button(LIBRARY), ["start"])
        self.assertEqual(self.frame(LIBRARY)["phase"], "between")

    def test_it_begins_while_another_room_speaks(self):
        """Whoever begins it is told, and so is that room: now, and what was given is."""
        self.act(HALL, "start", "stop")
        self.act(LIBRARY, "start")
        self.assertRegex(self.read("remote", HALL).words,
                         r"Start the keynote .*Library still has \w+ \w+ speaking")
        self.act(HALL, "keynote")
        for page in ("now", "stage"):
            words = self.read(page, LIBRARY).words
            self.assertRegex(words, f"Next Now Everybody: {KEYNOTE} Dr Ada Quill, in Hall", page)
        self.assertEqual(self.frame(LIBRARY)["next"][0]["time"], "Now")
        self.act(HALL, "resume")
        self.assertNotIn("Everybody", self.read("stage", LIBRARY).words)
        remote = self.read("remote", HALL).words
        self.assertIn("Undo the end of the keynote", remote)
        self.assertRegex(remote, rf"5:3\dpm {KEYNOTE} Dr Ada Quill Given")
        self.act(HALL, "break", "resume")
        self.assertIn("Undo the end of the break", self.read("remote", HALL).words)

    def test_an_address_keeps_its_room(self):
        """Also of a press that is refused: loading that page again shows the same room."""
        form = self.read("remote", LIBRARY).form(button="Start")
        self.act(LIBRARY, "start", "stop")
        refused = self.chair.submit(form)
        self.assertEqual(refused.status, 409)
        self.assertIn("Remote: Library", refused.words)
        self.assertIn("Remote: Library", self.chair.get(refused.url).words)

    def test_a_talk_is_not_swapped_across_the_keynote(self):
        self.assertNotIn("Swap the next two", self.read("remote", HALL).words)

    def test_this_evening_has_the_keynote_in_its_place(self):
        for room in (HALL, LIBRARY):
            words = self.read("remote", room).words.split("This evening")[1]
            self.assertRegex(words, rf"Talk of \w+.*{KEYNOTE}.*Talk of \w+")


class Listening(Rooms):
    """What somebody wants to hear, announced."""

    def setUp(self):
        super().setUp()
        for who in ("mentor", "leader"):
            self.offer(who)
        page = self.chair.get(f"/spark/{self.spark}/board/publish")
        self.assertEqual(self.chair.submit(page.form(button="Announce")).status, 200)
        self.ana = Browser(self.server)
        self.addCleanup(self.ana.close)
        self.ana.be("Ana Bell")

    def test_my_evening_has_rooms_the_keynote_and_what_lies_between(self):
        path = f"/spark/{self.spark}/choices"
        page = self.ana.get(path)
        self.assertIn("Choose as many talks as you like", page.words)
        self.assertRegex(page.words, r"5:45pm, Library\.")
        mine = page.words.split("My evening")[1].split("Choose as many")[0]
        self.assertRegex(mine, rf"5:45pm.*Hall Talk of staff \(you speak\).*5:53pm Keynote: {KEYNOTE} "
                               r"Dr Ada Quill, in Hall")


class Early(Rooms):
    """The library is done with its one talk before the keynote."""

    def test_nobody_is_sent_home(self):
        self.act(LIBRARY, "start", "stop")
        for page in ("remote", "stage", "now"):
            words = self.read(page, LIBRARY).words
            self.assertNotIn("That’s all", words, page)
            self.assertIn("No more talks in this room", words, page)
            self.assertIn(f"Next: {KEYNOTE}, 5:53pm, Hall", words, page)
        self.act(HALL, "start", "stop", "keynote")
        self.assertIn(f"Everybody: {KEYNOTE}", self.read("remote", LIBRARY).words)
        self.act(HALL, "resume")
        for room in (HALL, LIBRARY):
            self.assertIn("That’s all for today", self.read("remote", room).words)

    def test_where_it_goes_on_without_a_keynote(self):
        self.offer("mentor")
        self.act(LIBRARY, "start", "stop")
        self.act(HALL, "start", "stop", "keynote", "resume")
        self.assertIn("The next talk begins at about 6:04pm, in Hall.",
                      self.read("remote", LIBRARY).words)
        self.act(HALL, "start")
        self.assertIn("The last talk is being given in another room.",
                      self.read("remote", LIBRARY).words)

    def test_cards_say_what_follows(self):
        words = self.read("cards", LIBRARY).words
        self.assertEqual(words.count("Next: the keynote, 5:53pm, in Hall, by Dr Ada Quill. "
                                     "This is the last talk here."), 2, words)

    def test_the_guest_has_a_card_and_is_thanked(self):
        self.assertRegex(self.read("cards", HALL).words,
                         rf"Keynote Hall 5:53pm to 6:03pm {KEYNOTE} Dr Ada Quill 10 minutes")
        self.act(HALL, "start", "stop", "keynote", "resume")
        self.server.kill()
        self.server.clock = "2026-11-02T18:40:00Z"
        self.server.start()
        chair = Browser(self.server)
        self.addCleanup(chair.close)
        chair.be("Robin Hale")
        for page in ("thanks", "thanks/sheet"):
            words = chair.get(f"/spark/{self.spark}/{page}").words
            self.assertRegex(words, r"schools?, and a keynote by Dr Ada Quill\.", page)
            self.assertIn(f"{KEYNOTE} Dr Ada Quill, our guest", words, page)
        self.assertEqual(self.call("GET", f"/events/{self.spark}/thanks")["keynotes"],
                         [{"title": KEYNOTE, "guest": "Dr Ada Quill"}])


if __name__ == "__main__":
    unittest.main()
