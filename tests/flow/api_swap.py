"""Slots that presenters swap in the API: with whom, asked, answered, in a chain, refused."""
from api_world import NOBODY, WORLD, Case


class Swaps(Case):
    def evening(self, day, announced=True):
        """Three announced talks of 7 minutes: other's, staff's, mentor's."""
        event = self.spark(30, day=day)["id"]
        talks = [self.call("bookTalk", who, 201, self.talk(), id=event)["id"]
                 for who in ("other", "staff", "mentor")]
        if announced:
            self.call("publishProgramme", "coordinator", 200, {}, id=event)
        return event, talks

    def starts(self, event):
        items = WORLD.get("programme", "staff", id=event)["items"]
        return {item["talk_id"]: item["starts_at"] for item in items}

    def test_two(self):
        event, (one, two, three) = self.evening("2027-06-08")
        was = self.starts(event)
        choices = WORLD.get("talkSwapChoices", "other", id=one)["items"]
        self.assertEqual([(c["talk_id"], c["holds"]) for c in choices], [(two, True), (three, True)])
        swap = self.call("askTalkSwap", "other", 201, {"talks": [two]}, id=one)
        self.assertEqual((swap["status"], [p["talk_id"] for p in swap["parts"]]), ("open", [one, two]))
        self.assertEqual(swap["parts"][0]["new_starts_at"], was[two])
        self.refused("askTalkSwap", "mentor", 409, "swap-open", {"talks": [two]}, id=three)
        for who in ("other", "staff"):
            self.assertIn(swap["id"], [s["id"] for s in WORLD.get("listSwaps", who)["items"]])
        self.assertEqual(WORLD.get("swap", "staff", id=swap["id"]), swap)
        self.refused("swap", "mentor", 404, "not-found", id=swap["id"])
        done = self.call("answerSwap", "staff", 200, {"answer": "yes"}, id=swap["id"])
        self.assertEqual(done["status"], "done")
        self.assertEqual(self.starts(event), {one: was[two], two: was[one], three: was[three]})
        self.refused("answerSwap", "other", 409, "swap-over", {"answer": "no"}, id=swap["id"])

    def test_chain(self):
        event, (one, two, three) = self.evening("2027-06-09")
        was = self.starts(event)
        last = WORLD.get("talkSwapChoices", "other", id=one, **{"with": str(three)})["items"]
        self.assertEqual([c["talk_id"] for c in last], [two])
        swap = self.call("askTalkSwap", "other", 201, {"talks": [three, two]}, id=one)
        self.call("answerSwap", "staff", 200, {"answer": "yes"}, id=swap["id"])
        self.assertEqual(self.starts(event), was)
        self.call("answerSwap", "mentor", 200, {"answer": "yes"}, id=swap["id"])
        self.assertEqual(self.starts(event), {one: was[three], three: was[two], two: was[one]})

    def test_no(self):
        _, (one, two, three) = self.evening("2027-06-10")
        swap = self.call("askTalkSwap", "other", 201, {"talks": [two, three]}, id=one)
        over = self.call("answerSwap", "mentor", 200, {"answer": "no"}, id=swap["id"])
        self.assertEqual(over["status"], "refused")
        self.assertIn("said no", over["why"])
        swap = self.call("askTalkSwap", "other", 201, {"talks": [two]}, id=one)
        over = self.call("answerSwap", "other", 200, {"answer": "no"}, id=swap["id"])
        self.assertEqual(over["status"], "taken back")

    def test_what_is_refused(self):
        _, (one, two, _) = self.evening("2027-06-11", announced=False)
        self.refused("askTalkSwap", "other", 409, "not-announced", {"talks": [two]}, id=one)
        self.refused("talkSwapChoices", "other", 409, "not-announced", id=one)
        _, (one, two, three) = self.evening("2027-06-14")
        for bad in ({}, {"talks": []}, {"talks": [one]}, {"talks": [two, two]}, {"talks": [NOBODY]},
                    {"talks": [two, three, two, three, two, three]}):
            self.fields("askTalkSwap", "other", bad, "talks", id=one)
        self.refused("talkSwapChoices", "other", 422, "validation", id=one, **{"with": "x"})
        self.refused("askTalkSwap", "staff", 404, "not-found", {}, id=one)
        swap = self.call("askTalkSwap", "other", 201, {"talks": [two]}, id=one)
        for bad in ({}, {"answer": "perhaps"}):
            self.fields("answerSwap", "staff", bad, "answer", id=swap["id"])
        self.refused("answerSwap", "mentor", 404, "not-found", {}, id=swap["id"])
