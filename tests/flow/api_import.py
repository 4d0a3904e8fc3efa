"""Importing people through the API: upload, look, choose, yes, back."""
from api_world import WORLD, Case

CSV = {"Content-Type": "text/csv"}
HEADING = "school,staff_ref,first_name,last_name,work_email\n"
# One whose staff nothing of the year's programme asks for: an import of them can be taken back.
SCHOOL = "Quarry Hill School"


def lines(*people):
    return (HEADING + "".join(f"{SCHOOL},{ref},{first},{last},{email}\n"
                              for ref, first, last, email in people)).encode()


UNA = ("U1", "Una", "Kerr", "una@x.example")
VIC = ("V1", "Vic", "Lark", "vic@x.example")


def waiting_import():
    return WORLD.api.call("createImport", WORLD.tokens["coordinator"], 201, lines(UNA, VIC),
                          headers=CSV)["id"]


class Import(Case):
    def upload(self, body, who="coordinator", status=201, **query):
        return self.call("createImport", who, status, body, headers=CSV, **query)

    def apply(self, made, **fields):
        return self.call("applyImport", "coordinator", 200,
                         {"digest": made["digest"], "leave": True, **fields}, id=made["id"])

    def test_the_whole_way(self):
        made = self.upload(lines(UNA, VIC))
        self.assertEqual((made["state"], made["counts"]["new"]), ("ready", 2))
        items = WORLD.get("importItems", "coordinator", id=made["id"], kind="new")["items"]
        self.assertEqual([i["name"] for i in items], ["Una Kerr", "Vic Lark"])
        self.assertIn({"field": "work_email", "old": "", "new": "una@x.example"},
                      items[0]["changes"])
        done = self.apply(made)
        self.assertEqual((done["state"], done["counts"]["new"], done["may_undo"]),
                         ("applied", 2, True))
        self.refused("applyImport", "coordinator", 409, "applied",
                     {"digest": made["digest"], "leave": True}, id=made["id"])
        self.refused("importItems", "coordinator", 409, "applied", id=made["id"], kind="new")
        self.assertEqual(self.upload(lines(UNA, VIC))["counts"]["same"], 2)
        self.assertEqual(WORLD.get("imports", "admin")["items"][1]["id"], made["id"])
        # Somebody else of the file only: both would be too many without a second yes.
        less = self.upload(lines(("W1", "Wim", "Moss", "wim@x.example")))
        self.assertTrue(less["needs_second_yes"])
        yes = {"digest": less["digest"], "leave": True}
        self.fields("applyImport", "coordinator", yes, "leave", id=less["id"])
        left = self.apply(less, leave_many=True)
        self.assertEqual((left["counts"]["new"], left["counts"]["leave"]), (1, 2))
        self.refused("undoImport", "coordinator", 409, "not-the-last", id=made["id"])
        for number in (left["id"], made["id"]):
            undone = self.call("undoImport", "coordinator", 200, id=number)
            self.assertEqual((undone["state"], undone["may_undo"]), ("undone", False))

    def test_at_once(self):
        done = self.upload(lines(UNA), dry_run="no")
        self.assertEqual(done["state"], "applied")
        self.call("undoImport", "coordinator", 200, id=done["id"])
        self.fields("createImport", "coordinator", b"a,b\n1,2\n", "map", headers=CSV, dry_run="no")

    def test_a_yes_to_something_else(self):
        made = self.upload(lines(UNA))
        self.refused("applyImport", "coordinator", 412, "stale", {"digest": "x", "leave": True},
                     id=made["id"])
        self.call("dropImport", "coordinator", 204, id=made["id"])
        self.assertEqual(WORLD.get("import", "coordinator", id=made["id"])["state"], "dropped")
        self.refused("chooseImportPerson", "coordinator", 409, "dropped",
                     {"line": 2, "person_id": 0}, id=made["id"])

    def test_columns(self):
        made = self.upload(b"Nr,Vorname,Zuname\n7,Una,Kerr\n", school_id=WORLD.quiet_school)
        self.assertEqual((made["state"], made["digest"]), ("columns", None))
        number = made["id"]
        self.fields("chooseImportColumns", "coordinator", {"staff_ref": 1}, "last_name", id=number)
        self.fields("chooseImportColumns", "coordinator", {"staff_ref": 0}, "staff_ref", id=number)
        chosen = self.call("chooseImportColumns", "coordinator", 200,
                           {"staff_ref": 1, "first_name": 2, "last_name": 3}, id=number)
        self.assertEqual(chosen["counts"]["new"], 1)
        self.refused("chooseImportColumns", "coordinator", 409, "ready", {"staff_ref": 1},
                     id=number)

    def test_whom_a_line_means(self):
        me = WORLD.get("me", "staff")
        first, last = me["name"].split()
        made = self.upload(HEADING.encode() +
                           f"{me['schools'][0]['name']},X1,{first},{last},x1@x.example\n".encode())
        item, = WORLD.get("importItems", "coordinator", id=made["id"], kind="hand")["items"]
        self.assertIn(me["id"], [c["id"] for c in item["candidates"]])
        choice = {"line": item["line"], "person_id": me["id"]}
        found = self.call("chooseImportPerson", "coordinator", 200, choice, id=made["id"])
        self.assertEqual((found["counts"]["hand"], found["counts"]["changed"]), (0, 1))
        choice["person_id"] = -1
        found = self.call("chooseImportPerson", "coordinator", 200, choice, id=made["id"])
        self.assertEqual((found["counts"]["changed"], found["counts"]["passed_over"]), (0, 1))
        for bad in ({"line": 0, "person_id": 0}, {"line": 1, "person_id": -2}):
            self.refused("chooseImportPerson", "coordinator", 422, "validation", bad,
                         id=made["id"])

    def test_what_cannot_be_taken(self):
        self.fields("createImport", "coordinator", None, "file")
        self.fields("createImport", "coordinator", b"PK\x03\x04", "file", headers=CSV)
        self.fields("createImport", "coordinator", lines(UNA), "map", headers=CSV, map="excel")
        self.fields("createImport", "coordinator", lines(UNA), "school_id", headers=CSV,
                    school_id="99")
        made = self.upload(lines(UNA))
        self.fields("importItems", "coordinator", None, "kind", id=made["id"])
        self.fields("importItems", "coordinator", None, "kind", id=made["id"], kind="x")

    def test_once_by_key(self):
        headers = {**CSV, "Idempotency-Key": "upload"}
        first = self.call("createImport", "coordinator", 201, lines(UNA), headers=headers)
        again = self.call("createImport", "coordinator", 201, lines(UNA), headers=headers)
        self.assertEqual(again["id"], first["id"])
        self.refused("createImport", "coordinator", 422, "key-reused", lines(VIC), headers=headers)

    def test_the_share(self):
        self.assertEqual(WORLD.get("importShare", "admin"), {"percent": 10})
        self.call("changeImportShare", "admin", 200, {"percent": 25})
        self.assertEqual(WORLD.get("importShare", "coordinator"), {"percent": 25})
        self.fields("changeImportShare", "admin", {"percent": 101}, "percent")
        self.call("changeImportShare", "admin", 200, {"percent": 10})

    def test_who_may(self):
        made = self.upload(lines(UNA))
        for who in ("staff", "leader", "head", "governor"):
            self.refused("createImport", who, 403, "not-allowed", lines(UNA), headers=CSV)
            for operation in ("imports", "importShare"):
                self.refused(operation, who, 403, "not-allowed")
            self.refused("changeImportShare", who, 403, "not-allowed", {"percent": 1})
            for operation in ("import", "importItems"):
                self.refused(operation, who, 403, "not-allowed", id=made["id"])
            for operation in ("applyImport", "undoImport", "dropImport", "chooseImportPerson",
                              "chooseImportColumns"):
                self.refused(operation, who, 403, "not-allowed", {}, id=made["id"])
