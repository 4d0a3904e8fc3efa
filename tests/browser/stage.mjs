// The evening itself: the chair's remote on the smallest phone and by keyboard, the big screen, a
// presenter's phone. The network goes and comes back, a laptop sleeps, nobody has script.
//   node tests/browser/stage.mjs BUILD_DIR [FOLDER FOR PICTURES]
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { become, check, expect, expectText, finish, newPage, roles, withHouse } from './_house.mjs'
import { expectFlash, fillTalk, follow, moveClock, press } from './_steps.mjs'

const wide = { width: 1920, height: 1080 }
const narrow = { width: 320, height: 640 }
const pictures = process.argv[3]
if (pictures) mkdirSync(pictures, { recursive: true })

async function picture(page, name) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) })
}

const slot = (page, name) => page.locator(`[data-slot="${name}"]`).first()
const textOf = async (page, name) => (await slot(page, name).textContent()).trim()
const seconds = (text) => text.replace('+', '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

async function waitFor(page, name, wanted) {
  await slot(page, name).filter({ hasText: wanted }).waitFor()
}

async function fitsWidth(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(over <= 0, `it is ${over} px too wide`)
}

// By keyboard alone: Tab until the button has the focus, then Enter.
async function pressByKey(page, name) {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab')
    const text = await page.evaluate(() => document.activeElement?.textContent ?? '')
    if (text.trim().startsWith(name)) return page.keyboard.press('Enter')
  }
  throw new Error(`no Tab reaches ${name}`)
}

// The answer to what is pressed is read after the frame that tells everybody of it, and any page
// that is asked for meanwhile after that answer.
async function answerLate(chair) {
  await chair.evaluate(() => {
    const { open, addEventListener } = XMLHttpRequest.prototype
    let answered
    const frame = new Promise((resolve) => (window.frameCame = resolve))
    const answer = new Promise((resolve) => (answered = resolve))
    XMLHttpRequest.prototype.open = function (method, ...rest) {
      this.after = method === 'POST' ? frame.then(() => setTimeout(answered)) && frame : answer
      open.call(this, method, ...rest)
    }
    XMLHttpRequest.prototype.addEventListener = function (name, then) {
      addEventListener.call(this, name, () => this.after.then(then))
    }
  })
}

const utc = (date, later) => new Date(date.getTime() + later * 1000).toISOString().replace('.000', '')

// The clock is on the day, two minutes before the first talk.
async function openEvening(page) {
  await become(page, roles.coordinator)
  await page.goto('/events')
  await follow(page, 'SPARK: autumn')
  await page.waitForURL(/\/spark\/\d+$/)
  const path = new URL(page.url()).pathname
  const programme = await page.evaluate(async (at) => (await fetch(at)).json(), `${path}/programme.json`)
  const first = new Date(programme.items[0].starts_at)
  await moveClock(page, utc(first, -120))
  return { path, first, talks: programme.items.map((item) => item.title) }
}

async function offerTalk(page, role, title) {
  await become(page, role)
  await page.goto('/events')
  await follow(page, 'SPARK: autumn')
  await follow(page, 'Give a talk')
  await fillTalk(page, { title, minutes: 2 })
  await press(page, 'Offer this talk')
}

