"""Talks in the API for those who hear them: what they want to hear, and what is kept of it."""
from api_world import NOBODY, WORLD, Case


class Hearers(Case):
    def evening(self, day, talks=("staff",), hearers=(), minutes=40, **fields):
        """A SPARK event with a talk of 2 minutes of each; its event and the talks' ids."""
        event = self.spark(minutes=minutes, day=day, capacity=20, **fields)
        made = [self.call("bookTalk", who, 201, self.talk(minutes=2, title=f"{who} speaks"),
                          id=event["id"])["id"] for who in talks]
        for who in hearers:
            self.call("book", who, 201, {}, id=event["id"])
        return event["id"], made

    def test_talks_that_people_want_to_hear(self):
        event, (first, second) = self.evening("2027-02-09", ("staff", "other"), ("mentor",))
        mine = self.call("choose", "mentor", 200, {"talk_ids": [second, first, first]}, id=event)
        self.assertEqual(mine, {"event_id": event, "comes": True, "most": 16,
                                "talk_ids": [first, second]})
        self.assertEqual(self.call("choose", "staff", 200, {"talk_ids": [second]},
                                   id=event)["talk_ids"], [second])
        self.assertEqual(WORLD.get("choice", "ect", id=event)["comes"], False)
        demand = WORLD.get("talkDemand", "coordinator", id=event)
        self.assertEqual(demand, {"people": 2, "next": None,
                                  "items": [{"talk_id": second, "people": 2},
                                            {"talk_id": first, "people": 1}]})
        self.refused("talkDemand", "staff", 403, "not-allowed", id=event)
        self.refused("talkDemand", "coordinator", 404, "not-found", id=self.event()["id"])
        # A withdrawn talk and a withdrawn place count no longer.
        self.call("withdrawTalk", "other", 204, id=second)
        booking = WORLD.get("event", "mentor", id=event)["my_booking"]["id"]
        self.call("cancelBooking", "mentor", 204, id=booking)
        self.assertEqual(WORLD.get("talkDemand", "coordinator", id=event)["people"], 0)

    def test_choices_that_are_refused(self):
        event, (talk,) = self.evening("2027-02-10", hearers=("mentor",))
        self.refused("choose", "ect", 409, "no-place", {"talk_ids": [talk]}, id=event)
        self.fields("choose", "mentor", {"talk_ids": [NOBODY]}, "talk_ids", id=event)
        self.fields("choose", "staff", {"talk_ids": [talk]}, "talk_ids", id=event)
        self.fields("choose", "mentor", {}, "talk_ids", id=event)
        self.fields("choose", "mentor", {"workshops": [1]}, "talk_ids", "workshops", id=event)
        # What somebody wants to hear is nobody else's, a coordinator's neither.
        self.refused("choice", "coordinator", 403, "not-allowed", id=event,
                     person=WORLD.ids["mentor"])
        self.refused("choose", "coordinator", 403, "not-allowed",
                     {"talk_ids": [talk], "person_id": WORLD.ids["mentor"]}, id=event)
        self.call("cancelEvent", "coordinator", 200, id=event)
        self.refused("choose", "mentor", 409, "cancelled", {"talk_ids": []}, id=event)

    def test_talks_that_are_shared(self):
        event, (talk, _) = self.evening("2027-02-11", ("staff", "other"))
        asked = WORLD.get("talkAfter", "staff", id=talk)
        self.assertEqual((asked["agrees"], asked["missing"], asked["version"]), (False, 1, 0))
        sent = {"recommendations": "Begin small.", "slides_link": "https://slides.example/1",
                "with_slides": True, "agrees": True}
        saved = self.call("shareTalk", "staff", 200, sent, id=talk)
        self.assertEqual({k: saved[k] for k in sent}, sent)
        self.assertEqual((saved["missing"], saved["version"]), (0, 1))
        self.call("shareTalk", "staff", 412, {"agrees": True}, id=talk, headers={"If-Match": '"9"'})
        self.fields("shareTalk", "staff", {"agrees": True, "slides_link": "http://x.example"},
                    "slides_link", id=talk)
        self.fields("shareTalk", "staff", {}, "agrees", id=talk)
        # Nobody says yes for another, and nothing is shown before the evening is over.
        self.refused("shareTalk", "other", 404, "not-found", sent, id=talk)
        self.refused("talkAfter", "coordinator", 404, "not-found", id=talk)
        self.assertEqual(WORLD.get("library", "mentor", event=event), {"items": [], "next": None})
        self.call("shareTalk", "staff", 200, {"agrees": False}, id=talk)
        self.call("withdrawTalk", "staff", 204, id=talk)
        self.refused("shareTalk", "staff", 409, "not-in-programme", {"agrees": True}, id=talk)

    def test_questions_to_speakers(self):
        event, talk = WORLD.evening, 9520
        empty = WORLD.get("questions", "other", id=event)
        self.assertEqual(empty, {"mine": [], "to_me": [], "answered": []})
        sent = {"talk_id": talk, "words": "How do you begin?", "named": False}
        made = self.call("askQuestion", "mentor", 201, sent, id=event)
        self.assertEqual((made["status"], made["asker"], made["answer"]), ("waiting", None, None))
        number = made["id"]
        self.fields("askQuestion", "mentor", {}, "talk_id", "words", id=event)
        self.fields("askQuestion", "staff", sent, "talk_id", id=event)
        self.refused("askQuestion", "ect", 409, "no-place", sent, id=event)
        self.refused("askQuestion", "admin", 403, "not-allowed", sent, id=event)
        # Nobody but who runs the evening knows of it yet.
        self.refused("moderateQuestion", "staff", 404, "not-found", {"status": "passed"}, id=number)
        self.refused("answerQuestion", "staff", 404, "not-found", {"answer": "So."}, id=number)
        self.fields("moderateQuestion", "coordinator", {}, "status", id=number)
        self.fields("moderateQuestion", "coordinator", {"status": "answered"}, "status", id=number)
        seen = WORLD.get("questions", "coordinator", id=event)["all"][0]
        self.assertEqual((seen["words"], seen["named"]), ("How do you begin?", False))
        self.assertIsNotNone(seen["asker"])
        for status in ("held", "waiting", "passed"):
            self.assertEqual(self.call("moderateQuestion", "coordinator", 200, {"status": status},
                                       id=number)["status"], status)
        self.assertIsNone(WORLD.get("questions", "staff", id=event)["to_me"][0]["asker"])
        self.fields("answerQuestion", "staff", {}, "answer", id=number)
        self.call("answerQuestion", "staff", 200, {"answer": "With five."}, id=number)
        self.assertEqual(WORLD.get("questions", "other", id=event)["answered"], [])
        self.assertEqual(WORLD.get("questions", "mentor", id=event)["mine"][0]["answer"], "With five.")
        self.call("answerQuestion", "staff", 200, {"answer": "With ten.", "shared": True}, id=number)
        self.assertEqual(WORLD.get("questions", "other", id=event)["answered"][0]["answer"], "With ten.")
        self.assertNotIn("answered", WORLD.get("questions", "ect", id=event))
        self.refused("moderateQuestion", "coordinator", 409, "answered", {"status": "held"}, id=number)

    def test_thanks_after_an_evening(self):
        event = WORLD.evening
        seen = WORLD.get("thanks", "ect", id=event)
        self.assertEqual([talk["talk_id"] for talk in seen["talks"]], [9520, 9521])
        self.assertEqual((seen["word"], seen["by"], seen["version"], seen["sent_at"]),
                         ("", None, 0, None))
        self.assertEqual((seen["came"], seen["counted"]), (3, False))
        self.assertNotIn("mail", seen)
        self.assertEqual(WORLD.get("thanks", "coordinator", id=event)["mail"],
                         {"presenters": 2, "listeners": 1})
        word = {"word": "What an evening.\nThank you."}
        self.refused("writeThanks", "staff", 403, "not-allowed", word, id=event)
        self.refused("sendThanks", "staff", 403, "not-allowed", id=event)
        self.fields("writeThanks", "coordinator", {}, "word", id=event)
        self.fields("writeThanks", "coordinator", {"word": "x" * 1001}, "word", id=event)
        written = self.call("writeThanks", "coordinator", 200, word, id=event)
        self.assertEqual((written["word"], written["version"]), (word["word"], 1))
        stale = {"If-Match": '"7"'}
        self.call("writeThanks", "coordinator", 412, {"word": "No."}, id=event, headers=stale)
        self.call("sendThanks", "coordinator", 412, id=event, headers=stale)
        sent = self.call("sendThanks", "coordinator", 200, id=event, headers={"If-Match": '"1"'})
        self.assertEqual(sent["sent_to"], 3)
        self.refused("sendThanks", "coordinator", 409, "sent-already", id=event)
        # Mended, it is read and not mailed.
        self.call("writeThanks", "coordinator", 200, {"word": "Thank you all."}, id=event)
        self.assertEqual(WORLD.get("thanks", "mentor", id=event)["word"], "Thank you all.")
        self.refused("sendThanks", "coordinator", 409, "sent-already", id=event)
        coming, _ = self.evening("2027-02-12")
        self.refused("thanks", "staff", 409, "too-early", id=coming)
        self.refused("writeThanks", "coordinator", 409, "too-early", word, id=coming)
        self.refused("sendThanks", "coordinator", 409, "too-early", id=coming)
        self.refused("thanks", "staff", 404, "not-found", id=self.event()["id"])
