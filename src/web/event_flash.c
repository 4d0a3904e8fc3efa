/* DESIGN: what was just done about an event, said once at the top of its page. */
#include "check.h"
#include "flash.h"
#include "view_event.h"

void event_flash(json_t *view, const struct request *request)
{
    static const struct flash DONE[] = {
        {"declined", "You said that you cannot come. The organiser sees it."},
        {"chosen", "Your choice is saved. It is in your bookings and in your calendar feed."},
        {"booked", "You are booked. A confirmation is on its way to your email."},
        {"requested", "Your request is sent. The place is held for you until it is decided."},
        {"online", "You take part online. A confirmation is on its way to your email."},
        {"in-the-room",
         "You have a place in the room. A confirmation is on its way to your email."},
        {"waiting", "You are on the waiting list. A confirmation is on its way to your email."},
        {"created", "Your draft is saved. Publish it when it is ready."},
        {"saved", "Your changes are saved."},
        {"sessions", "The sessions are saved. Whoever is booked is told by email."},
        {"restored",
         "This date takes place after all. Members of the group have their places again."},
        {"published", "It is published: everybody can see it, and book once booking is open."},
        {"now-closed", "Booking is closed. Whoever has a place keeps it."},
        {"now-published", "Booking is open again."},
        {"now-done", "The event is marked as done."},
        {"now-archived", "The event is in the archive. It is no longer in the lists."},
        {"told", "The organisers know now."},
        {"moved", "It is moved. Everybody concerned is told by email, and asked whether they can "
                  "come then."},
        {"copied", "This is the copy, a draft. Look through it, and publish it when it is ready."},
        {"copied-no-room", "This is the copy, a draft. Its room is not free on that day, or no "
                           "longer used: give it another one."},
        {"removed", "The file is removed."},
        {"sent", "Your message is on its way. It can be read again on this page."},
        {"called-off", "The event is cancelled. Everyone who was booked is told by email."},
    };
    FLASH_SHOW(view, request, DONE);
}
