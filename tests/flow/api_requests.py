"""Requests in the API: made, decided step by step, arranged; and what each refuses."""
from api_world import NOBODY, WORLD, Case

ASK = {"kind": "funding", "title": "Reading conference", "from": "2026-12-03", "to": "2026-12-04",
       "outcome": "A plan for reading aloud"}


class Requests(Case):
    """Each test makes its own; Ana works at Oak, where nobody is her line manager."""

    def ask_for(self, who="staff", **fields):
        return self.call("createRequest", who, 201, {**ASK, **fields})

    def decide(self, who, made, decision="approve", note=""):
        return self.call("decideRequest", who, 200, {"decision": decision, "note": note},
                         id=made["id"])

    def approved(self, **fields):
        made = self.ask_for(**fields)
        self.decide("leader", made)
        return self.decide("head", made)

    @staticmethod
    def names(made):
        return [person["id"] for person in made["with"]]

    def test_made(self):
        made, answer = self.send("createRequest", "staff", 201, {
            **ASK, "provider": "Seven Hills", "cost": 49.5, "payer": "trust", "cover_needed": 3,
            "cover_unit": "hours", "travel": "Train", "travel_cost": 12, "miles": 4,
            "in_trust": "no", "in_trust_note": "Nobody yet", "for_goal": True,
            "criteria": ["need", "pupils"]})
        self.assertEqual(answer.header("Location"), f"/api/v1/requests/{made['id']}")
        self.assertEqual(WORLD.get("request", "staff", id=made["id"]), made)
        self.assertEqual((made["cost"], made["travel_cost"], made["for_need"], made["for_goal"]),
                         (49.5, 12, False, True))
        self.assertEqual(made["criteria"], ["need", "pupils"])
        self.assertEqual([s["state"] for s in made["steps"]], ["passed over", "here", "to come"])
        self.assertEqual(self.names(made), [WORLD.ids["leader"]])
        self.fields("createRequest", "staff", {}, "kind", "title", "from", "to", "outcome")
        self.fields("createRequest", "staff",
                    {**ASK, "cost": -1, "payer": "me", "in_trust": "perhaps", "cover_unit": "days",
                     "to": "soon"}, "cost", "payer", "in_trust", "cover_unit", "to")
        self.fields("createRequest", "staff", {**ASK, "to": "2026-12-01", "miles": 2001},
                    "to", "miles")
        self.fields("createRequest", "staff", {**ASK, "criteria": "need"}, "criteria")
        self.fields("createRequest", "staff", {**ASK, "criteria": ["nothing"]}, "criteria")
        self.refused("createRequest", "admin", 403, "not-allowed", {})

    def test_its_way(self):
        made = self.ask_for(provider="Seven Hills")
        here = {"decision": "approve"}
        self.refused("decideRequest", "head", 403, "not-yours", {}, id=made["id"])
        self.refused("decideRequest", "staff", 403, "own-request", {}, id=made["id"])
        self.refused("decideRequest", "mentor", 404, "not-found", here, id=made["id"])
        self.fields("decideRequest", "leader", {}, "decision", id=made["id"])
        self.fields("decideRequest", "leader", {"decision": "decline"}, "note", id=made["id"])
        self.fields("decideRequest", "leader", {"decision": "perhaps"}, "decision", id=made["id"])
        self.refused("decideRequest", "leader", 412, "stale", here, id=made["id"],
                     headers={"If-Match": '"99"'})
        once = self.decide("leader", made, note="Good value")
        self.assertEqual((once["status"], once["steps"][1]["note"]), ("open", "Good value"))
        self.assertEqual(self.names(once), [WORLD.ids["head"]])
        done = self.decide("head", made)
        self.assertEqual((done["status"], done["order"], done["with"]),
                         ("approved", "not ordered", []))
        self.refused("decideRequest", "head", 409, "over", here, id=made["id"])

    def test_declined(self):
        made = self.ask_for()
        done = self.decide("leader", made, "decline", "Exams that week")
        self.assertEqual((done["status"], done["reason"]), ("declined", "Exams that week"))
        self.assertEqual(WORLD.get("request", "staff", id=made["id"])["reason"], "Exams that week")

    def test_changed_and_withdrawn(self):
        made = self.ask_for()
        changed = self.call("changeRequest", "staff", 200, {"title": "Another"}, id=made["id"])
        self.assertEqual((changed["title"], changed["outcome"]), ("Another", ASK["outcome"]))
        self.fields("changeRequest", "staff", {"title": ""}, "title", id=made["id"])
        self.refused("changeRequest", "staff", 412, "stale", {"title": "X"}, id=made["id"],
                     headers={"If-Match": '"99"'})
        self.refused("changeRequest", "leader", 403, "not-allowed", {}, id=made["id"])
        self.refused("withdrawRequest", "leader", 403, "not-allowed", id=made["id"])
        self.refused("withdrawRequest", "staff", 412, "stale", id=made["id"],
                     headers={"If-Match": '"99"'})
        self.decide("leader", made)
        self.refused("changeRequest", "staff", 409, "decided", {"title": "X"}, id=made["id"])
        self.assertEqual(self.call("withdrawRequest", "staff", 200, id=made["id"])["status"],
                         "withdrawn")
        self.refused("withdrawRequest", "staff", 409, "over", id=made["id"])

    def test_asked_and_answered(self):
        made = self.ask_for()
        note = {"note": "Could it be in June?"}
        self.refused("askAboutRequest", "head", 403, "not-yours", {}, id=made["id"])
        self.fields("askAboutRequest", "leader", {}, "note", id=made["id"])
        self.refused("answerAboutRequest", "staff", 409, "not-asked", note, id=made["id"])
        self.assertEqual(self.call("askAboutRequest", "leader", 200, note, id=made["id"])["status"],
                         "asked")
        for operation, who in (("askAboutRequest", "leader"), ("answerAboutRequest", "staff"),
                               ("commentOnRequest", "head")):
            self.refused(operation, who, 412, "stale", note, id=made["id"],
                         headers={"If-Match": '"99"'})
        self.refused("answerAboutRequest", "leader", 403, "not-allowed", {}, id=made["id"])
        self.fields("answerAboutRequest", "staff", {"note": " "}, "note", id=made["id"])
        after = self.call("answerAboutRequest", "staff", 200, {"note": "No"}, id=made["id"])
        self.assertEqual([n["kind"] for n in after["notes"]], ["question", "answer"])
        self.fields("commentOnRequest", "head", {}, "note", id=made["id"])
        said = self.call("commentOnRequest", "head", 200, note, id=made["id"])
        self.assertEqual((said["status"], said["notes"][-1]["kind"]), ("open", "comment"))

    def test_given_to_a_colleague(self):
        made = self.ask_for()
        to = {"person_id": WORLD.ids["other"]}
        self.refused("delegateRequest", "head", 403, "not-yours", {}, id=made["id"])
        self.fields("delegateRequest", "leader", {}, "person_id", id=made["id"])
        self.fields("delegateRequest", "leader", {"person_id": NOBODY}, "person", id=made["id"])
        self.refused("delegateRequest", "leader", 412, "stale", to, id=made["id"],
                     headers={"If-Match": '"99"'})
        self.refused("request", "other", 404, "not-found", id=made["id"])
        given = self.call("delegateRequest", "leader", 200, to, id=made["id"])
        self.assertEqual(self.names(given), [WORLD.ids["other"]])
        waiting = WORLD.get("requestsWaiting", "other", limit=200)["items"]
        self.assertIn(made["id"], [r["id"] for r in waiting])
        self.assertEqual(self.names(self.decide("other", made)), [WORLD.ids["head"]])

    def test_working_pattern(self):
        made = self.ask_for(kind="working pattern", title="Fridays")
        self.decide("leader", made)
        self.decide("head", made)
        self.fields("decideRequest", "head", {"decision": "approve"}, "note", id=made["id"])
        done = self.decide("head", made, note="Agreed by the governors on 24 November")
        self.assertEqual((done["status"], done["order"]), ("approved", ""))
        # Only who asks and who decides may know of it.
        self.refused("request", "governor", 404, "not-found", id=made["id"])
        self.refused("request", "coordinator", 404, "not-found", id=made["id"])
        listed = WORLD.get("requests", "coordinator", limit=200)["items"]
        self.assertNotIn(made["id"], [r["id"] for r in listed])

    def test_arranged(self):
        made = self.ask_for(provider="Seven Hills")
        note, order = {"note": "7B: Mr Ray"}, {"order": "ordered"}
        for operation, body in (("coverRequest", note), ("orderRequest", order)):
            self.refused(operation, "staff", 403, "not-allowed", {}, id=made["id"])
            self.refused(operation, "leader", 409, "not-approved", body, id=made["id"])
            self.refused(operation, "leader", 412, "stale", body, id=made["id"],
                         headers={"If-Match": '"99"'})
            self.fields(operation, "leader", {}, *body, id=made["id"])
        self.decide("leader", made)
        self.decide("head", made)
        self.assertEqual(self.call("coverRequest", "leader", 200, note, id=made["id"])["cover"],
                         "7B: Mr Ray")
        self.assertEqual(self.call("orderRequest", "leader", 200, order, id=made["id"])["order"],
                         "ordered")
        self.fields("orderRequest", "leader", {"order": "lost"}, "order", id=made["id"])
        inside = self.approved()
        self.refused("orderRequest", "leader", 409, "nothing-to-order", order, id=inside["id"])

    def test_several_at_once(self):
        one, two = self.ask_for(), self.ask_for()
        several = {"ids": [one["id"], two["id"]], "decision": "decline"}
        self.refused("decideRequests", "governor", 403, "not-allowed", {})
        self.fields("decideRequests", "leader", {}, "ids", "decision")
        self.fields("decideRequests", "leader", several, "note")
        self.fields("decideRequests", "leader",
                    {"ids": [one["id"], NOBODY], "decision": "approve"}, "ids")
        self.assertEqual(WORLD.get("request", "staff", id=one["id"])["status"], "open")
        done = self.call("decideRequests", "leader", 200, {**several, "note": "No cover"})
        self.assertEqual([r["status"] for r in done["items"]], ["declined"] * 2)

    def test_lists(self):
        made = self.ask_for(title="Found by its name")
        mine = WORLD.get("requests", "staff", person=WORLD.ids["staff"], limit=200)["items"]
        self.assertIn(made, mine)
        self.refused("requests", "staff", 403, "not-allowed")
        self.refused("requests", "staff", 403, "not-allowed", person=WORLD.ids["leader"])
        self.refused("requests", "admin", 403, "not-allowed", person=WORLD.ids["admin"])
        found = WORLD.get("requests", "leader", q="found BY its", state="open")["items"]
        self.assertEqual([r["id"] for r in found], [made["id"]])
        self.fields("requests", "leader", None, "state", state="lost")
        theirs = WORLD.get("requests", "coordinator", person=WORLD.ids["other"])["items"]
        self.assertNotIn(made["id"], [r["id"] for r in theirs])
        self.refused("requestsWaiting", "governor", 403, "not-allowed")

    def test_routes(self):
        funding, pattern = WORLD.get("requestRoutes", "staff")["items"]
        self.assertEqual([s["who"] for s in funding["steps"]],
                         ["line manager", "cpd leader", "head"])
        self.assertEqual((funding["school_days"], pattern["kind"]), (5, "working pattern"))
