// The pages that only a form leads to, with the pages' scripts (axe.mjs) and without (axe_plain.mjs);
// then, in axe.mjs, every page that six people of the demo trust reach by its links (_look.mjs says
// what is looked at). The server's answer to each is read, the browser opens those that are looked
// at, both ways. With OUT_DIR, pictures at two sizes go there. Without scripts means that they come
// empty: axe itself needs a page that can run some. journey.mjs switches script off for good.
//   node tests/browser/axe.mjs BUILD_DIR [OUT_DIR]
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { bringAxe } from './_browser.mjs'
import { become, check, desk, expect, newPage, phone, roles } from './_house.mjs'
import { lookAt } from './_look.mjs'
import { createEvent, fillDate, fillEvent, fillTalk, follow, openSpark, press, signOut } from './_steps.mjs'

const outDir = process.argv[3]
const people = ['staff', 'coordinator', 'leader', 'governor', 'ect', 'admin']
// Links that are no pages.
const files = /\.(ics|json|csv|zip)$|^\/(a|files)\/(?!.*\/remove$)/
// What may not be possible, and says why: a term with a half-term in it is not removed.
const explained = new Set(['/school-dates/{id}/remove'])
// Pages that no link need lead to.
const starts = ['/', '/here', '/mentees']
// A mail of the demo: its links are for whoever it went to.
const letter = kindOf('/demo/outbox/1')
// Of pages that differ only by an id or by who reads them, so many are looked at with script, and
// the first without. The rest are read for their links.
const alike = 2
// Pages that somebody must have reached; a walk that loses one fails.
const wanted = [
  '/',
  '/accessibility',
  '/activities',
  '/activities/new',
  '/activities/to-verify',
  '/activities/{id}',
  '/activities/{id}/delete',
  '/activities/{id}/edit',
  '/audit',
  '/audit/mine',
  '/blocks/{id}/edit',
  '/blocks/{id}/workshops',
  '/board',
  '/bookings',
  '/bookings/{id}/cancel',
  '/bookings/{id}/hand-over',
  '/bookings/{id}/needs',
  '/bookings/{id}/swap',
  '/break-glass',
  '/calendar',
  '/calendar/busy',
  '/calendar/{id}/end',
  '/catalogue',
  '/conversations/{id}/time',
  '/deadlines',
  '/digest',
  '/demo',
  '/demo/outbox',
  '/demo/outbox/{id}',
  '/events',
  '/events/for-me',
  '/events/new',
  '/events/term',
  '/events/{id}',
  '/events/{id}/audience',
  '/events/{id}/audience/add',
  '/events/{id}/audience/quota',
  '/events/{id}/blocks',
  '/events/{id}/blocks/new',
  '/events/{id}/cancel',
  '/events/{id}/choices',
  '/events/{id}/choices/place',
  '/events/{id}/choose',
  '/events/{id}/choosing',
  '/events/{id}/copy',
  '/events/{id}/edit',
  '/events/{id}/files',
  '/events/{id}/leaders',
  '/events/{id}/message',
  '/events/{id}/needs',
  '/events/{id}/organisers',
  '/events/{id}/people',
  '/events/{id}/place',
  '/events/{id}/places',
  '/events/{id}/places/new',
  '/events/{id}/postpone',
  '/events/{id}/register',
  '/events/{id}/register/person',
  '/events/{id}/register/sheet',
  '/events/{id}/repeat',
  '/events/{id}/sessions',
  '/facilitators',
  '/facilitators/new',
  '/facilitators/{id}/edit',
  '/facilitators/{id}/end',
  '/factor',
  '/governing-bodies/new',
  '/governing-bodies/{id}/edit',
  '/governing-bodies/{id}/meetings',
  '/governing-bodies/{id}/members',
  '/governing-body-members/{id}/end',
  '/group-members/{id}/end',
  '/groups',
  '/groups/new',
  '/groups/{id}',
  '/groups/{id}/edit',
  '/groups/{id}/end',
  '/groups/{id}/members',
  '/help',
  '/here',
  '/hours',
  '/hours/agreed/{id}/end',
  '/hours/school',
  '/hours/settings',
  '/jobs/{id}',
  '/jobs/{id}/end',
  '/jobs/{id}/move',
  '/meetings/{id}/cancel',
  '/meetings/{id}/edit',
  '/meetings/{id}/received',
  '/mentees',
  '/mentors',
  '/my-data',
  '/people',
  '/people/import',
  '/people/new',
  '/people/{id}',
  '/people/{id}/away',
  '/people/{id}/break-glass',
  '/people/{id}/edit',
  '/people/{id}/hours',
  '/people/{id}/hours/agree',
  '/people/{id}/induction',
  '/people/{id}/job',
  '/people/{id}/leave',
  '/people/{id}/merge',
  '/people/{id}/part',
  '/people/{id}/relation',
  '/people/{id}/role',
  '/people/{id}/sign-in',
  '/policy',
  '/policy/edit',
  '/policy/edit/items/{name}',
  '/policy/edit/lists/{name}',
  '/policy/edit/words',
  '/policy/edit/year/{name}',
  '/policy/lists/{name}',
  '/policy/words',
  '/privacy',
  '/programme-year',
  '/programme-year/copy',
  '/programme-year/dates',
  '/programme-year/dates/wish',
  '/providers',
  '/providers/new',
  '/providers/{id}',
  '/providers/{id}/edit',
  '/providers/{id}/end',
  '/providers/{id}/quality',
  '/relations/{id}/end',
  '/requests',
  '/requests/all',
  '/requests/how',
  '/requests/new',
  '/requests/pattern',
  '/requests/{id}',
  '/requests/{id}/edit',
  '/requests/{id}/withdraw',
  '/retention',
  '/roles',
  '/roles/{id}/end',
  '/rooms',
  '/rooms/new',
  '/rooms/{id}',
  '/rooms/{id}/edit',
  '/rooms/{id}/end',
  '/school-calendars',
  '/school-dates/{id}/edit',
  '/school-dates/{id}/remove',
  '/schools',
  '/schools/new',
  '/schools/{id}',
  '/schools/{id}/calendar',
  '/schools/{id}/calendar/add',
  '/schools/{id}/calendar/copy',
  '/schools/{id}/calendar/import',
  '/schools/{id}/calendar/next',
  '/schools/{id}/closure',
  '/schools/{id}/edit',
  '/schools/{id}/end',
  '/schools/{id}/governing-body',
  '/schools/{id}/policy',
  '/schools/{id}/policy/add',
  '/schools/{id}/policy/dates',
  '/sessions',
  '/spark/library',
  '/spark/{id}',
  '/spark/{id}/asking',
  '/spark/{id}/board',
  '/spark/{id}/board/arrange',
  '/spark/{id}/board/fit',
  '/spark/{id}/board/publish',
  '/spark/{id}/board/rooms',
  '/spark/{id}/board/versions',
  '/spark/{id}/board/why',
  '/spark/{id}/call/edit',
  '/spark/{id}/cards',
  '/spark/{id}/choices',
  '/spark/{id}/door',
  '/spark/{id}/draw',
  '/spark/{id}/draw/record',
  '/spark/{id}/keynote',
  '/spark/{id}/keynotes',
  '/spark/{id}/now',
  '/spark/{id}/programme',
  '/spark/{id}/proposals',
  '/spark/{id}/public',
  '/spark/{id}/questions',
  '/spark/{id}/questions/queue',
  '/spark/{id}/remote',
  '/spark/{id}/running-sheet',
  '/spark/{id}/screen',
  '/spark/{id}/slides',
  '/spark/{id}/stage',
  '/spark/{id}/talk',
  '/spark/{id}/thanks',
  '/spark/{id}/thanks/sheet',
  '/status',
  '/swaps/{id}',
  '/talks/{id}/after',
  '/talks/{id}/public',
  '/talks/{id}/slides',
  '/talks/{id}/edit',
  '/talks/{id}/withdraw',
  '/travel',
  '/travel/change',
  '/trust',
  '/workshops/{id}/edit',
]

