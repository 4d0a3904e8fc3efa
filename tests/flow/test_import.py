#!/usr/bin/python3
"""People from a school's own system: upload, look, yes, back; on pages, by command, as a file."""
import csv
import io
import pathlib
import random
import socket
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import ROOT, Server, sparkd, wait_for

FILES = ROOT / "tests/data/import"
FIELDS = ("school", "staff_ref", "first_name", "last_name", "work_email", "staff_group",
          "department", "start_date")
SCHOOL = "Harbour View School"


def table(rows, heading=FIELDS):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue().encode()


def person(n, **other):
    row = {"school": SCHOOL, "staff_ref": f"N{n}", "first_name": f"First{n}",
           "last_name": f"Last{n}", "work_email": f"new{n}@demo.example",
           "staff_group": "teaching", "department": "Art", "start_date": "2026-09-01", **other}
    return [row[name] for name in FIELDS]


class Import(unittest.TestCase):
    def setUp(self):
        self.server = Server(conf={"rate_limits": "no"})
        self.addCleanup(self.server.close)
        self.server.start()
        # The morning's work books whoever is new on what they have to come to; then an import is
        # not undone any more.
        wait_for(lambda: self.server.rows("SELECT 1 FROM status_figure LIMIT 1"), "the day's work")
        self.browser = Browser(self.server)
        self.addCleanup(self.browser.close)
        self.browser.be("Robin Hale")

    def upload(self, content, name="staff.csv", **fields):
        form = self.browser.get("/people/import").form("/people/import")
        return self.browser.upload(form, [("file", name, content)], **fields)

    def apply(self, page, **fields):
        ask = self.browser.get(page.link("Continue"))
        return self.browser.submit(ask.form("/people/import/.*/apply"), **fields)

    def people(self):
        """Everybody, as the export has them."""
        answer = self.browser.send("GET", "/people.csv")
        self.assertEqual(answer.status, 200)
        self.assertTrue(answer.body.startswith(b"\xef\xbb\xbf"))
        return list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))

    # ---- pages ----

    def test_from_upload_to_undo(self):
        before = self.people()
        page = self.upload(table([person(1), person(2), person(3)]))
        self.assertIn("3 people are new", page.words)
        self.assertIn("Nobody would leave", page.words)
        self.assertIn("First1 Last1", page.words)
        self.assertEqual(self.people(), before)
        done = self.apply(page)
        self.assertIn("Imported", done.words)
        self.assertIn("3 new people", done.words)
        self.assertEqual(len(self.people()), len(before) + 3)
        again = self.upload(table([person(1), person(2), person(3)]))
        self.assertIn("3 lines say what is known already", again.words)
        self.assertIn("Nobody is new", again.words)
        changed = self.upload(table([person(1, last_name="Newname"), person(2), person(3)]))
        self.assertIn("1 person is different", changed.words)
        self.assertIn("was Last1", changed.words)
        second = self.apply(changed)
        self.assertIn("1 person changed", second.words)
        ask = self.browser.get(second.link("Undo this import"))
        undone = self.browser.submit(ask.form(".*/undo"))
        self.assertIn("This import was undone", undone.words)
        self.assertIn("Last1", {row["last_name"] for row in self.people()})
        first = self.browser.get(done.url)
        undone = self.browser.submit(
            self.browser.get(first.link("Undo this import")).form(".*/undo"))
        self.assertIn("This import was undone", undone.words)
        self.assertEqual(self.people(), before)

    def test_many_leavers_need_a_second_yes(self):
        self.apply(self.upload(table([person(n) for n in range(10)])))
        page = self.upload(table([person(n) for n in range(5)]))
        self.assertIn("5 people would leave", page.words)
        refused = self.apply(page, leave="yes")
        self.assertEqual(refused.status, 422)
        self.assertIn("More people than usual would leave", refused.words)
        self.assertIn(f"{SCHOOL}: 5 of 10", refused.words)
        refused = self.apply(page)
        self.assertEqual(refused.status, 422, "no answer is preset")
        kept = self.apply(page, leave="no")
        self.assertIn("It changed nobody", kept.words)
        page = self.upload(table([person(n) for n in range(5)]))
        left = self.apply(page, leave="yes", many="yes")
        self.assertIn("5 people left", left.words)
        self.assertNotIn("N9", {row["staff_ref"] for row in self.people()})

    def test_a_yes_to_what_changed_meanwhile_is_refused(self):
        page = self.upload(table([person(1)]))
        form = self.browser.get(page.link("Continue")).form("/people/import/.*/apply")
        self.apply(self.upload(table([person(1)])))
        stale = self.browser.submit(form)
        self.assertEqual(stale.status, 409)
        self.assertIn("People were changed since you looked", stale.words)

    def known(self, email, ref):
        """Gives somebody of the demo a staff reference, and their line of a file."""
        job = self.server.rows("SELECT e.id, p.name FROM employment e JOIN person p"
                               " ON p.id = e.person_id WHERE p.email = ?", email)[0]
        answer = self.server.request("PATCH", f"/api/v1/employments/{job['id']}",
                                     {"staff_ref": ref},
                                     token=self.server.token("admin@demo.example"))
        self.assertEqual(answer.status, 200, answer.text)
        first, last = job["name"].split()
        return person(0, school="Ashby Park School", staff_ref=ref, first_name=first,
                      last_name=last, work_email=email, department="", start_date="")

    def test_an_address_that_opens_others_records_is_an_administrators_to_change(self):
        column = FIELDS.index("work_email")
        line = self.known("admin@demo.example", "A1")
        line[column] = "mine@demo.example"
        refused = self.apply(self.upload(table([line])))
        self.assertEqual(refused.status, 409)
        self.assertIn("gives Lee Okoro another work email", refused.words)
        self.assertEqual(self.server.rows("SELECT count(*) n FROM person WHERE email ="
                                          " 'mine@demo.example'")[0]["n"], 0)
        # A teacher's is not, nor is the importer's own, nor anybody's for an administrator.
        teacher = self.known("staff@demo.example", "S1")
        teacher[column] = "ana@demo.example"
        self.assertEqual(self.apply(self.upload(table([teacher]))).status, 200)
        own = self.known("coordinator@demo.example", "C1")
        own[column] = "robin@demo.example"
        self.browser.be("Robin Hale")
        self.assertEqual(self.apply(self.upload(table([own])), leave="no").status, 200)
        self.browser.be("Lee Okoro")
        self.assertEqual(self.apply(self.upload(table([line])), leave="no").status, 200)

    def test_the_last_administrator_does_not_leave_with_a_file(self):
        line = self.known("admin@demo.example", "A1")
        teacher = self.known("staff@demo.example", "S1")
        self.assertEqual(self.apply(self.upload(table([line, teacher]))).status, 200)
        page = self.upload(table([teacher]))
        refused = self.apply(page, leave="yes", many="yes")
        self.assertEqual(refused.status, 409)
        self.assertIn("the last administrator would leave", refused.words)
        self.assertEqual(self.apply(page, leave="no").status, 200)

    def test_whom_a_line_means_is_asked(self):
        row = person(1, school="Ashby Park School", first_name="Ana", last_name="Bell")
        page = self.upload(table([row]))
        self.assertIn("1 line needs a hand", page.words)
        self.assertIn("It is Ana Bell", page.words)
        form = page.form("/people/import/.*/choose")
        found = self.browser.submit(form, button="It is Ana Bell")
        self.assertIn("1 person is different", found.words)
        self.assertIn("new1@demo.example", self.browser.get(
            found.link("1 person is different")).words)

    def test_columns_are_chosen(self):
        content = table([["Oak", "7", "Una", "Kerr", "una@demo.example"]],
                        ("Haus", "Nr", "Vorname", "Zuname", "Post"))
        page = self.upload(content, school_id="5")
        self.assertIn("Which column holds what?", page.words)
        self.assertIn("Vorname (Una)", page.words)
        form = page.form("/people/import/.*/columns")
        refused = self.browser.submit(form)
        self.assertEqual(refused.status, 422)
        self.assertIn("last names", refused.words)
        found = self.browser.submit(form, first_name="3", last_name="4", work_email="5", post="")
        self.assertIn("1 person is new", found.words)
        self.assertIn("1 person is new", self.upload(content, school_id="5").words)

    def test_without_a_school_it_says_where_and_shows_nothing_private(self):
        page = self.upload((FILES / "arbor.csv").read_bytes(), map="arbor")
        self.assertIn("NI Number", page.words)
        for private in ("QQ123456C", "03 May 1988"):
            self.assertNotIn(private, page.words)
        refused = self.browser.submit(page.form("/people/import/.*/columns"))
        self.assertEqual(refused.status, 422)
        self.assertTrue(refused.link("Choose the column with schools").endswith("#school"))

    def test_every_system_is_read(self):
        for name, new in (("arbor", 4), ("bromcom", 2), ("sims", 2)):
            page = self.upload((FILES / f"{name}.csv").read_bytes(), map=name, school_id="2")
            self.assertIn(f"{new} people are new", page.words, name)
        form = self.browser.get("/people/import").form("/people/import")
        for folder in ("oneroster", "sds"):
            files = [("file", f.name, f.read_bytes()) for f in (FILES / folder).iterdir()]
            page = self.browser.upload(form, files, add_schools="yes")
            self.assertIn("2 people are new", page.words, folder)
            self.assertIn("2 schools will be added", page.words, folder)

    def test_what_cannot_be_taken_is_said(self):
        for content, words in ((b"", "Choose the file"), (b"PK\x03\x04zip", "Excel workbook"),
                               (b"school,staff_ref,last_name\r\n", "no lines below"),
                               (b"a\n\x81", "neither UTF-8 nor Windows-1252")):
            page = self.upload(content, name="" if not content else "x.csv")
            self.assertEqual(page.status, 422, content)
            self.assertIn(words, page.words)
        page = self.upload(table([person(1, start_date="soon")]))
        self.assertIn("Line 2, column 8 (start_date)", page.words)
        self.assertIn("The rest of the line is taken", page.words)

    def test_the_share_is_set(self):
        page = self.browser.get("/people/import")
        self.assertEqual(page.form("/people/import/share").fields["percent"], "10")
        bad = self.browser.submit(page.form("/people/import/share"), percent="x")
        self.assertEqual(bad.status, 422)
        kept = self.browser.submit(page.form("/people/import/share"), percent="50")
        self.assertEqual(kept.form("/people/import/share").fields["percent"], "50")

    # ---- who may, and how much ----

    def test_only_who_may(self):
        form = self.browser.get("/people/import").form("/people/import")
        bare = self.browser.upload(form, [("file", "x.csv", b"x")], csrf="")
        self.assertEqual(bare.status, 403, "a multipart form without the session's token")
        self.browser.be("Ana Bell")
        for path in ("/people/import", "/people.csv"):
            self.assertEqual(self.browser.get(path).status, 403, path)

    def test_more_than_20_mb_is_refused_before_it_is_sent(self):
        head = ("POST /people/import HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n"
                "Content-Type: multipart/form-data; boundary=x\r\nSec-Fetch-Site: same-origin\r\n"
                "Content-Length: {length}\r\n\r\n")
        cookie = "; ".join(f"{k}={v}" for k, v in self.browser.cookies.items())
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=60) as wire:
            wire.sendall(head.format(host=self.server.host, cookie=cookie,
                                     length=20 * 1024 * 1024 + 1).encode())
            self.assertIn(b"HTTP/1.1 413", wire.recv(100))

    def test_a_large_file_is_read_from_where_it_was_put(self):
        page = self.upload(table([person(n) for n in range(3000)]))
        self.assertIn("3,000 people are new", page.words)
        self.assertIn("Page 1 of 60", page.words)
        self.assertIn("First2999", self.browser.get(
            page.url.split("?")[0] + "?show=new&page=60").words)

    def test_byte_soup_changes_nobody(self):
        """Whatever is uploaded: an answer, and everybody is as before."""
        before, dice = self.people(), random.Random(3)
        good = table([person(n) for n in range(3)])
        for _ in range(40):
            soup = bytearray(good)
            for _ in range(dice.randrange(1, 30)):
                at = dice.randrange(len(soup))
                soup[at:at + dice.randrange(3)] = bytes(dice.randrange(256)
                                                        for _ in range(dice.randrange(3)))
            self.assertIn(self.upload(bytes(soup)).status, (200, 422))
        self.assertEqual(self.people(), before)

    # ---- the file ----

    def test_the_export_comes_back_without_effect(self):
        answer = self.browser.send("GET", "/people.csv")
        page = self.upload(answer.body)
        for words in ("Nobody is new", "Nobody is different", "Nobody would leave",
                      "Everything can be read", "No line needs a hand"):
            self.assertIn(words, page.words)
        self.browser.be("Lee Okoro")
        self.assertIn("took a copy of the list of people", self.browser.get("/audit").words)

    # ---- commands ----

    def test_the_command_beside_the_server(self):
        content = self.server.folder / "in.csv"
        content.write_bytes(table([person(1), person(2, work_email="nonsense")]))
        words = ("import", "people", content, "--data", self.server.data)
        dry = sparkd(*words)
        self.assertIn("new: line 2: First1 Last1, Harbour View School", dry.stdout)
        self.assertIn("column 5 (work_email): it is no proper email address", dry.stdout)
        self.assertIn("2 new, 0 changed, 0 would leave", dry.stdout)
        before = self.people()
        self.assertIn("done: 2 new", sparkd(*words, "--apply").stdout)
        self.assertEqual(len(self.people()), len(before) + 2)
        content.write_bytes(table([person(1)]))
        refused = sparkd(*words, "--apply", check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("More people than usual", refused.stderr)
        self.assertIn("1 left", sparkd(*words, "--apply", "--many-leavers").stdout)
        self.assertEqual(sorted(p.name for p in self.server.data.glob("import-*")), [])

    def test_the_command_alone(self):
        self.server.stop()
        words = ("import", "people", FILES / "sds", "--data", self.server.data, "--add-schools")
        self.assertIn("new school: Oak School", sparkd(*words).stdout)
        self.assertIn("done: 2 new", sparkd(*words, "--apply").stdout)
        self.assertIn("0 new, 0 changed", sparkd(*words).stdout)
        unknown = sparkd("import", "people", ROOT / "README.md", "--data", self.server.data,
                         check=False)
        self.assertEqual(unknown.returncode, 1)
        for bad in (("import", "people", "x.csv"), ("import", "things", "x", "--data", "y"),
                    ("import", "people", "x", "--data", "y", "--map", "excel")):
            self.assertEqual(sparkd(*bad, check=False).returncode, 2, bad)
        self.assertEqual(sparkd("check", "--data", self.server.data).returncode, 0)


if __name__ == "__main__":
    unittest.main()
