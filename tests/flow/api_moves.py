"""What becomes of events in the API: files and messages for those who come."""
from api_record import PDF, RAW
from api_world import NOBODY, WORLD, Case


class Moves(Case):
    def on(self, day, **fields):
        return self.event(starts_at=f"{day}T16:00:00Z", ends_at=f"{day}T17:00:00Z", **fields)

    def test_files_for_the_booked(self):
        number = self.on("2027-02-23")["id"]
        made = self.call("addEventFile", "coordinator", 201, PDF, headers=RAW, id=number)
        self.assertEqual(WORLD.get("eventFiles", "coordinator", id=number)["items"], [made])
        self.refused("eventFiles", "staff", 403, "not-allowed", id=number)
        self.call("book", "staff", 201, {}, id=number)
        self.assertEqual(WORLD.get("eventFiles", "staff", id=number)["items"], [made])

    def test_messages(self):
        number = self.on("2027-02-24", capacity=2)["id"]
        body = {"to": "booked", "text": "Bring a page.\nCoffee is ready."}
        self.refused("sendEventMessage", "coordinator", 409, "nobody", body, id=number)
        self.call("book", "staff", 201, {}, id=number)
        self.call("book", "head", 201, {}, id=number)
        self.call("book", "mentor", 201, {}, id=number)
        dry = self.call("sendEventMessage", "coordinator", 200, {**body, "dry_run": True}, id=number)
        self.assertEqual(dry, {"recipients": 2})
        self.assertEqual(WORLD.get("eventMessages", "coordinator", id=number)["items"], [])
        sent = self.call("sendEventMessage", "coordinator", 201, body, id=number)
        self.assertEqual((sent["to"], sent["text"], sent["recipients"]),
                         ("booked", body["text"], 2))
        mails = WORLD.server.rows("SELECT count(*) FROM outbox WHERE kind = 'message'"
                                  " AND object_id = ?", sent["id"])[0][0]
        self.assertEqual(mails, 2)
        self.assertEqual(WORLD.get("eventMessages", "staff", id=number)["items"], [sent])
        # who waits was not written to, nor who is not there at all
        for who in ("mentor", "other"):
            self.assertEqual(WORLD.get("eventMessages", who, id=number)["items"], [])
        self.refused("sendEventMessage", "coordinator", 409, "sent-already", body, id=number)
        self.refused("sendEventMessage", "staff", 403, "not-allowed", {}, id=number)
        for bad, name in (({"to": "all", "text": "Hi."}, "to"), ({"text": "Hi."}, "to"),
                          ({"to": "booked"}, "text"), ({"to": "booked", "text": "x" * 2001}, "text")):
            self.fields("sendEventMessage", "coordinator", bad, name, id=number)
        self.refused("eventMessages", "staff", 404, "not-found", id=NOBODY)