function kindOf(path) {
  return path
    .replace(/\?.*/, '')
    .replace(/\/\d+(?=\/|$)/g, '/{id}')
    .replace(/outbox\/.*/, 'outbox/{id}')
    .replace(/(policy\/.*?(?:lists|items|year))\/.*/, '$1/{name}')
}

// A page's links to other pages of the server. `parser` is an empty page, with no policy.
async function linksOf(parser, html) {
  const hrefs = await parser.evaluate((text) => {
    const links = new DOMParser().parseFromString(text, 'text/html').querySelectorAll('a[href^="/"]')
    return [...links].map((a) => a.getAttribute('href'))
  }, html)
  const paths = hrefs.map((href) => new URL(href, 'http://loopback')).map((url) => url.pathname + url.search)
  return [...new Set(paths)].filter((path) => !files.test(path.replace(/\?.*/, '')))
}

async function takePictures(page, folder, name) {
  if (!outDir) return
  mkdirSync(join(outDir, folder), { recursive: true })
  for (const [size, viewport] of Object.entries({ phone, desk })) {
    await page.setViewportSize(viewport)
    await page.screenshot({ path: join(outDir, folder, `${name}.${size}.png`), fullPage: true })
  }
  await page.setViewportSize(phone)
}

// The page as it is but for what differs each time: tokens, ids, the demo's clock.
function contentOf(html) {
  return html.replace(/name="csrf" value="[^"]*"/g, '').replace(/Demonstration\. It is [^<]*/, '')
}

