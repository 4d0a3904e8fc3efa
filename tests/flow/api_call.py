"""A call in the API: what it invites, kept places, and what a talk is refused for."""
from api_world import NOBODY, Case


class Called(Case):
    def test_what_it_invites(self):
        event = self.spark(8, day="2027-06-08")["id"]
        open_to_all = self.call("call", "staff", 200, id=event)
        self.assertEqual((open_to_all["words"], open_to_all["lengths"], open_to_all["closed"]),
                         ("", "", False))
        said = self.call("setCall", "coordinator", 200,
                         {"words": "Show one thing that worked.", "lengths": "7",
                          "categories": "good practice", "themes": "Reading, Maths",
                          "phases": "Early years, Key stage 1", "subjects": "Science",
                          "closes_on": "2027-06-01", "first_timers": 1}, id=event)
        self.assertEqual((said["lengths"], said["themes"], said["closes_on"]),
                         ("7", "Reading, Maths", "2027-06-01"))
        self.assertEqual((said["first_timers"], said["first_timers_left"]), (1, 1))
        for wrong, name in (({"minutes": 2}, "minutes"), ({"theme": "Gardening"}, "theme"),
                            ({"category": "personal insight"}, "category"),
                            ({"phase": "Sixth form"}, "phase"), ({"focus": "Talk"}, "focus")):
            self.fields("bookTalk", "mentor", {**self.talk(), **wrong}, name, id=event)
        made = self.call("bookTalk", "mentor", 201, {**self.talk(), "theme": "Maths",
                                                     "phase": "Early years"}, id=event)
        self.assertEqual((made["phase"], made["subject"], made["focus"]), ("Early years", "", ""))
        self.fields("changeTalk", "mentor", {"subject": "Latin"}, "subject", id=made["id"])
        changed = self.call("changeTalk", "mentor", 200, {"subject": "Science"}, id=made["id"])
        self.assertEqual((changed["phase"], changed["subject"]), ("Early years", "Science"))

    def test_what_is_refused(self):
        event = self.spark(8, day="2027-06-09")["id"]
        for bad, name in (({}, "words"), ({"words": "", "lengths": "5"}, "lengths"),
                          ({"words": "", "categories": "gossip"}, "categories"),
                          ({"words": "", "first_timers": 51}, "first_timers"),
                          ({"words": "", "short_places": 2}, "short_until"),
                          ({"words": "", "closes_on": "2027-06-10"}, "closes_on")):
            self.fields("setCall", "coordinator", bad, name, id=event)
        self.call("setCall", "coordinator", 200, {"words": "Come and tell."}, id=event)
        self.call("setCall", "coordinator", 412, {"words": ""}, id=event,
                  headers={"If-Match": '"9"'})
        self.refused("setCall", "staff", 403, "not-allowed", {}, id=event)
        self.refused("setCall", "coordinator", 404, "not-found", {}, id=NOBODY)
        self.refused("call", "staff", 404, "not-found", id=NOBODY)
