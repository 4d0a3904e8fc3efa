"""What counts, what people did elsewhere, and the files that show it, in the API."""
import hashlib
import io
import zipfile

from api_world import NOBODY, WORLD, Case

PDF = b"%PDF-1.7\n1 0 obj\n"
RAW = {"Content-Type": "application/octet-stream"}
VISIT = {"type": "school_visit", "title": "Reading at Elm", "from": "2026-10-20", "minutes": 180}


def document(*names):
    """A ZIP with these entries."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as entries:
        for name in names:
            entries.writestr(name, "x")
    return file.getvalue()


def form(name, content):
    """A form with that file, and the headers it is sent under."""
    body = (b"--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name.encode()
            + b"\"\r\nContent-Type: text/html\r\n\r\n" + content + b"\r\n--xx--\r\n")
    return body, {"Content-Type": "multipart/form-data; boundary=xx"}


class Recorded(Case):
    def record(self, who="staff", **fields):
        return self.call("createActivity", who, 201, {**VISIT, **fields})

    def test_kinds(self):
        kinds = {kind["key"]: kind for kind in WORLD.get("activityTypes", "staff", limit=200)["items"]}
        own = kinds["training"]  # Brontë's own words, the rest from what it is of
        self.assertEqual((own["kind"], own["mode"], own["counts"], own["evaluated"], own["source"]),
                         ("course", "bookable", True, True, "B:140"))
        self.assertEqual(kinds["learning_conversation"]["mode"], "conversation")
        self.assertTrue(kinds["award"]["award"])
        self.assertEqual(len(kinds), 40)
        self.fields("activityTypes", "staff", None, "limit", limit=0)

    def test_recorded(self):
        made, answer = self.send("createActivity", "staff", 201, {
            **VISIT, "type": "award", "to": "2027-07-01", "provider": "Ambition", "part": "leader",
            "level": "school", "theme": "wellbeing", "standard": [5, 1, 1], "learned": "Wait longer",
            "award": {"body": "DfE", "level": "NPQ", "credits": 60, "status": "studying"}})
        self.assertEqual(answer.header("Location"), f"/api/v1/activities/{made['id']}")
        self.assertEqual((made["to"], made["part"], made["standard"], made["verified_at"]),
                         ("2027-07-01", "leader", [1, 5], None))
        self.assertEqual(made["award"], {"body": "DfE", "level": "NPQ", "credits": 60,
                                         "status": "studying", "completed_on": None})
        self.assertEqual(WORLD.get("activity", "staff", id=made["id"]), made)
        listed = WORLD.get("activities", "staff", year=2026, limit=200)["items"]
        self.assertIn(made["id"], [item["id"] for item in listed])
        self.assertNotIn("learned", listed[0])
        self.assertEqual(WORLD.get("activities", "staff", year=2020)["items"], [])
        self.fields("activities", "staff", None, "year", year="this")
        self.assertEqual(self.record()["to"], "2026-10-20")

    def test_what_may_be_recorded(self):
        for who in ("admin",):
            self.refused("createActivity", who, 403, "not-allowed", {})
            self.refused("activities", who, 403, "not-allowed")
        self.fields("createActivity", "staff", {}, "type", "title", "from")
        for name, value in (("type", "circus"), ("type", "coaching"), ("title", ""),
                            ("from", "2027-10-20"), ("to", "2026-10-19"), ("minutes", 0),
                            ("part", "chair"), ("level", "galaxy"), ("theme", "galaxy"),
                            ("standard", [6]), ("learned", "x" * 4001)):
            self.fields("createActivity", "staff", {**VISIT, name: value}, name)
        self.fields("createActivity", "staff", {**VISIT, "award": {"credits": 5}}, "award_body")
        self.fields("createActivity", "staff", {**VISIT, "award": {"status": "won"}}, "award.status")

    def test_changed_and_deleted(self):
        number = self.record()["id"]
        for who, status, slug in (("other", 404, "not-found"), ("leader", 403, "not-allowed")):
            self.refused("changeActivity", who, status, slug, {}, id=number)
            self.refused("deleteActivity", who, status, slug, id=number)
        self.refused("changeActivity", "staff", 412, "stale", {"title": "X"}, id=number,
                     headers={"If-Match": '"99"'})
        self.fields("changeActivity", "staff", {"minutes": -1}, "minutes", id=number)
        changed = self.call("changeActivity", "staff", 200,
                            {"title": "Reading at Oak", "learned": "Ask first"}, id=number)
        self.assertEqual((changed["title"], changed["minutes"], changed["learned"]),
                         ("Reading at Oak", 180, "Ask first"))
        self.refused("deleteActivity", "staff", 412, "stale", id=number,
                     headers={"If-Match": '"1"'})
        self.call("deleteActivity", "staff", 204, id=number)
        self.refused("activity", "staff", 404, "not-found", id=number)

    def test_verified(self):
        number = self.record(learned="Mine")["id"]
        waiting = [i["id"] for i in WORLD.get("activitiesToVerify", "leader", limit=200)["items"]]
        self.assertIn(number, waiting)
        self.assertNotIn("learned", WORLD.get("activity", "leader", id=number))
        for who in ("staff", "head", "governor", "admin"):
            self.refused("activitiesToVerify", who, 403, "not-allowed")
        self.refused("verifyActivity", "staff", 403, "not-allowed", id=number)
        self.refused("verifyActivity", "other", 404, "not-found", id=number)
        seen = self.call("verifyActivity", "leader", 200, id=number)
        self.assertEqual(seen["verified_by"], WORLD.ids["leader"])
        self.assertIsNotNone(seen["verified_at"])
        waiting = [i["id"] for i in WORLD.get("activitiesToVerify", "leader", limit=200)["items"]]
        self.assertNotIn(number, waiting)
        self.refused("unverifyActivity", "staff", 403, "not-allowed", id=number)
        self.assertIsNone(self.call("unverifyActivity", "coordinator", 200, id=number)["verified_by"])
        self.call("verifyActivity", "coordinator", 200, id=number)
        longer = self.call("changeActivity", "staff", 200, {"minutes": 240}, id=number)
        self.assertIsNone(longer["verified_at"])
        own = self.record("leader")["id"]
        self.refused("verifyActivity", "leader", 409, "your-own", id=own)
        going_on = self.record(to="2027-03-01")["id"]
        self.refused("verifyActivity", "leader", 409, "not-over", id=going_on)

    # ---- files ----

    def add(self, number, content, who="staff", status=201, **values):
        return self.call("addActivityFile", who, status, content, headers=RAW, id=number, **values)

    def take(self, number, who="staff"):
        answer = WORLD.server.request("GET", f"/api/v1/files/{number}", token=WORLD.tokens[who])
        WORLD.api.check_headers(answer, number)
        return answer

    def test_files(self):
        number = self.record()["id"]
        made = self.add(number, PDF, name="Brontë \"notes\"; 1.pdf")
        self.assertEqual((made["name"], made["type"], made["bytes"]),
                         ("Brontë -notes-- 1.pdf", "pdf", len(PDF)))
        answer = self.take(made["id"])
        self.assertEqual((answer.status, answer.body, answer.header("Content-Type")),
                         (200, PDF, "application/pdf"))
        self.assertEqual(answer.header("Content-Disposition"),
                         'attachment; filename="Bront_ -notes-- 1.pdf";'
                         " filename*=UTF-8''Bront%C3%AB%20-notes--%201.pdf")
        self.assertEqual(answer.header("X-Content-Type-Options"), "nosniff")
        WORLD.api.call("storedFile", WORLD.tokens["staff"], 200, id=made["id"])
        # The same bytes again are no other file; a form brings one too, whatever it says of it.
        self.assertEqual(self.add(number, PDF, name="again.pdf"), made)
        body, headers = form("plan.docx", document("[Content_Types].xml", "word/document.xml"))
        sent = self.call("addActivityFile", "staff", 201, body, headers=headers, id=number)
        self.assertEqual((sent["name"], sent["type"]), ("plan.docx", "docx"))
        self.assertEqual(WORLD.get("activity", "staff", id=number)["files"], [made, sent])
        # On the disk under the hash of what is in it, and as large as that.
        stored = WORLD.server.data / "files" / hashlib.sha256(PDF).hexdigest()
        self.assertEqual(stored.read_bytes(), PDF)
        # Who verifies may take it; who has nothing to do with it does not know of it.
        self.assertEqual(self.take(made["id"], "leader").status, 200)
        for who in ("other", "admin", "mentor"):
            self.refused("storedFile", who, 404, "not-found", id=made["id"])
        self.refused("removeFile", "leader", 403, "not-allowed", id=made["id"])
        self.call("removeFile", "staff", 204, id=made["id"])
        self.refused("storedFile", "staff", 404, "not-found", id=made["id"])

    def test_what_is_no_file_of_ours(self):
        number = self.record()["id"]
        macros = document("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
        for content in (b"<html><script>alert(1)</script>", b"MZ\x90\x00", b"GIF89a\x00", macros,
                        b"x" * (10 * 1024 * 1024 + 1)):
            self.fields("addActivityFile", "staff", content, "file", headers=RAW, id=number)
        self.fields("addActivityFile", "staff", None, "file", id=number)
        self.refused("addActivityFile", "leader", 403, "not-allowed", PDF, headers=RAW, id=number)
        self.refused("addActivityFile", "other", 404, "not-found", PDF, headers=RAW, id=number)
        self.refused("addActivityFile", "staff", 404, "not-found", PDF, headers=RAW, id=NOBODY)
        for i in range(20):
            self.add(number, f"note {i}".encode(), name="note.txt")
        problem = self.refused("addActivityFile", "staff", 409, "too-many-files", b"one more",
                               headers=RAW, id=number)
        self.assertEqual([error["field"] for error in problem["errors"]], ["file"])

    def test_check_misses_a_file(self):
        number = self.record("ect")["id"]
        made = self.add(number, b"a certificate", "ect", name="certificate.txt")
        path = WORLD.server.data / "files" / hashlib.sha256(b"a certificate").hexdigest()
        for damage, words in ((lambda: path.write_bytes(b"another"), "altered: 1"),
                              (path.unlink, "missing: 1")):
            damage()
            status, said = WORLD.server.check()
            self.assertEqual(status, 1)
            self.assertIn(words, said)
        self.refused("storedFile", "ect", 409, "file-missing", id=made["id"])
        path.write_bytes(b"a certificate")
        self.assertEqual(WORLD.server.check()[0], 0)


def something_to_read():
    """A draft that says nothing of what is to be read."""
    return Case().event(False, kind="reading", title="Keeping children safe", capacity=0,
                        attendance="required", starts_at="2026-11-27T00:00:00+00:00",
                        ends_at="2026-11-28T00:00:00+00:00")["id"]


class Readings(Case):
    def test_read_and_confirmed(self):
        number = something_to_read()
        self.assertEqual(WORLD.get("reading", "coordinator", id=number),
                         {"address": "", "due_at": "2026-11-28T00:00:00+00:00", "read_at": None,
                          "files": []})
        self.refused("publishEvent", "coordinator", 409, "nothing-to-read", id=number)
        address = {"address": "https://www.gov.uk/kcsie"}
        self.call("setReading", "coordinator", 200, address, id=number)
        self.call("publishEvent", "coordinator", 200, id=number)
        self.refused("setReading", "staff", 403, "not-allowed", {}, id=number)
        self.fields("setReading", "coordinator", {}, "address", id=number)
        self.fields("setReading", "coordinator", {"address": "javascript:x"}, "address", id=number)
        self.assertEqual(self.call("setReading", "coordinator", 200, address, id=number)["address"],
                         "https://www.gov.uk/kcsie")
        self.refused("addEventFile", "staff", 403, "not-allowed", PDF, headers=RAW, id=number)
        self.fields("addEventFile", "coordinator", b"<svg/>", "file", headers=RAW, id=number)
        made = self.call("addEventFile", "coordinator", 201, PDF, headers=RAW, id=number,
                         name="policy.pdf")
        self.assertEqual(WORLD.get("reading", "staff", id=number)["files"], [made])
        self.call("storedFile", "staff", 200, id=made["id"])  # nobody needs a place
        before = {r["name"]: r["read_at"] for r in
                  WORLD.get("readers", "coordinator", id=number, limit=200)["items"]}
        self.assertIn("Ana Bell", before)
        self.assertEqual(set(before.values()), {None})
        read = self.call("confirmReading", "staff", 200, id=number)
        self.assertIsNotNone(read["read_at"])
        self.assertEqual(self.call("confirmReading", "staff", 200, id=number), read)
        after = WORLD.get("readers", "leader", id=number, limit=200)["items"]
        self.assertEqual([r["name"] for r in after if r["read_at"]], ["Ana Bell"])
        self.assertEqual(after[-1]["read_at"], read["read_at"])
        self.refused("readers", "staff", 403, "not-allowed", id=number)
        self.fields("readers", "leader", None, "limit", id=number, limit=0)
        self.assertIsNone(self.call("takeBackReading", "staff", 200, id=number)["read_at"])
        self.refused("confirmReading", "admin", 403, "not-allowed", id=number)
        self.refused("takeBackReading", "admin", 403, "not-allowed", id=number)
        self.refused("book", "staff", 409, "to-read", {}, id=number)
        for i in range(19):
            self.call("addEventFile", "coordinator", 201, f"page {i}".encode(), headers=RAW,
                      id=number, name="page.txt")
        self.refused("addEventFile", "coordinator", 409, "too-many-files", b"more", headers=RAW,
                     id=number)

    def test_not_yet_and_no_more(self):
        draft = something_to_read()
        self.refused("confirmReading", "coordinator", 409, "not-published", id=draft)
        self.refused("confirmReading", "staff", 404, "not-found", id=draft)
        other = self.event()["id"]
        for operation in ("reading", "readers", "confirmReading", "takeBackReading"):
            self.refused(operation, "coordinator", 404, "not-found", id=other)

    def test_files_of_other_events_are_for_those_with_a_place(self):
        number = self.event(starts_at="2027-06-09T16:00:00+01:00",
                            ends_at="2027-06-09T17:00:00+01:00")["id"]
        made = self.call("addEventFile", "coordinator", 201, PDF, headers=RAW, id=number)
        self.assertEqual(made["name"], "file.pdf")
        self.refused("storedFile", "staff", 403, "not-allowed", id=made["id"])
        self.call("book", "staff", 201, {}, id=number)
        self.call("storedFile", "staff", 200, id=made["id"])
        self.refused("removeFile", "staff", 403, "not-allowed", id=made["id"])
        self.call("removeFile", "coordinator", 204, id=made["id"])
