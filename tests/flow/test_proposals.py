#!/usr/bin/python3
"""A call that many answer, on its page: as many ticks as there are proposals, each counted once."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
# pylint: disable=wrong-import-position
from browser import Browser
from sparkd_server import Server

MANY = 400  # as many as a list of proposals shows


class Proposals(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(conf={"rate_limits": "no"})
        cls.addClassCleanup(cls.server.close)
        cls.server.start()
        cls.tokens = {who: cls.server.token(f"{who}@demo.example")
                      for who in ("coordinator", "staff", "mentor")}

    def call(self, who, path, body, status=201):
        answer = self.server.request("POST", f"/api/v1{path}", body, token=self.tokens[who])
        self.assertEqual(answer.status, status, answer.text)
        return answer.json()

    def event(self, day):
        event = self.call("coordinator", "/events", {
            "kind": "spark", "title": "SPARK", "purpose": "Why.", "host_school": 1, "capacity": 30,
            "starts_at": f"2027-03-{day}T16:00:00Z", "ends_at": f"2027-03-{day}T17:00:00Z",
            "spark": {"fixed_minutes": 0, "changeover_s": 60, "intake": "call"}})["id"]
        self.call("coordinator", f"/events/{event}/publish", {}, 200)
        return event

    def propose(self, event, who):
        return self.call(who, f"/events/{event}/talks",
                         {"title": who, "minutes": 7, "category": "good practice"})["id"]

    def page(self, event):
        browser = Browser(self.server)
        self.addCleanup(browser.close)
        browser.be(self.server.rows("SELECT name FROM person WHERE email = ?",
                                    "coordinator@demo.example")[0][0])
        return browser, browser.get(f"/spark/{event}/proposals")

    def statuses(self, event):
        return sorted(tuple(row) for row in self.server.rows(
            "SELECT status, count(*) FROM talk WHERE event_id = ? GROUP BY 1", event))

    def fill(self, event, talk):
        """Everybody else of a large trust answers as well."""
        self.server.stop()
        numbers = [(n,) for n in range(9001, 9000 + MANY)]
        self.server.write_many("INSERT INTO person (id, uid, name, created_at)"
                               " VALUES (?1, 'p' || ?1, 'Person ' || ?1, 1)", numbers)
        for table in "talk", "talk_presenter":
            names = [row["name"] for row in
                     self.server.rows("SELECT name FROM pragma_table_info(?)", table)]
            values = ", ".join({"id": "?1", "talk_id": "?1", "person_id": "?1",
                                "uid": f"'{table}' || ?1"}.get(name, name) for name in names)
            key = "id" if table == "talk" else "talk_id"
            self.server.write_many(f"INSERT INTO {table} ({', '.join(names)}) SELECT {values}"
                                   f" FROM {table} WHERE {key} = {talk}", numbers)
        self.server.start()

    def test_all_of_many_at_once(self):
        event = self.event(16)
        self.fill(event, self.propose(event, "staff"))
        browser, page = self.page(event)
        form = page.form(f"/spark/{event}/proposals", button="Decline")
        ticks = {row["id"]: "yes" for row in
                 self.server.rows("SELECT id FROM talk WHERE event_id = ?", event)}
        self.assertEqual(len(ticks), MANY)
        page = browser.submit(form, button="Decline", word="Too many!",
                              **{f"talk_{id}": tick for id, tick in ticks.items()})
        self.assertEqual(page.status, 200, page.words)
        self.assertIn("400 talks are declined", page.words)
        self.assertEqual(self.statuses(event), [("declined", MANY)])

    def test_one_by_two_names(self):
        event = self.event(17)
        talk = self.propose(event, "mentor")
        browser, page = self.page(event)
        form = page.form(f"/spark/{event}/proposals", button="Accept")
        page = browser.submit(form, button="Accept",
                              **{f"talk_{talk}": "yes", f"talk_0{talk}": "yes"})
        self.assertEqual(page.status, 200, page.words)
        self.assertEqual(self.statuses(event), [("confirmed", 1)])


if __name__ == "__main__":
    unittest.main()
