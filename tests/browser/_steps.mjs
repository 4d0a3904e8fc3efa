// What people do on the pages, in the words they see there.
import { expect, expectText, mainText } from './_house.mjs'

const limitMs = 30_000

// Presses this and waits for the page that comes.
async function pressThis(page, target) {
  const loaded = page.waitForEvent('load')
  loaded.catch(() => {}) // what kept it from being pressed says more
  await target.click()
  await loaded
}

// Presses the first thing of the page's main part that has this name.
export async function press(page, name, kind = 'button') {
  await pressThis(page, page.getByRole('main').getByRole(kind, { name }).first())
}

export async function follow(page, name) {
  await press(page, name, 'link')
}

export async function signOut(page) {
  await pressThis(page, page.getByRole('banner').getByRole('button', { name: 'Sign out' }))
}

export async function expectHeading(page, wanted) {
  const heading = await page.locator('h1').innerText()
  expect(heading.trim() === wanted, `the heading is “${heading.trim()}”, not “${wanted}”`)
}

export async function expectFlash(page, wanted) {
  expectText(await page.getByRole('status').first().innerText(), wanted, 'the notice')
}

export async function expectSays(page, ...wanted) {
  const text = await mainText(page)
  for (const words of wanted) expectText(text, words)
}

export async function expectSaysNot(page, words) {
  const text = await mainText(page)
  expect(!text.includes(words), `the page still says ${words}:\n${text.slice(0, 700)}`)
}

// Opens the newest mail with this subject to this address; what it says.
export async function openMail(page, subject, to) {
  const row = page.getByRole('row').filter({ hasText: subject }).filter({ hasText: to })
  const end = Date.now() + limitMs
  await page.goto('/demo/outbox?all=1')
  while ((await row.count()) === 0) {
    expect(Date.now() < end, `waited ${limitMs / 1000} s in vain for a mail “${subject}” to ${to}`)
    await page.goto('/demo/outbox?all=1')
  }
  await pressThis(page, row.first().getByRole('link'))
  return mainText(page)
}

// The number in the first of these words on the page: "31 minutes left" gives 31.
export async function numberBefore(page, words) {
  const text = await mainText(page)
  const found = new RegExp(`(\\d+) ${words}`).exec(text)
  expect(found, `the page does not say how many ${words}:\n${text.slice(0, 700)}`)
  return Number(found[1])
}

// The demo's clock, to this moment instead of one of the three it offers.
export async function moveClock(page, to) {
  await page.goto('/demo')
  const button = page.locator('button[name="to"]').first()
  await button.evaluate((element, value) => element.setAttribute('value', value), to)
  await pressThis(page, button)
  await expectFlash(page, 'The clock was moved.')
}

// ---- forms ----

export async function fillTalk(page, { title, minutes, abstract = '', category = /good practice/ }) {
  await page.getByRole('radio', { name: new RegExp(`^${minutes} minutes`) }).check()
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('What will colleagues take away? (optional)').fill(abstract)
  await page.getByRole('radio', { name: category }).check()
}

export async function fillDate(page, group, { day, month, year, time }) {
  const fields = page.getByRole('group', { name: group, exact: true })
  await fields.getByLabel('Day').fill(String(day))
  await fields.getByLabel('Month').fill(String(month))
  await fields.getByLabel('Year').fill(String(year))
  if (time) await fields.getByLabel('Time').fill(time)
}

export async function fillEvent(page, event) {
  const asked = await page.getByRole('heading', { name: 'What kind of event?' }).count()
  if (event.kind && asked) await follow(page, event.kind)
  await page.getByLabel('Title').fill(event.title)
  await page.getByLabel('Purpose').fill(event.purpose ?? 'To see what works.')
  await fillDate(page, 'Date', event.date)
  await page.getByLabel('Starts').fill(event.starts)
  await page.getByLabel('Ends').fill(event.ends)
  await page.getByLabel('Room').fill(event.room ?? 'Library')
  await page.getByLabel('Places', { exact: true }).fill(String(event.places ?? 30))
  if (event.closes) {
    await page.getByText('Booking and the waiting list').click()
    await fillDate(page, 'Booking closes', event.closes)
  }
}

export async function createEvent(page, event) {
  await page.goto('/events')
  await follow(page, 'Plan an event')
  await fillEvent(page, event)
  await press(page, 'Save as a draft')
  await expectHeading(page, event.title)
  return new URL(page.url()).pathname
}

// A SPARK event all of whose time is for talks, published; its path. call: talks are proposed.
export async function openSpark(page, { call = false, fixed = 0, ...event }) {
  const path = await createEvent(page, { kind: 'SPARK', ...event })
  await follow(page, 'Edit')
  await page.locator('details').evaluateAll((all) => all.forEach((part) => (part.open = true)))
  await page.getByLabel('Minutes for welcome, break and close').fill(String(fixed))
  if (call) await page.getByRole('radio', { name: 'They are proposed, and you decide' }).check()
  await press(page, /^Save/)
  await press(page, 'Publish')
  return path
}
