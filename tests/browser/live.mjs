// Two people have the same SPARK event open: what one books, the other sees
// without a reload; on reload where there is no script.
//   node tests/browser/live.mjs BUILD_DIR
import { become, check, expect, finish, newPage, roles, withHouse } from './_house.mjs'
import { expectFlash, fillTalk, follow, numberBefore, press } from './_steps.mjs'

async function openEvening(page, role) {
  await become(page, role)
  await page.goto('/events')
  await follow(page, 'SPARK: autumn')
}

// The page is marked, so that a reload would show.
async function markPage(page) {
  await page.evaluate(() => (document.body.dataset.stayed = 'yes'))
}

// Waits until the page says that so many minutes are left; how long it took, in ms.
async function waitForMinutes(page, left) {
  const from = Date.now()
  await page.locator('#room-text').filter({ hasText: `${left} minutes left` }).waitFor()
  expect((await page.locator('body').getAttribute('data-stayed')) === 'yes', 'the page was loaded again')
  return Date.now() - from
}

const meterOf = (page) => page.locator('#room-meter').evaluate((meter) => meter.value)

await withHouse(async ({ browser, server }) => {
  const speaker = await newPage(browser, server)
  const watcher = await newPage(browser, server)
  const plain = await newPage(browser, server, { script: false })
  let left, used

  await check('two people have the event open', async () => {
    await openEvening(watcher, roles.mentor)
    await openEvening(plain, roles.other)
    await openEvening(speaker, roles.staff)
    left = await numberBefore(watcher, 'minutes left')
    used = await meterOf(watcher)
    expect((await numberBefore(plain, 'minutes left')) === left, 'they are not told the same')
    await markPage(watcher)
  })
  await check("what one books is on the other's page without a reload", async () => {
    await follow(speaker, 'Give a talk')
    await fillTalk(speaker, { title: 'Quizzes that stick', minutes: 7 })
    await press(speaker, 'Offer this talk')
    console.log(`  shown ${await waitForMinutes(watcher, left - 9)} ms after the answer`)
    expect((await meterOf(watcher)) === used + 9, 'the bar stays where it was')
  })
  await check('without script it is there on reload', async () => {
    expect((await numberBefore(plain, 'minutes left')) === left, 'the page changed by itself')
    await plain.reload()
    expect((await numberBefore(plain, 'minutes left')) === left - 9, 'the page is behind')
  })
  await check('a change of its length follows too', async () => {
    await follow(speaker, 'Back to the event')
    await speaker.getByText('More about my talk').first().click()
    await follow(speaker, 'Make it 2 minutes')
    await press(speaker, 'Make it 2 minutes')
    await waitForMinutes(watcher, left - 4)
  })
  await check('and its withdrawal', async () => {
    await follow(speaker, 'Withdraw')
    await press(speaker, 'Withdraw my talk')
    await expectFlash(speaker, 'Your talk is withdrawn.')
    await waitForMinutes(watcher, left)
    expect((await meterOf(watcher)) === used, 'the bar stays where it was')
  })
  await check('nothing in the console', () => [...new Set([...speaker.noise, ...watcher.noise])])
})
finish()
