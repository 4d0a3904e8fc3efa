// Keeps the minutes left on a SPARK page true while it is open: the server
// sends the whole sentence each time something changes. The page is right
// without it, on reload.
for (const place of document.querySelectorAll('[data-live]')) {
  const stream = new EventSource(place.dataset.live)
  stream.addEventListener('room', (event) => {
    if (place.textContent !== event.data) place.textContent = event.data
  })
}
