// One SPARK event of the demo trust from its call to what stays of it, by
// keyboard at 320 px: a talk is proposed, accepted, put in order, announced,
// drawn by lot, given before a big screen of 1920 px, asked about, shared, counted, thanked for.
// Pictures of every step stay in BUILD_DIR/evening.
//   node tests/browser/evening.mjs BUILD_DIR [FOLDER FOR PICTURES]
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { become, check, expect, expectText, finish, newPage, roles, withHouse } from './_house.mjs'
import { programmeOf } from './_evening.mjs'
import { button, link, narrow, tabTo, tick, type } from './_keys.mjs'
import { expectFlash, expectSays, moveClock, openMail } from './_steps.mjs'
import { buildDir } from './_server.mjs'

const wide = { width: 1920, height: 1080 }
const pictures = process.argv[3] ?? join(buildDir, 'evening')
mkdirSync(pictures, { recursive: true })

const title = 'Questions that wait three seconds'
const proposed = 'Why I stopped marking in green'
const binary = process.env.SPARKD ?? join(buildDir, 'sparkd')

// ---- what is looked at on the way ----

async function picture(page, name) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
  expect(over <= 0, `${name} is ${over} px too wide`)
}

// What stands on the wall cannot be scrolled.
async function fitsScreen(page, name) {
  await picture(page, name)
  const over = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)
  expect(over <= 0, `${name} is ${over} px too high`)
}

const slot = (page, name) => page.locator(`[data-slot="${name}"]`).first()
const textOf = async (page, name) => (await slot(page, name).textContent()).trim()
const utc = (date, later) => new Date(date.getTime() + later * 1000).toISOString().replace('.000', '')

