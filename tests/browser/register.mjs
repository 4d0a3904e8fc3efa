// The register at the door with the network switched off in the middle: two
// phones, one of them out of reach, one person after another on the same
// phone; every mark is there exactly once. Then the same without script.
//   node tests/browser/register.mjs BUILD_DIR
import { become, check, expect, expectText, finish, mainText, newPage, roles, withHouse } from './_house.mjs'
import { expectFlash, expectSays, follow, moveClock, press } from './_steps.mjs'

const SENT = 'All marks are sent.'
const net = (page) => page.locator('#register-net')
const row = (page, nth) => page.locator('.app-register__row').nth(nth)
const said = (page, nth) => row(page, nth).locator('.app-register__said')
const tap = (page, nth) => row(page, nth).locator('.app-register__here').click()

async function other(page, nth, button) {
  await row(page, nth).locator('summary').click()
  await row(page, nth).getByRole('button', { name: button }).click()
}

async function waitFor(locator, text) {
  await locator.filter({ hasText: text }).waitFor()
}

// The first event to come at which this person may look at four people's marks.
async function findEvent(page) {
  await page.goto('/events')
  const links = await page.getByRole('main').getByRole('link').evaluateAll((all) => all.map((a) => a.pathname))
  for (const link of new Set(links.filter((path) => /^\/events\/\d+$/.test(path)))) {
    const answer = await page.goto(`${link}/register`)
    if (answer.status() === 200 && (await page.locator('.app-register__row').count()) >= 4) return link
  }
  throw new Error('no event has four people on its register')
}

// When it begins: an hour after the register may be taken, as the page says. In winter, when our
// time is UTC.
async function beginOf(page) {
  const text = await mainText(page)
  const [, date, time] = /taken from \w+ (\d+ \w+ \d+), ([^.]+)\./.exec(text)
  const [, hour, minute = '0', half] = /(\d+)(?::(\d+))?(am|pm)/.exec(time.replace('midday', '12pm'))
  const opens = new Date(`${date} UTC`)
  opens.setUTCHours((Number(hour) % 12) + (half === 'pm' ? 12 : 0), Number(minute))
  return {
    at: (minutes) => new Date(opens.getTime() + (minutes + 60) * 60_000).toISOString().replace('.000Z', 'Z'),
  }
}

// How many times something was said of somebody.
async function timesSaid(page, event, nth) {
  const id = (await row(page, nth).getAttribute('id')).slice(1)
  const text = await page.evaluate(
    async (address) => (await fetch(address)).text(),
    `${event}/register/person?person=${id}`,
  )
  return text.split('At the door').length - 1
}

