"""Drawing lots in the API: committed to, drawn, given out, computed again; the secret nowhere before."""
import hashlib
import json
import os
import subprocess

from api_world import NOBODY, WORLD, Case

SPARKD = os.environ.get("SPARKD", "build/dev/sparkd")


def verify(text, commitment):
    return subprocess.run([SPARKD, "draw", "verify", "-", "--commitment", commitment], input=text,
                          capture_output=True, text=True, timeout=60)


class Draws(Case):
    def evening(self, day, order="shuffled"):
        event = self.spark(40, day=day) if day else self.event(
            kind="spark", starts_at="2026-11-02T17:00:00Z", ends_at="2026-11-02T17:40:00Z",
            spark={"fixed_minutes": 0, "changeover_s": 60})
        self.call("chooseDraw", "coordinator", 200, {"order": order}, id=event["id"])
        talks = [self.call("bookTalk", who, 201, self.talk(minutes=2), id=event["id"])["id"]
                 for who in ("staff", "other", "mentor")]
        return event["id"], talks

    def secret(self, event):
        return WORLD.server.rows("SELECT secret FROM draw_round WHERE event_id = ? ORDER BY round DESC", event)[0][0]

    def step(self, event, act, status=200, **fields):
        return self.call("stepDraw", "coordinator", status, {"act": act, **fields}, id=event)

    def test_shuffled_and_published(self):
        event, talks = self.evening("2027-05-18")
        secret = self.secret(event)
        before = WORLD.get("draw", "staff", id=event)
        self.assertEqual(before["commitment"], hashlib.sha256(secret.encode()).hexdigest())
        self.assertEqual((before["round"], before["entries"], before["closed_at"]), (1, None, None))
        self.refused("drawRecord", "staff", 404, "not-found", id=event)
        for who in ("staff", "coordinator"):
            for operation in ("draw", "event", "programme"):
                self.assertNotIn(secret, json.dumps(WORLD.get(operation, who, id=event)))
        chosen = self.call("chooseDraw", "coordinator", 200,
                           {"order": "shuffled", "first_timer_weight": 2,
                            "pins": [{"talk_id": talks[1], "first": True, "leave_at": "2027-05-18T17:20:00+01:00"}]},
                           id=event)
        self.assertEqual((chosen["commitment"], chosen["trouble"]), (before["commitment"], None))
        drawn = self.step(event, "order")
        self.assertEqual([e["nth"] for e in drawn["entries"]], [1, 2, 3])
        self.assertEqual(drawn["entries"][0]["talk_id"], talks[1])
        programme = WORLD.get("programme", "staff", id=event)
        self.assertEqual([i["talk_id"] for i in programme["items"]], [e["talk_id"] for e in drawn["entries"]])
        _, answer = self.send("drawRecord", "staff", 200, id=event)
        text = answer.body.decode()
        self.assertEqual(json.loads(text)["secret"], secret)
        self.assertEqual(verify(text, before["commitment"]).returncode, 0)
        self.assertEqual(verify(text.replace(":120", ":121", 1), before["commitment"]).returncode, 1)
        self.refused("stepDraw", "coordinator", 409, "over", {"act": "order"}, id=event)
        again = self.step(event, "again")
        self.assertEqual((again["round"], again["closed_at"]), (2, None))
        self.assertNotEqual(again["commitment"], before["commitment"])
        self.refused("drawRecord", "staff", 404, "not-found", id=event, round=2)
        self.assertEqual(WORLD.get("drawRecord", "staff", id=event)["round"], 1)

    def test_what_is_refused(self):
        event, talks = self.evening("2027-05-19", order="drawn")
        for operation in ("chooseDraw", "stepDraw"):
            self.refused(operation, "staff", 403, "not-allowed", {}, id=event)
            self.refused(operation, "coordinator", 404, "not-found", {}, id=NOBODY)
        self.refused("draw", "staff", 404, "not-found", id=NOBODY)
        self.refused("draw", "staff", 404, "not-found", id=self.event()["id"])
        pin = {"talk_id": talks[0]}
        for bad, name in (({}, "order"), ({"order": "odd"}, "order"),
                          ({"order": "drawn", "first_timer_weight": 11}, "first_timer_weight"),
                          ({"order": "drawn", "pins": [{"first": True}]}, "pins[0].talk_id"),
                          ({"order": "drawn", "pins": [pin, pin]}, "pins[1].talk_id"),
                          ({"order": "drawn", "pins": [{"talk_id": NOBODY}]}, "pins"),
                          ({"order": "drawn", "pins": [{**pin, "room": 9}]}, "pins")):
            self.fields("chooseDraw", "coordinator", bad, name, id=event)
        for bad, name in (({}, "act"), ({"act": "toss"}, "act"), ({"act": "withdrawn"}, "talk_id")):
            self.fields("stepDraw", "coordinator", bad, name, id=event)
        self.refused("stepDraw", "coordinator", 409, "not-now", {"act": "next"}, id=event)
        self.refused("stepDraw", "coordinator", 409, "not-drawn", {"act": "order"}, id=event)

    def test_one_at_a_time(self):
        """An evening that starts within the hour."""
        event, talks = self.evening(None, order="drawn")
        first = self.step(event, "next", seen=0)
        self.assertEqual(first["steps"], 1)
        self.refused("stepDraw", "coordinator", 412, "stale", {"act": "next", "seen": 0}, id=event)
        self.refused("chooseDraw", "coordinator", 409, "drawing", {"order": "arranged"}, id=event)
        self.assertIn(first["speaker_talk_id"], talks)
        back = self.step(event, "no_show", seen=1)
        self.assertEqual(back["speaker_talk_id"], None)
        second = self.step(event, "next", seen=2)
        self.assertNotEqual(second["speaker_talk_id"], first["speaker_talk_id"])
        self.step(event, "withdrawn", talk_id=first["speaker_talk_id"])
        self.assertTrue(self.step(event, "next")["over"])
        self.refused("drawRecord", "staff", 404, "not-found", id=event)
        ended = self.step(event, "end")
        _, answer = self.send("drawRecord", "staff", 200, id=event)
        self.assertEqual(verify(answer.body.decode(), ended["commitment"]).returncode, 0)
