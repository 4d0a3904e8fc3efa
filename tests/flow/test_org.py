#!/usr/bin/python3
"""Schools, groups, governing bodies and providers on pages, without script."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server


class Organisation(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(conf={"rate_limits": "no"})
        cls.addClassCleanup(cls.server.close)
        # Nobody leads the second school.
        cls.server.write("DELETE FROM role_grant WHERE role = 'cpd_leader' AND school_id = 2")
        cls.server.start()

    def be(self, name):
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        browser.be(name)
        return browser

    def test_a_school_comes_and_goes(self):
        robin = self.be("Robin Hale")
        page = robin.get("/schools")
        self.assertIn("1 has no CPD leader named", page.words)
        page = robin.get(page.link("Add a school"))
        page = robin.submit(page.form("/schools/new"), name="ashby park SCHOOL")
        self.assertEqual(page.status, 409)
        self.assertIn("There is a school of that name already", page.words)
        self.assertEqual(page.form("/schools/new").fields["name"], "ashby park SCHOOL")
        page = robin.submit(page.form("/schools/new"), name="Elm School")
        self.assertIn("No CPD leader is named", page.words)
        body = robin.get(page.url.split("?", maxsplit=1)[0] + "/governing-body")
        self.assertRegex(body.words, r"[A-Z][a-z ]+: not set up yet")
        end = robin.get(page.link("It has left the trust"))
        page = robin.submit(end.form(r"/schools/\d+/end"))
        self.assertIn("Left the trust on 2 November 2026", page.words)
        self.assertNotIn("Elm School", robin.get("/schools").words)

    def test_a_change_behind(self):
        robin, priya = self.be("Robin Hale"), self.be("Priya Shah")
        mine, theirs = robin.get("/schools/1/edit"), priya.get("/schools/1/edit")
        form = r"/schools/1/edit"
        priya.submit(theirs.form(form), address="4 Example Road")
        page = robin.submit(mine.form(form), address="5 Example Road")
        self.assertEqual(page.status, 409)
        self.assertIn("4 Example Road", page.words)
        self.assertIn("5 Example Road", page.words)
        page = robin.submit(page.form(form), button="Save mine")
        self.assertIn("5 Example Road", page.words)

    def test_who_is_in_a_group(self):
        priya = self.be("Priya Shah")
        new = priya.get("/groups/new?school=1")
        self.assertEqual(new.form("/groups/new").choices["school"], ["1"])  # no other, no trust
        group = priya.submit(new.form("/groups/new"), kind="team", name="Office")
        add = priya.get(group.link("Add somebody"))
        form = r"/groups/\d+/members"
        page = priya.submit(add.form(form), person="Zzz")
        self.assertIn("Nobody here is called that", page.words)
        page = priya.submit(add.form(form), person="ana b", duty="leader")
        self.assertIn("Choose whom you mean", page.words)
        chosen = page.form(form).choices["person_id"][0]
        page = priya.submit(page.form(form), person_id=chosen)
        self.assertIn("Ana Bell Leader since 2 November 2026", page.words)
        page = priya.submit(add.form(form), person="staff@demo.example", duty="leader")
        self.assertEqual(page.status, 409)
        end = priya.get(priya.get(group.url).link("Leaves: Ana Bell"))
        page = priya.submit(end.form(r"/group-members/\d+/end"), to_on_day="1")
        self.assertIn("Nobody is in it yet", page.words)

    def test_a_governing_body_meets(self):
        priya = self.be("Priya Shah")
        page = priya.get("/schools/1/governing-body")
        self.assertIn("Noor Aziz Chair", page.words)
        new = priya.get(page.link("Add a meeting"))
        form = r"/governing-bodies/\d+/meetings"
        page = priya.submit(new.form(form), date_day="31", date_month="feb", date_year="2026")
        self.assertEqual(page.status, 422)
        self.assertIn("There is no such date", page.words)
        self.assertIn("Enter a time of the day", page.words)
        page = priya.submit(page.form(form), date_day="20", date_month="oct", start="6pm",
                            place="The gym")
        self.assertIn("Tuesday 20 October 2026, 6pm", page.words.replace(" ,", ","))
        report = priya.get(page.link("A report was received"))
        page = priya.submit(report.form(r"/meetings/\d+/received"), received="The annual report")
        self.assertIn("Received: The annual report", page.words)
        self.assertIn("last received on 20 October 2026", page.words)

    def test_providers_and_their_file(self):
        priya = self.be("Priya Shah")
        page = priya.submit(priya.get("/providers/new").form("/providers/new"),
                            name="=Sums()", kind="consultant")
        judge = priya.get(page.link("Judge its quality"))
        form = r"/providers/\d+/quality"
        page = priya.submit(judge.form(form), quality="avoid")
        self.assertIn("The reason is missing", page.words)
        page = priya.submit(page.form(form), note="Read from slides.")
        self.assertIn("Avoid By Priya Shah on 2 November 2026 Read from slides.", page.words)
        self.assertIn("=Sums()", priya.get("/providers?q=sums&quality=avoid").words)
        answer = priya.send("GET", "/providers.csv")
        self.assertEqual(answer.header("Content-Type"), "text/csv; charset=utf-8")
        self.assertIn("attachment", answer.header("Content-Disposition"))
        self.assertTrue(answer.body.startswith(b"\xef\xbb\xbfProvider,Kind"))
        self.assertIn(b"\r\n'=Sums(),consultant,", answer.body)

    def test_who_may_not(self):
        ana = self.be("Ana Bell")
        self.assertNotIn("Add a school", ana.get("/schools").words)
        token = ana.get("/calendar").form("/calendar").fields["csrf"]
        for path in ("/schools/new", "/schools/1/edit", "/groups/new", "/providers/new"):
            self.assertEqual(ana.get(path).status, 403, path)
            self.assertEqual(ana.post(path, {"csrf": token}).status, 403, path)
        self.assertEqual(ana.get("/providers").status, 403)
        self.assertEqual(ana.get("/providers/1").status, 404)


class Beginning(unittest.TestCase):
    """A trust that has just been founded says what to do first, to whoever may."""

    def test_home(self):
        server = Server(conf={"rate_limits": "no"})
        self.addCleanup(server.close)
        server.write("DELETE FROM school_span")
        server.start()
        admin, ana = Browser(server), Browser(server)
        admin.be("Lee Okoro")
        ana.be("Ana Bell")
        page = admin.get("/")
        self.assertIn("Three things to do first", page.words)
        self.assertIn("Add a school: done", page.words)
        self.assertEqual(page.link("Put in its school days"), "/school-calendars")
        self.assertEqual(admin.get("/school-calendars").status, 200)
        self.assertNotIn("Three things to do first", ana.get("/").words)
        admin.close()
        ana.close()


if __name__ == "__main__":
    unittest.main()
