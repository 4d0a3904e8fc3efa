"""Series in the API: previewed, made, joined, changed, ended; and who may."""
from api_world import WORLD, Case


class SeriesCalls(Case):
    RULE = {"repeats": "weekly", "times": 4}

    def first(self, day, **fields):
        return self.event(starts_at=f"{day}T16:00:00Z", ends_at=f"{day}T17:00:00Z", capacity=9,
                          kind="group", **fields)

    def series(self, day, **rule):
        """Published, its first date on that day."""
        made = self.call("createSeries", "coordinator", 201, {**self.RULE, **rule},
                         id=self.first(day)["id"])
        return self.call("publishSeries", "coordinator", 200, id=made["id"])

    def mails(self, kind, series):
        return WORLD.server.rows("SELECT count(*) FROM outbox WHERE kind = ? AND object_id = ?",
                                 kind, series)[0][0]

    def test_preview_and_make(self):
        event = self.first("2026-12-10")
        body = {"repeats": "weekly", "until": "2027-01-14"}
        plan = self.call("previewSeries", "coordinator", 200, body, id=event["id"])
        self.assertEqual(plan["words"], "every Thursday in term at 16:00")
        self.assertEqual([d["on"] for d in plan["dates"]],
                         ["2026-12-10", "2026-12-17", "2027-01-07", "2027-01-14"])
        self.assertEqual([(d["on"], d["why"]) for d in plan["skipped"]],
                         [("2026-12-24", "not in term"), ("2026-12-31", "not in term")])
        made, answer = self.send("createSeries", "coordinator", 201, body, id=event["id"])
        self.assertEqual(answer.header("Location"), f"/api/v1/series/{made['id']}")
        self.assertEqual([d["on"] for d in made["dates"]], [d["on"] for d in plan["dates"]])
        self.assertEqual([d["status"] for d in made["dates"]], ["published"] + ["draft"] * 3)
        self.assertEqual((made["starts"], made["minutes"], made["weekday"], made["until"]),
                         ("16:00", 60, "thursday", "2027-01-14"))
        # drafts are for whoever may edit them
        self.assertEqual(len(WORLD.get("series", "staff", id=made["id"])["dates"]), 1)
        for operation in ("previewSeries", "createSeries"):
            self.refused(operation, "coordinator", 409, "cannot-repeat", body, id=event["id"])
        self.assertEqual(WORLD.get("event", "staff", id=event["id"])["series"], made["id"])

    def test_bad_values(self):
        event = self.first("2026-12-10")
        for body, name in (({}, "repeats"), ({"repeats": "daily", "times": 3}, "repeats"),
                           ({"repeats": "weekly"}, "times"), ({"repeats": "weekly", "times": 1}, "times"),
                           ({"repeats": "monthly", "times": 3}, "nth"),
                           ({"repeats": "weekly", "nth": 2, "times": 3}, "nth"),
                           ({"repeats": "weekly", "until": "2026-12-01"}, "until"),
                           ({"repeats": "weekly", "until": "2030-12-01"}, "until")):
            self.fields("previewSeries", "coordinator", body, name, id=event["id"])
            self.fields("createSeries", "coordinator", body, name, id=event["id"])
        made = self.series("2026-12-10")
        for body, name in (({"starts": "noonish"}, "starts"), ({"ends": "15:00"}, "ends"),
                           ({"title": ""}, "title"), ({"capacity": -1}, "capacity"),
                           ({"from_event": 1}, "from_event"), ({"sure": 1}, "sure")):
            self.fields("changeSeries", "coordinator", body, name, id=made["id"])
        self.fields("endSeries", "coordinator", {"from_event": 1}, "from_event", id=made["id"])
        self.fields("extendSeries", "coordinator", {}, "until", id=made["id"])

    def test_a_group(self):
        made = self.series("2026-12-07")
        joined = self.call("joinSeries", "staff", 201, {}, id=made["id"])
        self.assertEqual((joined["booked"], joined["waiting"], joined["missed"]), (4, 0, []))
        self.assertEqual(self.mails("series-booked", made["id"]), 1)
        self.refused("joinSeries", "staff", 409, "already-booked", {}, id=made["id"])
        self.assertEqual(WORLD.get("series", "staff", id=made["id"])["my_membership"], joined["id"])
        members = WORLD.get("seriesMembers", "coordinator", id=made["id"])["items"]
        self.assertEqual([m["person_id"] for m in members], [WORLD.ids["staff"]])
        self.refused("seriesMembers", "staff", 403, "not-allowed", id=made["id"])
        self.fields("joinSeries", "coordinator", {"person_id": 999999}, "person_id", id=made["id"])
        # only who may change the series adds others
        body = {"person_id": WORLD.ids["other"]}
        self.refused("joinSeries", "staff", 403, "not-allowed", body, id=made["id"])
        other = self.call("joinSeries", "coordinator", 201, body, id=made["id"])
        self.refused("leaveSeries", "staff", 404, "not-found", id=other["id"])
        more = self.call("extendSeries", "coordinator", 200, {"until": "2027-01-25"}, id=made["id"])
        self.assertEqual(len(more["dates"]), 6)
        self.assertEqual({d["status"] for d in more["dates"]}, {"published"})
        # calling dates off says first whose bookings end
        late = {"from_event": more["dates"][4]["event_id"]}
        problem = self.refused("endSeries", "coordinator", 409, "would-strand", late, id=made["id"])
        self.assertEqual(len(problem["errors"]), 2)
        self.assertIn("2 bookings", problem["errors"][0]["message"])
        ended = self.call("endSeries", "coordinator", 200, {**late, "sure": True}, id=made["id"])
        self.assertEqual([d["status"] for d in ended["dates"][4:]], ["cancelled"] * 2)
        back = self.call("restoreEvent", "coordinator", 200, {}, id=ended["dates"][4]["event_id"])
        self.assertEqual((back["status"], back["taken"]), ("published", 2))
        alone = self.first("2026-12-07")
        self.call("cancelEvent", "coordinator", 200, {}, id=alone["id"])
        self.refused("restoreEvent", "coordinator", 409, "no-series", {}, id=alone["id"])
        self.call("leaveSeries", "coordinator", 204, id=other["id"])
        self.call("leaveSeries", "staff", 204, id=joined["id"])
        self.assertEqual(WORLD.get("event", "coordinator", id=back["id"])["taken"], 0)

    def test_many_dates_at_once(self):
        made = self.series("2026-12-09")
        self.call("joinSeries", "mentor", 201, {}, id=made["id"])
        third = made["dates"][2]["event_id"]
        changed = self.call("changeSeries", "coordinator", 200,
                            {"room": "Gym", "starts": "16:15", "from_event": third}, id=made["id"])
        self.assertEqual([d["starts_at"][11:16] for d in changed["dates"]],
                         ["16:00", "16:00", "16:15", "16:15"])
        self.assertEqual(self.mails("series-changed", made["id"]), 1)
        # into a clash only when it is wanted
        day = changed["dates"][3]["on"]
        other = self.event(starts_at=f"{day}T18:00:00Z", ends_at=f"{day}T19:00:00Z")
        self.call("book", "mentor", 201, {}, id=other["id"])
        problem = self.refused("changeSeries", "coordinator", 409, "would-strand",
                               {"ends": "18:30"}, id=made["id"])
        self.assertEqual(len(problem["errors"]), 1)
        self.assertIn(other["title"], problem["errors"][0]["message"])
        self.call("changeSeries", "coordinator", 200, {"ends": "18:30", "sure": True}, id=made["id"])
        # fewer places than are taken: which days, and how many
        problem = self.fields("changeSeries", "coordinator", {"capacity": 0}, "capacity",
                              id=made["id"])
        for who in ("staff", "head", "governor"):
            self.refused("changeSeries", who, 403, "not-allowed", {"title": 5}, id=made["id"])
            self.refused("endSeries", who, 403, "not-allowed", {"sure": 5}, id=made["id"])
            self.refused("publishSeries", who, 403, "not-allowed", id=made["id"])
            self.refused("extendSeries", who, 403, "not-allowed", {}, id=made["id"])
            self.refused("createSeries", who, 403, "not-allowed", {}, id=third)
        self.refused("changeSeries", "coordinator", 412, "stale", {"title": "Late"}, id=made["id"],
                     headers={"If-Match": '"1"'})
        stale = {"headers": {"If-Match": '"1"'}, "id": made["id"]}
        self.refused("endSeries", "coordinator", 412, "stale", {}, **stale)
        self.refused("publishSeries", "coordinator", 412, "stale", **stale)
        self.refused("extendSeries", "coordinator", 412, "stale", {"until": "2027-03-01"}, **stale)
        self.call("leaveSeries", "mentor", 204,
                  id=WORLD.get("series", "mentor", id=made["id"])["my_membership"])
