// The code on the screen beside a register: it changes by itself with script, the page loads anew
// without; who scans it is here.
//   node tests/browser/screen.mjs BUILD_DIR
import { become, check, expect, finish, newPage, roles, withHouse } from './_house.mjs'
import { createEvent, expectSays, moveClock, press } from './_steps.mjs'

const evening = {
  kind: 'Twilight',
  title: 'Codes on a screen',
  date: { day: 3, month: 'November', year: 2026 },
  starts: '17:00',
  ends: '18:00',
}

async function shown(page) {
  return page.locator('[data-address]').getAttribute('data-address')
}

async function screens(house, script) {
  const name = script ? '' : ', no script'
  const screen = await newPage(house.browser, house.server, { script })
  const other = await newPage(house.browser, house.server, { script: false })
  let path
  let first

  await check(`a screen shows a code${name}`, async () => {
    await become(other, roles.coordinator)
    path = await createEvent(other, evening)
    await press(other, 'Publish')
    await moveClock(other, '2026-11-03T16:50:00Z')
    if (script) await screen.clock.install()
    await become(screen, roles.coordinator)
    await screen.goto(`${path}/register/screen`)
    first = await shown(screen)
    expect(/\/here\/\w+/.test(first), `its address is ${first}`)
  })
  await check(`half a minute later it shows another${name}`, async () => {
    await moveClock(other, '2026-11-03T16:50:40Z')
    if (script) {
      const fetched = screen.waitForResponse((answer) => answer.url().includes('/register/screen'))
      await screen.clock.runFor(31_000)
      await fetched
      await screen.waitForFunction((was) => document.querySelector('[data-address]').dataset.address !== was, first)
      expect(await screen.locator('.app-screen__trouble').isHidden(), 'it says that it cannot reach the server')
    } else {
      const again = await screen.locator('noscript, meta[http-equiv="refresh"]').count()
      expect(again > 0, 'nothing loads it anew')
      await screen.reload()
    }
    expect((await shown(screen)) !== first, 'the code is the same')
  })
  await check(`who follows it says that they are here, once${name}`, async () => {
    const address = new URL(await shown(screen))
    await become(other, roles.staff)
    await other.goto(address.pathname)
    await press(other, 'I am here')
    await expectSays(other, evening.title)
    await other.goto(new URL(first).pathname)
    await become(other, roles.coordinator)
    await other.goto(`${path}/register`)
    await expectSays(other, 'Ana Bell')
  })
  await check(`nothing in the console${name}`, () =>
    [...new Set(screen.noise)].filter((line) => !/Clear-Site-Data header on/.test(line)))
}

for (const script of [true, false]) await withHouse((house) => screens(house, script))
finish()
