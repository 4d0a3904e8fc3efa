"""Keynotes in the API: a guest's time in the programme, taken from the talks' and given back."""
from api_world import NOBODY, WORLD, Case


class Keynotes(Case):
    def keynote(self, day, at="16:20", **fields):
        return {"guest": "Dr Ada Quill", "title": "What reading is for", "minutes": 10,
                "starts_at": f"{day}T{at}:00+00:00", **fields}

    def test_a_guest_speaks(self):
        day = "2027-03-09"
        event = self.spark(minutes=50, day=day, capacity=20)["id"]
        made = self.call("addKeynote", "coordinator", 201, self.keynote(day), id=event)
        self.assertEqual((made["room"], made["ends_at"], made["version"]),
                         (1, f"{day}T16:30:00+00:00", 1))
        seen = WORLD.get("programme", "staff", id=event)
        self.assertEqual([k["id"] for k in seen["keynotes"]], [made["id"]])
        self.assertEqual(WORLD.get("keynotes", "staff", id=event)["items"], [made])
        blocks = WORLD.get("event", "coordinator", id=event)["spark"]["blocks"]
        self.assertEqual([b["starts_at"][11:16] for b in blocks], ["16:00"])
        changed = self.call("changeKeynote", "coordinator", 200,
                            {"minutes": 20, "abstract": "Short."}, id=made["id"])
        self.assertEqual((changed["minutes"], changed["title"], changed["version"]),
                         (20, made["title"], 2))
        self.refused("changeKeynote", "coordinator", 412, "stale", {"minutes": 5},
                     headers={"If-Match": '"1"'}, id=made["id"])
        talks = [self.call("bookTalk", who, 201, self.talk(), id=event)["status"]
                 for who in ("staff", "other", "mentor")]
        self.assertEqual(talks, ["confirmed", "confirmed", "confirmed"])
        self.refused("changeKeynote", "coordinator", 409, "does-not-fit", {"minutes": 30},
                     id=made["id"])
        self.fields("changeKeynote", "coordinator", {"minutes": 91}, "minutes", id=made["id"])
        self.refused("removeKeynote", "coordinator", 412, "stale",
                     headers={"If-Match": '"1"'}, id=made["id"])
        self.call("removeKeynote", "coordinator", 204, id=made["id"])
        self.assertEqual(WORLD.get("keynotes", "staff", id=event)["items"], [])
        self.refused("removeKeynote", "coordinator", 404, "not-found", id=made["id"])

    def test_what_was_removed_is_not_the_next_one(self):
        """A page that was left open on a keynote that is gone changes no other event's."""
        days = "2027-03-11", "2027-03-12"
        one, other = (self.spark(minutes=50, day=day, capacity=20)["id"] for day in days)
        gone = self.call("addKeynote", "coordinator", 201, self.keynote(days[0]), id=one)
        self.call("removeKeynote", "coordinator", 204, id=gone["id"])
        made = self.call("addKeynote", "coordinator", 201, self.keynote(days[1]), id=other)
        self.refused("changeKeynote", "coordinator", 404, "not-found", {"minutes": 5},
                     headers={"If-Match": '"1"'}, id=gone["id"])
        self.refused("removeKeynote", "coordinator", 404, "not-found", id=gone["id"])
        self.assertEqual(WORLD.get("keynotes", "staff", id=other)["items"], [made])

    def test_what_is_refused(self):
        day = "2027-03-10"
        event = self.spark(minutes=50, day=day, capacity=20)["id"]
        self.fields("addKeynote", "coordinator", {}, "guest", "minutes", "starts_at", "title",
                    id=event)
        for wrong, field in (({"minutes": 4}, "minutes"), ({"room": 2}, "room"),
                             ({"guest": ""}, "guest"), ({"minutes": 50}, "starts_at")):
            self.fields("addKeynote", "coordinator", self.keynote(day, **wrong), field, id=event)
        self.fields("addKeynote", "coordinator", self.keynote(day, "16:00", minutes=50),
                    "minutes", id=event)
        made = self.call("addKeynote", "coordinator", 201, self.keynote(day), id=event)
        self.fields("addKeynote", "coordinator", self.keynote(day, "16:30"), "starts_at", id=event)
        for operation, body in (("addKeynote", {}), ("keynotes", None)):
            self.refused(operation, "staff", 404, "not-found", body, id=NOBODY)
        self.refused("addKeynote", "staff", 403, "not-allowed", {}, id=event)
        self.refused("changeKeynote", "staff", 403, "not-allowed", {}, id=made["id"])
        self.refused("removeKeynote", "staff", 403, "not-allowed", id=made["id"])
        self.refused("changeKeynote", "coordinator", 404, "not-found", {}, id=NOBODY)
        self.call("cancelEvent", "coordinator", 200, id=event)
        self.refused("addKeynote", "coordinator", 409, "cancelled", self.keynote(day), id=event)
        self.refused("removeKeynote", "coordinator", 409, "cancelled", id=made["id"])
