"""A day of workshops in the API: its blocks, choosing whole, who has not chosen."""
from api_world import NOBODY, WORLD, Case

BLOCKS = (("Block 1", "10:00", "10:50"), ("Block 2", "11:00", "11:50"))


def at(day, time):
    return f"{day}T{time}:00Z"


class Choices(Case):
    def day(self, day, capacity=9, blocks=BLOCKS, places=1):
        """A conference of blocks with two workshops each; its event and the blocks as made."""
        event = self.event(publish=False, kind="conference", title="Trust conference",
                           starts_at=at(day, "09:00"), ends_at=at(day, "15:00"), capacity=capacity)
        made = []
        for name, start, end in blocks:
            block = self.call("createBlock", "coordinator", 201,
                              {"name": name, "starts_at": at(day, start), "ends_at": at(day, end)},
                              id=event["id"])
            for letter in "ab":
                self.call("createWorkshop", "coordinator", 201,
                          {"title": f"{name}{letter}", "capacity": places,
                           "room": f"Room {letter}"}, id=block["id"])
            made.append(WORLD.get("block", "coordinator", id=block["id"]))
        self.call("publishEvent", "coordinator", 200, id=event["id"])
        return event["id"], made

    @staticmethod
    def ids(blocks, *picks):
        return [block["workshops"][pick]["id"] for block, pick in zip(blocks, picks)]

    def choose(self, who, status, day, workshops, **more):
        return self.call("choose", who, status, {"workshops": workshops, **more}, id=day)

    def test_a_whole_choice(self):
        day, blocks = self.day("2027-02-02")
        one = self.ids(blocks, 0, 0)
        self.refused("choose", "staff", 409, "no-place", {"workshops": one}, id=day)
        self.call("book", "staff", 201, {}, id=day)
        self.call("book", "mentor", 201, {}, id=day)
        self.assertEqual(WORLD.get("choice", "staff", id=day)["left"], 2)
        chosen = self.choose("staff", 200, day, one)
        self.assertEqual((chosen["workshops"], chosen["left"]), (one, 0))
        problem = self.refused("choose", "mentor", 409, "full",
                               {"workshops": self.ids(blocks, 1, 0)}, id=day)
        self.assertEqual([e["field"] for e in problem["errors"]], [f"block_{blocks[1]['id']}"])
        self.assertEqual(WORLD.get("choice", "mentor", id=day)["workshops"], [])
        self.choose("staff", 200, day, self.ids(blocks, 0, 1))
        self.choose("mentor", 200, day, self.ids(blocks, 1, 0))
        shown = WORLD.get("blocks", "staff", id=day)["blocks"]
        self.assertEqual([[w["taken"] for w in b["workshops"]] for b in shown], [[1, 1], [1, 1]])
        self.assertEqual([w["mine"] for w in shown[0]["workshops"]], [True, False])
        self.fields("choose", "staff", {"workshops": one[:1]}, f"block_{blocks[1]['id']}", id=day)
        self.fields("choose", "staff", {"workshops": [NOBODY]}, "workshops", id=day)
        self.fields("choose", "staff", {}, "workshops", id=day)
        self.refused("book", "other", 409, "choose", {}, id=one[0])
        seats = WORLD.get("choiceSeats", "coordinator", id=day)["items"]
        self.assertEqual(len(seats), 4)
        self.refused("choiceSeats", "staff", 403, "not-allowed", id=day)
        mine = WORLD.get("event", "staff", id=day)["my_booking"]
        self.call("cancelBooking", "staff", 204, id=mine["id"])
        shown = WORLD.get("blocks", "staff", id=day)["blocks"]
        self.assertEqual([[w["taken"] for w in b["workshops"]] for b in shown], [[0, 1], [1, 0]])

    def test_when_people_choose(self):
        day, blocks = self.day("2027-02-03")
        self.call("book", "staff", 201, {}, id=day)
        never = {"opens_at": None, "closes_at": "2026-11-01T00:00:00Z"}
        self.assertEqual(self.call("setChoosing", "coordinator", 200, never, id=day)["opens_at"],
                         None)
        self.refused("choose", "staff", 409, "too-late", {"workshops": self.ids(blocks, 0, 0)},
                     id=day)
        self.choose("coordinator", 200, day, self.ids(blocks, 0, 0),
                    person_id=WORLD.ids["staff"])
        self.refused("choose", "other", 403, "not-allowed",
                     {"workshops": [], "person_id": WORLD.ids["staff"]}, id=day)
        self.refused("choice", "other", 403, "not-allowed", id=day, person=WORLD.ids["staff"])
        self.assertEqual(len(WORLD.get("choice", "coordinator", id=day,
                                       person=WORLD.ids["staff"])["workshops"]), 2)
        self.fields("setChoosing", "coordinator",
                    {"opens_at": None, "closes_at": "2027-03-01T00:00:00Z"}, "closes_at", id=day)
        self.fields("setChoosing", "coordinator",
                    {"opens_at": None, "closes_at": None, "hours_by_workshop": True},
                    "by_workshop", id=day)
        self.refused("setChoosing", "staff", 403, "not-allowed", never, id=day)
        self.refused("setChoosing", "coordinator", 409, "not-a-day",
                     {"opens_at": None, "closes_at": None}, id=self.event()["id"])

    def test_those_who_have_not_chosen(self):
        day, _ = self.day("2027-02-04")
        self.call("book", "staff", 201, {}, id=day)
        self.call("book", "ect", 201, {}, id=day)
        gaps = WORLD.get("choiceGaps", "coordinator", id=day)["items"]
        self.assertEqual(sorted(g["person_id"] for g in gaps),
                         sorted([WORLD.ids["staff"], WORLD.ids["ect"]]))
        self.refused("choiceGaps", "staff", 403, "not-allowed", id=day)
        self.assertEqual(self.call("remindToChoose", "coordinator", 200, id=day), {"reminded": 2})
        self.refused("remindToChoose", "coordinator", 409, "reminded", id=day)
        self.refused("remindToChoose", "staff", 403, "not-allowed", id=day)
        self.assertEqual(self.call("placeUnchosen", "coordinator", 200, id=day),
                         {"placed": 2, "stuck": 0, "left": 0})
        self.refused("placeUnchosen", "staff", 403, "not-allowed", id=day)
        self.refused("placeUnchosen", "coordinator", 409, "no-blocks", id=self.event()["id"])
        self.assertEqual(WORLD.get("choiceGaps", "coordinator", id=day)["items"], [])

    def test_blocks_and_workshops_are_changed(self):
        day, blocks = self.day("2027-02-05")
        first, second = blocks
        over = {"starts_at": at("2027-02-05", "11:10"), "ends_at": at("2027-02-05", "11:20")}
        self.fields("changeBlock", "coordinator", over, "starts_at", id=first["id"])
        self.fields("createBlock", "coordinator", {}, "name", "starts_at", "ends_at", id=day)
        self.refused("createBlock", "staff", 403, "not-allowed", {}, id=day)
        self.refused("createBlock", "coordinator", 409, "not-a-day",
                     {"name": "X", "starts_at": at("2026-11-30", "16:00"),
                      "ends_at": at("2026-11-30", "16:10")}, id=self.event()["id"])
        moved = self.call("changeBlock", "coordinator", 200,
                          {"starts_at": at("2027-02-05", "09:30"),
                           "ends_at": at("2027-02-05", "10:20")}, id=first["id"],
                          headers={"If-Match": '"1"'})
        self.assertEqual(moved["workshops"][0]["starts_at"], moved["starts_at"])
        self.call("changeBlock", "coordinator", 412, {"name": "X"}, id=first["id"], headers={"If-Match": '"1"'})
        self.refused("changeBlock", "staff", 403, "not-allowed", {}, id=first["id"])
        self.refused("removeBlock", "coordinator", 409, "in-use", id=second["id"])
        self.refused("removeBlock", "staff", 403, "not-allowed", id=second["id"])
        workshop = second["workshops"][0]
        changed = self.call("changeWorkshop", "coordinator", 200,
                            {"title": "Phonics", "capacity": 30, "same_as":
                             first["workshops"][0]["id"]}, id=workshop["id"])
        self.assertEqual((changed["title"], changed["places_left"]), ("Phonics", 30))
        self.assertEqual(WORLD.get("workshop", "staff", id=workshop["id"])["same_as"],
                         first["workshops"][0]["id"])
        self.fields("changeWorkshop", "coordinator", {"capacity": 0}, "capacity",
                    id=workshop["id"])
        self.refused("changeWorkshop", "staff", 403, "not-allowed", {}, id=workshop["id"])
        self.fields("createWorkshop", "coordinator", {}, "title", "capacity", id=second["id"])
        self.refused("createWorkshop", "staff", 403, "not-allowed", {}, id=second["id"])
        self.call("changeWorkshop", "coordinator", 412, {"title": "X"}, id=workshop["id"],
                  headers={"If-Match": '"1"'})
        self.call("removeBlock", "coordinator", 412, id=second["id"], headers={"If-Match": '"9"'})
        self.call("book", "other", 201, {}, id=day)
        self.choose("other", 200, day, self.ids(blocks, 1, 0))
        self.refused("changeWorkshop", "coordinator", 409, "chosen", {"block_id": first["id"], "same_as": None},
                     id=workshop["id"])
        for each in second["workshops"]:
            self.call("cancelEvent", "coordinator", 200, id=each["id"])
        self.call("removeBlock", "coordinator", 204, id=second["id"])
        self.refused("block", "staff", 404, "not-found", id=second["id"])

    def test_a_day_that_is_called_off(self):
        day, blocks = self.day("2027-02-08")
        self.call("cancelEvent", "coordinator", 200, id=day)
        block = blocks[0]["id"]
        self.refused("changeBlock", "coordinator", 409, "cancelled", {"name": "X"}, id=block)
        self.refused("createWorkshop", "coordinator", 409, "cancelled",
                     {"title": "Late", "capacity": 3}, id=block)
        self.assertEqual(WORLD.get("block", "coordinator", id=block)["workshops"], [])
