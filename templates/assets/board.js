// The programme board's handle and the bar of a search. A row is dragged by its
// handle, with a mouse or a finger, to its place in any list; letting go sends
// the same form as the position box, so the server judges it like any other
// move. Escape puts the row back. While an order is looked for, the page asks
// how far it is; without this it loads itself anew.
const EDGE = 60 // pixels from the edge of the window in which a drag scrolls
const ASK_MS = 300

let held // { row, from, before, x, y }

const rowsOf = (list) => [...list.querySelectorAll(':scope > .app-board__row')]
const listAt = (x, y) => document.elementFromPoint(x, y)?.closest('[data-list]')?.querySelector('.app-board__list')

function put() {
  const list = listAt(held.x, held.y)
  if (!list) return
  const after = rowsOf(list).find((row) => {
    const { top, height } = row.getBoundingClientRect()
    return row !== held.row && held.y < top + height / 2
  })
  if (after !== held.row.nextElementSibling || list !== held.row.parentElement) list.insertBefore(held.row, after ?? null)
}

function scroll() {
  if (!held) return
  const speed = held.y < EDGE ? held.y - EDGE : held.y > innerHeight - EDGE ? held.y - innerHeight + EDGE : 0
  if (speed) {
    scrollBy({ top: speed / 4, behavior: 'instant' })
    put()
  }
  requestAnimationFrame(scroll)
}

function onDown(event) {
  const row = event.target.closest('[data-handle]')?.closest('.app-board__row')
  if (!row || event.button) return
  event.preventDefault()
  held = { row, from: row.parentElement, before: row.nextElementSibling, x: event.clientX, y: event.clientY }
  row.classList.add('app-board__row--held')
  requestAnimationFrame(scroll)
}

function onMove(event) {
  if (!held) return
  Object.assign(held, { x: event.clientX, y: event.clientY })
  put()
}

function letGo() {
  const { row, from, before } = held
  row.classList.remove('app-board__row--held')
  held = undefined
  return { row, from, before }
}

function takeBack() {
  const { row, from, before } = letGo()
  from.insertBefore(row, before)
}

function onUp() {
  if (!held) return
  const { row, from, before } = letGo()
  if (row.parentElement === from && row.nextElementSibling === before) return
  const button = row.querySelector('button[value="to"]')
  const { list, position } = button.form.elements
  list.value = row.closest('[data-list]').dataset.list
  position.value = rowsOf(row.parentElement).indexOf(row) + 1
  button.form.requestSubmit(button)
}

// ---- how far a search is ----

function show(page) {
  const fresh = page?.querySelector('[data-progress]')
  if (page && !fresh) return location.reload()
  if (fresh) {
    const now = document.querySelector('[data-progress]')
    now.querySelector('label').textContent = fresh.querySelector('label').textContent
    now.querySelector('progress').value = fresh.querySelector('progress').value
  }
  setTimeout(ask, ASK_MS)
}

function ask() {
  const request = new XMLHttpRequest()
  request.responseType = 'document'
  request.addEventListener('loadend', () => show(request.status === 200 ? request.response : null))
  request.open('GET', location.href)
  request.send()
}

if (document.querySelector('.app-board')) {
  for (const handle of document.querySelectorAll('[data-handle]')) handle.hidden = false
  document.addEventListener('pointerdown', onDown)
  document.addEventListener('pointermove', onMove)
  document.addEventListener('pointerup', onUp)
  document.addEventListener('pointercancel', () => held && takeBack())
  document.addEventListener('keydown', (event) => event.key === 'Escape' && held && takeBack())
}
if (document.querySelector('[data-progress]')) setTimeout(ask, ASK_MS)
