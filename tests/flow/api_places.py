"""Places and talks in the API: booked, waited for, given up; the programme."""
from api_world import NOBODY, WORLD, Case


class Bookings(Case):
    def at(self, hour, **fields):
        """On a day of its own, so that nobody is taken by another test."""
        return self.event(starts_at=f"2026-12-08T{hour:02}:00:00Z",
                          ends_at=f"2026-12-08T{hour:02}:50:00Z", **fields)

    def test_a_place_a_line_and_its_promotion(self):
        event = self.at(8, capacity=1)
        first, answer = self.send("book", "staff", 201, {}, id=event["id"])
        self.assertEqual((first["status"], first["person_id"]), ("confirmed", WORLD.ids["staff"]))
        self.assertNotIn("position", first)
        self.assertEqual(answer.header("Location"), f"/api/v1/bookings/{first['id']}")
        second = self.call("book", "other", 201, id=event["id"])
        third = self.call("book", "leader", 201, {}, id=event["id"])
        self.assertEqual([(b["status"], b["position"]) for b in (second, third)],
                         [("waiting", 1), ("waiting", 2)])
        seen = WORLD.get("event", "leader", id=event["id"])
        self.assertEqual((seen["places_left"], seen["taken"], seen["waiting"]), (0, 1, 2))
        self.assertEqual(seen["my_booking"], {"id": third["id"], "status": "waiting"})
        mine = WORLD.get("bookings", "staff", id=WORLD.ids["staff"])["items"]
        self.assertIn(first, mine)
        self.call("cancelBooking", "staff", 204, id=first["id"])
        self.call("cancelBooking", "staff", 204, id=first["id"])
        self.assertEqual(WORLD.get("booking", "staff", id=first["id"])["status"], "withdrawn")
        self.assertEqual(WORLD.get("booking", "other", id=second["id"])["status"], "confirmed")
        self.assertEqual(WORLD.get("booking", "leader", id=third["id"])["position"], 1)

    def test_in_the_room_or_online(self):
        """SP-02: only the room's places are counted; the others are told which they are."""
        event = self.at(7, capacity=1)["id"]
        self.fields("book", "staff", {"online": True}, "online", id=event)
        self.call("changeEventPlace", "coordinator", 200,
                  {"online_link": "https://meet.example/both"}, id=event)
        self.assertFalse(self.call("book", "staff", 201, {}, id=event)["online"])
        far = self.call("book", "other", 201, {"online": True}, id=event)
        self.assertEqual((far["status"], far["online"]), ("confirmed", True))
        waits = self.call("book", "leader", 201, {"online": False}, id=event)
        self.assertEqual((waits["status"], waits["position"]), ("waiting", 1))
        seen = WORLD.get("event", "other", id=event)
        self.assertEqual((seen["taken"], seen["places_left"], seen["waiting"]), (1, 0, 1))
        self.refused("comeToTheRoom", "other", 409, "full", id=far["id"])
        self.refused("takePartOnline", "staff", 404, "not-found", id=far["id"])
        self.refused("takePartOnline", "head", 403, "not-allowed", id=waits["id"])
        self.refused("takePartOnline", "staff", 404, "not-found", id=NOBODY)
        here = self.call("book", "staff", 201, {}, id=self.at(6)["id"])
        self.refused("takePartOnline", "staff", 409, "not-online", id=here["id"])
        # Who waits need not; who goes online leaves a place for whoever wants one.
        now = self.call("takePartOnline", "leader", 200, id=waits["id"])
        self.assertEqual((now["status"], now["online"], "position" in now),
                         ("confirmed", True, False))
        mine = WORLD.get("bookings", "staff", id=WORLD.ids["staff"])["items"]
        mine = next(b for b in mine if b["event"]["id"] == event)
        self.call("takePartOnline", "coordinator", 200, id=mine["id"])
        self.assertFalse(self.call("comeToTheRoom", "other", 200, id=far["id"])["online"])
        self.assertEqual(WORLD.get("event", "other", id=event)["taken"], 1)
        self.call("cancelBooking", "other", 204, id=far["id"])
        self.refused("comeToTheRoom", "other", 409, "ended", id=far["id"])
        group = self.call("bookGroup", "coordinator", 200,
                          {"person_ids": [WORLD.ids["ect"], WORLD.ids["head"]], "online": True,
                           "all": True}, id=event)
        self.assertEqual([p["status"] for p in group["items"]], ["confirmed", "confirmed"])
        self.assertEqual(WORLD.get("event", "other", id=event)["taken"], 0)
        self.fields("changeEventPlace", "coordinator", {"online_link": ""}, "online_link", id=event)

    def test_what_stands_in_the_way(self):
        event = self.at(9, capacity=1, waiting_list=False)
        mine = self.call("book", "staff", 201, {}, id=event["id"])
        problem = self.refused("book", "staff", 409, "already-booked", {}, id=event["id"])
        self.assertEqual(problem["other_id"], mine["id"])
        self.refused("book", "other", 409, "full", {}, id=event["id"])
        beside = self.at(9)
        problem = self.refused("book", "staff", 409, "clash", {}, id=beside["id"])
        self.assertEqual(problem["other_id"], event["id"])
        for slug, fields in (("too-late", {"booking_closes_at": "2026-11-01T00:00:00Z"}),
                             ("not-open", {"booking_opens_at": "2026-12-01T00:00:00Z"})):
            self.refused("book", "staff", 409, slug, {}, id=self.at(10, **fields)["id"])
        draft = self.at(10, publish=False)
        self.refused("book", "coordinator", 409, "not-published", {}, id=draft["id"])
        self.refused("book", "staff", 404, "not-found", {}, id=draft["id"])
        self.call("cancelEvent", "coordinator", 200, id=beside["id"])
        self.refused("book", "other", 409, "cancelled", {}, id=beside["id"])

    def test_for_whom(self):
        event = self.at(11, capacity=9)
        self.refused("book", "admin", 403, "not-eligible", {"person_id": "x"}, id=event["id"])
        self.refused("book", "staff", 403, "not-allowed", {"person_id": WORLD.ids["ect"]},
                     id=event["id"])
        made = self.call("book", "leader", 201, {"person_id": WORLD.ids["ect"]}, id=event["id"])
        self.assertEqual(made["person_id"], WORLD.ids["ect"])
        self.assertEqual(WORLD.get("booking", "ect", id=made["id"]), made)
        self.fields("book", "leader", {"person_id": NOBODY}, "person_id", id=event["id"])
        for wrong in ("7", None, 0, -1, 1.5, [1]):
            self.assertIn(self.call("book", "leader", 422, {"person_id": wrong},
                                    id=event["id"])["type"], "/problems/validation")
        # Known to whoever may see who comes, to be ended by the person and the organiser.
        self.refused("booking", "staff", 404, "not-found", id=made["id"])
        self.refused("cancelBooking", "staff", 404, "not-found", id=made["id"])
        self.assertEqual(WORLD.get("booking", "head", id=made["id"])["id"], made["id"])
        self.refused("cancelBooking", "head", 403, "not-allowed", id=made["id"])
        self.call("cancelBooking", "leader", 204, id=made["id"])

    def test_a_school_s_leader_arranges_its_people_s_places_elsewhere(self):
        away = self.at(14, capacity=9, host_school=5)
        made = self.call("book", "leader", 201, {"person_id": WORLD.ids["staff"]}, id=away["id"])
        self.refused("book", "leader", 403, "not-allowed", {"person_id": WORLD.ids["other"]},
                     id=away["id"])
        self.refused("bookGroup", "leader", 403, "not-allowed",
                     {"person_ids": [WORLD.ids["staff"], WORLD.ids["other"]]}, id=away["id"])
        self.fields("bookGroup", "leader", {"person_ids": [WORLD.ids["staff"], NOBODY]},
                    "person_ids", id=away["id"])
        self.refused("replaceBooking", "leader", 403, "not-allowed",
                     {"person_id": WORLD.ids["other"]}, id=made["id"])
        theirs = self.call("replaceBooking", "leader", 200, {"person_id": WORLD.ids["leader"]},
                           id=made["id"])
        self.call("withdrawBooking", "leader", 200, {"reason": "Moved"}, id=theirs["id"])
        # Who leads there is the organiser's to say.
        self.call("putLeader", "coordinator", 200, {"person_id": WORLD.ids["staff"],
                                                    "part": "leader"}, id=away["id"])
        leads = next(b for b in WORLD.get("bookings", "staff", id=WORLD.ids["staff"])["items"]
                     if b["event"]["id"] == away["id"])
        self.refused("replaceBooking", "leader", 403, "not-allowed",
                     {"person_id": WORLD.ids["leader"]}, id=leads["id"])
        self.refused("withdrawBooking", "leader", 403, "not-allowed", {"reason": "x"},
                     id=leads["id"])
        self.call("withdrawBooking", "coordinator", 200, {"reason": "x"}, id=leads["id"])

    def test_a_place_is_handed_on_and_swapped(self):
        first, second = self.at(12, capacity=1), self.at(13, capacity=1)
        mine = self.call("book", "staff", 201, {}, id=first["id"])
        theirs = self.call("book", "other", 201, {}, id=second["id"])
        other, ect = WORLD.ids["other"], WORLD.ids["ect"]
        self.fields("handBookingOver", "staff", {}, "person_id", id=mine["id"])
        self.refused("handBookingOver", "other", 404, "not-found", {"person_id": other},
                     id=mine["id"])
        self.fields("swapBooking", "staff", {"person_id": other, "event_id": NOBODY}, "event_id",
                    id=mine["id"])
        ask = self.call("swapBooking", "staff", 201,
                        {"person_id": other, "event_id": second["id"]}, id=mine["id"])
        self.assertEqual((ask["kind"], ask["open"], ask["to_id"]), ("swap", True, other))
        self.refused("handBookingOver", "staff", 409, "already-asked", {"person_id": ect},
                     id=mine["id"])
        self.refused("swapBooking", "staff", 409, "already-asked",
                     {"person_id": other, "event_id": second["id"]}, id=mine["id"])
        self.refused("acceptBookingAsk", "staff", 404, "not-found", id=ask["id"])
        for who in ("staff", "other"):
            asks = WORLD.get("bookingAsks", who, id=WORLD.ids[who])["items"]
            self.assertIn(ask, asks)
        self.refused("bookingAsks", "other", 404, "not-found", id=WORLD.ids["staff"])
        self.call("acceptBookingAsk", "other", 204, id=ask["id"])
        self.refused("acceptBookingAsk", "other", 409, "ask-over", id=ask["id"])
        moved = WORLD.get("booking", "staff", id=mine["id"])
        self.assertEqual((moved["event"]["id"], moved["status"]), (second["id"], "confirmed"))
        self.assertEqual(WORLD.get("booking", "other", id=theirs["id"])["event"]["id"],
                         first["id"])
        for answer in ("declineBookingAsk", "acceptBookingAsk"):
            ask = self.call("handBookingOver", "staff", 201, {"person_id": ect}, id=mine["id"])
            self.refused(answer, "other", 404, "not-found", id=ask["id"])
            self.call(answer, "ect", 204, id=ask["id"])
        gone = WORLD.get("booking", "staff", id=mine["id"])
        self.assertEqual(gone["status"], "withdrawn")
        self.assertIn("has the place now", gone["reason"])
        ask = self.call("handBookingOver", "other", 201, {"person_id": ect}, id=theirs["id"])
        self.refused("endBookingAsk", "ect", 404, "not-found", id=ask["id"])
        self.call("endBookingAsk", "other", 204, id=ask["id"])
        self.refused("acceptBookingAsk", "ect", 409, "ask-over", id=ask["id"])

    def test_a_group_and_a_substitute(self):
        event = self.at(14, capacity=2)
        people = [WORLD.ids[who] for who in ("staff", "other", "ect")]
        self.refused("bookGroup", "staff", 403, "not-allowed", {}, id=event["id"])
        self.fields("bookGroup", "coordinator", {}, "person_ids", id=event["id"])
        self.fields("bookGroup", "coordinator", {"person_ids": people[:1] * 2}, "person_ids",
                    id=event["id"])
        none = self.call("bookGroup", "coordinator", 200, {"person_ids": people, "all": True},
                         id=event["id"])
        self.assertEqual((none["done"], none["placed"], none["items"][2]["why"]),
                         (False, 0, "full"))
        self.assertEqual(WORLD.get("event", "staff", id=event["id"])["taken"], 0)
        some = self.call("bookGroup", "coordinator", 200, {"person_ids": people}, id=event["id"])
        self.assertEqual([i["status"] for i in some["items"]],
                         ["confirmed", "confirmed", "waiting"])
        booking = some["items"][0]["booking_id"]
        self.refused("replaceBooking", "staff", 403, "not-allowed", {}, id=booking)
        self.fields("replaceBooking", "coordinator", {}, "person_id", id=booking)
        made = self.call("replaceBooking", "coordinator", 200,
                         {"person_id": WORLD.ids["ect"], "reason": "Ill."}, id=booking)
        self.assertEqual((made["person_id"], made["status"]), (WORLD.ids["ect"], "confirmed"))
        self.assertEqual(made["id"], some["items"][2]["booking_id"])
        self.refused("replaceBooking", "coordinator", 409, "already-booked",
                     {"person_id": WORLD.ids["other"]}, id=made["id"])
        ended = self.call("withdrawBooking", "coordinator", 200, {"reason": "No cover."},
                          id=made["id"])
        self.assertEqual((ended["status"], ended["reason"]), ("withdrawn", "No cover."))
        self.fields("withdrawBooking", "other", {"reason": "x" * 301}, "reason",
                    id=some["items"][1]["booking_id"])

    def test_an_offer_wants_a_yes(self):
        event = self.at(15, capacity=1)
        first = self.call("book", "staff", 201, {}, id=event["id"])
        second = self.call("book", "other", 201, {}, id=event["id"])
        self.refused("acceptBooking", "other", 409, "no-offer", id=second["id"])
        self.refused("acceptBooking", "staff", 404, "not-found", id=second["id"])
        self.assertEqual(self.call("acceptBooking", "staff", 200, id=first["id"])["status"],
                         "confirmed")

    def test_lists_are_ones_own(self):
        for who in ("coordinator", "mentor", "admin", "head"):
            self.refused("bookings", who, 404, "not-found", id=WORLD.ids["staff"], when="x")
        self.fields("bookings", "staff", None, "when", id=WORLD.ids["staff"], when="soon")
        past = WORLD.get("bookings", "staff", id=WORLD.ids["staff"], when="past")["items"]
        self.assertEqual({item["event"]["kind"] for item in past}, {"inset", "meeting"},
                         "required of them")

    def test_what_is_over(self):
        over = WORLD.server.rows("SELECT b.id FROM booking b JOIN event e ON e.id ="
                                 " b.event_id WHERE e.ends_at < 1793000000"
                                 " AND b.status = 'attended'")
        self.refused("cancelBooking", "coordinator", 409, "too-late", id=over[0][0])
        self.refused("withdrawBooking", "coordinator", 409, "too-late", {}, id=over[0][0])