// The scripts come empty.
async function newPlainPage(browser, server) {
  const page = await newPage(browser, server)
  await page.context().route(/\.js$/, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }))
  return page
}

// ---- walking ----

// Of these kinds there is one more to see: one that is over, one that takes talks, one between.
const several = { '/spark/{id}': 3 }

// What has been looked at already, and what kinds of pages were met: with script, without.
class Walk {
  // `fetcher` asks as whoever reads `page`.
  constructor(pages) {
    Object.assign(this, { ...pages, known: new Set(), kinds: new Map(), plainKinds: new Set() })
  }

  async become(person) {
    await become(this.page, roles[person])
    await become(this.plain, roles[person])
  }

  // What the server answers this person, who may have it.
  async read(path) {
    const { status, type, html } = await this.fetcher.evaluate(async (address) => {
      const answer = await fetch(address, { headers: { accept: 'text/html' } })
      return { status: answer.status, type: answer.headers.get('content-type') ?? '', html: await answer.text() }
    }, path)
    expect(status === 200 || (status === 409 && explained.has(kindOf(path))), `${path} answers ${status}`)
    expect(type.startsWith('text/html'), `${path} is no page but ${type}`)
    return html
  }

  async visit(person, path, found) {
    const html = await this.read(path)
    const kind = kindOf(path)
    if (kind !== letter) found(await linksOf(this.parser, html))
    const looked = this.kinds.get(kind) ?? 0
    if (this.known.has(contentOf(html)) || looked >= alike) return []
    this.known.add(contentOf(html))
    this.kinds.set(kind, looked + 1)
    await this.page.goto(path)
    await takePictures(this.page, person, path.slice(1).replace(/[/?&=]/g, '.') || 'home')
    return lookAt(this.page)
  }

  async visitPlain(path) {
    this.plainKinds.add(kindOf(path))
    await this.plain.goto(path)
    return lookAt(this.plain)
  }

  async all(person) {
    const queue = [...starts]
    const seen = new Set(queue)
    const counts = new Map()
    const found = (links) => {
      queue.push(...links.filter((link) => !seen.has(link)))
      for (const link of links) seen.add(link)
    }
    for (let path = queue.shift(); path; path = queue.shift()) {
      const kind = kindOf(path)
      const count = (counts.get(kind) ?? 0) + 1
      counts.set(kind, count)
      if (count <= (several[kind] ?? 2)) await check(`${person}: ${path}`, () => this.visit(person, path, found))
      if (this.kinds.has(kind) && !this.plainKinds.has(kind))
        await check(`${person}: ${path}, no script`, () => this.visitPlain(path))
    }
  }
}

// ---- what only a form leads to ----

// Ana's talk, place and calendar address, and what she asks for: so that there is something to
// change and to end.
async function furnish(page) {
  await become(page, roles.staff)
  await page.goto('/events')
  await follow(page, /^Questioning/)
  await press(page, 'Book a place')
  await page.goto('/events')
  await follow(page, /^Reading aloud/)
  await press(page, 'Join the waiting list')
  await page.goto('/requests/new')
  await page.getByLabel('What is it?').fill('Reading conference')
  await fillDate(page, 'First day', { day: 10, month: 12, year: 2026 })
  await fillDate(page, 'Last day', { day: 10, month: 12, year: 2026 })
  await page.getByLabel('What will come of it?').fill('Two routines for my team.')
  await page.getByRole('radio', { name: 'No', exact: true }).check()
  await page.getByRole('radio', { name: 'The trust' }).check()
  await press(page, 'Send the request')
}