await withHouse(async ({ browser, server }) => {
  const door = await newPage(browser, server)
  const second = await newPage(browser, server)
  const plain = await newPage(browser, server, { script: false })
  let event, begin

  await check('the register is looked at before it may be taken', async () => {
    await become(door, roles.leader)
    event = await findEvent(door)
    begin = await beginOf(door)
    await expectSays(door, 'It can be taken from')
    expect((await door.locator('.app-register__here').count()) === 0, 'it can be taken too early')
    await moveClock(door, begin.at(5))
    await become(second, roles.coordinator)
    for (const page of [door, second]) await page.goto(`${event}/register`)
  })
  await check('one tap marks somebody as here, without another page', async () => {
    await door.evaluate(() => (document.body.dataset.stayed = 'yes'))
    await tap(door, 0)
    await waitFor(net(door), SENT)
    await waitFor(said(door, 0), 'Here')
    expectText(await door.locator('#register-count').innerText(), /^1 of \d+ here/)
    expect((await door.locator('body').getAttribute('data-stayed')) === 'yes', 'the page was loaded again')
  })
  await check('with the network off marks are kept and shown', async () => {
    await door.context().setOffline(true)
    await tap(door, 1)
    await tap(door, 2)
    await row(door, 3).locator('summary').click()
    await row(door, 3).getByLabel('Minutes late').fill('7')
    await row(door, 3).getByRole('button', { name: 'Save minutes' }).click()
    await other(door, 0, 'Not here')
    await waitFor(net(door), '4 marks kept on this phone, waiting to be sent.')
    expectText(await said(door, 3).innerText(), 'Here, 7 minutes late')
    expect((await row(door, 1).getAttribute('data-state')) === 'waits', 'the row does not say that it waits')
  })
  await check('a second phone marks the same person meanwhile, a little later', async () => {
    await moveClock(second, begin.at(7))
    await second.goto(`${event}/register`)
    await other(second, 1, 'Not here')
    await waitFor(net(second), SENT)
  })
  await check('back again, all of them are sent, and what was taken last stands', async () => {
    await door.context().setOffline(false)
    await waitFor(net(door), SENT)
    await waitFor(said(door, 1), 'Not here')
    await second.reload()
    const words = []
    for (let nth = 0; nth < 4; nth++) words.push(await said(second, nth).innerText())
    expect(words.join('|') === 'Not here|Not here|Here|Here, 7 minutes late', words.join('|'))
    for (const [nth, times] of [[0, 2], [1, 2], [2, 1], [3, 1]])
      expect((await timesSaid(second, event, nth)) === times, `row ${nth} was not said ${times} times`)
  })
  await check('an answer that is lost makes no second mark', async () => {
    let lost = 0
    await door.route('**/register/send', async (route) => {
      if (lost++) return route.continue()
      await route.fetch()
      return route.abort()
    })
    await tap(door, 2)
    await waitFor(net(door), SENT)
    expect(lost > 1, 'it was not sent again')
    expect((await timesSaid(door, event, 2)) === 2, 'it was counted twice')
    await door.unroute('**/register/send')
  })
  await check('what waits outlives a reload, and nobody else on this phone sends it', async () => {
    await door.route('**/register/send', (route) => route.abort())
    await tap(door, 1)
    await waitFor(net(door), '1 mark kept on this phone')
    await door.reload()
    await waitFor(net(door), '1 mark kept on this phone')
    expectText(await said(door, 1).innerText(), 'Here')
    await become(door, roles.coordinator)
    await door.goto(`${event}/register`)
    expect(await net(door).isHidden(), 'somebody else’s marks are shown')
    expectText(await said(door, 1).innerText(), 'Not here')
    await door.unroute('**/register/send')
    await become(door, roles.leader)
    await door.goto(`${event}/register`)
    await waitFor(net(door), SENT)
    await waitFor(said(door, 1), 'Here')
    expect((await timesSaid(door, event, 1)) === 3, 'it is not there exactly once')
  })
  await check('a phone that is full keeps what is tapped as long as the page is open', async () => {
    const before = [await timesSaid(door, event, 1), await timesSaid(door, event, 2)]
    await door.route('**/register/send', (route) => route.abort())
    await tap(door, 1)
    await waitFor(net(door), '1 mark kept on this phone')
    await door.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    })
    await tap(door, 2)
    await waitFor(net(door), '2 marks kept on this phone')
    await door.unroute('**/register/send')
    await waitFor(net(door), SENT)
    await door.goto(`${event}/register`)
    const after = [await timesSaid(door, event, 1), await timesSaid(door, event, 2)]
    expect(after.every((times, i) => times === before[i] + 1), `said ${after}, before ${before}`)
  })
  await check('names are found as they are typed', async () => {
    const name = await row(door, 2).locator('strong').innerText()
    await door.getByLabel('Find a name').fill(name.toUpperCase())
    expect((await door.locator('.app-register__row:visible').count()) === 1, 'more than one is shown')
    await door.getByLabel('Find a name').fill('')
    expect((await door.locator('.app-register__row:visible').count()) >= 4, 'not all are shown again')
  })
  await check('without script a tap is a form, a search a page, paper is ticked at once', async () => {
    await become(plain, roles.leader)
    await plain.goto(`${event}/register`)
    await press(plain, /^Mark as here/)
    await waitFor(said(plain, 0), 'Here')
    expect(new URL(plain.url()).hash !== '', 'it does not come back to the row')
    const name = await row(plain, 3).locator('strong').innerText()
    await plain.getByLabel('Find a name').fill(name)
    await press(plain, 'Find')
    expect((await plain.locator('.app-register__row').count()) === 1, 'it found others too')
    await plain.goto(`${event}/register`)
    await follow(plain, 'Tick off from paper')
    const boxes = plain.locator('.govuk-checkboxes__input')
    expect(await boxes.nth(0).isChecked(), 'who is here is not ticked')
    for (const box of await boxes.all()) await box.check()
    await press(plain, 'Save all')
    await expectFlash(plain, 'Saved.')
    const count = await boxes.count()
    await expectSays(plain, `${count} of ${count} here`)
  })
  await check('somebody who is not listed is found and added', async () => {
    await plain.goto(`${event}/register`)
    const before = await plain.locator('.app-register__row').count()
    await plain.getByLabel('Their name').fill('Ana')
    await press(plain, 'Look')
    await press(plain, /^Add as here/)
    await expectFlash(plain, 'They are on the register, and marked as here.')
    expect((await plain.locator('.app-register__row').count()) === before + 1, 'they are not on it')
    await expectSays(plain, 'Came without a booking')
  })
  await check('a mark that is refused is said at its row', async () => {
    await door.goto(`${event}/register`)
    await door.route('**/register/send', (route) => route.abort())
    await other(door, 2, 'Excused')
    await moveClock(plain, begin.at(1440))
    await plain.goto(`${event}/register`)
    await follow(plain, 'Close the register')
    await expectSays(plain, 'Those who were here have attended.')
    await press(plain, 'Close the register')
    await expectFlash(plain, 'The register is closed.')
    await door.unroute('**/register/send')
    await waitFor(row(door, 2).locator('.app-register__error'), 'closed this register')
    await waitFor(net(door), '1 mark refused: see below.')
  })
  await check('closed, it is corrected with a reason', async () => {
    await plain.goto(`${event}/register`)
    await press(plain, /^Correct/, 'link')
    await plain.getByLabel('Not here').check()
    await press(plain, 'Save')
    expectText(await mainText(plain), 'Say why')
    await plain.getByLabel('Why?').fill('Was at the dentist')
    await press(plain, 'Save')
    await expectFlash(plain, 'Corrected.')
    await waitFor(said(plain, 0), 'Not here')
  })
  await check('nothing in the console but the network that was off and what was refused', () =>
    [...new Set([...door.noise, ...second.noise, ...plain.noise])].filter(
      (line) => !/net::ERR_|status of (403|422)/.test(line),
    ),
  )
})
finish()
