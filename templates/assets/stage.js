// Keeps an evening's screens, phones and remotes true. The server sends a frame
// whenever something is done on a stage, and each quarter minute while one
// runs; in between, and while the network is gone, the clock goes on here. It
// is the server's: each frame says what time it is there, and from then on the
// page counts by performance.now, which no change of this computer's clock
// moves. After a sleep that one may have stood still: then a new frame is asked
// for. Without this the pages load themselves anew.
const AMBER = 30
const ASK_AGAIN_MS = 5000
const ANSWER_MS = 15000
const SETTLE_MS = 2000 // so long the server takes a press for the second tap of a double one
const GO_ON_MS = 1000 // and so long after the end of a talk, when what comes next may be meant
const SHORTLY = { before: 'We begin shortly', break: 'We go on shortly' }
const root = document.querySelector('[data-live]')
const rooms = () => document.querySelectorAll('[data-stage-room]')
const slot = (place, name) => place.querySelector(`[data-slot="${name}"]`)
let frame
let taken // performance.now() of the frame
let wall // Date.now() of the frame
let source
let lost
let asking = false
let held = false // no press counts now
let settling
let page // the frame that the remote's page was made of
const said = new Map()

const now = () => frame.now + (performance.now() - taken) / 1000

function put(element, text) {
  if (element && element.textContent !== text) element.textContent = text
}

function clock(seconds) {
  const s = Math.abs(Math.trunc(seconds))
  const two = (n) => String(n).padStart(2, '0')
  return s >= 3600 ? `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`
}

function item({ time, title, who }) {
  const line = document.createElement('li')
  const add = (name, text, look) => {
    const part = document.createElement(name)
    if (look) part.className = look
    part.textContent = text
    line.append(part, ' ')
  }
  add('span', time, 'app-stage__time')
  add('strong', title)
  add('span', who)
  return line
}

// What does not change until the next frame.
function lay(place, room) {
  put(slot(place, 'heading'), room.heading)
  put(slot(place, 'who'), room.who)
  const list = slot(place, 'next')
  if (list) {
    const shown = room.next.slice(room.phase === 'between' ? 1 : 0).slice(0, Number(root.dataset.first) || undefined)
    list.replaceChildren(...shown.map(item))
    slot(place, 'after').hidden = !shown.length
  }
  for (const { talk, time } of room.next) put(document.querySelector(`[data-time="${talk}"]`), time)
}

// Seconds left and how that is said; rounded up, so that 0:00 is the end.
function count(room) {
  const speaks = room.phase === 'talking' || room.phase === 'keynote'
  const left = Math.ceil(room.until - now())
  if (!speaks && room.until && left <= 0) return { look: 'rest', text: '', word: SHORTLY[room.phase] ?? room.word }
  if (!room.until || (!speaks && left >= 3600)) return { look: 'rest', text: '', word: room.word }
  if (!speaks) return { look: 'rest', text: clock(left), word: room.word }
  if (left <= 0) return { look: 'over', text: left ? `+${clock(left)}` : '0:00', word: `Over by ${clock(left)}`, say: 'Time is up' }
  if (left <= AMBER) return { look: 'amber', text: clock(left), word: 'Last 30 seconds', say: '30 seconds left' }
  return { look: 'calm', text: clock(left), word: 'Time left', say: left <= 60 ? '1 minute left' : '' }
}

function tick(place, room) {
  const { look, text, word, say = '' } = count(room)
  if (place.dataset.look !== look) place.dataset.look = look
  put(slot(place, 'count'), text)
  put(slot(place, 'word'), word)
  put(slot(place, 'say'), say)
  if (said.get(room.room) !== look) {
    if (said.has(room.room) && (look === 'amber' || look === 'over')) beep(look)
    said.set(room.room, look)
  }
}

function turn(place) {
  const talk = Number(place.dataset.turn)
  for (const room of frame.rooms) {
    const at = room.next.findIndex((n) => n.talk === talk)
    const where = frame.rooms.length > 1 ? `, in ${room.name}` : ''
    if (room.on === talk) return 'You are speaking now.'
    if (room.given.includes(talk)) return 'You have spoken. Thank you.'
    if (room.absent.includes(talk)) return 'You were noted as not here. If you are, tell the chair.'
    if (at < 0) continue
    const minutes = Math.max(0, Math.round((room.next[at].at - now()) / 60))
    const when = minutes > 90 ? '' : minutes < 1 ? ' in less than a minute,' : ` in about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'},`
    return `${at ? 'You speak' : 'You are next:'}${when} at about ${room.next[at].time}${where}.`
  }
  return null
}

function draw() {
  for (const place of rooms()) {
    const room = frame.rooms[Number(place.dataset.stageRoom) - 1]
    if (room) tick(place, room)
  }
  for (const place of document.querySelectorAll('[data-turn]')) {
    const text = turn(place)
    if (text) put(slot(place, 'turn').firstElementChild, text)
  }
}

function take(next) {
  frame = next
  taken = performance.now()
  wall = Date.now()
  put(slot(root, 'time'), frame.time)
  for (const place of rooms()) {
    const room = frame.rooms[Number(place.dataset.stageRoom) - 1]
    if (room) lay(place, room)
  }
  draw()
}

// ---- the stream ----

function tellLost(is, after = 3000) {
  clearTimeout(lost)
  const show = () => {
    const line = slot(root, 'lost')
    if (line) line.hidden = !is
  }
  if (is) lost = setTimeout(show, after)
  else show()
}

