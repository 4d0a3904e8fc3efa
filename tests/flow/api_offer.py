"""Asked first in the API: the setting, a slot that is offered, yes and no."""
from api_world import NOBODY, WORLD, Case


class Asked(Case):
    def evening(self, day):
        """One 7-minute slot that falls free: staff is asked, mentor waits."""
        event = self.spark(8, day=day)["id"]
        set_to = self.call("setTalkAsking", "coordinator", 200,
                           {"ask_first": True, "answer_hours": 24, "no_answer": "end"}, id=event)
        self.assertEqual(set_to, {"ask_first": True, "answer_hours": 24, "no_answer": "end"})
        has, first, second = (self.call("bookTalk", who, 201, self.talk(), id=event)["id"]
                              for who in ("other", "staff", "mentor"))
        self.call("withdrawTalk", "other", 204, id=has)
        return event, first, second

    def status(self, who, talk):
        return WORLD.get("talk", who, id=talk)["status"]

    def test_yes(self):
        event, first, second = self.evening("2027-06-01")
        self.assertEqual(WORLD.get("talkAsking", "coordinator", id=event)["answer_hours"], 24)
        offer = WORLD.get("talkOffer", "staff", id=first)
        self.assertEqual((offer["talk_id"], offer["status"], offer["over_at"]), (first, "open", None))
        self.assertEqual(self.status("staff", first), "offered")
        self.refused("talkOffer", "mentor", 404, "not-found", id=second)
        self.refused("talkOffer", "other", 404, "not-found", id=first)
        self.refused("answerTalkOffer", "mentor", 409, "no-offer", {"answer": "yes"}, id=second)
        taken = self.call("answerTalkOffer", "staff", 200, {"answer": "yes"}, id=first)
        self.assertEqual(taken["status"], "confirmed")
        self.refused("answerTalkOffer", "staff", 409, "no-offer", {"answer": "no"}, id=first)

    def test_no(self):
        event, first, second = self.evening("2027-06-02")
        back = self.call("answerTalkOffer", "staff", 200, {"answer": "no"}, id=first)
        self.assertEqual((back["status"], back["position"]), ("waiting", 1))
        self.assertEqual(WORLD.get("talkOffer", "staff", id=first)["status"], "over")
        self.assertEqual(self.status("mentor", second), "offered")
        self.refused("answerTalkOffer", "staff", 409, "offer-over", {"answer": "yes"}, id=first)
        self.assertEqual(WORLD.get("event", "staff", id=event)["id"], event)

    def test_what_is_refused(self):
        event, first, _ = self.evening("2027-06-03")
        for bad, name in (({}, "ask_first"), ({"ask_first": True}, "answer_hours"),
                          ({"ask_first": True, "answer_hours": 0}, "answer_hours"),
                          ({"ask_first": True, "answer_hours": 337}, "answer_hours"),
                          ({"ask_first": False, "no_answer": "odd"}, "no_answer")):
            self.fields("setTalkAsking", "coordinator", bad, name, id=event)
        for bad in ({}, {"answer": "perhaps"}):
            self.fields("answerTalkOffer", "staff", bad, "answer", id=first)
        self.refused("talkAsking", "staff", 403, "not-allowed", id=event)
        self.refused("setTalkAsking", "staff", 403, "not-allowed", {}, id=event)
        self.refused("setTalkAsking", "coordinator", 404, "not-found", {}, id=NOBODY)
        self.refused("answerTalkOffer", "staff", 404, "not-found", {}, id=NOBODY)
        off = self.call("setTalkAsking", "coordinator", 200, {"ask_first": False}, id=event)
        self.assertEqual(off, {"ask_first": False, "answer_hours": None, "no_answer": "keep"})