await withHouse(async ({ browser, server }) => {
  const chair = await newPage(browser, server, { viewport: narrow })
  const screen = await newPage(browser, server, { viewport: wide })
  const phone = await newPage(browser, server)
  const plain = await newPage(browser, server, { script: false })
  let path, first, talks, key

  await check('a presenter has a talk, and the evening comes', async () => {
    await offerTalk(phone, roles.other, 'A talk that is taken back')
    await offerTalk(phone, roles.staff, 'Exit tickets in one minute')
    ;({ path, first, talks } = await openEvening(chair))
    expect(talks.length > 3, 'too few talks')
  })
  await check("the chair's remote at 320 px gives the screen's address, once it is opened", async () => {
    await become(chair, roles.coordinator)
    await chair.goto(`${path}/remote`)
    await fitsWidth(chair)
    await follow(chair, 'Code for the computer in the room')
    await fitsWidth(chair)
    await press(chair, 'Open an address')
    await expectFlash(chair, 'The address is open.')
    await fitsWidth(chair)
    await picture(chair, 'screen-open')
    await chair.goto(`${path}/remote`)
    key = await chair.getByRole('link', { name: 'Big screen' }).getAttribute('href')
    await picture(chair, 'remote-before')
  })
  await check('nobody signs in at the big screen', async () => {
    await screen.goto(key)
    expectText(await textOf(screen, 'word'), 'We begin at', 'the screen')
    expect((await screen.locator('header').count()) === 0, 'it has the frame of the other pages')
    await fitsWidth(screen)
    await picture(screen, 'stage-before')
  })
  await check('another address ends the first, also on the screen that shows it', async () => {
    await become(plain, roles.coordinator)
    await plain.goto(`${path}/screen`)
    await press(plain, 'Make a new address')
    await expectFlash(plain, 'The address is a new one.')
    await screen.getByRole('heading', { name: 'not found' }).waitFor()
    screen.noise.length = 0 // it says that there is nothing any more
    await chair.goto(`${path}/remote`)
    key = await chair.getByRole('link', { name: 'Big screen' }).getAttribute('href')
    await screen.goto(key)
    expectText(await textOf(screen, 'word'), 'We begin at', 'the screen')
  })
  await check('a made-up key opens nothing', async () => {
    const answer = await screen.request.get(`${key.slice(0, -1)}`.replace(/-.*$/, '-00000000000000000000'))
    expect(answer.status() === 404, `it answers ${answer.status()}`)
  })
  await check('started by keyboard, it is on the screen', async () => {
    await pressByKey(chair, 'Start')
    await waitFor(screen, 'heading', talks[0])
    expectText(await textOf(screen, 'word'), 'Time left', 'the screen')
    const left = seconds(await textOf(screen, 'count'))
    expect(left > 60 && left <= 420, `${left} s are left`)
    expect((await screen.locator('[data-slot="next"] li').count()) === 3, 'not three are next')
    await chair.locator('#press-stop').waitFor()
    await picture(screen, 'stage-talking')
    await picture(chair, 'remote-talking')
  })
  await check("the presenter's phone says when", async () => {
    await become(phone, roles.staff)
    await phone.goto(`${path}/now`)
    expectText(await phone.locator('[data-turn]').textContent(), /You speak in about \d+ minutes?, at about/)
    await fitsWidth(phone)
    await picture(phone, 'now')
  })
  await check('a talk that is taken back on the evening leaves an open remote', async () => {
    const row = chair.locator('.app-remote__rows').getByText('A talk that is taken back')
    await row.waitFor()
    await become(plain, roles.other)
    await plain.goto(path)
    await follow(plain, /can’t come/)
    await press(plain, /^Withdraw|can’t come/)
    await row.waitFor({ state: 'detached' })
  })
  await check('30 seconds more, and undone', async () => {
    const before = seconds(await textOf(screen, 'count'))
    await chair.getByRole('button', { name: /30 seconds more/ }).first().click()
    await screen.waitForFunction((was) => {
      const [m, s] = document.querySelector('[data-slot="count"]').textContent.split(':').map(Number)
      return m * 60 + s > was + 15
    }, before)
    await chair.getByRole('button', { name: /Undo 30 seconds more/ }).first().click()
    await screen.waitForFunction((was) => {
      const [m, s] = document.querySelector('[data-slot="count"]').textContent.split(':').map(Number)
      return m * 60 + s <= was
    }, before)
  })
  await check('without network the clock goes on, and agrees again', async () => {
    await screen.context().setOffline(true)
    const before = seconds(await textOf(screen, 'count'))
    await screen.waitForFunction((was) => {
      const [m, s] = document.querySelector('[data-slot="count"]').textContent.split(':').map(Number)
      return m * 60 + s <= was - 3
    }, before)
    await screen.context().setOffline(false)
    const other = await newPage(browser, server, { viewport: wide })
    await other.goto(key)
    const [a, b] = [seconds(await textOf(screen, 'count')), seconds(await textOf(other, 'count'))]
    expect(Math.abs(a - b) <= 2, `one screen says ${a}, another ${b}`)
    await other.context().close()
  })
  await check('a press without network is not lost in silence', async () => {
    await chair.context().setOffline(true)
    await chair.locator('#press-extend').click()
    await waitFor(chair, 'unsent', /“30 seconds more” was not sent\. Press it again/)
    await fitsWidth(chair)
    await picture(chair, 'remote-unsent')
    await chair.context().setOffline(false)
    expect((await chair.getByRole('button', { name: /Undo the start/ }).count()) === 1, 'it was done')
  })
  await check('a laptop that slept for five minutes agrees again', async () => {
    const real = Date.now()
    await become(plain, roles.coordinator)
    await moveClock(plain, utc(first, 330))
    await screen.evaluate(() => {
      const now = Date.now
      Date.now = () => now() + 300_000
    })
    await waitFor(screen, 'word', /Over by \d+:\d\d/)
    expect(Date.now() - real < 20_000, 'it took too long')
    await picture(screen, 'stage-over')
  })
  await check('the camel walks, unless motion is not wanted', async () => {
    await screen.getByRole('link', { name: 'A silent camel when time is up' }).click()
    const camel = screen.getByAltText('A camel walks past: time is up')
    await camel.waitFor()
    const moves = () => camel.evaluate((image) => getComputedStyle(image).animationName)
    expect((await moves()) === 'app-camel', 'it stands still')
    await screen.emulateMedia({ reducedMotion: 'reduce' })
    expect((await moves()) === 'none', 'it moves though nobody wants it to')
    await picture(screen, 'stage-camel')
    await screen.emulateMedia({ reducedMotion: 'no-preference' })
  })
  await check('sound is off until somebody turns it on', async () => {
    const sound = screen.locator('[data-sound]')
    expectText(await sound.textContent(), 'Sound is off', 'the button')
    await sound.click()
    expectText(await sound.textContent(), 'Sound is on', 'the button')
    await sound.click()
  })
  await check('without script it is there, and loads itself anew', async () => {
    await plain.setViewportSize(wide)
    await plain.goto(key)
    expectText(await textOf(plain, 'word'), 'Over by', 'the screen')
    const again = await plain.locator('head noscript, meta[http-equiv="refresh"]').count()
    expect(again > 0, 'nothing loads it anew')
    await become(plain, roles.coordinator)
    await plain.setViewportSize(narrow)
    await plain.goto(`${path}/remote`)
    await plain.getByRole('button', { name: /^Stop/ }).click()
    await waitFor(screen, 'word', 'Up next')
    await picture(screen, 'stage-between')
  })
  await check('pressed twice, it is done once', async () => {
    await plain.goto(`${path}/remote`)
    await chair.locator('#press-start').waitFor()
    await chair.getByRole('button', { name: /^Start (?!now)/ }).first().click()
    await chair.locator('#press-stop').waitFor()
    await chair.locator('#press-stop').click({ force: true }) // the second tap of a double one
    await plain.getByRole('button', { name: /^Start (?!now)/ }).click()
    expect((await plain.locator('.govuk-error-summary').count()) === 0, 'the second press is refused')
    expect((await plain.locator('#press-stop').count()) === 1, 'it is not on')
    expect((await chair.locator('#press-stop').count()) === 1, 'a double tap stops it')
  })
  await check('who was slower is told, and nothing is done', async () => {
    await chair.getByRole('button', { name: /^Stop/ }).first().click()
    await chair.locator('#press-start').waitFor()
    await plain.getByRole('button', { name: /30 seconds/ }).click()
    expectText(await plain.textContent('main'), 'Somebody else was quicker')
  })
  await check('not here, later, swap, break: the screen follows', async () => {
    const next = async () => chair.locator('#press-start span').textContent()
    const first = await next()
    await chair.locator('#press-swap').click()
    await chair.waitForFunction((was) => document.querySelector('#press-start span').textContent !== was, first)
    const second = await next()
    await chair.locator('#press-skip').click()
    await chair.waitForFunction((was) => document.querySelector('#press-start span').textContent !== was, second)
    expect((await next()) === first, 'the order is not as it was')
    const coming = await textOf(screen, 'next')
    await answerLate(chair)
    await chair.locator('#press-no-show').click()
    await slot(screen, 'next').filter({ hasNotText: coming }).waitFor()
    await chair.evaluate(() => window.frameCame())
    await chair.locator('.app-flash').waitFor()
    await chair.locator('#press-break').click()
    await waitFor(screen, 'heading', 'Break')
    await picture(screen, 'stage-break')
    await picture(chair, 'remote-break')
    await chair.locator('#press-resume').click()
    await waitFor(screen, 'word', 'Up next')
  })
  await check('to the last talk: that was it', async () => {
    const ends = { start: 'stop', keynote: 'resume' } // by the press that begins it
    const next = () => chair.evaluate(() => document.querySelector('#press-start, #press-keynote')?.id.slice(6))
    for (let begin, i = 0; i < 20 && (begin = await next()); i++) {
      const end = chair.locator(`#press-${ends[begin]}`)
      await chair.locator(`#press-${begin}`).click()
      await end.waitFor()
      await end.click()
      await end.waitFor({ state: 'detached' })
    }
    await waitFor(screen, 'heading', 'That’s all for today')
    await picture(screen, 'stage-end')
    expectText(await phone.locator('[data-turn]').textContent(), /You have spoken|not here/)
  })
  await check('nothing in the console', () =>
    [...new Set([...chair.noise, ...screen.noise, ...phone.noise])].filter(
      (line) => !/Clear-Site-Data header on|ERR_INTERNET_DISCONNECTED|ERR_NETWORK/.test(line),
    ))
})
finish()
