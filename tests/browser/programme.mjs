// The programme without signing in: opened by a coordinator, read on a phone of
// 320 px and on a desk, without script, with what presenters agreed to alone.
//   node tests/browser/programme.mjs BUILD_DIR [OUT_DIR]
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { axeSource } from './_browser.mjs'
import {
  become, check, expect, expectText, finish, mainText, newPage, roles, withHouse,
} from './_house.mjs'
import { expectFlash, follow, press } from './_steps.mjs'

const outDir = process.argv[3]
if (outDir) mkdirSync(outDir, { recursive: true })

async function picture(page, name) {
  if (outDir) await page.screenshot({ path: join(outDir, `${name}.png`), fullPage: true })
}

async function expectNarrow(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(over <= 0, `${over} px too wide`)
}

await withHouse(async ({ browser, server }) => {
  const staff = await newPage(browser, server)
  const page = await newPage(browser, server, { script: false, viewport: { width: 1280, height: 900 } })
  let path
  await become(page, roles.coordinator)
  await page.goto('/events')
  await follow(page, 'SPARK: autumn')
  const event = new URL(page.url()).pathname

  await check('it is closed until a coordinator opens it', async () => {
    await page.goto(`${event}/public`)
    expectText(await mainText(page), /Closed[\s\S]*Open the public programme/)
    await picture(page, 'closed')
    await press(page, 'Open the public programme')
    await expectFlash(page, 'The programme is open')
    path = new URL(await page.locator('.app-take__address').getAttribute('href')).pathname
    await picture(page, 'open')
  })
  await check('before the order is published it shows no talk', async () => {
    const reader = await newPage(browser, server, { script: false, viewport: { width: 320, height: 640 } })
    await reader.goto(path)
    expectText(await mainText(reader), /Not announced yet[\s\S]*It will stand here/)
    expect(!(await mainText(reader)).includes('A talk'), 'a talk')
    await expectNarrow(reader)
    await picture(reader, 'early')
    await reader.context().close()
    await page.goto(`${event}/board/publish`)
    await page.getByRole('main').getByRole('button').first().click()
    await page.waitForURL(/done=/)
  })
  for (const [name, viewport] of [['phone', { width: 320, height: 640 }], ['desk', { width: 1280, height: 900 }]]) {
    await check(`anybody reads it on a ${name}, without script or signing in`, async () => {
      const reader = await newPage(browser, server, { script: false, viewport })
      const answer = await reader.goto(path)
      expect(answer.status() === 200, `${answer.status()}`)
      expectText(await mainText(reader), /Welcome[\s\S]*A talk[\s\S]*Close[\s\S]*Take it with you/)
      const codes = await reader.getByRole('img', { name: /QR code/ }).count()
      expect(codes === (name === 'desk' ? 1 : 0), `${codes} QR codes`) // nobody scans the phone they hold
      expect((await reader.getByText('To send it on').isVisible()) === (name === 'phone'), 'the address to send on')
      expect((await reader.locator('nav[aria-label=Main]').count()) === 0, 'a menu')
      expect((await reader.context().cookies()).length === 0, 'a cookie')
      await expectNarrow(reader)
      await picture(reader, name)
      expect(reader.noise.length === 0, reader.noise.join('\n'))
      await reader.context().close()
    })
  }
  await check('axe finds nothing wrong with it', async () => {
    const reader = await newPage(browser, server)
    await reader.goto(path)
    await reader.evaluate(axeSource)
    const found = await reader.evaluate(() => globalThis.axe.run())
    await reader.context().close()
    return found.violations.map((fault) => `${fault.id}: ${fault.nodes[0].html}`)
  })
  await check('a presenter is named with their own yes, and no longer without', async () => {
    await become(staff, roles.staff)
    const name = await staff.locator('.app-header__person a').innerText()
    await staff.goto(`${event}/talk`)
    await staff.getByLabel('Title').fill('Named by & by')
    await staff.locator('[name=minutes]').first().check()
    await staff.locator('[name=category]').first().check()
    await staff.getByRole('main').getByRole('button').first().click()
    await staff.waitForURL(/done=talk/)
    await staff.goto(event)
    await staff.getByText('More about my talk').first().click()
    await follow(staff, 'Your name on a public programme')
    await staff.getByRole('checkbox').check()
    await picture(staff, 'consent')
    await press(staff, 'Save')
    await expectFlash(staff, 'You are named on the public programme')
    const reader = await newPage(browser, server, { script: false })
    await reader.goto(path)
    expectText(await mainText(reader), 'Named by & by')
    expectText(await mainText(reader), name)
    await staff.getByText('More about my talk').first().click()
    await follow(staff, 'Your name on a public programme')
    await staff.getByRole('checkbox').uncheck()
    await press(staff, 'Save')
    await reader.reload()
    const text = await mainText(reader)
    expect(!text.includes('Named by') && !text.includes(name), `still named:\n${text}`)
    await reader.context().close()
  })
  await check('closed, its address is nobody’s', async () => {
    await page.goto(`${event}/public`)
    await press(page, 'Close the public programme')
    const answer = await page.goto(path)
    expect(answer.status() === 404, `${answer.status()}`)
  })
})
finish()
