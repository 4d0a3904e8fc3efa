// The main job and what goes with it, as people of the demo trust do it on a
// phone: once with script, once without.
//   node tests/browser/journey.mjs BUILD_DIR
import { become, check, expect, expectText, finish, newPage, roles, withHouse } from './_house.mjs'
import {
  createEvent, expectFlash, expectHeading, expectSays, expectSaysNot, fillEvent, fillTalk, follow,
  numberBefore, openMail, press, signOut,
} from './_steps.mjs'

const title = 'Quizzes that stick'

// Ana gives a talk at the autumn SPARK event and takes it back.
async function giveTalk({ page, check }) {
  let spark
  let left

  await check('home calls for talks', async () => {
    await become(page, roles.staff)
    await expectHeading(page, 'Hello Ana')
    await follow(page, 'Give a talk')
    await expectHeading(page, 'SPARK: autumn')
    spark = new URL(page.url()).pathname
    left = await numberBefore(page, 'minutes left')
  })
  await check('a 7-minute talk is in the programme at once', async () => {
    await follow(page, 'Give a talk')
    await fillTalk(page, { title, minutes: 7, abstract: 'Three questions, every Monday.' })
    await press(page, 'Offer this talk')
    await expectHeading(page, 'You are in the programme')
    await expectSays(page, /You speak at about \d+:\d\dpm on Thursday 12 November 2026/, title, '7 minutes')
    await follow(page, 'Back to the event')
    await expectSays(page, /You speak at/, title)
    expect((await numberBefore(page, 'minutes left')) === left - 9, '7 minutes and a change are not taken')
  })
  await check('it is made 2 minutes long', async () => {
    await page.getByText('More about my talk').first().click()
    await follow(page, 'Make it 2 minutes')
    await press(page, 'Make it 2 minutes')
    await expectFlash(page, 'Your talk has its new length.')
    expect((await numberBefore(page, 'minutes left')) === left - 4, '2 minutes and a change are not taken')
  })
  await check('and 7 again', async () => {
    await page.getByText('More about my talk').first().click()
    await follow(page, 'Make it 7 minutes')
    await press(page, 'Make it 7 minutes')
    expect((await numberBefore(page, 'minutes left')) === left - 9, '7 minutes and a change are not taken')
  })
  await check('its title is changed', async () => {
    await follow(page, 'Change my talk')
    await page.getByLabel('Title').fill(`${title}, again`)
    await press(page, /^Save/)
    await expectFlash(page, 'Your talk is saved.')
    await expectSays(page, `${title}, again`)
  })
  await check('the programme shows it', async () => {
    await follow(page, 'Programme so far')
    const row = page.getByRole('row').filter({ hasText: title })
    expectText(await row.innerText(), /Ana Bell/)
    expectText(await row.innerText(), /7/)
  })
  await check('a letter says so', async () => {
    expectText(await openMail(page, 'Booked: your 7-minute talk', 'staff@demo.example'), /SPARK: autumn/)
  })
  await check('it is withdrawn from the bookings', async () => {
    await page.goto('/bookings')
    await expectSays(page, /You speak at .*7 minutes/, title)
    await follow(page, /Withdraw/)
    await expectHeading(page, 'Withdraw your talk?')
    await press(page, 'Withdraw my talk')
    await expectFlash(page, 'Your talk is withdrawn.')
    expect((await numberBefore(page, 'minutes left')) === left, 'its minutes are not free again')
    await page.goto(`${spark}/programme`)
    await expectSaysNot(page, title)
  })
}

async function comeAndListen({ page, check }) {
  let left

  await check('a place in the audience', async () => {
    await page.goto('/events')
    await follow(page, 'SPARK: autumn')
    left = await numberBefore(page, 'places left')
    await press(page, 'Book a place')
    await expectFlash(page, 'You are booked.')
    await expectSays(page, 'You are booked', 'Add to my calendar')
    await openMail(page, 'SPARK: autumn', 'staff@demo.example')
  })
  await check('it is given up', async () => {
    await page.goto('/bookings')
    await expectSays(page, 'SPARK: autumn', 'Booked')
    await follow(page, /Give up my place/)
    await expectHeading(page, 'Give up your place?')
    await press(page, 'Give up my place')
    await expectFlash(page, 'Your place is given up.')
    await page.goto('/events')
    await follow(page, 'SPARK: autumn')
    expect((await numberBefore(page, 'places left')) === left, 'the place is not free again')
  })
}

