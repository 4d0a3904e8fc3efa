"""What becomes of events in the API: files and messages for those who come, other days, copies, closures."""
from api_record import PDF, RAW
from api_world import NOBODY, WORLD, Case


class Moves(Case):
    def on(self, day, **fields):
        return self.event(starts_at=f"{day}T16:00:00Z", ends_at=f"{day}T17:00:00Z", **fields)

    def test_files_for_the_booked(self):
        number = self.on("2027-02-23")["id"]
        made = self.call("addEventFile", "coordinator", 201, PDF, headers=RAW, id=number)
        self.assertEqual(WORLD.get("eventFiles", "coordinator", id=number)["items"], [made])
        self.refused("eventFiles", "staff", 403, "not-allowed", id=number)
        self.call("book", "staff", 201, {}, id=number)
        self.assertEqual(WORLD.get("eventFiles", "staff", id=number)["items"], [made])

    def test_messages(self):
        number = self.on("2027-02-24", capacity=2)["id"]
        body = {"to": "booked", "text": "Bring a page.\nCoffee is ready."}
        self.refused("sendEventMessage", "coordinator", 409, "nobody", body, id=number)
        self.call("book", "staff", 201, {}, id=number)
        self.call("book", "head", 201, {}, id=number)
        self.call("book", "mentor", 201, {}, id=number)
        dry = self.call("sendEventMessage", "coordinator", 200, {**body, "dry_run": True}, id=number)
        self.assertEqual(dry, {"recipients": 2})
        self.assertEqual(WORLD.get("eventMessages", "coordinator", id=number)["items"], [])
        sent = self.call("sendEventMessage", "coordinator", 201, body, id=number)
        self.assertEqual((sent["to"], sent["text"], sent["recipients"]),
                         ("booked", body["text"], 2))
        mails = WORLD.server.rows("SELECT count(*) FROM outbox WHERE kind = 'message'"
                                  " AND object_id = ?", sent["id"])[0][0]
        self.assertEqual(mails, 2)
        self.assertEqual(WORLD.get("eventMessages", "staff", id=number)["items"], [sent])
        # who waits was not written to, nor who is not there at all
        for who in ("mentor", "other"):
            self.assertEqual(WORLD.get("eventMessages", who, id=number)["items"], [])
        self.refused("sendEventMessage", "coordinator", 409, "sent-already", body, id=number)
        self.refused("sendEventMessage", "staff", 403, "not-allowed", {}, id=number)
        for bad, name in (({"to": "all", "text": "Hi."}, "to"), ({"text": "Hi."}, "to"),
                          ({"to": "booked"}, "text"), ({"to": "booked", "text": "x" * 2001}, "text")):
            self.fields("sendEventMessage", "coordinator", bad, name, id=number)
        self.refused("eventMessages", "staff", 404, "not-found", id=NOBODY)

    # ---- other days ----

    def postpone(self, event, day, status=200, **fields):
        body = {"starts_at": f"{day}T16:00:00+00:00", "reason": "The hall is flooded.", **fields}
        return self.call("postponeEvent", "coordinator", status, body, id=event["id"])

    def test_postponed(self):
        event = self.on("2027-03-01", capacity=1)
        first = self.call("book", "staff", 201, {}, id=event["id"])
        self.call("book", "head", 201, {}, id=event["id"])
        clash = self.on("2027-03-08")
        self.call("book", "staff", 201, {}, id=clash["id"])
        self.refused("answerPostponement", "staff", 409, "not-asked", {"answer": "yes"},
                     id=first["id"])
        look = self.postpone(event, "2027-03-08", dry_run=True)
        self.assertEqual((look["told"], look["waiting"], look["no_school"], look["room"]),
                         (1, 1, "", ""))
        # that somebody is busy, never with what
        self.assertEqual([(b["required"], set(b)) for b in look["busy"]],
                         [(False, {"name", "required"})])
        self.assertEqual(WORLD.get("event", "staff", id=event["id"])["starts_at"],
                         "2027-03-01T16:00:00+00:00")
        moved = self.postpone(event, "2027-03-08")
        self.assertEqual((moved["starts_at"], moved["ends_at"]),
                         ("2027-03-08T16:00:00+00:00", "2027-03-08T17:00:00+00:00"))
        mails = WORLD.server.rows("SELECT count(*) FROM outbox WHERE kind = 'event-postponed'"
                                  " AND object_id = ?", first["id"])[0][0]
        self.assertEqual(mails, 1)
        self.call("answerPostponement", "staff", 204, {"answer": "yes"}, id=first["id"])
        listed = WORLD.get("postponements", "coordinator", id=event["id"])["items"]
        self.assertEqual([(p["busy"], p["answer"]) for p in listed[0]["people"]], [(True, "yes")])
        self.assertEqual(listed[0]["from"]["starts_at"], "2027-03-01T16:00:00+00:00")
        self.refused("postponements", "staff", 403, "not-allowed", id=event["id"])
        self.call("answerPostponement", "staff", 204, {"answer": "no"}, id=first["id"])
        self.assertEqual(WORLD.get("event", "head", id=event["id"])["places_left"], 0)
        self.refused("answerPostponement", "staff", 409, "ended", {"answer": "yes"}, id=first["id"])
        self.refused("answerPostponement", "other", 404, "not-found", {}, id=first["id"])
        self.fields("answerPostponement", "staff", {"answer": "perhaps"}, "answer", id=first["id"])

    def test_what_is_no_other_day(self):
        event = self.on("2027-03-02")
        self.fields("postponeEvent", "coordinator", {}, "starts_at", "reason", id=event["id"])
        for day, name in (("2026-01-01", "starts_at"), ("2027-03-02", "starts_at")):
            self.fields("postponeEvent", "coordinator",
                        {"starts_at": f"{day}T16:00:00Z", "reason": "So."}, name, id=event["id"])
        self.refused("postponeEvent", "staff", 403, "not-allowed", {}, id=event["id"])
        draft = self.on("2027-03-02", publish=False)
        self.refused("postponeEvent", "coordinator", 409, "not-published",
                     {"starts_at": "2027-03-09T16:00:00Z", "reason": "So."}, id=draft["id"])
        problem = self.call("postponeEvent", "coordinator", 412,
                            {"starts_at": "2027-03-09T16:00:00Z", "reason": "So."}, id=event["id"],
                            headers={"If-Match": '"99"'})
        self.assertEqual(problem["type"], "/problems/stale")

    # ---- copies ----

    def test_copied(self):
        event = self.on("2027-03-03", about={"methods": "Try."})
        self.call("addEventFile", "coordinator", 201, PDF, headers=RAW, id=event["id"])
        made, answer = self.send("copyEvent", "coordinator", 201, {"on": "2027-06-02"},
                                 id=event["id"])
        self.assertEqual(answer.header("Location"), f"/api/v1/events/{made['id']}")
        self.assertEqual((made["status"], made["starts_at"], made["about"]["methods"]),
                         ("draft", "2027-06-02T16:00:00+01:00", "Try."))
        files = WORLD.get("eventFiles", "coordinator", id=made["id"])["items"]
        self.assertEqual(len(files), 1)
        self.fields("copyEvent", "coordinator", {}, "on", id=event["id"])
        for day in ("2020-01-01", "2199-01-01"):
            self.fields("copyEvent", "coordinator", {"on": day}, "on", id=event["id"])
        self.refused("copyEvent", "staff", 403, "not-allowed", {}, id=event["id"])

    def test_a_year_copied(self):
        self.call("nextSchoolCalendar", "leader", 200, {"year": 2027}, id=1)
        event = self.on("2026-11-19", title="To come again")
        other = self.on("2026-11-20", title="Not again")
        plan = WORLD.get("yearCopy", "coordinator", year=2026)
        rows = {row["event_id"]: row for row in plan["items"]}
        self.assertEqual((rows[event["id"]]["on"], rows[event["id"]]["why"]), ("2027-11-18", ""))
        leave = [row["event_id"] for row in plan["items"] if row["event_id"] != event["id"]]
        done = self.call("copyYear", "coordinator", 200, {"year": 2026, "leave_out": leave})
        self.assertEqual(done, {"made": 1, "without_room": 0, "missed": []})
        rows = {row["event_id"]: row
                for row in WORLD.get("yearCopy", "coordinator", year=2026)["items"]}
        made = WORLD.get("event", "coordinator", id=rows[event["id"]]["copy_id"])
        self.assertEqual((made["title"], made["starts_at"], made["status"]),
                         ("To come again", "2027-11-18T16:00:00+00:00", "draft"))
        self.assertIsNone(rows[other["id"]]["copy_id"])
        again = self.call("copyYear", "coordinator", 200, {"year": 2026, "leave_out": leave})
        self.assertEqual(again["made"], 0)
        version = WORLD.get("schoolCalendar", "coordinator", id=1, year=2027)["version"]
        self.call("undoSchoolCalendar", "coordinator", 200, {"version": version}, id=1)
        self.fields("yearCopy", "coordinator", None, "year", year=2031)
        self.fields("copyYear", "coordinator", {}, "year")
        self.refused("yearCopy", "staff", 403, "not-allowed", year=2026)
        self.refused("copyYear", "head", 403, "not-allowed", {})

    # ---- closures ----

    def test_a_school_closed(self):
        first, second = self.on("2026-12-08", title="First"), self.on("2026-12-08", title="Second")
        self.call("book", "staff", 201, {}, id=first["id"])
        body = {"from": "2026-12-08", "reason": "Snow"}
        plan = self.call("closeSchool", "head", 200, {**body, "dry_run": True}, id=1)
        hits = {hit["event_id"]: hit for hit in plan["events"]}
        self.assertLessEqual({first["id"], second["id"]}, set(hits))
        self.assertEqual((hits[first["id"]]["told"], hits[first["id"]]["proposed"]),
                         (1, "2026-12-09T16:00:00+00:00"))
        self.fields("closeSchool", "head", body, "events", id=1)
        fates = [{"event_id": hit["event_id"], "to": hit["proposed"]} for hit in plan["events"]
                 if hit["event_id"] != second["id"]] + [{"event_id": second["id"]}]
        done = self.call("closeSchool", "head", 200, {**body, "events": fates}, id=1)
        self.assertEqual((done["moved"], done["called_off"]), (len(fates) - 1, 1))
        self.assertEqual(WORLD.get("event", "staff", id=first["id"])["starts_at"],
                         "2026-12-09T16:00:00+00:00")
        gone = WORLD.get("event", "staff", id=second["id"])
        self.assertEqual((gone["status"], gone["cancel_reason"]), ("cancelled", "Snow"))
        calendar = WORLD.get("schoolCalendar", "coordinator", id=1, year=2026)
        self.assertIn(("closure", "Snow", "2026-12-08"),
                      [(d["kind"], d["name"], d["from"]) for d in calendar["dates"]])
        self.call("undoSchoolCalendar", "coordinator", 200, {"version": calendar["version"]}, id=1)
        self.fields("closeSchool", "head", {}, "from", "reason", id=1)
        self.fields("closeSchool", "head", {**body, "events": [{"to": 1}]}, "events[0].event_id",
                    "events[0].to", id=1)
        for who in ("staff", "governor"):
            self.refused("closeSchool", who, 403, "not-allowed", {}, id=1)