const scenes = {
  'a talk form with errors': async (page) => {
    await become(page, roles.staff)
    await page.goto('/events')
    await follow(page, 'SPARK: autumn')
    await follow(page, 'Give a talk')
    await press(page, 'Offer this talk')
  },
  'a talk is in the programme': async (page) => {
    await fillTalk(page, { title: 'Quizzes that stick', minutes: 7, abstract: 'Every Monday.' })
    await press(page, 'Offer this talk')
  },
  'a talk of mine': (page) => follow(page, 'Back to the event'),
  'a calendar address, shown once': async (page) => {
    await page.goto('/calendar')
    await press(page, /^Make an.* address.*My calendar/)
  },
  'a deadline is done': async (page) => {
    await page.goto('/deadlines')
    await press(page, /^Mark as done/)
  },
  'an event form with errors': async (page) => {
    await become(page, roles.coordinator)
    await page.goto('/events/new?kind=course')
    await press(page, 'Save as a draft')
  },
  'a draft': async (page) => {
    const date = { day: 24, month: 11, year: 2026 }
    const times = { starts: '3:45pm', ends: '5pm' }
    await fillEvent(page, { kind: 'Course', title: 'A first look', date, ...times, places: 8 })
    await press(page, 'Save as a draft')
  },
  'a form that is a change behind': async (page) => {
    await follow(page, 'Edit')
    const form = page.url()
    await page.getByLabel('Room').fill('Room 9')
    const second = await page.context().newPage()
    await second.goto(form)
    await second.getByLabel('Room').fill('The gym')
    await press(second, /^Save/)
    await second.close()
    await press(page, /^Save/)
  },
  'an event is cancelled': async (page) => {
    await press(page, 'Save mine')
    await follow(page, 'Cancel this event')
    await press(page, 'Cancel the event')
  },
  'the dates of a series': async (page) => {
    const date = { day: 12, month: 11, year: 2026 }
    await createEvent(page, { kind: 'Twilight', title: 'Reading group', date, starts: '4pm', ends: '5pm' })
    await follow(page, 'Repeat this event')
    await page.getByLabel('Or how many times?').fill('4')
    await press(page, 'See the dates')
  },
  'a series': (page) => press(page, /^Make \d+ further dates/),
  'the proposals of a call': async (page) => {
    await page.goto('/events?kind=spark')
    await follow(page, /SPARK: spring/)
    await follow(page, /roposal/)
  },
  'what a call invites': async (page) => {
    await page.goto(page.url().replace(/proposals.*/, 'call'))
  },
  'a slot to swap': async (page) => {
    await become(page, roles.coordinator)
    const date = { day: 10, month: 12, year: 2026 }
    const path = await openSpark(page, { title: 'SPARK: two talks', date, starts: '16:00', ends: '17:00' })
    for (const [person, title] of [['other', 'Ten words a day'], ['staff', 'Why I wait']]) {
      await become(page, roles[person])
      await page.goto(path)
      await follow(page, 'Give a talk')
      await fillTalk(page, { title, minutes: 7 })
      await press(page, 'Offer this talk')
    }
    await become(page, roles.coordinator)
    await page.goto(`${path}/board/publish`)
    await press(page, /^Announce/)
    await become(page, roles.staff)
    await page.goto(path)
    await page.getByText('More about my talk').first().click()
    await follow(page, 'Swap with somebody')
  },
  'a swap before it is asked for': (page) => follow(page, /Ten words a day/),
  'a swap that waits for a yes': (page) => press(page, /^Ask /),
  'a page that is not there': (page) => page.goto('/no-such-page'),
  'a page that is not for me': async (page) => {
    await become(page, roles.ect)
    await page.goto('/events/new')
  },
  'signed out': signOut,
  'signing in': (page) => page.goto('/sign-in'),
  'an address that is none': (page) => press(page, 'Email me a code'),
  'a code is asked for': async (page) => {
    await page.getByLabel('Your work email').fill('staff@demo.example')
    await press(page, 'Email me a code')
  },
  'a code that is wrong': (page) => press(page, 'Sign in'),
}

async function playScenes(page, name, folder) {
  await furnish(page)
  for (const [scene, play] of Object.entries(scenes))
    await check(`${scene}${name}`, async () => {
      await play(page)
      if (folder) await takePictures(page, folder, scene.replace(/[ ,]+/g, '-'))
      return lookAt(page)
    })
}

export async function playScenesPlain({ browser, server }) {
  await playScenes(await newPlainPage(browser, server), ', no script')
}

export async function lookAtAll({ browser, server }) {
  const page = await newPage(browser, server)
  await playScenes(page, '', 'scenes')
  const walk = new Walk({
    page,
    plain: await newPlainPage(browser, server),
    fetcher: await page.context().newPage(),
    parser: await (await browser.newContext()).newPage(),
  })
  await bringAxe(walk.page.context())
  await bringAxe(walk.plain.context())
  await walk.fetcher.goto('/accessibility')
  for (const person of people) {
    await walk.become(person)
    await walk.all(person)
  }
  await check('no page is missed', () =>
    wanted.filter((kind) => !walk.kinds.has(kind)).map((kind) => `nobody reached ${kind}`)
  )
  await check('no page is missed, no script', () =>
    wanted.filter((kind) => !walk.plainKinds.has(kind)).map((kind) => `nobody reached ${kind}`)
  )
}
