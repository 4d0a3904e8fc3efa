// A SPARK evening that a check makes for itself, by keyboard.
import { become, newPage, roles } from './_house.mjs'
import { button, link, narrow, tick, type } from './_keys.mjs'
import { expectFlash } from './_steps.mjs'

// One page each of those who are named, {kim: 'other'}: signed in, 320 px wide.
export async function people({ browser, server }, parts) {
  const house = { told: {}, browser, server }
  for (const [name, role] of Object.entries(parts)) {
    house[name] = await newPage(browser, server, { viewport: narrow })
    await become(house[name], roles[role])
  }
  return house
}

export async function offerTalk(page, path, title, minutes = 7) {
  await page.goto(path)
  await link(page, /^(Give a talk|Offer a talk)/)
  await tick(page, 'radio', new RegExp(`^${minutes} minutes`))
  await type(page, 'Title', title)
  await tick(page, 'radio', /good practice/)
  await button(page, 'Offer this talk')
}

export async function publish(page, path) {
  await page.goto(`${path}/board`)
  await link(page, 'Announce')
  await button(page, 'Announce')
  await expectFlash(page, 'announced')
}

export async function programmeOf(page, path) {
  return page.evaluate(async (at) => (await fetch(at)).json(), `${path}/programme.json`)
}
