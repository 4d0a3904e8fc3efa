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
