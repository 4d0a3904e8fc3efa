// A guest's keynote, by keyboard at 320 px: it takes its time out of the evening, talks stand around
// it on the board, in the programme and on the stage, where it is counted on a screen of 1920 px.
// Pictures of every step stay in BUILD_DIR/keynote.
//   node tests/browser/keynote.mjs BUILD_DIR [FOLDER FOR PICTURES]
import { join } from 'node:path'
import { check, expect, expectText, finish, newPage, withHouse } from './_house.mjs'
import { offerTalk, people, programmeOf, publish } from './_evening.mjs'
import { album, button, link, tabTo, type } from './_keys.mjs'
import { expectFlash, expectSays, expectSaysNot, moveClock, openSpark } from './_steps.mjs'
import { buildDir } from './_server.mjs'

const folder = process.argv[3] ?? join(buildDir, 'keynote')
const picture = album(folder)
const talks = { kim: 'Ten words a day', ana: 'Why I wait', sam: 'Maps without names' }
const title = 'What memory is for'
const guest = 'Dr Lea Roth, Example University'

const slot = (page, name) => page.locator(`[data-slot="${name}"]`).first()
const textOf = async (page, name) => (await slot(page, name).textContent()).trim()
const waitFor = (page, name, words) => slot(page, name).filter({ hasText: words }).waitFor()

function seconds(text) {
  const [, minutes, rest] = /(\d+):(\d\d)/.exec(text)
  return Number(minutes) * 60 + Number(rest)
}

// In a page: does its clock show more, or at most, so many seconds?
function counts({ more, atMost }) {
  const [, minutes, rest] = /(\d+):(\d\d)/.exec(document.querySelector('[data-slot="count"]').textContent)
  const left = Number(minutes) * 60 + Number(rest)
  return more === undefined ? left <= atMost : left > more
}

// What stands on the wall cannot be scrolled.
async function wallPicture(screen, name) {
  await screen.screenshot({ path: join(folder, `${name}.png`) })
  const over = await screen.evaluate(() => [
    document.documentElement.scrollWidth - innerWidth,
    document.documentElement.scrollHeight - innerHeight,
  ])
  expect(over[0] <= 0 && over[1] <= 0, `${name} is ${over} px too large`)
}

// Half a minute more, which leaves the same buttons.
async function more(page) {
  await page.locator('#press-extend:not([aria-disabled="true"])').waitFor()
  await tabTo(page, page.locator('#press-extend'))
  await page.keyboard.press('Enter')
}

// One press of the remote, whose page stays.
async function act(page, name) {
  const press = page.locator(`#press-${name}`)
  await page.locator(`#press-${name}:not([aria-disabled="true"])`).waitFor()
  await tabTo(page, press)
  await page.keyboard.press('Enter')
  await press.waitFor({ state: 'detached' })
}

async function fill(page, { minutes, starts }) {
  await type(page, 'Who speaks?', guest)
  await type(page, 'Title', title)
  await type(page, 'Summary (optional)', 'Forty years of forgetting, in ten minutes.')
  await type(page, 'How many minutes?', minutes)
  await type(page, 'When does it begin?', starts)
  await button(page, 'Save the keynote')
}

async function plan(house) {
  const { robin, told } = house
  await check('a keynote is added, and a wrong one is refused in words', async () => {
    const date = { day: 19, month: 11, year: 2026 }
    told.path = await openSpark(robin, { title: 'SPARK: a guest', date, starts: '16:00', ends: '16:50' })
    await robin.goto(told.path)
    await link(robin, 'Keynotes')
    await expectSays(robin, 'There is no keynote.')
    await picture(robin, '01-none')
    await link(robin, 'Add a keynote')
    await fill(robin, { minutes: '3', starts: '18:00' })
    await expectSays(robin, 'There is a problem')
    await picture(robin, '02-refused')
    await fill(robin, { minutes: '10', starts: '16:15' })
    await expectFlash(robin, 'Its time is taken out of the time for talks.')
    await picture(robin, '03-list')
  })
  await check('the event’s page has its guest, and less time for talks', async () => {
    await robin.goto(told.path)
    await expectSays(robin, title, guest, '38 minutes left')
    await picture(robin, '04-event')
  })
  await check('it is changed, removed and added again', async () => {
    await link(robin, 'Keynotes')
    await link(robin, /^Change/)
    await type(robin, 'How many minutes?', '12')
    await button(robin, 'Save the keynote')
    await expectSays(robin, '4:15pm to 4:27pm')
    await link(robin, /^Remove/)
    await picture(robin, '05-remove')
    await button(robin, /^Remove/)
    await expectFlash(robin, 'Its time is free for talks again.')
    await link(robin, 'Add a keynote')
    await fill(robin, { minutes: '10', starts: '16:15' })
    await expectFlash(robin, 'Saved.')
  })
}

