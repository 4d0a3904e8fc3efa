"""Where events are, who runs them and what those who come need, in the API."""
import urllib.parse

from api_world import NOBODY, WORLD, Case


class Places(Case):
    def event_at(self, day, start, end):
        """The leader's, with places enough, on a day of December."""
        return self.event(who="leader", capacity=40, starts_at=f"2026-12-{day}T{start}:00Z",
                          ends_at=f"2026-12-{day}T{end}:00Z")["id"]

    def room(self, name, seats=30):
        leaders = self.call("rooms", "leader", 200, limit=200)["items"]
        school = self.new_event()["host_school"]
        for room in leaders:
            if (room["school_id"], room["name"]) == (school, name):
                return room["id"]
        return self.call("createRoom", "leader", 201,
                         {"school": school, "name": name, "seats": seats})["id"]

    def test_place(self):
        event, room = self.event_at("16", "12:00", "13:00"), self.room("Studio")
        bare = WORLD.get("eventPlace", "staff", id=event)
        self.assertEqual((bare["room_id"], bare["online_link"], bare["needs"]), (None, None, None))
        said = {"room_id": room, "online_link": "https://meet.example/x", "getting_in": "Side gate",
                "catering": "Tea", "equipment": "Two screens", "needs": "One wheelchair"}
        self.refused("changeEventPlace", "staff", 403, "not-allowed", {}, id=event)
        self.refused("eventPlace", "staff", 404, "not-found", id=NOBODY)
        self.fields("changeEventPlace", "leader", {"online_link": "meet"}, "online_link", id=event)
        self.fields("changeEventPlace", "leader", {"room_id": NOBODY}, "room", id=event)
        self.refused("changeEventPlace", "leader", 412, "stale", {"catering": "x"}, id=event,
                     headers={"If-Match": '"99"'})
        changed = self.call("changeEventPlace", "leader", 200, said, id=event)
        self.assertEqual({k: changed[k] for k in said}, said)
        self.assertTrue(changed["place"].startswith("Studio, "))
        # The link is for those who have a place, the rest for organisers.
        seen = WORLD.get("eventPlace", "staff", id=event)
        self.assertEqual((seen["online_link"], seen["equipment"], seen["needs"],
                          seen["getting_in"]), (None, None, None, "Side gate"))
        self.call("book", "staff", 201, {}, id=event)
        seen = WORLD.get("eventPlace", "staff", id=event)
        self.assertEqual((seen["online_link"], seen["needs"]), (said["online_link"], None))
        # One room holds one event at a time; none of the register is possible again.
        other = self.event_at("16", "12:30", "13:30")
        clash = self.refused("changeEventPlace", "leader", 409, "room-taken", {"room_id": room},
                             id=other)
        self.assertIn("taken by “Reading aloud”", clash["detail"])
        freed = self.call("changeEventPlace", "leader", 200, {"room_id": None}, id=event)
        self.assertEqual((freed["room_id"], freed["catering"]), (None, "Tea"))
        self.call("changeEventPlace", "leader", 200, {"room_id": room}, id=other)
        self.refused("endRoom", "leader", 409, "in-use", {"ended_on": "2026-11-02"}, id=room)
        self.call("cancelEvent", "leader", 200, {}, id=other)
        self.refused("changeEventPlace", "leader", 409, "cancelled", {}, id=other)
        for operation in ("addOrganiser", "removeOrganiser", "putLeader", "removeLeader"):
            self.refused(operation, "leader", 409, "cancelled", {}, id=other)

    def feed(self, who, scope):
        made = self.call("createFeed", who, 201, {"scope": scope})
        path = urllib.parse.urlsplit(made["url"]).path
        text = WORLD.server.request("GET", path).body.decode().replace("\r\n ", "")
        self.call("endFeed", who, 204, id=made["id"])
        return text

    def test_the_link_goes_to_those_alone_who_have_a_place(self):
        event, link = self.event_at("17", "12:00", "13:00"), "https://meet.example/only-for-you"
        self.call("changeEventPlace", "leader", 200, {"online_link": link}, id=event)
        for who in ("staff", "other"):
            self.assertNotIn(link, self.feed(who, "me"))
        self.call("book", "staff", 201, {}, id=event)
        mails = WORLD.server.rows("SELECT person_id, body FROM outbox WHERE body LIKE ?",
                                  f"%{link}%")
        self.assertEqual([person for person, _ in mails], [WORLD.ids["staff"]])
        self.assertIn(f"Take part online: {link}", self.feed("staff", "me"))
        for who, scope in (("staff", "trust"), ("staff", "school"), ("other", "me")):
            self.assertNotIn(link, self.feed(who, scope))
        found = WORLD.get("events", "other", q="only-for-you")["items"]
        self.assertEqual(found, [])
        self.assertNotIn(link, WORLD.server.log_text())

    def test_organisers(self):
        event = self.event(who="leader", capacity=40)["id"]
        staff = {"person_id": WORLD.ids["staff"]}
        self.refused("addOrganiser", "staff", 403, "not-allowed", {}, id=event)
        self.refused("removeOrganiser", "staff", 403, "not-allowed", {}, id=event)
        self.fields("addOrganiser", "leader", {}, "person_id", id=event)
        self.fields("removeOrganiser", "leader", {}, "person_id", id=event)
        self.fields("addOrganiser", "leader", {"person_id": NOBODY}, "person", id=event)
        self.refused("changeEvent", "staff", 403, "not-allowed", {"title": "Mine"}, id=event)
        self.refused("eventNeeds", "staff", 403, "not-allowed", id=event)
        people = self.call("addOrganiser", "leader", 200, staff, id=event)
        self.assertEqual([one["person_id"] for one in people["organisers"]],
                         [WORLD.ids["staff"]])
        # It is theirs: to change, not to hand on; and nothing else is.
        self.assertEqual(self.call("changeEvent", "staff", 200, {"title": "Mine"},
                                   id=event)["title"], "Mine")
        self.assertEqual(WORLD.get("eventNeeds", "staff", id=event)["items"], [])
        self.refused("addOrganiser", "staff", 403, "not-allowed", {}, id=event)
        self.refused("changeEvent", "staff", 403, "not-allowed", {"title": "Mine"},
                     id=self.event(who="leader", capacity=40)["id"])
        self.assertEqual(self.call("removeOrganiser", "leader", 200, staff, id=event),
                         {"organisers": [], "leaders": []})
        self.refused("changeEvent", "staff", 403, "not-allowed", {"title": "Again"}, id=event)

    def test_leaders(self):
        event = self.event_at("16", "14:00", "15:00")
        then = self.event_at("16", "14:30", "15:30")
        mentor = {"person_id": WORLD.ids["mentor"]}
        ada = self.call("createFacilitator", "leader", 201, {"name": "Ada Outside"})["id"]
        self.refused("putLeader", "staff", 403, "not-allowed", {}, id=event)
        self.refused("removeLeader", "staff", 403, "not-allowed", {}, id=event)
        self.fields("putLeader", "leader", {}, "person_id", "part", id=event)
        self.fields("putLeader", "leader", {**mentor, "part": "attendee"}, "part", id=event)
        self.fields("removeLeader", "leader", {}, "person_id", id=event)
        people = self.call("putLeader", "leader", 200, {**mentor, "part": "leader"}, id=event)
        self.assertEqual((people["leaders"][0]["person_id"], people["leaders"][0]["part"]),
                         (WORLD.ids["mentor"], "leader"))
        self.assertEqual(WORLD.get("event", "leader", id=event)["taken"], 0)
        clash = self.refused("putLeader", "leader", 409, "clash", {**mentor, "part": "leader"},
                             id=then)
        self.assertIn("Choose somebody else", clash["detail"])
        self.call("putLeader", "leader", 200, {"facilitator_id": ada, "part": "co-leader"},
                  id=event)
        self.refused("putLeader", "leader", 409, "clash",
                     {"facilitator_id": ada, "part": "leader"}, id=then)
        self.assertEqual([one["name"] for one in
                          WORLD.get("eventPeople", "staff", id=event)["leaders"]][1:],
                         ["Ada Outside"])
        self.call("removeLeader", "leader", 200, {"facilitator_id": ada}, id=event)
        self.assertEqual(self.call("removeLeader", "leader", 200, mentor, id=event)["leaders"], [])
        self.refused("eventPeople", "staff", 404, "not-found", id=NOBODY)

    def test_needs(self):
        event = self.event_at("16", "18:00", "19:00")
        booking = self.call("book", "staff", 201, {}, id=event)["id"]
        self.assertEqual(WORLD.get("bookingNeeds", "staff", id=booking),
                         {"access": "", "diet": ""})
        need = self.call("changeBookingNeeds", "staff", 200, {"diet": "No nuts"}, id=booking)
        self.assertEqual(need, {"access": "", "diet": "No nuts"})
        self.fields("changeBookingNeeds", "staff", {"access": "x" * 501}, "access", id=booking)
        for who in ("leader", "other"):
            self.refused("bookingNeeds", who, 404, "not-found", id=booking)
            self.refused("changeBookingNeeds", who, 404, "not-found", {}, id=booking)
        self.assertEqual(WORLD.get("eventNeeds", "leader", id=event)["items"],
                         [{"name": "Ana Bell", "access": "", "diet": "No nuts"}])
        for who in ("head", "staff", "other"):
            self.refused("eventNeeds", who, 403, "not-allowed", id=event)
        self.refused("eventNeeds", "staff", 404, "not-found", id=NOBODY)
        self.call("cancelBooking", "staff", 204, id=booking)
        self.refused("changeBookingNeeds", "staff", 409, "ended", {}, id=booking)
