// What goes wrong on the pages and how they say it: nothing typed is lost, the
// summary is focused and leads to its fields, and nothing was changed.
//   node tests/browser/bad.mjs BUILD_DIR
import { become, check, expect, expectText, finish, newPage, roles, withHouse } from './_house.mjs'
import {
  createEvent, expectFlash, expectHeading, expectSays, expectSaysNot, fillEvent, fillTalk, follow,
  moveClock, press,
} from './_steps.mjs'

// Half an hour before the autumn SPARK event's booking closes.
const clock = '2026-11-11T16:30:00Z'
const afterClosing = '2026-11-11T17:00:30Z'

const twilight = {
  kind: 'Twilight',
  title: 'Reading the room',
  date: { day: 24, month: 'November', year: 2026 },
  starts: '15:45',
  ends: '16:45',
  places: 12,
}

// The page says exactly this of exactly these fields, in its summary and beside each.
async function expectErrors(page, wanted, { script = true } = {}) {
  expectText(await page.title(), /^Error: /, 'the title')
  const summary = page.locator('.govuk-error-summary')
  const links = summary.getByRole('link')
  const found = await links.evaluateAll((all) => all.map((a) => [a.hash.slice(1), a.textContent]))
  const said = found.map(([field]) => field).join(' ')
  expect(said === Object.keys(wanted).join(' '), `the summary is about “${said}”`)
  const active = () => page.evaluate(() => document.activeElement.className || document.activeElement.id)
  if (script) expectText(await active(), 'govuk-error-summary', 'what has the focus')
  for (const [i, [field, message]] of found.entries()) {
    expectText(message, wanted[field], 'the summary')
    expectText(await page.locator(`#${field}-error`).innerText(), message, 'beside the field')
    await links.nth(i).click()
    const id = await page.evaluate(() => document.activeElement.id)
    if (script) expect(id === field, `the link to ${field} focuses ${id || 'nothing'}`)
    else expect((await page.locator(`#${field}`).count()) === 1, `there is no #${field}`)
  }
}

async function expectTyped(page, values) {
  for (const [label, value] of Object.entries(values)) {
    const typed = await page.getByLabel(label, { exact: true }).inputValue()
    expect(typed === value, `${label} holds “${typed}”, not “${value}”`)
  }
}

// Noise but for the browser's own line on each refusal.
function noiseOf(...pages) {
  const noise = new Set(pages.flatMap((page) => page.noise))
  return [...noise].filter((line) => !/the server responded with a status of 4\d\d/.test(line))
}

async function openTalkForm(page) {
  await page.goto('/events')
  await follow(page, 'SPARK: autumn')
  await follow(page, 'Give a talk')
}

async function badTalks(page, script) {
  const options = { script }
  const abstract = 'Café, <b>"quoted"</b> & more.\nA second line.'
  const name = script ? '' : ', no script'

  await check(`an empty talk form${name}`, async () => {
    await become(page, roles.staff)
    await openTalkForm(page)
    await press(page, 'Offer this talk')
    await expectErrors(page, { minutes: /2 or 7/, title: /missing/, category: /Choose/ }, options)
  })
  await check(`a title that is too long${name}`, async () => {
    await openTalkForm(page)
    await fillTalk(page, { title: 'x'.repeat(81), minutes: 2, abstract })
    await press(page, 'Offer this talk')
    await expectErrors(page, { title: /80 characters or fewer; it has 81/ }, options)
    await expectTyped(page, { Title: 'x'.repeat(81), 'What will colleagues take away? (optional)': abstract })
    expect(await page.getByRole('radio', { name: /^2 minutes/ }).isChecked(), 'the length is lost')
    expect(await page.getByRole('radio', { name: /good practice/ }).isChecked(), 'the category is lost')
  })
  await check(`a joint presenter nobody knows${name}`, async () => {
    await page.getByLabel('Title', { exact: true }).fill('Mind maps')
    await page.getByLabel('Giving it with someone?').fill('nobody@demo.example')
    await press(page, 'Offer this talk')
    await expectErrors(page, { co_presenter: /Nobody at this trust/ }, options)
    await expectTyped(page, { Title: 'Mind maps' })
    await page.goto('/bookings')
    await expectSaysNot(page, 'Mind maps')
    await expectSaysNot(page, 'SPARK: autumn')
  })
}