async function programme(house) {
  const { robin, told } = house
  await check('three talks stand around it on the board', async () => {
    for (const name of Object.keys(talks)) await offerTalk(house[name], told.path, talks[name])
    await robin.goto(`${told.path}/board`)
    await expectSays(robin, title, ...Object.values(talks))
    await picture(robin, '06-board')
  })
  await check('announced, nobody speaks while the guest does', async () => {
    await publish(robin, told.path)
    told.items = (await programmeOf(robin, told.path)).items
    const from = Date.parse('2026-11-19T16:15:00Z')
    const to = from + 10 * 60_000
    for (const item of told.items) {
      const [starts, ends] = [Date.parse(item.starts_at), Date.parse(item.ends_at)]
      expect(ends <= from || starts >= to, `${item.title} from ${item.starts_at}`)
    }
    expect(told.items.length === 3, `${told.items.length} talks`)
    await robin.goto(`${told.path}/programme`)
    await expectSays(robin, title, guest)
    await picture(robin, '07-programme')
  })
}

async function stage({ robin, ana, browser, server, told }) {
  const screen = await newPage(browser, server, { viewport: { width: 1920, height: 1080 } })
  await check('the evening: the first talk, and 30 seconds more', async () => {
    await moveClock(robin, '2026-11-19T15:59:00Z')
    await robin.goto(`${told.path}/screen`)
    await button(robin, 'Open an address')
    await robin.goto(`${told.path}/remote`)
    await picture(robin, '08-remote')
    await screen.goto(await robin.getByRole('link', { name: 'Big screen' }).getAttribute('href'))
    await wallPicture(screen, '09-before')
    await act(robin, 'start')
    await waitFor(screen, 'heading', told.items[0].title)
    const before = seconds(await textOf(screen, 'count'))
    await more(robin)
    await robin.locator('#press-undo').filter({ hasText: '30 seconds more' }).waitFor()
    await screen.waitForFunction(counts, { more: before })
    await act(robin, 'stop')
  })
  await check('the keynote is begun and counted down on the wall', async () => {
    await act(robin, 'keynote')
    await waitFor(screen, 'heading', title)
    await waitFor(screen, 'who', guest)
    expectText(await textOf(screen, 'word'), 'Time left', 'the screen')
    const left = seconds(await textOf(screen, 'count'))
    expect(left > 540 && left <= 600, `${left} s are left`)
    await wallPicture(screen, '10-keynote')
    await picture(robin, '11-remote-keynote')
    await ana.goto(`${told.path}/now`)
    await expectSays(ana, title, guest)
    await picture(ana, '12-phone')
  })
  await check('a guest who runs over has 30 seconds more on every screen, and they can be undone', async () => {
    const left = seconds(await textOf(screen, 'count'))
    await more(robin)
    const undo = robin.locator('#press-undo').filter({ hasText: '30 seconds more' })
    await undo.waitFor()
    for (const page of [screen, ana, robin]) await page.waitForFunction(counts, { more: left })
    await robin.locator('#press-undo:not([aria-disabled="true"])').waitFor()
    await tabTo(robin, undo)
    await robin.keyboard.press('Enter')
    await screen.waitForFunction(counts, { atMost: left })
  })
  await check('over, the next talk comes, and the evening goes on', async () => {
    await act(robin, 'resume')
    await waitFor(screen, 'heading', told.items[1].title)
    await act(robin, 'start')
    expectText(await textOf(screen, 'word'), 'Time left', 'the screen')
    await moveClock(robin, '2026-11-19T16:30:00Z')
    await robin.goto(`${told.path}/keynotes`)
    await expectSays(robin, title)
    await expectSaysNot(robin, 'Add a keynote')
    await picture(robin, '13-over')
  })
}

await withHouse(async (started) => {
  const house = await people(started, { robin: 'coordinator', kim: 'other', ana: 'staff', sam: 'mentor' })
  await plan(house)
  await programme(house)
  await stage(house)
})
finish()