// A twilight with 4 places, planned by Robin: full, a line, and its first moves up.
async function waitInLine({ page, check }) {
  const event = {
    kind: 'Twilight',
    title: 'Marking less, learning more',
    date: { day: 24, month: 'November', year: 2026 },
    starts: '15:45',
    ends: '16:45',
    places: 4,
  }
  let path

  await check('a coordinator plans an event', async () => {
    await become(page, roles.coordinator)
    path = await createEvent(page, event)
    await expectFlash(page, 'Your draft is saved.')
    await expectSays(page, 'Draft', 'Tuesday 24 November 2026')
  })
  await check('and publishes it', async () => {
    await press(page, 'Publish')
    await expectFlash(page, 'It is published')
    await expectSays(page, '4 places left')
  })
  await check('four people book it', async () => {
    for (const role of ['coordinator', 'mentor', 'leader', 'other']) {
      await become(page, roles[role])
      await page.goto(path)
      await press(page, 'Book a place')
      await expectFlash(page, 'You are booked.')
    }
  })
  await check('the fifth waits', async () => {
    await become(page, roles.staff)
    await page.goto(path)
    await expectSays(page, 'It is full')
    await press(page, 'Join the waiting list')
    await expectFlash(page, 'You are on the waiting list.')
    await expectSays(page, 'You are 1st in line.')
  })
  await check('a place given up is theirs', async () => {
    await become(page, roles.other)
    await page.goto(path)
    await follow(page, 'Give up my place')
    await press(page, 'Give up my place')
    await become(page, roles.staff)
    await page.goto(path)
    await expectSays(page, 'You are booked')
    const mail = await openMail(page, 'you now have a place at', 'staff@demo.example')
    expectText(mail, /a place came free/)
  })
  await check('the coordinator sees who comes', async () => {
    await become(page, roles.coordinator)
    await page.goto(path)
    await page.getByText('Who is coming (4)').click()
    await expectSays(page, 'Ana Bell, Ashby Park School')
  })
  await check('and moves it', async () => {
    await follow(page, 'Edit')
    await fillEvent(page, { ...event, kind: null, ends: '17:00', room: 'Room 9' })
    await press(page, /^Save/)
    await expectFlash(page, 'Your changes are saved.')
    await expectSays(page, 'Room 9', '3:45pm to 5pm')
  })
  await check('and cancels it: everybody is told', async () => {
    await follow(page, 'Cancel this event')
    await expectHeading(page, 'Cancel this event?')
    await expectSays(page, '4 people are booked')
    await press(page, 'Cancel the event')
    await expectFlash(page, 'The event is cancelled.')
    await expectSays(page, 'This event is cancelled')
    await openMail(page, `Cancelled: ${event.title}`, 'staff@demo.example')
    await become(page, roles.staff)
    await page.goto('/bookings')
    await expectSaysNot(page, event.title)
  })
}

async function planSpark({ page, check }) {
  await check('a SPARK event: planned, published, changed, cancelled', async () => {
    const event = {
      kind: 'SPARK',
      title: 'SPARK: new year',
      date: { day: 4, month: 2, year: 2027 },
      starts: '15:45',
      ends: '17:15',
      closes: { day: 3, month: 'feb', year: 2027, time: '17:00' },
    }
    await become(page, roles.coordinator)
    const path = await createEvent(page, event)
    expect(path.startsWith('/spark/'), `it is at ${path}`)
    await expectSays(page, 'No talks yet')
    await press(page, 'Publish')
    await expectSays(page, 'Give a talk', '70 minutes left')
    await follow(page, 'Edit')
    await fillEvent(page, { ...event, kind: null, title: 'SPARK: February' })
    await page.getByLabel('Minutes for welcome, break and close').fill('30')
    await press(page, /^Save/)
    await expectHeading(page, 'SPARK: February')
    await expectSays(page, '60 minutes left')
    await follow(page, 'Cancel this event')
    await press(page, 'Cancel the event')
    await expectSays(page, 'This event is cancelled')
    await expectSaysNot(page, 'Give a talk')
  })
}

async function subscribe({ page, check }) {
  let address

  await check('a calendar address is made', async () => {
    await become(page, roles.staff)
    await page.goto('/calendar')
    await press(page, /^Make an address.*My calendar/)
    await expectSays(page, 'My calendar: your address is ready')
    address = (await page.locator('#address').innerText()).trim()
    const answer = await page.request.get(address)
    expect(answer.status() === 200, `the address answers ${answer.status()}`)
    expectText(await answer.text(), /^BEGIN:VCALENDAR\r\n/, 'the calendar')
  })
  await check('it is shown once', async () => {
    await page.goto('/calendar')
    expect(!(await page.content()).includes(new URL(address).pathname), 'the address is shown again')
    await expectSays(page, 'In use', 'Make another address')
  })
  await check('and ended', async () => {
    await follow(page, /^End this address/)
    await press(page, 'End this address')
    await expectFlash(page, 'The address is ended.')
    await expectSaysNot(page, 'In use')
    const answer = await page.request.get(address)
    expect([404, 410].includes(answer.status()), `the address still answers ${answer.status()}`)
  })
}