async function badEvents(page) {
  const refused = async (change, wanted, typed) => {
    await page.goto('/events/new')
    await fillEvent(page, { ...twilight, ...change })
    await press(page, 'Save as a draft')
    await expectErrors(page, wanted)
    await expectTyped(page, { Title: twilight.title, ...typed })
  }
  await check('an event that ends before it starts', async () => {
    await become(page, roles.coordinator)
    await refused({ ends: '15:00' }, { end: /after the start/ }, { Starts: '15:45', Ends: '15:00' })
  })
  await check('a day that is not', () =>
    refused({ date: { day: 31, month: 'November', year: 2026 } }, { date: /There is no such date/ })
  )
  await check('a start in the hour that the clocks skip', () =>
    refused(
      { date: { day: 28, month: 3, year: 2027 }, starts: '01:30', ends: '03:00' },
      { start: /The clocks go forward then: there is no 01:30 on .*28 March 2027/ },
      { Starts: '01:30', Ends: '03:00' }
    )
  )
  await check('places in words', () =>
    refused({ places: 'a few' }, { capacity: /whole number/ }, { Places: 'a few' })
  )
  await check('none of them is there', async () => {
    await page.goto('/events')
    await expectSaysNot(page, twilight.title)
  })
}

// Two tabs of one coordinator hold the same form; the second is a change behind.
async function staleForm(page) {
  const second = await page.context().newPage()
  second.noise = page.noise

  await check('a form that is a change behind: both are shown, nothing is saved', async () => {
    const path = await createEvent(page, twilight)
    await page.goto(`${path.replace('/spark/', '/events/')}/edit`)
    await second.goto(page.url())
    await page.getByLabel('Room').fill('Room 9')
    await press(page, /^Save/)
    await expectFlash(page, 'Your changes are saved.')
    await second.getByLabel('Room').fill('The gym')
    await second.getByLabel('Places', { exact: true }).fill('20')
    await press(second, /^Save/)
    await expectHeading(second, 'This was changed while you were typing')
    await expectSays(second, 'Room 9', 'The gym')
    await page.reload()
    await expectSays(page, 'Room 9')
  })
  await check('and mine can still be saved', async () => {
    await press(second, 'Save mine')
    await expectFlash(second, 'Your changes are saved.')
    await expectSays(second, 'The gym')
    await follow(second, 'Edit')
    await expectTyped(second, { Room: 'The gym', Places: '20' })
  })
  await second.close()
}

async function tooLate(page) {
  const second = await page.context().newPage()
  second.noise = page.noise

  await check('a talk and a place after booking has closed', async () => {
    await become(page, roles.staff)
    await openTalkForm(page)
    await fillTalk(page, { title: 'Just in time', minutes: 2 })
    await second.goto('/events')
    await follow(second, 'SPARK: autumn')
    const moving = await page.context().newPage()
    await moveClock(moving, afterClosing)
    await moving.close()
    await press(page, 'Offer this talk')
    expectText(await page.title(), /^Error: /, 'the title')
    await expectSays(page, /Booking closed on/)
    await expectTyped(page, { Title: 'Just in time' })
    await press(second, 'Book a place')
    expectText(await second.title(), /^Error: /, 'the title')
    await expectSays(second, /Booking closed on/)
    await second.goto('/bookings')
    await expectSaysNot(second, 'Just in time')
    await expectSaysNot(second, 'SPARK: autumn')
  })
  await second.close()
}

async function lost(page) {
  const answers = async (path, status, words) => {
    const answer = await page.goto(path)
    expect(answer.status() === status, `${path} answers ${answer.status()}`)
    await expectSays(page, words)
    expect((await page.getByRole('main').getByRole('link').count()) > 0, `${path} leads nowhere`)
  }
  await check('a page that is not there', () => answers('/no-such-page', 404, 'Page not found'))
  await check('an event that is not there', () => answers('/events/999999', 404, 'Page not found'))
  await check("somebody else's talk is not there either", () =>
    answers('/talks/1/edit', 404, 'Page not found')
  )
  await check('planning is not for everybody', () =>
    answers('/events/new', 403, 'Trust coordinators and school CPD leaders plan events.')
  )
}

async function badSignIn(page) {
  await check('an address that is none', async () => {
    await page.goto('/sign-in')
    await page.getByLabel('Your work email').fill('ana at school')
    await press(page, 'Email me a code')
    await expectErrors(page, { email: /Enter your work email/ })
    await expectTyped(page, { 'Your work email': 'ana at school' })
  })
  await check('a code that is wrong', async () => {
    await page.getByLabel('Your work email').fill('staff@demo.example')
    await press(page, 'Email me a code')
    await page.getByLabel('Your code').fill('AAAA AAAA AA')
    await press(page, 'Sign in')
    await expectErrors(page, { code: /code/ })
  })
}

await withHouse(
  async ({ browser, server }) => {
    const page = await newPage(browser, server)
    const plain = await newPage(browser, server, { script: false })
    const stranger = await newPage(browser, server)
    await badTalks(page, true)
    await badTalks(plain, false)
    await badEvents(page)
    await staleForm(page)
    await tooLate(page)
    await lost(page)
    await badSignIn(stranger)
    await check('nothing else in the console', () => noiseOf(page, plain, stranger))
  },
  { clock }
)
finish()
