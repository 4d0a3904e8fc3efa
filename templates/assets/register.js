// The register at the door when the network is not to be trusted. A tap is
// kept in this browser at once, shown, and sent when the server can be
// reached; its key makes it one mark however often it is sent. What is kept
// belongs to one person at one session (data-keep), so that nobody else on
// this phone sends it. Without this every button is a form of its own.
const list = document.querySelector('#register[data-send]')
const net = document.getElementById('register-net')
const { send, keep, session, now, csrf } = list ? list.dataset : {}
const ahead = Number(now) * 1000 - Date.now() // a wrong clock on the phone does not matter
let memory = null // where the browser does not keep it: then this counts, not what it kept before
let sending = false
let wait = 0
let timer

function read() {
  if (memory) return memory
  try {
    return JSON.parse(localStorage.getItem(keep)) || []
  } catch {
    return []
  }
}

function write(marks) {
  try {
    if (marks.length) localStorage.setItem(keep, JSON.stringify(marks))
    else localStorage.removeItem(keep)
    memory = null
  } catch {
    memory = marks
  }
}

function words({ said, late, early }) {
  const minutes = (n) => (n === '1' ? '1 minute' : `${n} minutes`)
  return said + (late ? `, ${minutes(late)} late` : '') + (early ? `, left ${minutes(early)} early` : '')
}

function show(person, mark, said, state, error = '') {
  const row = document.getElementById(`p${person}`)
  if (!row) return
  row.dataset.mark = mark
  row.dataset.state = state
  row.querySelector('.app-register__said').textContent = said
  const place = row.querySelector('.app-register__error')
  place.textContent = error
  place.hidden = !error
}

function tell(problem = '') {
  const marks = read()
  const waiting = marks.filter((m) => !m.error).length
  const refused = marks.length - waiting
  const many = (n) => (n === 1 ? '1 mark' : `${n} marks`)
  let text = waiting ? `${many(waiting)} kept on this phone, waiting to be sent.` : 'All marks are sent.'
  if (refused) text += ` ${many(refused)} refused: see below.`
  if (waiting && problem) text = `${problem} ${text}`
  net.hidden = false
  net.dataset.state = waiting || refused ? 'waits' : 'sent'
  if (net.textContent !== text) net.textContent = text
}

function add(row, button) {
  const person = row.id.slice(1)
  const value = (name) => (button.value === 'here' ? row.querySelector(`[name=${name}]`).value.trim() : '')
  const mark = {
    key: Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join(''),
    person,
    mark: button.value,
    late: value('late_min'),
    early: value('early_min'),
    at: Math.floor((Date.now() + ahead) / 1000),
    said: button.dataset.said,
  }
  write([...read().filter((m) => !(m.error && m.person === person)), mark])
  show(person, mark.mark, words(mark), 'waits')
  for (const input of row.querySelectorAll('.govuk-input')) input.value = ''
  row.querySelector('details').open = false
  tell()
  go()
}

function body(marks) {
  const fields = new URLSearchParams({ csrf, session })
  marks.forEach((m, i) => {
    const put = (name, value) => fields.set(`${name}_${i}`, value)
    put('key', m.key)
    put('person', m.person)
    put('mark', m.mark)
    put('late_min', m.late)
    put('early_min', m.early)
    put('at', m.at)
  })
  return fields
}

// What was answered leaves the queue; what was refused stays there, to be seen.
function settle(answer, sent) {
  const of = new Map(answer.marks.map((a) => [a.key, a]))
  const refused = (m) => of.get(m.key)?.error
  const rest = read().filter((m) => !of.has(m.key) || refused(m))
  write(rest.map((m) => (refused(m) ? { ...m, error: refused(m) } : m)))
  for (const m of sent) {
    const a = of.get(m.key)
    if (rest.some((r) => r.person === m.person && r.key !== m.key)) continue
    if (a?.error) show(m.person, m.mark, words(m), 'refused', a.error)
    else if (a) show(m.person, a.mark, a.said, 'sent')
  }
  document.querySelector('[data-here]').textContent = answer.here
  document.querySelector('[data-rest]').textContent = answer.rest
}

async function go() {
  clearTimeout(timer)
  const marks = read().filter((m) => !m.error).slice(0, 20)
  if (sending || !marks.length) return
  sending = true
  let problem = ''
  try {
    const answer = await fetch(send, { method: 'POST', body: body(marks), redirect: 'error' })
    if (answer.ok) settle(await answer.json(), marks)
    else problem = answer.status < 500 ? 'This page is out of date: load it again.' : 'sparkd is busy.'
  } catch {
    problem = navigator.onLine ? 'The server cannot be reached. If you were signed out, sign in again.' : 'No network.'
  }
  sending = false
  wait = problem ? Math.min(wait * 2 || 2000, 60000) : 0
  tell(problem)
  timer = setTimeout(go, wait)
}

function filter(q) {
  const asked = q.toLowerCase().split(' ')
  for (const row of list.children) {
    const text = row.dataset.find.toLowerCase()
    row.hidden = !asked.every((word) => text.includes(word))
  }
}

if (list) {
  list.addEventListener('submit', (event) => {
    event.preventDefault()
    add(event.target.closest('li'), event.submitter)
  })
  const find = document.getElementById('register-find')
  if (list.dataset.all) {
    find.addEventListener('input', () => filter(find.q.value))
    find.addEventListener('submit', (event) => event.preventDefault())
  }
  addEventListener('online', () => {
    wait = 0
    go()
  })
  for (const m of read()) show(m.person, m.mark, words(m), m.error ? 'refused' : 'waits', m.error)
  if (read().length) tell()
  go()
}