class Talks(Case):
    def book(self, event, who, minutes=7, **fields):
        return self.call("bookTalk", who, 201, self.talk(minutes=minutes, **fields), id=event["id"])

    def test_slots_and_the_line(self):
        event = self.spark(16)
        self.assertEqual(event["minutes_left"], 16)
        body = self.talk(abstract="Two\nlines.", co_presenters=[WORLD.ids["ect"]])
        first, answer = self.send("bookTalk", "staff", 201, body, id=event["id"])
        self.assertEqual(answer.header("Location"), f"/api/v1/talks/{first['id']}")
        self.assertEqual(answer.header("ETag"), f'"{first["version"]}"')
        self.assertEqual([(p["person_id"], p["lead"]) for p in first["presenters"]],
                         [(WORLD.ids["staff"], True), (WORLD.ids["ect"], False)])
        second, third = self.book(event, "other"), self.book(event, "mentor")
        self.assertEqual((first["status"], second["status"]), ("confirmed", "confirmed"))
        self.assertEqual((third["status"], third["position"]), ("waiting", 1))
        self.assertIn("waits", third["why"])
        self.assertEqual(WORLD.get("event", "other", id=event["id"])["my_talk"],
                         {"id": second["id"], "status": "confirmed"})
        programme = {who: WORLD.get("programme", who, id=event["id"])
                     for who in ("staff", "mentor", "coordinator")}
        self.assertEqual([(i["talk_id"], i["starts_at"]) for i in programme["staff"]["items"]],
                         [(first["id"], "2026-12-01T16:00:00+00:00"),
                          (second["id"], "2026-12-01T16:08:00+00:00")])
        self.assertEqual([len(p["waiting"]) for p in programme.values()], [0, 1, 1])
        # What waits is known to its presenters and whoever may see who is booked.
        self.refused("talk", "staff", 404, "not-found", id=third["id"])
        self.refused("changeTalk", "staff", 404, "not-found", {"title": "x"}, id=third["id"])
        self.assertEqual(WORLD.get("talk", "coordinator", id=third["id"]), third)
        self.call("withdrawTalk", "staff", 204, id=first["id"])
        self.assertEqual(WORLD.get("talk", "staff", id=third["id"])["status"], "confirmed")
        self.assertEqual(WORLD.get("talk", "ect", id=first["id"])["status"], "withdrawn")
        self.refused("talk", "other", 404, "not-found", id=first["id"])
        self.refused("changeTalk", "staff", 409, "withdrawn", {"title": "x"}, id=first["id"])

    def test_what_stands_in_the_way(self):
        event = self.spark(10, day="2026-12-02", waiting_list=False)
        talk = self.book(event, "staff")
        problem = self.refused("bookTalk", "staff", 409, "already-booked", self.talk(),
                               id=event["id"])
        self.assertEqual(problem["other_id"], talk["id"])
        self.refused("bookTalk", "other", 409, "does-not-fit", self.talk(), id=event["id"])
        self.refused("book", "staff", 409, "presenting", {}, id=event["id"])
        beside = self.spark(30, day="2026-12-02")
        problem = self.refused("bookTalk", "staff", 409, "clash", self.talk(), id=beside["id"])
        self.assertEqual(problem["other_id"], event["id"])
        self.refused("bookTalk", "admin", 403, "not-eligible", {"title": 5}, id=event["id"])
        self.refused("changeEvent", "coordinator", 409, "does-not-fit",
                     {"ends_at": "2026-12-02T16:05:00Z"}, id=event["id"])
        twilight = self.event()["id"]
        self.refused("bookTalk", "staff", 404, "not-found", self.talk(), id=twilight)
        self.refused("programme", "staff", 404, "not-found", id=twilight)

    def test_a_longer_form(self):
        event = self.spark(11, day="2026-12-03")
        mine, other = self.book(event, "staff", 2), self.book(event, "other", 7)
        self.refused("changeTalk", "staff", 409, "does-not-fit", {"minutes": 7}, id=mine["id"])
        self.assertEqual(WORLD.get("talk", "staff", id=mine["id"]), mine)
        waits = self.call("changeTalk", "staff", 200, {"minutes": 7, "wait_for_longer": True},
                          id=mine["id"])
        self.assertEqual((waits["status"], waits["minutes"], waits["wanted_minutes"],
                          waits["position"]), ("confirmed", 2, 7, 1))
        self.assertIn("keep", waits["why"])
        waiting = WORLD.get("programme", "staff", id=event["id"])["waiting"]
        self.assertEqual([(w["talk_id"], w["minutes"], w["has_slot"]) for w in waiting],
                         [(mine["id"], 7, True)])
        self.call("changeTalk", "other", 200, {"minutes": 2}, id=other["id"])
        self.assertEqual(WORLD.get("talk", "staff", id=mine["id"])["minutes"], 7)

    def test_bad_values(self):
        event = self.spark(30, day="2026-12-04")
        for fields, name in (({"minutes": 3}, "minutes"), ({"minutes": 0}, "minutes"),
                             ({"minutes": "7"}, "minutes"), ({"minutes": 7.5}, "minutes"),
                             ({"minutes": -7}, "minutes"), ({"title": ""}, "title"),
                             ({"title": "x" * 81}, "title"), ({"title": 5}, "title"),
                             ({"abstract": "x" * 1001}, "abstract"), ({"abstract": 1}, "abstract"),
                             ({"category": "gossip"}, "category"), ({"category": 1}, "category"),
                             ({"co_presenters": [NOBODY]}, "co_presenters"),
                             ({"co_presenters": [WORLD.ids["staff"]]}, "co_presenters"),
                             ({"co_presenters": [2, 2]}, "co_presenters"),
                             ({"co_presenters": [2, 3, 4, 5]}, "co_presenters"),
                             ({"co_presenters": ["2"]}, "co_presenters"),
                             ({"co_presenters": 2}, "co_presenters")):
            with self.subTest(fields=fields):
                self.fields("bookTalk", "staff", self.talk(**fields), name, id=event["id"])
        self.fields("bookTalk", "staff", {}, "title", "minutes", "category", id=event["id"])
        for fields, name in (({"kit": "grand piano"}, "kit"), ({"theme": "x" * 41}, "theme"),
                             ({"available_from": "2026-12-01T15:00:00Z"}, "available_from"),
                             ({"available_to": "2026-12-01T23:00:00Z"}, "available_to"),
                             ({"available_to": "2026-12-01T16:01:00Z"}, "available_to")):
            with self.subTest(fields=fields):
                self.fields("bookTalk", "staff", self.talk(**fields), name, id=event["id"])
        for later in ("needs", "person_id"):
            self.refused("bookTalk", "staff", 400, "unknown-field", self.talk(**{later: 1}),
                         id=event["id"])
        self.assertEqual(WORLD.get("programme", "coordinator", id=event["id"])["items"], [])
        talk = self.book(event, "staff")
        for fields, name in (({"minutes": 3}, "minutes"), ({"minutes": 0}, "minutes"),
                             ({"title": " "}, "title"), ({"wait_for_longer": "yes"},
                                                         "wait_for_longer"),
                             ({"co_presenters": [NOBODY]}, "co_presenters")):
            self.fields("changeTalk", "staff", fields, name, id=talk["id"])
        self.assertEqual(WORLD.get("talk", "staff", id=talk["id"]), talk)

    def test_when_somebody_is_there_is_for_those_who_plan(self):
        """Not for everybody who sees the event: it may tell of a child or an illness."""
        event = self.spark(30, day="2027-03-04")
        needs = {"available_from": event["starts_at"], "available_to": event["ends_at"], "kit": ""}
        talk = self.book(event, "staff", **needs)
        for who in ("staff", "coordinator"):
            seen = WORLD.get("talk", who, id=talk["id"])
            self.assertEqual({key: seen[key] for key in needs}, needs)
        seen = WORLD.get("talk", "other", id=talk["id"])
        self.assertEqual(seen["title"], talk["title"])
        self.assertEqual([key for key in needs if key in seen], [])

    def test_joint_presenters_answer(self):
        event = self.spark(30, day="2026-12-10")
        ect, other = WORLD.ids["ect"], WORLD.ids["other"]
        talk = self.book(event, "staff", co_presenters=[ect, other])

        def answers(who):
            presenters = WORLD.get("talk", who, id=talk["id"])["presenters"]
            return {p["person_id"]: p.get("answer") for p in presenters}
        staff = WORLD.ids["staff"]
        self.assertEqual(answers("staff"), {staff: "yes", ect: "asked", other: "asked"})
        self.assertEqual(answers("coordinator")[ect], "asked")
        self.assertEqual(answers("mentor"), {staff: None})  # nobody is named without a yes
        programme = WORLD.get("programme", "mentor", id=event["id"])
        self.assertEqual([p["person_id"] for p in programme["items"][0]["presenters"]], [staff])
        self.refused("answerJointTalk", "mentor", 403, "not-allowed", {"answer": "yes"},
                     id=talk["id"])
        for body in ({}, {"answer": "perhaps"}, {"answer": 1}):
            self.fields("answerJointTalk", "ect", body, "answer", id=talk["id"])
        self.call("answerJointTalk", "ect", 200, {"answer": "yes"}, id=talk["id"])
        self.refused("answerJointTalk", "ect", 409, "answered", {"answer": "no"}, id=talk["id"])
        self.call("answerJointTalk", "other", 200, {"answer": "no"}, id=talk["id"])
        self.assertEqual(answers("staff"), {staff: "yes", ect: "yes"})
        self.refused("answerJointTalk", "other", 403, "not-allowed", {"answer": "yes"},
                     id=talk["id"])
        self.call("withdrawTalk", "staff", 204, id=talk["id"], goes_on="yes")
        self.assertEqual(answers("ect"), {ect: "yes"})
        self.refused("withdrawTalk", "ect", 409, "alone", id=talk["id"], goes_on="yes")
        self.call("withdrawTalk", "ect", 204, id=talk["id"])

    def test_whose_it_is_and_versions(self):
        event = self.spark(30, day="2026-12-07")
        talk = self.book(event, "staff", co_presenters=[WORLD.ids["ect"], WORLD.ids["other"]])
        stale = {"If-Match": f'"{talk["version"]}"'}
        for who in ("leader", "coordinator", "mentor", "ect"):
            self.refused("changeTalk", who, 403, "not-allowed", {"minutes": 3}, id=talk["id"])
        for who in ("leader", "coordinator", "mentor"):
            self.refused("withdrawTalk", who, 403, "not-allowed", id=talk["id"])
        self.call("withdrawTalk", "ect", 204, id=talk["id"])
        now = WORLD.get("talk", "staff", id=talk["id"])
        self.assertEqual([p["person_id"] for p in now["presenters"]],
                         [WORLD.ids["staff"], WORLD.ids["other"]])
        problem = self.refused("changeTalk", "staff", 412, "stale", {"title": "Mine"},
                               id=talk["id"], headers=stale)
        self.assertEqual([error["field"] for error in problem["errors"]], ["title"])
        self.refused("withdrawTalk", "staff", 412, "stale", id=talk["id"], headers=stale)
        self.call("changeTalk", "staff", 200, {"title": "Mine", "co_presenters": []},
                  id=talk["id"], headers={"If-Match": f'"{now["version"]}"'})
        self.call("withdrawTalk", "staff", 204, id=talk["id"], headers={"If-Match": "*"})

    def test_a_call_and_what_is_decided(self):
        event = self.event(kind="spark", starts_at="2026-12-15T16:00:00Z",
                           ends_at="2026-12-15T16:10:00Z",
                           spark={"fixed_minutes": 0, "changeover_s": 60, "intake": "call"})
        draft = self.call("bookTalk", "staff", 201, self.talk(draft=True), id=event["id"])
        self.assertEqual(draft["status"], "draft")
        self.refused("talk", "coordinator", 404, "not-found", id=draft["id"])
        self.refused("submitTalk", "other", 404, "not-found", id=draft["id"])
        self.assertEqual(WORLD.get("proposals", "coordinator", id=event["id"])["items"], [])
        self.refused("submitTalk", "staff", 412, "stale", id=draft["id"],
                     headers={"If-Match": '"99"'})
        first = self.call("submitTalk", "staff", 200, id=draft["id"])
        self.assertEqual(first["status"], "requested")
        self.refused("submitTalk", "staff", 409, "submitted", id=draft["id"])
        self.assertEqual(WORLD.get("event", "staff", id=event["id"])["my_talk"],
                         {"id": first["id"], "status": "requested"})
        second = self.book(event, "other")
        third = self.book(event, "ect", 2)
        self.assertEqual(WORLD.get("programme", "staff", id=event["id"])["items"], [])
        ids = [item["talk"]["id"] for item in
               WORLD.get("proposals", "coordinator", id=event["id"])["items"]]
        self.assertEqual(ids, [first["id"], second["id"], third["id"]])
        decide = {"verdict": "accept", "talk_ids": ids[:2]}
        self.refused("decideProposals", "staff", 403, "not-allowed", {}, id=event["id"])
        self.refused("proposals", "staff", 403, "not-allowed", id=event["id"])
        self.fields("decideProposals", "coordinator", {}, "verdict", "talk_ids", id=event["id"])
        self.fields("decideProposals", "coordinator", {"verdict": "accept", "talk_ids": [ids[0], ids[0]]},
                    "talk_ids", id=event["id"])
        self.assertEqual(self.call("decideProposals", "coordinator", 200, decide, id=event["id"]),
                         {"accepted": 1, "waiting": 1, "declined": 0})
        self.refused("decideProposals", "coordinator", 409, "decided", decide, id=event["id"])
        no = {"verdict": "decline", "talk_ids": ids[2:]}
        self.fields("decideProposals", "coordinator", no, "word", id=event["id"])
        self.assertEqual(self.call("decideProposals", "coordinator", 200,
                                   {**no, "word": "Next time!"}, id=event["id"])["declined"], 1)
        items = WORLD.get("proposals", "coordinator", id=event["id"])["items"]
        self.assertEqual({i["talk"]["id"]: (i["talk"]["status"], i["verdict"], i["word"])
                          for i in items},
                         {ids[0]: ("confirmed", "accept", ""), ids[1]: ("waiting", "accept", ""),
                          ids[2]: ("declined", "decline", "Next time!")})

    def test_after_booking_closed(self):
        event = self.spark(30, day="2026-12-09")
        talk = self.book(event, "staff", co_presenters=[WORLD.ids["ect"]])
        self.call("changeEvent", "coordinator", 200,
                  {"spark": {"booking_closes_at": "2026-11-02T12:00:00Z"}}, id=event["id"])
        self.refused("bookTalk", "other", 409, "too-late", self.talk(), id=event["id"])
        self.refused("changeTalk", "staff", 409, "too-late", {"minutes": 2}, id=talk["id"])
        self.call("changeTalk", "staff", 200, {"title": "Words still change"}, id=talk["id"])
        self.refused("changeTalk", "staff", 409, "too-late", {"co_presenters": []}, id=talk["id"])
        self.call("withdrawTalk", "ect", 204, id=talk["id"])  # a no, and to the last minute
        presenters = WORLD.get("talk", "staff", id=talk["id"])["presenters"]
        self.assertEqual([p["person_id"] for p in presenters], [WORLD.ids["staff"]])
        self.call("withdrawTalk", "staff", 204, id=talk["id"])
