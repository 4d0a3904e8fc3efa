"""Slides in the API: handed in by presenters, listed in running order, taken away as one ZIP."""
import io
import zipfile

from api_record import PDF, RAW, document, form
from api_world import NOBODY, WORLD, Case


class Slides(Case):
    def evening(self, day):
        """Two talks of 2 minutes, the staff's first; its event and the talks' ids."""
        event = self.spark(minutes=40, day=day, capacity=20)
        talks = [self.call("bookTalk", who, 201, self.talk(minutes=2, title=title),
                           id=event["id"])["id"]
                 for who, title in (("staff", "Ten words / a day"), ("other", "Quiet corridors"))]
        return event["id"], talks

    def take(self, event, who="coordinator"):
        answer = WORLD.server.request("GET", f"/api/v1/events/{event}/slides.zip",
                                      token=WORLD.tokens[who])
        WORLD.api.check_headers(answer, event)
        self.assertEqual((answer.status, answer.header("Content-Type")), (200, "application/zip"))
        return zipfile.ZipFile(io.BytesIO(answer.body))

    def test_what_those_who_speak_need(self):
        """EQ-05: for the organisers alone, and not for who speaks beside them."""
        event, (first, second) = self.evening("2027-03-16")
        words = {"access": "A chair with arms"}
        self.assertEqual(WORLD.get("talkNeeds", "staff", id=first), {"access": ""})
        self.fields("putTalkNeeds", "staff", {"access": "x" * 501}, "access", id=first)
        self.fields("putTalkNeeds", "staff", {}, "access", id=first)
        self.assertEqual(self.call("putTalkNeeds", "staff", 200, words, id=first), words)
        for who, talk in (("other", first), ("coordinator", first), ("staff", NOBODY)):
            self.refused("talkNeeds", who, 404, "not-found", id=talk)
            self.refused("putTalkNeeds", who, 404, "not-found", words, id=talk)
        self.refused("eventNeeds", "other", 403, "not-allowed", id=event)
        self.assertEqual(WORLD.get("eventNeeds", "coordinator", id=event)["speakers"],
                         [{"talk_id": first, "title": "Ten words / a day",
                           "name": WORLD.get("me", "staff")["name"], **words}])
        asked = self.call("bookTalk", "leader", 201,
                          self.talk(minutes=2, title="Together",
                                    co_presenters=[WORLD.ids["ect"]]), id=event)["id"]
        self.refused("talkNeeds", "ect", 403, "not-answered", id=asked)
        self.refused("putTalkNeeds", "ect", 403, "not-answered", words, id=asked)
        self.assertEqual(self.call("putTalkNeeds", "staff", 200, {"access": ""}, id=first),
                         {"access": ""})
        self.call("withdrawTalk", "other", 204, id=second)
        self.refused("putTalkNeeds", "other", 409, "ended", words, id=second)
        self.assertEqual(WORLD.get("eventNeeds", "coordinator", id=event)["speakers"], [])

    def test_slides_are_handed_in_and_taken_away(self):
        event, (first, second) = self.evening("2027-02-16")
        self.assertTrue(WORLD.get("talkSlides", "staff", id=first)["missing"])
        made = self.call("handInSlidesFile", "staff", 200, PDF, headers=RAW, id=first,
                         name="words.pdf")
        self.assertEqual((made["file"]["name"], made["missing"], made["late"]),
                         ("words.pdf", False, False))
        body, headers = form("better.pptx", document("[Content_Types].xml", "ppt/presentation.xml"))
        better = self.call("handInSlidesFile", "staff", 200, body, headers=headers, id=first)
        self.assertEqual(better["file"]["name"], "better.pptx")
        self.refused("storedFile", "staff", 404, "not-found", id=made["file"]["id"])
        linked = self.call("handInSlides", "other", 200,
                           {"link": "https://slides.example/a?b=1&c=2"}, id=second)
        self.assertEqual((linked["link"], linked["file"]), ("https://slides.example/a?b=1&c=2", None))
        self.assertEqual(WORLD.get("talkAfter", "other", id=second)["slides_link"],
                         linked["link"])
        seen = WORLD.get("eventSlides", "coordinator", id=event)
        self.assertEqual([(i["number"], i["talk_id"], i["missing"]) for i in seen["items"]],
                         [(1, first, False), (2, second, False)])
        self.assertEqual((seen["missing"], seen["order_changed"]), (0, False))
        self.assertEqual(seen["items"][0]["room"], "")  # the only one has no name: no gap
        with self.take(event) as archive:
            self.assertIsNone(archive.testzip())
            name = seen["items"][0]["file_name"]
            self.assertTrue(name.startswith("01 Ten words - a day – "), name)
            self.assertEqual(archive.namelist(), [name, "index.html"])
            index = archive.read("index.html").decode()
        self.assertIn("Quiet corridors", index)
        self.assertIn('href="https://slides.example/a?b=1&amp;c=2"', index)
        WORLD.api.call("eventSlidesZip", WORLD.tokens["coordinator"], 200, id=event)
        # Its numbers follow the programme, and who took it away is told.
        self.call("withdrawTalk", "staff", 204, id=first)
        after = WORLD.get("eventSlides", "coordinator", id=event)
        self.assertEqual([(i["number"], i["talk_id"]) for i in after["items"]], [(1, second)])
        self.assertTrue(after["order_changed"])

    def test_who_sees_them(self):
        event, (talk, _) = self.evening("2027-02-17")
        made = self.call("handInSlidesFile", "staff", 200, PDF, headers=RAW, id=talk, name="a.pdf")
        number = made["file"]["id"]
        WORLD.api.call("storedFile", WORLD.tokens["coordinator"], 200, id=number)
        self.refused("storedFile", "mentor", 404, "not-found", id=number)
        self.refused("removeFile", "coordinator", 403, "not-allowed", id=number)
        for operation in ("eventSlides", "eventSlidesZip"):
            self.refused(operation, "staff", 403, "not-allowed", id=event)
        self.refused("setSlidesCutoff", "staff", 403, "not-allowed", {"closes_at": None}, id=event)
        self.refused("talkSlides", "coordinator", 404, "not-found", id=talk)
        self.call("removeFile", "staff", 204, id=number)
        self.assertTrue(WORLD.get("talkSlides", "staff", id=talk)["missing"])

    def test_a_cut_off(self):
        event, (talk, _) = self.evening("2027-02-18")
        at = "2027-02-15T12:00:00+00:00"
        said = self.call("setSlidesCutoff", "coordinator", 200, {"closes_at": at}, id=event)
        self.assertEqual((said["closes_at"], said["missing"]), (at, 2))
        for wrong in ("2027-03-15T12:00:00+00:00", "2020-01-01T12:00:00+00:00", 5):
            self.fields("setSlidesCutoff", "coordinator", {"closes_at": wrong}, "closes_at", id=event)
        self.fields("setSlidesCutoff", "coordinator", {}, "closes_at", id=event)
        said = self.call("setSlidesCutoff", "coordinator", 200, {"closes_at": None}, id=event)
        self.assertIsNone(said["closes_at"])
        self.call("handInSlides", "staff", 200, {"link": "", "without": True}, id=talk)
        self.assertEqual(WORLD.get("eventSlides", "coordinator", id=event)["missing"], 1)
        self.call("cancelEvent", "coordinator", 200, id=event)
        self.refused("setSlidesCutoff", "coordinator", 409, "cancelled", {"closes_at": None},
                     id=event)

    def test_what_is_refused(self):
        _, (talk, _) = self.evening("2027-03-02")
        self.fields("handInSlides", "staff", {}, "link", id=talk)
        self.fields("handInSlides", "staff", {"link": ""}, "file", id=talk)
        self.fields("handInSlides", "staff", {"link": "http://x.example"}, "link", id=talk)
        self.fields("handInSlides", "staff", {"link": "https://x.example", "without": True},
                    "without", id=talk)
        for content in (b"plain text is nothing to show", b"MZ\x90\x00"):
            self.fields("handInSlidesFile", "staff", content, "file", headers=RAW, id=talk)
        self.refused("handInSlides", "other", 404, "not-found", {"link": ""}, id=talk)
        self.refused("handInSlidesFile", "other", 404, "not-found", PDF, headers=RAW, id=talk)
        self.refused("handInSlidesFile", "staff", 404, "not-found", PDF, headers=RAW, id=NOBODY)
        self.call("withdrawTalk", "staff", 204, id=talk)
        self.refused("handInSlides", "staff", 409, "not-in-programme",
                     {"link": "https://x.example"}, id=talk)
        self.refused("handInSlidesFile", "staff", 409, "not-in-programme", PDF, headers=RAW, id=talk)
