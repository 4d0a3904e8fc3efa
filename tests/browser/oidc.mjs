// Signing in through a real OpenID provider, in a browser, with and without
// script, with RSA and with elliptic curves; and being signed out by it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from './_browser.mjs'
import { check, expect, finish, newPage } from './_house.mjs'
import { startProvider } from './_openid.mjs'
import { startServer } from './_server.mjs'
import { expectFlash, expectHeading, expectSays, follow, press, signOut } from './_steps.mjs'

const secret = 'for tests: only+'

// The provider's own pages: who one is, then consent.
async function answerProvider(page, email) {
  await page.locator('input[name="login"]').fill(email)
  await page.locator('input[name="password"]').fill('any')
  await page.locator('button[type="submit"]').click()
  await page.locator('button[type="submit"]').click()
}

async function signIn(page, server, email, from = '/') {
  await page.goto(from)
  await expectHeading(page, 'Sign in')
  await follow(page, 'Sign in with Larkfield')
  await answerProvider(page, email)
  await page.waitForURL((url) => url.origin === server.url)
}

async function comeIn({ page, server, check }) {
  await check('the provider comes first, the code below', async () => {
    await page.goto('/sign-in')
    const ways = await page.getByRole('main').locator('a.govuk-button, button').allInnerTexts()
    expect(ways.join() === 'Sign in with Larkfield,Email me a code', `the ways are ${ways}`)
  })
  await check('signed in, at the page that was asked for', async () => {
    await signIn(page, server, 'staff@demo.example', '/deadlines')
    await expectHeading(page, 'Your year')
    expect(page.url() === `${server.url}/deadlines`, `it is at ${page.url()}`)
    await page.goto('/')
    await expectHeading(page, 'Hello Ana')
  })
  await check('signed out here', async () => {
    await signOut(page)
    await expectHeading(page, 'You are signed out')
  })
}

async function beSignedOut({ page, server, provider, check }) {
  await check('signed out by the provider', async () => {
    // Signing out has cleared this machine's cookies, the provider's too: it is the same host.
    await signIn(page, server, 'staff@demo.example')
    await expectHeading(page, 'Hello Ana')
    await page.goto(`${provider.issuer}/session/end`)
    await page.locator('button[value="yes"]').click()
    await page.waitForURL(/session\/end\/success/)
    await page.goto('/')
    await expectHeading(page, 'Sign in')
  })
}

async function beConfirmed({ page, admin, server, check }) {
  await check('an address that is not proved waits', async () => {
    await signIn(page, server, 'unproved.other@demo.example')
    await expectHeading(page, 'We need to check that this is you')
    await expectSays(page, 'other@demo.example')
  })
  await check('an administrator confirms it', async () => {
    await signIn(admin, server, 'admin@demo.example')
    await admin.goto('/people/links')
    await expectHeading(admin, 'Accounts to confirm')
    await expectSays(admin, 'As the provider has it, other@demo.example')
    await press(admin, /^Confirm/)
    await expectFlash(admin, 'Confirmed.')
  })
  await check('and it comes in', async () => {
    await page.goto('/sign-in')
    await follow(page, 'Sign in with Larkfield')
    await page.waitForURL(`${server.url}/`)
    await expectSays(page, /^Hello /)
  })
}

async function beNobody({ page, server, check }) {
  await check('somebody who is not on the list', async () => {
    await signIn(page, server, 'nobody@demo.example')
    await expectHeading(page, 'You are not on our list yet')
    await expectSays(page, 'nobody@demo.example', 'No account was made.')
    await follow(page, 'Back to signing in')
    await expectHeading(page, 'Sign in')
  })
}

async function journeys(browser, script, algorithm) {
  const folder = mkdtempSync(join(tmpdir(), 'sparkd-secret.'))
  const provider = await startProvider()
  writeFileSync(join(folder, 'secret'), `${secret}\n`)
  const server = await startServer({
    conf: {
      oidc_1_name: 'larkfield',
      oidc_1_label: 'Larkfield',
      oidc_1_issuer: provider.issuer,
      oidc_1_client_id: 'sparkd',
      oidc_1_secret_file: join(folder, 'secret'),
    },
  })
  await provider.serve(server.url, algorithm, secret)
  const name = `${algorithm}${script ? '' : ', no script'}`
  const tools = { server, provider, check: (what, look) => check(`${what}, ${name}`, look) }
  for (const journey of [comeIn, beSignedOut, beConfirmed, beNobody]) {
    tools.page = await newPage(browser, server, { script }) // nobody has signed in with it
    tools.admin = await newPage(browser, server, { script })
    await journey(tools)
  }
  await check(`the server ended well, ${name}`, () => server.stop())
  provider.stop()
  rmSync(folder, { recursive: true })
}

const browser = await launch()
await journeys(browser, true, 'RS256')
await journeys(browser, false, 'ES256')
await browser.close()
finish()
process.exit() // the provider keeps sockets of its own
