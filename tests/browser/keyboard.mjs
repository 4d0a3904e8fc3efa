// The main journey by keyboard alone: Tab comes to everything that can be used,
// what has the focus is in sight and looks different from what has not.
//   node tests/browser/keyboard.mjs BUILD_DIR
import { become, check, expect, finish, newPage, roles, withHouse } from './_house.mjs'
import { expectHeading } from './_steps.mjs'

const stopsMax = 120

// What can be used on this page, each with a name; of a group of radios one: Tab
// comes to the group.
async function usable(page) {
  return page.evaluate(() => {
    const names = []
    const groups = new Set()
    for (const element of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
      if (element.type === 'hidden' || !element.checkVisibility()) continue
      if (element.type === 'radio' && groups.has(element.name)) continue
      if (element.type === 'radio') groups.add(element.name)
      element.dataset.stop = String(names.length)
      names.push(`${element.localName} ${(element.textContent.trim() || element.id).slice(0, 40)}`)
    }
    return names
  })
}

// What of an element can show the focus, with the label that draws a radio or a
// tick box. The colour of a line that is not drawn is nothing.
const lookOf = `(element) => {
  const parts = [getComputedStyle(element)]
  const label = element.labels && element.labels[0]
  if (label) parts.push(getComputedStyle(label, '::before'))
  const line = (style, width, colour) => (style === 'none' || width === '0px' ? '' : style + width + colour)
  return parts
    .map((s) => [
      line(s.outlineStyle, s.outlineWidth, s.outlineColor),
      line(s.borderBottomStyle, s.borderBottomWidth, s.borderBottomColor),
      s.boxShadow,
      s.backgroundColor,
    ].join())
    .join(' / ')
}`

// The looks of everything, before Tab has come anywhere.
async function looks(page) {
  return page.evaluate(`Object.fromEntries([...document.querySelectorAll('[data-stop]')]
    .map((element) => [element.dataset.stop, (${lookOf})(element)]))`)
}

// What has the focus: {stop, look, inSight}.
async function focused(page) {
  return page.evaluate(`(() => {
    const element = document.activeElement
    const group = element.type === 'radio' && document.querySelector('[data-stop][name="' + element.name + '"]')
    const box = element.getBoundingClientRect()
    return {
      stop: (group || element).dataset.stop,
      look: (${lookOf})(element),
      inSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    }
  })()`)
}

async function tabThrough(page) {
  const names = await usable(page)
  const before = await looks(page)
  const reached = new Set()
  const faults = []
  await page.evaluate(() => document.activeElement.blur())
  for (let i = 0; i < stopsMax && reached.size < names.length; i++) {
    await page.keyboard.press('Tab')
    const now = await focused(page)
    if (now.stop === undefined || reached.has(now.stop)) continue
    reached.add(now.stop)
    if (!now.inSight) faults.push(`out of sight: ${names[now.stop]}`)
    if (now.look === before[now.stop]) faults.push(`no sign of focus: ${names[now.stop]}`)
  }
  const missed = names.filter((_, i) => !reached.has(String(i)))
  return [...faults, ...missed.map((name) => `Tab does not come to: ${name}`)]
}

// Tab until this has the focus, then Enter, or Space.
async function keyTo(page, name, kind, key = 'Enter') {
  const target = page.getByRole('main').getByRole(kind, { name }).first()
  for (let i = 0; i < stopsMax; i++) {
    if (await target.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  expect(await target.evaluate((element) => element === document.activeElement), `Tab misses ${name}`)
  if (key) await page.keyboard.press(key)
}

async function open(page, name) {
  const loaded = page.waitForEvent('load')
  await keyTo(page, name, 'link')
  await loaded
}

async function submit(page, name) {
  const loaded = page.waitForEvent('load')
  await keyTo(page, name, 'button')
  await loaded
}

await withHouse(async ({ browser, server }) => {
  const page = await newPage(browser, server)
  await become(page, roles.staff)

  await check('the first Tab leads past the navigation', async () => {
    await page.goto('/')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect((await page.evaluate(() => document.activeElement.id)) === 'main', 'main has no focus')
  })
  await check('home', () => tabThrough(page))
  await check('the SPARK event', async () => {
    await page.goto('/')
    await open(page, 'Give a talk')
    return tabThrough(page)
  })
  await check('the form of a talk', async () => {
    await page.reload()
    await open(page, 'Give a talk')
    return tabThrough(page)
  })
  await check('a talk is given', async () => {
    await page.reload()
    await keyTo(page, /^7 minutes/, 'radio', ' ')
    await keyTo(page, 'Title', 'textbox', null)
    await page.keyboard.type('Quizzes that stick')
    await keyTo(page, /good practice/, 'radio', ' ')
    await submit(page, 'Offer this talk')
    await expectHeading(page, 'You are in the programme')
    return tabThrough(page)
  })
  await check('the talk on its event', async () => {
    await page.reload()
    await open(page, 'Back to the event')
    return tabThrough(page)
  })
  await check('it is withdrawn', async () => {
    await page.reload()
    await open(page, 'Withdraw')
    await submit(page, 'Withdraw my talk')
    await expectHeading(page, 'SPARK: autumn')
  })
  for (const path of ['/events', '/bookings', '/deadlines', '/calendar'])
    await check(path, async () => {
      await page.goto(path)
      return tabThrough(page)
    })
  await check('the form of an event', async () => {
    await become(page, roles.coordinator)
    await page.goto('/events/new?kind=course')
    return tabThrough(page)
  })
})
finish()