function connect() {
  source?.close()
  source = new EventSource(root.dataset.live)
  source.addEventListener('stage', (event) => {
    tellLost(false)
    take(JSON.parse(event.data))
    renew()
  })
  source.addEventListener('error', () => {
    tellLost(true)
    if (source.readyState === EventSource.CLOSED) askAgain()
  })
}

// The address of a screen can be closed: then nothing stays of it.
async function askAgain() {
  const answer = await fetch(location.href, { method: 'HEAD' }).catch(() => null)
  if (answer?.status === 404) location.reload()
  else setTimeout(connect, ASK_AGAIN_MS)
}

function step() {
  // One of the two clocks jumped: this computer slept, or was set.
  if (Math.abs(Date.now() - wall - (performance.now() - taken)) > 2000) {
    wall = Date.now() - (performance.now() - taken)
    connect()
  }
  draw()
}

// ---- the remote: the page comes as a document and takes the old one's place ----

function show(answer) {
  const fresh = answer.status && answer.response?.querySelector('[data-remote]')
  if (!fresh) {
    tellLost(true)
    if (answer.pressed) {
      hold(false)
      tellUnsent(
        answer.status
          ? `${answer.pressed} was not done. Load this page again, then press it again.`
          : `There is no answer to ${answer.pressed}: it may not have arrived. Press it again: it is done once only.`,
      )
    }
    return false
  }
  const id = document.activeElement?.id
  const flash = answer.response.querySelector('.app-flash') ?? (answer.pressed ? null : root.querySelector('.app-flash'))
  document.querySelector('.app-flash')?.remove()
  root.replaceChildren(...[...fresh.childNodes].map((node) => document.adoptNode(node)))
  if (flash) root.prepend(document.adoptNode(flash))
  settle(answer.act)
  root.dataset.version = fresh.dataset.version
  page = JSON.parse(fresh.dataset.frame)
  if (!later()) take(page)
  const again = (id && document.getElementById(id)) || root.querySelector('.app-press')
  if (id?.startsWith('press-')) again?.focus()
  return true
}

// One question at a time: the frame of what was pressed here may come before the answer to it.
function ask(method, address, body, pressed) {
  const request = new XMLHttpRequest()
  request.responseType = 'document'
  request.timeout = ANSWER_MS
  request.pressed = pressed
  request.act = body?.get('act')
  request.addEventListener('loadend', () => {
    asking = false
    if (show(request)) renew()
  })
  request.open(method, address)
  request.send(body)
  asking = true
}

// Something was done here, the programme is another, or a keynote in another room began or ended.
function later() {
  const at = Number(root.dataset.stageRoom) - 1
  const [room, was] = [frame.rooms[at], page.rooms[at]]
  const turned = frame.version > page.version && room?.phase !== was?.phase
  return room && (room.version > Number(root.dataset.version) || frame.programme > page.programme || turned)
}

function renew() {
  if (root.hasAttribute('data-remote') && !asking && later()) ask('GET', location.href.split('&done=')[0])
}

// ---- a press: one at a time, none by a second tap, and none that is lost in silence ----

function hold(on) {
  clearTimeout(settling)
  held = on
  // not disabled: the focus stays where it is
  for (const button of root.querySelectorAll('button')) button.setAttribute('aria-disabled', String(on))
}

// Buttons drawn anew stand where others stood: whoever taps twice means the first.
function settle(act) {
  hold(true)
  settling = setTimeout(() => {
    hold(false)
    tellUnsent('')
  }, act === 'stop' ? GO_ON_MS : SETTLE_MS)
}

function tellUnsent(text) {
  const line = slot(root, 'unsent')
  line.hidden = !text
  line.textContent = text
  line.scrollIntoView({ block: 'nearest' })
}

function onSubmit(event) {
  event.preventDefault()
  const form = event.target
  const pressed = `“${form.querySelector('button > strong')?.textContent ?? 'Start now'}”`
  if (held) return tellUnsent(`${pressed} came right after another press, so it was not sent. If you mean it, press it again.`)
  if (!navigator.onLine) return tellUnsent(`No connection: ${pressed} was not sent. Press it again once the connection is back.`)
  tellUnsent('')
  hold(true)
  ask('POST', form.action, new URLSearchParams(new FormData(form)), pressed)
}

// ---- a sound, if somebody asks for it ----

let audio

function beep(look) {
  if (!audio) return
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.frequency.value = look === 'over' ? 440 : 660
  volume.gain.setValueAtTime(0.2, audio.currentTime)
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.8)
  tone.connect(volume).connect(audio.destination)
  tone.start()
  tone.stop(audio.currentTime + 0.8)
}

function onSound(event) {
  const button = event.currentTarget
  const on = button.getAttribute('aria-pressed') !== 'true'
  button.setAttribute('aria-pressed', String(on))
  button.textContent = on ? 'Sound is on' : 'Sound is off'
  audio = on ? new AudioContext() : audio?.close() && null
}

if (root) {
  take(JSON.parse(root.dataset.frame))
  page = frame
  connect()
  setInterval(step, 250)
  addEventListener('offline', () => tellLost(true, 0))
  addEventListener('online', connect)
  if (root.hasAttribute('data-remote')) root.addEventListener('submit', onSubmit)
  const sound = document.querySelector('[data-sound]')
  if (sound) {
    sound.hidden = false
    sound.addEventListener('click', onSound)
  }
}
