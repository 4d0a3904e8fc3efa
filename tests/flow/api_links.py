"""Accounts of a provider that wait for an administrator, by the API."""
from api_world import NOBODY, WORLD, Case


class Links(Case):
    def test_whose_accounts_are_they(self):
        items = {item["person"]["email"]: item for item in WORLD.get("links", "admin")["items"]}
        other, ect = items["other@demo.example"], items["ect@demo.example"]
        self.assertEqual((other["state"], other["reason"], other["provider"], other["email"]),
                         ("waiting", "unproved", "https://login.example", "other@demo.example"))
        for who in ("coordinator", "staff"):
            self.refused("links", who, 403, "not-allowed")
            self.refused("acceptLink", who, 403, "not-allowed", id=other["id"])
            self.refused("refuseLink", who, 403, "not-allowed", id=NOBODY)
        self.assertEqual(self.call("acceptLink", "admin", 200, id=other["id"]),
                         {"id": other["id"], "state": "accepted"})
        self.assertEqual(self.call("refuseLink", "admin", 200, id=ect["id"]),
                         {"id": ect["id"], "state": "refused"})
        self.refused("acceptLink", "admin", 404, "not-found", id=other["id"])
        self.refused("refuseLink", "admin", 404, "not-found", id=ect["id"])
        left = WORLD.get("links", "admin")["items"]
        self.assertEqual([(item["id"], item["state"]) for item in left], [(ect["id"], "refused")])
