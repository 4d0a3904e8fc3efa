"""Events in the API: their life, who may, what is refused, versions and lists."""
from api_world import WORLD, Case


class Events(Case):
    def test_life_of_an_event(self):
        sent = self.new_event(purpose="Bring a page.", room="Library", capacity=30,
                              waiting_list=False, attendance="invited", hours=1.25,
                              booking_closes_at="2026-11-29T18:00:00+00:00",
                              sessions=[{"starts_at": "2026-11-30T16:00:00+00:00",
                                         "ends_at": "2026-11-30T17:00:00+00:00"}])
        made, answer = self.send("createEvent", "leader", 201, sent)
        self.assertEqual(made["status"], "draft")
        self.assertEqual(answer.header("Location"), f"/api/v1/events/{made['id']}")
        self.assertEqual({k: made[k] for k in sent if k != "sessions"},
                         {k: v for k, v in sent.items() if k != "sessions"})
        self.assertEqual((made["places_left"], made["waiting"], made["minutes_left"]), (30, 0, None))
        # Who is asked to come is told why (AC-34).
        self.assertEqual(made["missing"], ["about.audience", "about.objectives", "about.methods",
                                           "about.expectations"])
        asked = self.event(publish=False, attendance="invited", purpose="")
        self.fields("publishEvent", "leader", None, "purpose", id=asked["id"])
        # A draft is there for those who may edit it, and for nobody else.
        self.assertEqual(WORLD.get("event", "coordinator", id=made["id"])["title"], sent["title"])
        for who in ("staff", "head", "governor", "admin"):
            self.refused("event", who, 404, "not-found", id=made["id"])
        self.call("publishEvent", "leader", 200, id=made["id"])
        self.assertEqual(WORLD.get("event", "staff", id=made["id"])["status"], "published")
        changed = self.call("changeEvent", "leader", 200, {"title": "Louder"}, id=made["id"])
        self.assertEqual({**changed, "title": made["title"], "version": 0, "status": "draft"},
                         {**made, "version": 0})
        self.fields("cancelEvent", "leader", {"reason": "x" * 501}, "reason", id=made["id"])
        cancelled = self.call("cancelEvent", "leader", 200, {"reason": "Snow."}, id=made["id"])
        self.assertEqual((cancelled["status"], cancelled["cancel_reason"]), ("cancelled", "Snow."))
        self.refused("changeEvent", "leader", 409, "cancelled", {"title": "No"}, id=made["id"])
        self.refused("publishEvent", "leader", 409, "cancelled", id=made["id"])
        self.assertEqual(self.call("cancelEvent", "leader", 200, id=made["id"])["version"],
                         cancelled["version"])

    def test_what_it_is_about(self):
        about = {"objectives": "Ask.", "methods": "Try.", "expectations": "Bring a page.",
                 "audience": "All.", "level": "team", "theme": "wellbeing", "phase": "KS3",
                 "subject": "Maths", "mode": "online", "standard": [1, 4], "evaluation": "at_once",
                 "provider_id": None, "cost_pence": 1250, "strand": "governors",
                 "emerging": "New law."}
        settings = {"counts": "inset", "approval": True, "clash": "warn", "offer_minutes": 1440,
                    "fresh_schools_first": True, "withdraw_hours": 24}
        made = self.call("createEvent", "coordinator", 201,
                         self.new_event(about=about, purpose="So.", **settings))
        self.assertEqual(made["about"], about)
        self.assertEqual({k: made[k] for k in settings}, settings)
        self.assertEqual(made["missing"], [])
        changed = self.call("changeEvent", "coordinator", 200,
                            {"about": {"standard": [], "theme": ""}}, id=made["id"])
        self.assertEqual(changed["about"], {**about, "standard": [], "theme": ""})
        for sent, name in (({"mode": "by post"}, "about.mode"), ({"standard": [6]}, "about.standard"),
                           ({"standard": 1}, "about.standard"), ({"level": "moon"}, "about.level"),
                           ({"theme": 1}, "about.theme"), ({"cost_pence": -1}, "about.cost_pence"),
                           ({"provider_id": 9999}, "about.provider_id"),
                           ({"strand": "x"}, "about.strand"), ({"methods": "x" * 1001}, "about.methods"),
                           ({"evaluation": "never"}, "about.evaluation")):
            self.fields("changeEvent", "coordinator", {"about": sent}, name, id=made["id"])
        for sent, name in (({"counts": "double"}, "counts"), ({"clash": "fight"}, "clash"),
                           ({"offer_minutes": 20161}, "offer_minutes"),
                           ({"withdraw_hours": -1}, "withdraw_hours"), ({"approval": 1}, "approval"),
                           ({"type": "moon"}, "type"), ({"type": "spark_attendance"}, "type")):
            self.fields("changeEvent", "coordinator", sent, name, id=made["id"])

    def test_kind_of_the_catalogue(self):
        made = self.call("createEvent", "coordinator", 201, self.new_event(kind="learning_group"))
        self.assertEqual((made["kind"], made["type"]), ("group", "learning_group"))
        made = self.call("createEvent", "coordinator", 201, self.new_event(kind="mandatory"))
        self.assertEqual((made["kind"], made["type"]), ("course", "mandatory"))
        # What nobody books is no event: it is written down by who did it.
        self.fields("createEvent", "coordinator", self.new_event(kind="research"), "kind")

    def test_closed_done_and_archived(self):
        event = self.event()
        move = lambda status, code=200: self.call("moveEvent", "coordinator", code,
                                                  {"status": status}, id=event["id"])
        self.assertEqual(move("closed")["status"], "closed")
        self.refused("book", "staff", 409, "too-late", id=event["id"])
        self.assertEqual(move("published")["status"], "published")
        for status in ("done", "archived"):
            self.refused("moveEvent", "coordinator", 409, "not-possible", {"status": status},
                         id=event["id"])
        for status in ("draft", "cancelled", "gone"):
            self.fields("moveEvent", "coordinator", {"status": status}, "status", id=event["id"])
        self.refused("moveEvent", "staff", 403, "not-allowed", {"status": "closed"}, id=event["id"])
        self.call("moveEvent", "coordinator", 412, {"status": "closed"}, id=event["id"],
                  headers={"If-Match": '"99"'})
        past = self.event(starts_at="2026-10-05T16:00:00Z", ends_at="2026-10-05T17:00:00Z")
        for status in ("done", "archived"):
            self.call("moveEvent", "coordinator", 200, {"status": status}, id=past["id"])
        listed = lambda **ask: [e["id"] for e in WORLD.get("events", "staff", limit=200, **ask)["items"]]
        self.assertNotIn(past["id"], listed())
        self.assertEqual(listed(status="archived"), [past["id"]])
        self.fields("events", "staff", None, "status", status="lost")

    def test_found_by_words_and_filters(self):
        made = self.event(title="Zoë's Überblick", about={"phase": "Year 2"})
        for ask in ({"q": "zoe uber"}, {"phase": "year 2", "free": "1"}):
            self.assertEqual([e["id"] for e in WORLD.get("events", "staff", **ask)["items"]],
                             [made["id"]])
        self.assertEqual(WORLD.get("events", "staff", q='zoe OR "')["items"], [])
        for wrong in ({"free": "yes"}, {"q": "x" * 81}, {"theme": "x" * 81}):
            self.fields("events", "staff", None, *wrong, **wrong)

    def test_for_me(self):
        for item in WORLD.get("eventsForMe", "staff")["items"]:
            self.assertTrue(item["reasons"])
            self.assertIsNone(item["event"]["my_booking"])

    def test_digest(self):
        self.assertEqual(WORLD.get("digest", "staff"), {"wanted": True})
        for wanted in (False, True):
            self.assertEqual(self.call("chooseDigest", "staff", 200, {"wanted": wanted}),
                             {"wanted": wanted})
        self.fields("chooseDigest", "staff", {"wanted": "no"}, "wanted")

    def test_spark(self):
        spark = {"changeover_s": 90, "talks_a_person": 2, "intake": "call",
                 "order": "drawn", "themes": "cluster",
                 "rooms": [{"name": "Drama studio", "seats": 40}],
                 "blocks": [{"starts_at": "2026-12-03T16:10:00+00:00",
                             "ends_at": "2026-12-03T16:40:00+00:00"},
                            {"starts_at": "2026-12-03T16:50:00+00:00",
                             "ends_at": "2026-12-03T17:20:00+00:00"}],
                 "booking_opens_at": "2026-11-01T08:00:00+00:00", "booking_closes_at": None}
        made = self.call("createEvent", "coordinator", 201, self.new_event(
            kind="spark", starts_at="2026-12-03T16:00:00Z", ends_at="2026-12-03T17:30:00Z",
            spark=spark))
        self.assertEqual({k: made["spark"][k] for k in spark}, spark)
        self.assertEqual((made["minutes_left"], made["spark"]["fixed_minutes"]), (60, 30))
        self.assertEqual([length["minutes"] for length in made["spark"]["lengths"]], [2, 7])
        changed = self.call("changeEvent", "coordinator", 200,
                            {"spark": {"fixed_minutes": 20}}, id=made["id"])
        self.assertEqual((changed["minutes_left"], len(changed["spark"]["blocks"])), (70, 1))
        self.assertEqual(changed["spark"]["rooms"], spark["rooms"])
        rooms = [*spark["rooms"], {"name": "Library", "seats": 30, "kit": "screen, piano"}]
        changed = self.call("changeEvent", "coordinator", 200, {"spark": {"rooms": rooms}},
                            id=made["id"])
        self.assertEqual((changed["minutes_left"], changed["spark"]["fixed_minutes"],
                          changed["spark"]["rooms"]), (140, 20, rooms))
        defaults = self.call("createEvent", "coordinator", 201, self.new_event(kind="spark"))
        self.assertEqual((defaults["spark"]["fixed_minutes"], defaults["spark"]["changeover_s"],
                          defaults["minutes_left"], defaults["waiting_list"]), (20, 120, 40, True))

    SESSIONS = [{"starts_at": f"2026-12-{day}T16:00:00+00:00",
                 "ends_at": f"2026-12-{day}T17:00:00+00:00", "room": room}
                for day, room in (("07", ""), ("09", "Library"), ("11", ""))]

    def mails(self, event):
        return WORLD.server.rows("SELECT count(*) FROM outbox o JOIN booking b ON b.id = o.object_id"
                                 " WHERE o.kind LIKE 'event-%' AND b.event_id = ?", event)[0][0]

    def test_several_sessions(self):
        made = self.event(starts_at="2026-12-07T16:00:00Z", ends_at="2026-12-11T17:00:00Z",
                          sessions=list(reversed(self.SESSIONS)))
        self.assertEqual([{k: v for k, v in s.items() if k != "id"} for s in made["sessions"]],
                         self.SESSIONS)
        self.assertEqual((made["starts_at"], made["ends_at"]),
                         ("2026-12-07T16:00:00+00:00", "2026-12-11T17:00:00+00:00"))
        self.call("book", "staff", 201, {}, id=made["id"])
        # each of them takes the time of whoever is booked
        other = self.event(starts_at="2026-12-09T16:30:00Z", ends_at="2026-12-09T18:00:00Z")
        self.refused("book", "staff", 409, "clash", {}, id=other["id"])
        # its times change with its sessions alone; title and sessions at once are one mail
        self.fields("changeEvent", "coordinator", {"ends_at": "2026-12-12T17:00:00Z"}, "starts_at",
                    id=made["id"])
        moved = [dict(made["sessions"][0]), dict(made["sessions"][2])]
        moved[1]["starts_at"] = "2026-12-11T16:15:00+00:00"
        changed = self.call("changeEvent", "coordinator", 200,
                            {"title": "Two evenings", "sessions": moved}, id=made["id"])
        self.assertEqual(changed["sessions"], moved)
        self.assertEqual(self.mails(made["id"]), 1)
        self.call("book", "staff", 201, {}, id=other["id"])
        self.call("cancelEvent", "coordinator", 200, {}, id=other["id"])
        self.call("cancelEvent", "coordinator", 200, {}, id=made["id"])
        self.refused("changeEvent", "coordinator", 409, "meets-once", {"sessions": self.SESSIONS},
                     id=self.spark(day="2026-12-10")["id"])

    def test_who_may(self):
        for who in ("staff", "mentor", "head", "governor", "admin"):
            # Permission is judged before values.
            self.refused("createEvent", who, 403, "not-allowed", {"title": 5})
            self.refused("changeEvent", who, 403, "not-allowed", {"title": 5}, id=5)
            self.refused("cancelEvent", who, 403, "not-allowed", id=5)
            self.refused("publishEvent", who, 403, "not-allowed", id=5)
        self.refused("createEvent", "leader", 403, "not-allowed",
                     self.new_event(host_school=2, title=5))
        ours = self.event(publish=False, who="leader")
        self.refused("changeEvent", "leader", 403, "not-allowed", {"host_school": 2}, id=ours["id"])
        theirs = self.event(host_school=2)
        self.refused("changeEvent", "leader", 403, "not-allowed", {"title": "Mine"}, id=theirs["id"])

    BAD = (
        ({"title": ""}, "title"), ({"title": "  "}, "title"), ({"title": "x" * 81}, "title"),
        ({"title": 5}, "title"), ({"title": None}, "title"), ({"title": "two\nlines"}, "title"),
        ({"purpose": "x" * 1001}, "purpose"), ({"room": "x" * 81}, "room"),
        ({"kind": "party"}, "kind"), ({"kind": 1}, "kind"),
        ({"host_school": 99}, "host_school"), ({"host_school": "1"}, "host_school"),
        ({"starts_at": "2026-11-30"}, "starts_at"), ({"starts_at": "30/11/2026"}, "starts_at"),
        ({"starts_at": "2026-11-30T16:00:00"}, "starts_at"), ({"starts_at": 1}, "starts_at"),
        ({"ends_at": "2026-11-30T15:59:00Z"}, "ends_at"),
        ({"ends_at": "2026-12-02T16:00:00Z"}, "ends_at"),
        ({"capacity": -1}, "capacity"), ({"capacity": 10001}, "capacity"),
        ({"capacity": "30"}, "capacity"), ({"capacity": 1.5}, "capacity"),
        ({"waiting_list": 1}, "waiting_list"), ({"attendance": "maybe"}, "attendance"),
        ({"hours": -1}, "hours"), ({"hours": "1"}, "hours"), ({"hours": 25}, "hours"),
        ({"booking_closes_at": "2026-12-01T00:00:00Z"}, "booking_closes_at"),
        ({"booking_opens_at": "2026-11-30T16:30:00Z"}, "booking_opens_at"),
        ({"sessions": []}, "sessions"), ({"sessions": "one"}, "sessions"),
        ({"ends_at": "2026-11-30T17:00:00Z",
          "sessions": [{"starts_at": "2026-11-30T16:00:00Z", "ends_at": "2026-11-30T16:30:00Z"},
                       {"starts_at": "2026-12-01T16:00:00Z", "ends_at": "2026-12-01T17:00:00Z"}]},
         "sessions"),
        ({"sessions": [{"starts_at": "2026-11-30T16:00:00Z", "ends_at": "2026-11-30T16:30:00Z"},
                       {"starts_at": "2026-11-30T16:20:00Z", "ends_at": "2026-11-30T17:00:00Z"}]},
         "sessions[1].starts_at"),
        ({"sessions": [{"starts_at": "2026-11-30T16:00:00Z", "ends_at": "2026-11-30T17:00:00Z",
                        "room": "x" * 81}]}, "sessions[0].room"),
        ({"starts_at": "2026-11-30T16:00:00Z",
          "sessions": [{"starts_at": "2026-11-30T16:30:00Z"}]}, "sessions"),
        ({"spark": {}}, "spark"), ({"kind": "spark", "spark": []}, "spark"),
        ({"kind": "spark", "attendance": "required"}, "attendance"),
        ({"kind": "spark", "spark": {"rooms": [{"name": "A"}, {"name": "a"}]}}, "spark.rooms"),
        ({"kind": "spark", "spark": {"rooms": []}}, "spark.rooms"),
        ({"kind": "spark", "spark": {"rooms": [{"name": "x" * 81}]}}, "spark.rooms"),
        ({"kind": "spark", "spark": {"rooms": [{"seats": 10001}]}}, "spark.rooms"),
        ({"kind": "spark", "spark": {"rooms": [{"seats": "4"}]}}, "spark.rooms[0].seats"),
        ({"kind": "spark", "spark": {"changeover_s": 901}}, "spark.changeover_s"),
        ({"kind": "spark", "spark": {"changeover_s": -1}}, "spark.changeover_s"),
        ({"kind": "spark", "spark": {"fixed_minutes": 60}}, "spark.fixed_minutes"),
        ({"kind": "spark", "spark": {"talks_a_person": 6}}, "spark.talks_a_person"),
        ({"kind": "spark", "spark": {"intake": "lottery"}}, "spark.intake"),
        ({"kind": "spark", "spark": {"order": "any"}}, "spark.order"),
        ({"kind": "spark", "spark": {"themes": "none"}}, "spark.themes"),
        ({"kind": "spark", "spark": {"blocks": [{"starts_at": "2026-11-30T16:00:00Z"}]}},
         "spark.blocks[0].ends_at"),
        ({"kind": "spark", "spark": {"blocks": [{"starts_at": "2026-11-30T15:00:00Z",
                                                 "ends_at": "2026-11-30T16:30:00Z"}]}},
         "spark.blocks"),
    )

    def test_bad_values(self):
        before = WORLD.server.rows("SELECT count(*), max(id) FROM event")[0][:]
        for fields, name in self.BAD:
            with self.subTest(fields=fields):
                found = [name, "spark.blocks"] if name.endswith("].ends_at") else [name]
                problem = self.refused("createEvent", "coordinator", 422, "validation",
                                       self.new_event(**fields))
                self.assertLessEqual({error["field"] for error in problem["errors"]}, set(found))
                self.assertIn(name, [error["field"] for error in problem["errors"]])
        self.fields("createEvent", "coordinator", {"kind": "spark", "spark": {}}, "title",
                    "host_school", "starts_at", "ends_at", "capacity")
        for nested in ({"seats": 1}, {"rooms": [{"nmae": "A"}]}, {"blocks": [{"at": 1}]}):
            self.refused("createEvent", "coordinator", 400, "unknown-field",
                         self.new_event(kind="spark", spark=nested))
        self.assertEqual(WORLD.server.rows("SELECT count(*), max(id) FROM event")[0][:], before)
        event = self.event()
        for fields, name in self.BAD:
            if "spark" not in fields and fields.get("kind") != "spark":
                self.fields("changeEvent", "coordinator", fields, name, id=event["id"])
        self.fields("changeEvent", "coordinator", {"kind": "spark"}, "kind", id=event["id"])
        self.assertEqual(WORLD.get("event", "coordinator", id=event["id"]), event)

    def test_versions(self):
        event = self.event()
        first, answer = self.send("event", "coordinator", 200, id=event["id"])
        tag = answer.header("ETag")
        self.assertEqual(tag, f'"{first["version"]}"')
        self.call("changeEvent", "leader", 200, {"title": "Theirs", "room": "Gym"}, id=event["id"],
                  headers={"If-Match": tag})
        for stale in (tag, f"W/{tag}", '"x"', f'{tag}, "77"', '"0"', f'W/"{event["version"] + 1}"'):
            problem = self.refused("changeEvent", "coordinator", 412, "stale", {"title": "Mine"},
                                   id=event["id"], headers={"If-Match": stale})
            self.assertEqual(problem["errors"],
                             [{"field": "title", "message": "It now says “Theirs”."}])
            for operation in ("publishEvent", "cancelEvent"):
                self.refused(operation, "coordinator", 412, "stale", id=event["id"],
                             headers={"If-Match": stale})
        for bad in ("1", '"1', "", ",", '"1" "2"', 'w/"1"'):
            self.refused("changeEvent", "coordinator", 400, "malformed", {"title": "Mine"},
                         id=event["id"], headers={"If-Match": bad})
        now = WORLD.get("event", "coordinator", id=event["id"])
        self.assertEqual((now["title"], now["room"]), ("Theirs", "Gym"))
        for i, good in enumerate(("*", '"77", "%d"', '"%d",, W/"1"', '"%d"')):
            now = self.call("changeEvent", "coordinator", 200, {"capacity": 50 + i}, id=event["id"],
                            headers={"If-Match": good.replace("%d", str(now["version"]))})
            self.assertEqual(now["capacity"], 50 + i)

    def test_lists(self):
        found = WORLD.get("events", "staff", kind="spark", from_="2026-11-12", to="2026-11-12")
        self.assertEqual([event["title"] for event in found["items"]], ["SPARK: autumn"])
        self.assertEqual(WORLD.get("events", "staff", q="spark: AUT")["items"], found["items"])
        past = WORLD.get("events", "staff", kind="spark", from_="2026-10-01",
                         to="2026-11-11")["items"]
        self.assertEqual([item["id"] for item in past], [WORLD.evening])
        self.assertEqual(WORLD.get("events", "staff", kind="spark", to="2026-11-12T15:45:00Z",
                                   q="SPARK: autumn")["items"], [])
        for event in WORLD.get("events", "staff", school=2, limit=200)["items"]:
            self.assertEqual((event["host_school"], event["status"] != "draft"), (2, True))
        starts = [e["starts_at"] for e in WORLD.get("events", "head", from_="2026-12-01")["items"]]
        self.assertEqual(starts, sorted(starts))
        self.fields("events", "staff", None, "kind", "from", "to", "school", kind="x", from_="x",
                    to="2026-02-30", school="one")
