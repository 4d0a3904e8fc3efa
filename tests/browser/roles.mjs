// What each of them does with the year's events, on a phone, once with script and once without:
// a coordinator, a teacher, a leader at a school, a head.
//   node tests/browser/roles.mjs BUILD_DIR
import { become, check, expect, expectText, finish, newPage, roles, withHouse } from './_house.mjs'
import {
  createEvent, expectFlash, expectHeading, expectSays, expectSaysNot, fillEvent, follow, openMail, press,
} from './_steps.mjs'

const head = 'Headteacher'
const course = {
  kind: 'Course',
  title: 'Phonics from outside',
  date: { day: 1, month: 'December', year: 2026 },
  starts: '13:00',
  ends: '15:00',
  places: 12,
}

// A course that costs something and asks for approval.
async function planCourse({ page, check, found }) {
  await check('a coordinator plans a course that somebody approves', async () => {
    await become(page, roles.coordinator)
    await page.goto('/events')
    await follow(page, 'Plan an event')
    await fillEvent(page, course)
    await page.locator('summary').filter({ hasText: 'Booking and the waiting list' }).click()
    await page.getByLabel('A booking is a request that somebody approves').check()
    await page.getByLabel('Cost of a place in pounds').fill('45')
    await press(page, 'Save as a draft')
    await expectHeading(page, course.title)
    await press(page, 'Publish')
    await expectFlash(page, 'It is published')
    await expectSays(page, 'Cost of a place', '£45.00')
    found.course = new URL(page.url()).pathname
  })
}

async function askAndApprove({ page, check, found }) {
  await check('a teacher asks for a place', async () => {
    await become(page, roles.staff)
    await page.goto(found.course)
    await press(page, 'Ask for a place')
    await expectFlash(page, 'Your request is sent.')
    await expectSays(page, 'You asked for a place')
  })
  for (const [role, who] of [['leader', roles.leader], ['head', head]])
    await check(`the ${role} decides on a phone`, async () => {
      await become(page, who)
      await page.goto('/requests')
      const link = page.getByRole('main').getByRole('link', { name: new RegExp(course.title) })
      if ((await link.count()) === 0) return role === 'head' ? [] : ['nothing waits for them']
      await follow(page, new RegExp(course.title))
      await press(page, 'Approve')
      await expectFlash(page, 'Your decision is noted')
      return []
    })
  await check('the place is the teacher’s', async () => {
    await become(page, roles.staff)
    await page.goto(found.course)
    await expectSays(page, 'You are booked')
  })
}

async function arrangePlaces({ page, check, found }) {
  await check('a leader books two colleagues', async () => {
    await become(page, roles.coordinator)
    found.evening = await createEvent(page, {
      ...course, kind: 'Twilight', title: 'Reading aloud', starts: '16:00', ends: '17:00',
      date: { day: 3, month: 'December', year: 2026 },
    })
    await press(page, 'Publish')
    await become(page, roles.leader)
    await page.goto(`${found.evening}/places/new`)
    const people = page.locator('input[name^="person_"]')
    for (const n of [0, 1]) await people.nth(n).check()
    await press(page, 'Book them')
    await expectSays(page, '2 places are booked, nobody waits.')
  })
  await check('sends another in the stead of one', async () => {
    await follow(page, 'Who has a place')
    await follow(page, /^Send somebody else/)
    await page.getByLabel('Who comes instead?').fill('leader@demo.example')
    await press(page, 'Give them the place')
    await expectFlash(page, 'The place has changed hands.')
  })
  await check('and gives up the place of the other, with a reason', async () => {
    await follow(page, /^Give up/)
    await page.getByLabel('Why?').fill('The choir sings that evening')
    await press(page, 'Give it up')
    await expectFlash(page, 'Their place is given up')
    await expectSays(page, 'No longer coming', 'The choir sings that evening')
  })
}

async function handOver({ page, check, found }) {
  await check('a teacher hands a place to a colleague', async () => {
    await become(page, roles.staff)
    await page.goto(found.evening)
    if ((await page.getByRole('button', { name: 'Book a place' }).count()) > 0) await press(page, 'Book a place')
    await expectSays(page, 'You are booked')
    await follow(page, 'Hand it to a colleague')
    await page.getByLabel('Who would like to have it?').fill('other@demo.example')
    await press(page, 'Ask them to take it')
    await expectFlash(page, 'Your colleague is asked by email.')
  })
  await check('who says yes', async () => {
    await openMail(page, 'Reading aloud', 'other@demo.example')
    await become(page, roles.other)
    await page.goto('/bookings')
    await press(page, /^Yes/)
    await expectFlash(page, 'Done.')
    await expectSays(page, 'Reading aloud')
    await become(page, roles.staff)
    await page.goto('/bookings')
    const upcoming = await page.locator('main').innerText()
    expect(!/Reading aloud[^]*Give up my place/.test(upcoming), 'they still have it')
  })
}

async function planSeries({ page, check }) {
  await check('a coordinator repeats an event and sees every date first', async () => {
    await become(page, roles.coordinator)
    const path = await createEvent(page, {
      ...course, kind: 'Twilight', title: 'Maths circle', starts: '16:00', ends: '17:00',
      date: { day: 11, month: 'January', year: 2027 },
    })
    await press(page, 'Publish')
    await page.goto(`${path}/repeat`)
    await page.getByLabel(/[Ww]eekly|[Ee]very week/).first().check()
    await page.getByLabel('Or how many times?').fill('5')
    await press(page, 'See the dates')
    await expectSays(page, 'Are these the dates?', '11 January 2027', '8 February 2027')
    await press(page, /^Make/)
    await expectSays(page, 'Maths circle')
  })
}

async function nobodyElse({ page, check, found }) {
  await check('a governor sees the event and arranges nothing', async () => {
    await become(page, roles.governor)
    await page.goto(found.evening)
    await expectHeading(page, 'Reading aloud')
    await expectSaysNot(page, 'Your colleagues’ places')
    const answer = await page.goto(`${found.evening}/places`)
    expect(answer.status() === 403, `it answers ${answer.status()}`)
    expectText(await page.locator('main').innerText(), 'Ask one of them')
  })
}

async function journeys(house, script) {
  const page = await newPage(house.browser, house.server, { script })
  const name = script ? '' : ', no script'
  const found = {}
  const tools = { page, found, check: (what, look) => check(`${what}${name}`, look) }
  for (const journey of [planCourse, askAndApprove, arrangePlaces, handOver, planSeries, nobodyElse])
    await journey(tools)
  await tools.check('nothing in the console', () =>
    [...new Set(page.noise)].filter((line) => !/Clear-Site-Data header on|status of 403/.test(line)))
}

for (const script of [true, false]) await withHouse((house) => journeys(house, script))
finish()
