// A page used by keyboard, 320 px wide: Tab to what is wanted, Enter or Space; and a look at it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from './_house.mjs'
import { lookAt } from './_look.mjs'

export const narrow = { width: 320, height: 640 }

// Tab until this has the focus.
export async function tabTo(page, target) {
  const element = await target.first().elementHandle()
  for (let i = 0; i < 400; i++) {
    if (await element.evaluate((wanted) => wanted === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no Tab reaches ${target}`)
}

async function key(page, role, name) {
  const target = page.getByRole('main').getByRole(role, { name })
  await tabTo(page, target)
  const loaded = page.waitForEvent('load')
  await page.keyboard.press('Enter')
  await loaded
}

export const button = (page, name) => key(page, 'button', name)
export const link = (page, name) => key(page, 'link', name)

export async function type(page, label, words) {
  await tabTo(page, page.getByLabel(label, { exact: true }))
  await page.keyboard.press('Control+A')
  await page.keyboard.type(words)
}

// A ticked box, or the radio that has the focus of its group and those after it.
export async function tick(page, role, name) {
  const target = page.getByRole(role, { name })
  if (role === 'checkbox') await tabTo(page, target)
  else {
    const group = await target.first().getAttribute('name')
    await tabTo(page, page.locator(`input[name="${group}"]`))
    for (let i = 0; i < 20 && !(await target.first().evaluate((e) => e === document.activeElement)); i++)
      await page.keyboard.press('ArrowDown')
  }
  if (!(await target.first().isChecked())) await page.keyboard.press('Space')
  expect(await target.first().isChecked(), `${name} is not chosen`)
}

// Pictures of a check in a folder; each page is looked at too (_look.mjs).
export function album(folder) {
  mkdirSync(folder, { recursive: true })
  return async (page, name) => {
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
    const faults = await lookAt(page)
    await page.setViewportSize(narrow)
    expect(faults.length === 0, `${name}: ${faults.join('\n')}`)
  }
}

// A tall closed part of a page, opened.
export async function unfold(page, words) {
  await tabTo(page, page.locator('summary').filter({ hasText: words }))
  await page.keyboard.press('Enter')
}