// The code as the demo's outbox has it.
async function codeFor(page, email) {
  const text = await openMail(page, 'Your sign-in code', email)
  const found = /asked for it: ([A-Z0-9][A-Z0-9 -]+[A-Z0-9])/.exec(text)
  expect(found, `the letter has no code:\n${text}`)
  return found[1]
}

// Where the demonstration sends who is not signed in.
const choice = 'A trust to try out'

async function signIn({ page, newcomer, check }) {
  await check('a stranger comes no further than who to be', async () => {
    await newcomer.goto('/calendar')
    await expectHeading(newcomer, choice)
    await follow(newcomer, 'Sign in with an emailed code')
    await expectHeading(newcomer, 'Sign in')
  })
  await check('a code is asked for', async () => {
    await newcomer.goto('/sign-in?to=/calendar')
    await expectHeading(newcomer, 'Sign in')
    await newcomer.getByLabel('Your work email').fill('staff@demo.example')
    await press(newcomer, 'Email me a code')
    await expectHeading(newcomer, 'Check your email')
  })
  await check('the code leads to the page that was asked for', async () => {
    await become(page, roles.staff)
    const code = await codeFor(page, 'staff@demo.example')
    await newcomer.getByLabel('Your code').fill(code.toLowerCase())
    await press(newcomer, 'Sign in')
    await expectHeading(newcomer, 'Your calendar')
  })
  await check('devices are listed, and another is ended', async () => {
    await page.goto('/sessions')
    const others = page.getByRole('button', { name: /^End/ })
    expect((await others.count()) >= 1, 'no other device is listed')
    for (let n = await others.count(); n > 0; n--) {
      await press(page, /^End/)
      await expectFlash(page, 'That device is signed out.')
    }
    await newcomer.goto('/bookings')
    await expectHeading(newcomer, choice)
  })
  await check('signing out', async () => {
    await page.goto('/')
    await signOut(page)
    await expectHeading(page, 'You are signed out')
    await page.goto('/bookings')
    await expectHeading(page, choice)
  })
}

const conversation = 'Second Professional Development Conversation'

async function beNudged({ page, check }) {
  await check('on 15 January the nudge is in the outbox', async () => {
    await page.goto('/demo')
    await press(page, 'Go to 15 January')
    await expectFlash(page, 'The clock was moved.')
    await expectSays(page, 'Friday 15 January 2027')
    const text = await openMail(page, 'is due', 'staff@demo.example')
    expectText(text, /Pick a time/)
  })
  await check('we have had it', async () => {
    await become(page, roles.staff)
    await expectSays(page, conversation)
    await page.goto('/deadlines')
    await press(page, new RegExp(`We have had it.*${conversation}`))
    await expectFlash(page, 'Noted: you have had the conversation.')
    await expectSays(page, 'Held on Friday 15 January 2027')
  })
  await check('and that is taken back', async () => {
    await press(page, new RegExp(`Undo.*${conversation}`))
    await expectFlash(page, 'Undone.')
    await expectSaysNot(page, 'Held on Friday 15 January 2027')
  })
  await check('and said from home', async () => {
    await page.goto('/')
    await press(page, new RegExp(`We have had it.*${conversation}`))
    await expectFlash(page, 'Noted.')
    await expectSaysNot(page, conversation)
  })
}

// The browser itself notes what signing out has cleared.
function noiseOf(...pages) {
  const noise = pages.flatMap((page) => page.noise)
  return [...new Set(noise)].filter((line) => !line.startsWith('console: Clear-Site-Data header on'))
}

async function journeys(house, script) {
  const page = await newPage(house.browser, house.server, { script })
  const newcomer = await newPage(house.browser, house.server, { script })
  const name = script ? '' : ', no script'
  const tools = { page, newcomer, check: (what, look) => check(`${what}${name}`, look) }
  for (const journey of [giveTalk, comeAndListen, waitInLine, planSpark, subscribe, signIn, beNudged])
    await journey(tools)
  await tools.check('nothing in the console', () => noiseOf(page, newcomer))
}

for (const script of [true, false]) await withHouse((house) => journeys(house, script))
finish()
