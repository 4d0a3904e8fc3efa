// Keeps the minutes left on a SPARK page true while it is open. The server
// sends {"text","used_minutes"} each time something changes; without this the
// page is right on reload.
const place = document.querySelector('[data-live]')
if (place) {
  const meter = document.getElementById('room-meter')
  new EventSource(place.dataset.live).addEventListener('room', (event) => {
    const room = JSON.parse(event.data)
    const sentence = place.firstElementChild
    if (sentence.textContent !== room.text) sentence.textContent = room.text
    if (meter) meter.value = room.used_minutes
  })
}