// What `sparkd draw verify` says of these bytes.
function verify(record) {
  const folder = mkdtempSync(join(tmpdir(), 'sparkd-record.'))
  try {
    writeFileSync(join(folder, 'record.json'), record)
    return execFileSync(binary, ['draw', 'verify', join(folder, 'record.json')], { encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

// ---- the chapters ----

async function callForTalks({ ana, robin, told }) {
  await check('the call: a talk is proposed, and first of all kept', async () => {
    await become(ana, roles.staff)
    await ana.goto('/events?kind=spark')
    await link(ana, /SPARK: spring/)
    told.path = new URL(ana.url()).pathname
    await expectSays(ana, 'Sharing Pedagogy And Refining Knowledge')
    await picture(ana, '01-call')
    await link(ana, /talk/i)
    await tick(ana, 'radio', /^2 minutes/)
    await type(ana, 'Title', title)
    await type(ana, 'What will colleagues take away? (optional)', 'Count to three in your head. That is all.')
    await tick(ana, 'radio', /good practice/)
    await picture(ana, '02-talk-form')
    await button(ana, /^Save/)
    await expectSays(ana, 'Your drafts', title)
  })
  await check('the call: it is handed in', async () => {
    await link(ana, title)
    await button(ana, 'Propose this talk')
    await expectSays(ana, title)
    await picture(ana, '03-proposed')
  })
  await check('the coordinator accepts it with a kind word', async () => {
    await become(robin, roles.coordinator)
    await robin.goto(told.path)
    await link(robin, /proposal/)
    await tick(robin, 'checkbox', title)
    await type(robin, 'A kind word', 'Just what the new colleagues ask for.')
    await picture(robin, '04-proposals')
    await button(robin, 'Accept')
    await expectSays(robin, 'Decided', title)
  })
  await check('the others too, and one with thanks not', async () => {
    for (const name of await robin.getByRole('checkbox').evaluateAll((all) => all.map((box) => box.labels[0].innerText)))
      if (name !== proposed) await tick(robin, 'checkbox', name)
    await button(robin, 'Accept')
    await tick(robin, 'checkbox', proposed)
    await type(robin, 'A kind word', 'We have heard much of marking lately. Bring it in summer, please.')
    await button(robin, 'Decline')
    await expectSays(robin, 'No proposal waits for a decision.', 'Bring it in summer')
    await picture(robin, '05-decided')
    expectText(await openMail(robin, 'Accepted: your 2-minute talk', 'staff@demo.example'), 'Just what the new colleagues ask for.')
  })
}

async function choose({ kim, told }) {
  await check('somebody in the audience says what they want to hear', async () => {
    await become(kim, roles.other)
    await kim.goto(told.path)
    await button(kim, 'Book a place')
    await expectSays(kim, 'You are booked')
    await link(kim, /want to hear|Choose/)
    await tick(kim, 'checkbox', title)
    await tick(kim, 'checkbox', 'Reading a graph out loud')
    await picture(kim, '06-choices')
    await button(kim, /^Save/)
    expect(await kim.getByRole('checkbox', { name: title }).isChecked(), 'the choice is not kept')
  })
}

const titles = (page) => page.locator('.app-board__title > strong:first-child').allInnerTexts()

async function arrange({ robin, told }) {
  await check('the board: an order is looked for, seen and taken', async () => {
    await robin.goto(told.path)
    await link(robin, 'Programme board')
    await picture(robin, '07-board')
    await link(robin, 'Arrange for me')
    await button(robin, 'Look for an order')
    await robin.locator('.govuk-body-l').waitFor()
    await picture(robin, '08-found')
    await button(robin, 'Use this order')
    await expectFlash(robin, /order/)
  })
  await check('the first talk is pinned', async () => {
    await robin.goto(`${told.path}/board`)
    ;[told.opener] = await titles(robin)
    await button(robin, /^Pin/)
    await expectSays(robin, 'Pinned')
  })
  await check('it is announced, and Ana has a letter', async () => {
    await link(robin, 'Announce')
    await expectSays(robin, 'Ana Bell')
    await picture(robin, '09-publish')
    await button(robin, 'Announce')
    await expectFlash(robin, 'announced')
    expectText(await openMail(robin, 'Your slot: your 2-minute talk', 'staff@demo.example'), /\d+:\d\d/)
  })
}

async function draw({ robin, told }) {
  await check('the draw: a commitment first', async () => {
    await robin.goto(told.path)
    await link(robin, 'Draw the order by lot')
    await picture(robin, '10-draw')
    await tick(robin, 'radio', /[Ss]huffled/)
    await button(robin, 'Save')
    await expectSays(robin, 'The lots are sealed')
    await robin.getByText('For whoever wants to check').click()
    told.commitment = await robin.locator('.app-hash code').first().innerText()
    await picture(robin, '11-committed')
  })
  await check('drawn, and the pinned talk still comes first', async () => {
    await link(robin, 'Draw the order')
    await expectSays(robin, 'announced at once')
    await picture(robin, '12-ask')
    await button(robin, 'Draw now')
    await expectSays(robin, 'Drawn, in this order', told.opener)
    await picture(robin, '12-drawn')
    const { items } = await programmeOf(robin, told.path)
    expect(items[0].title === told.opener, `${items[0].title} comes first`)
  })
  await check('anybody can compute it again, and one changed byte is noticed', async () => {
    await link(robin, 'What everybody sees')
    await picture(robin, '13-record')
    const address = await robin.locator('main a[href*="record.json"]').first().getAttribute('href')
    const record = await robin.evaluate(async (at) => (await fetch(at)).text(), address)
    expectText(verify(record), told.commitment, 'sparkd draw verify')
    let refused
    try {
      verify(record.replace(/"secret":"(.)/, (all, digit) => all.slice(0, -1) + (digit === '0' ? '1' : '0')))
    } catch (error) {
      refused = error
    }
    expect(refused?.status === 1, 'a changed record is believed')
  })
}

async function evening({ ana, robin, kim, screen, told }) {
  await check('the evening: the chair has a remote, the room a screen', async () => {
    const { items } = await programmeOf(robin, told.path)
    told.first = new Date(items[0].starts_at)
    await moveClock(robin, utc(told.first, -120))
    await robin.goto(told.path)
    await link(robin, 'Run the evening')
    await picture(robin, '14-remote')
    await link(robin, 'Code for the computer in the room')
    await button(robin, 'Open an address')
    await picture(robin, '14-screen')
    await robin.goto(`${told.path}/remote`)
    await screen.goto(await robin.getByRole('link', { name: 'Big screen' }).getAttribute('href'))
    await fitsScreen(screen, '15-stage-before')
  })
  await check('started: the big screen shows it, and Ana’s phone when it is her turn', async () => {
    await act(robin, 'start')
    await slot(screen, 'heading').filter({ hasText: told.opener }).waitFor()
    expectText(await textOf(screen, 'word'), 'Time left', 'the screen')
    await fitsScreen(screen, '16-stage-talk')
    await become(ana, roles.staff)
    await ana.goto(told.path)
    await link(ana, 'Who speaks now')
    await picture(ana, '17-now')
    expectText(await ana.locator('[data-turn]').textContent(), /You (speak|are)/)
  })
  await check('both rooms to their last talk', async () => {
    await act(robin, 'stop')
    await runOut(robin)
    await slot(screen, 'heading').filter({ hasText: 'No more talks in this room' }).waitFor()
    await fitsScreen(screen, '18-stage-done')
    await link(robin, 'Remote: Library')
    await runOut(robin)
    await slot(screen, 'heading').filter({ hasText: 'That’s all for today' }).waitFor()
    await fitsScreen(screen, '18-stage-end')
    expectText(await ana.locator('[data-turn]').textContent(), 'You have spoken')
  })
}

// One press of the remote, whose page stays.
async function act(page, name) {
  const press = page.locator(`#press-${name}`)
  await page.locator(`#press-${name}:not([aria-disabled="true"])`).waitFor()
  await tabTo(page, press)
  await page.keyboard.press('Enter')
  await press.waitFor({ state: 'detached' })
}

async function runOut(page) {
  for (let i = 0; i < 9 && (await page.locator('#press-start').count()); i++) {
    await act(page, 'start')
    await act(page, 'stop')
  }
}

async function afterwards({ ana, robin, kim, told }) {
  await check('a question to Ana, let through', async () => {
    await moveClock(robin, utc(told.first, 6 * 3600))
    await become(kim, roles.other)
    await kim.goto(told.path)
    await link(kim, 'Questions and answers')
    await tabTo(kim, kim.getByLabel('About which talk?'))
    await kim.keyboard.type('Ana')
    await type(kim, 'Your question', 'What if nobody answers after three seconds?')
    await picture(kim, '19-question')
    await button(kim, 'Ask')
    await become(robin, roles.coordinator)
    await robin.goto(told.path)
    await link(robin, 'Question cards')
    await picture(robin, '20-cards')
    await button(robin, /^Let through/)
  })
  await check('Ana answers, and shares what she showed', async () => {
    await become(ana, roles.staff)
    await ana.goto(told.path)
    await link(ana, 'Questions and answers')
    await link(ana, /^Answer/)
    await type(ana, /nswer/, 'Three more. It is never six in vain.')
    await picture(ana, '21-answer')
    await button(ana, /^Send|^Answer|^Save/)
    await ana.goto(told.path)
    await ana.getByText('More about my talk').first().click()
    await link(ana, 'Share it with colleagues')
    await type(ana, 'What do you recommend to colleagues? (optional)', 'A stopwatch that makes no sound.')
    await tick(ana, 'checkbox', 'Yes, share this talk in the library')
    await picture(ana, '22-share')
    await button(ana, 'Save')
  })
  await check('Kim reads the answer, and finds the talk in the library', async () => {
    await kim.goto(told.path)
    await link(kim, 'Questions and answers')
    await expectSays(kim, 'Three more. It is never six in vain.')
    await kim.goto(told.path)
    await expectSays(kim, 'A stopwatch that makes no sound.')
    await link(kim, 'Library of all SPARK talks')
    await picture(kim, '23-library')
    await expectSays(kim, title)
  })
  await check('who was there is written down, and counts', async () => {
    await robin.goto(told.path)
    await link(robin, 'Register: who is here')
    await expectSays(robin, '6 of 7 here') // who spoke: the stage knows
    await tabTo(robin, robin.getByRole('button', { name: /Mark as here: *Jo Carter/ }))
    await robin.keyboard.press('Enter')
    await robin.locator('#register-net').filter({ hasText: 'All marks are sent.' }).waitFor()
    await picture(robin, '24-register')
    await link(robin, 'Close the register')
    await button(robin, 'Close the register')
    await ana.goto('/bookings')
    await picture(ana, '25-hours')
    await expectSays(ana, 'SPARK: spring')
  })
}

async function thanks({ robin, kim, told }) {
  const word = 'Two rooms, and I have three things to try on Monday.'
  await check('the coordinator finds the thanks first, and writes a word', async () => {
    await become(robin, roles.coordinator)
    await robin.goto(told.path)
    await picture(robin, '26-over')
    await link(robin, 'It is over: thank everybody')
    await link(robin, 'Write a word of thanks')
    await type(robin, 'Your word of thanks (optional)', word)
    await picture(robin, '27-word')
    await button(robin, 'Save')
    await expectFlash(robin, 'Nobody has been written to')
  })
  await check('the mail is looked at and sent, and reads as it was shown', async () => {
    await link(robin, 'Send the thanks')
    await expectSays(robin, 'who gave a talk', 'who listened', word)
    const shown = await robin.locator('section p.govuk-body:not(:has(strong))').allInnerTexts()
    await picture(robin, '28-preview')
    await button(robin, /^Send the thanks to \d+ people/)
    await expectFlash(robin, 'on their way')
    await picture(robin, '29-sent')
    const given = await openMail(robin, 'Thank you: SPARK: spring', 'staff@demo.example')
    for (const words of [title, word]) expectText(given, words, 'Ana’s mail')
    const heard = await openMail(robin, 'Thank you: SPARK: spring', 'other@demo.example')
    const flat = (text) => text.replace(/\s+/g, ' ')
    for (const words of shown.slice(-4)) expectText(flat(heard), flat(words), 'Kim’s mail')
  })
  await check('a mended word is read, and mailed to nobody', async () => {
    await robin.goto(`${told.path}/thanks`)
    await link(robin, 'Change your word')
    await type(robin, 'Your word of thanks (optional)', 'Two rooms, nine talks.')
    await button(robin, 'Save')
    await expectFlash(robin, 'Nobody is written to again')
    expectText(await openMail(robin, 'Thank you: SPARK: spring', 'staff@demo.example'), word, 'the newest mail')
  })
  await check('Kim reads who spoke and what they share; a sheet is there to pin up', async () => {
    await become(kim, roles.other)
    await kim.goto(told.path)
    await link(kim, 'See who spoke')
    await picture(kim, '30-thanks')
    await expectSays(kim, 'Two rooms, nine talks.', title, 'A stopwatch that makes no sound.', 'people came')
    await link(kim, 'A sheet to pin up')
    await picture(kim, '31-sheet')
    await expectSays(kim, title)
  })
}

await withHouse(async ({ browser, server }) => {
  const told = {}
  const house = { told, server, browser }
  for (const name of ['ana', 'robin', 'kim']) house[name] = await newPage(browser, server, { viewport: narrow })
  house.screen = await newPage(browser, server, { viewport: wide })
  await callForTalks(house)
  await choose(house)
  await arrange(house)
  await draw(house)
  await evening(house)
  await afterwards(house)
  await thanks(house)
})
finish()
