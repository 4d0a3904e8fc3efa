"""The policy in the API: words, year, lists, and who says what."""
from api_world import WORLD, Case


class Policy(Case):
    def test_the_policy_in_force(self):
        policy = WORLD.get("policy", "staff")
        self.assertEqual((policy["name"], policy["talk_minutes"], policy["appraisal"]),
                         ("bronte", [2, 7], "separate"))
        self.assertIn("not endorsed", policy["note"])
        self.assertEqual(policy["labels"]["pd_mentor"],
                         {"text": "professional development mentor", "source": "B:126"})
        self.assertEqual([p["key"] for p in policy["cycle"] if p["kind"] == "conversation"],
                         ["initial", "second", "final"])
        self.assertEqual({p["dates"] for p in policy["cycle"] if p["kind"] == "conversation"},
                         {"product"})
        self.assertEqual(WORLD.get("policy", "governor"), policy)

    def test_a_list_says_who_says_it(self):
        plan = WORLD.get("policyList", "staff", name="plan")
        self.assertEqual(plan["items"][0]["text"], "What are my strengths?")
        self.assertEqual((plan["items"][0]["source"], plan["items"][0]["origin"]),
                         ("B:198", "trust"))
        aims = WORLD.get("policyList", "staff", name="aims")
        self.assertEqual({item["origin"] for item in aims["items"]}, {"product"})
        for entry in WORLD.get("policy", "staff")["lists"]:
            listed = WORLD.get("policyList", "staff", name=entry["key"])
            self.assertEqual((listed["title"], len(listed["items"])),
                             (entry["title"], entry["count"]))
        self.refused("policyList", "staff", 404, "not-found", name="ratings")

    def test_a_pack_is_tried_and_put_into_force(self):
        pack, answer = self.send("policyPack", "coordinator", 200)
        tag = {"If-Match": answer.header("ETag")}
        self.refused("policyPack", "staff", 403, "not-allowed")
        self.refused("loadPolicy", "leader", 403, "not-allowed", {"pack": pack})
        self.fields("loadPolicy", "coordinator", {}, "pack")
        self.fields("loadPolicy", "coordinator", {"pack": "bronte"}, "pack")
        self.fields("loadPolicy", "coordinator", {"pack": {**pack, "ratings": []}}, "pack")
        same = self.call("loadPolicy", "coordinator", 200, {"pack": pack, "dry_run": True})
        self.assertEqual((same["changes"], same["in_force"]), ([], False))
        newer = {**pack, "version": pack["version"] + 1, "labels": {
            **pack["labels"], "cpd_leader": {"text": "CPD champion", "source": "trust"}}}
        tried = self.call("loadPolicy", "coordinator", 200, {"pack": newer, "dry_run": True})
        self.assertEqual([c["what"] for c in tried["changes"]], ["labels.cpd_leader"])
        self.assertEqual(WORLD.get("policyPack", "coordinator"), pack)
        other = {**newer, "version": pack["version"]}
        self.refused("loadPolicy", "coordinator", 409, "same-version", {"pack": other})
        done = self.call("loadPolicy", "coordinator", 200, {"pack": newer}, headers=tag)
        self.assertTrue(done["in_force"])
        self.refused("loadPolicy", "coordinator", 412, "stale", {"pack": newer}, headers=tag)
        self.assertEqual(WORLD.get("policy", "staff")["labels"]["cpd_leader"]["text"],
                         "CPD champion")

    OURS = {"key": "river_museum", "text": "River Museum", "source": "school"}

    def providers(self, who):
        return WORLD.get("policyList", who, name="providers")["items"]

    def test_a_school_says_what_it_adds(self):
        school = WORLD.get("policy", "staff")["school_id"]
        other = WORLD.get("policy", "other")["school_id"]
        before, answer = self.send("schoolPolicy", "staff", 200, id=school)
        self.assertEqual(before, {"school_id": school, "additions": {}})
        tag = {"If-Match": answer.header("ETag")}
        order = {"additions": {"lists": {"providers": {"items": [self.OURS]}}, "dates": {"final": {
            "opens": "first school day on or after 06-01",
            "due": "last school day on or before 06-18", "source": "school"}}}}
        for who in ("staff", "governor"):
            self.refused("saveSchoolPolicy", who, 403, "not-allowed", order, id=school)
        self.refused("saveSchoolPolicy", "leader", 403, "not-allowed", order, id=other)
        self.fields("saveSchoolPolicy", "leader", {}, "additions", id=school)
        self.fields("saveSchoolPolicy", "leader", {"additions": []}, "additions", id=school)
        tried = self.call("saveSchoolPolicy", "leader", 200, {**order, "dry_run": True}, id=school)
        self.assertGreater(tried["deadlines_moved"], 1)
        self.assertFalse(tried["in_force"])
        self.assertEqual(WORLD.get("schoolPolicy", "staff", id=school), before)
        saved = self.call("saveSchoolPolicy", "leader", 200, order, id=school, headers=tag)
        self.assertEqual(saved, {**tried, "in_force": True})
        self.assertEqual(WORLD.get("schoolPolicy", "staff", id=school)["additions"],
                         order["additions"])
        self.refused("saveSchoolPolicy", "head", 412, "stale", order, id=school, headers=tag)
        # Its own people have it, marked; others do not.
        self.assertEqual([(i["key"], i["origin"]) for i in self.providers("staff")][-1],
                         ("river_museum", "school"))
        self.assertNotIn("river_museum", [i["key"] for i in self.providers("other")])
        final = {who: next(p for p in WORLD.get("policy", who)["cycle"] if p["key"] == "final")
                 for who in ("staff", "other")}
        self.assertEqual(final["staff"]["dates"], "school")
        self.assertNotEqual(final["staff"]["due"], final["other"]["due"])
        back = self.call("saveSchoolPolicy", "coordinator", 200, {"additions": {}}, id=school)
        self.assertEqual(back["deadlines_moved"], tried["deadlines_moved"])

    def test_nothing_of_the_trusts_is_changed(self):
        school = WORLD.get("policy", "staff")["school_id"]
        trusts = self.providers("other")[0]["key"]
        for additions, words in (
                ({"lists": {"providers": {"items": [{**self.OURS, "key": trusts}]}}}, "the trust's"),
                ({"lists": {"providers": {"items": [{**self.OURS, "source": "B:1"}]}}}, "school"),
                ({"labels": {"pd": {"text": "x", "source": "school"}}}, "no such key")):
            problem = self.refused("saveSchoolPolicy", "head", 422, "validation",
                                   {"additions": additions}, id=school)
            self.assertIn(words, problem["errors"][0]["message"])
