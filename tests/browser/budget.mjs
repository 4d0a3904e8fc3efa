// What the pages weigh as they come over the wire: everything of a first view,
// what a second view still fetches, and how often the server is asked.
//   node tests/browser/budget.mjs BUILD_DIR
import { become, check, expect, finish, newPage, roles, withHouse } from './_house.mjs'

const firstViewBytes = 60 * 1024
const repeatViewBytes = 15 * 1024
const requestsMax = 5

// Counts what a page fetches. A stream of events stays open and is not waited for.
async function meterOf(page) {
  const session = await page.context().newCDPSession(page)
  const open = new Set()
  const cached = new Set()
  const meter = { requests: 0, bytes: 0, wake: () => {} }
  session.on('Network.requestWillBeSent', ({ requestId, type }) => {
    if (type !== 'EventSource') open.add(requestId)
  })
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (!response.fromDiskCache && !cached.has(requestId)) meter.requests++
  })
  session.on('Network.requestServedFromCache', ({ requestId }) => cached.add(requestId))
  const end = ({ requestId, encodedDataLength = 0 }) => {
    meter.bytes += encodedDataLength
    open.delete(requestId)
    if (open.size === 0) meter.wake()
  }
  session.on('Network.loadingFinished', end)
  session.on('Network.loadingFailed', end)
  await session.send('Network.enable')
  meter.settled = () => new Promise((resolve) => (open.size ? (meter.wake = resolve) : resolve()))
  return meter
}

async function weigh(page, meter, path) {
  meter.requests = meter.bytes = 0
  await page.goto(path)
  await meter.settled()
  return { requests: meter.requests, bytes: meter.bytes }
}

function judge({ requests, bytes }, limit) {
  console.log(`  ${requests} requests, ${(bytes / 1024).toFixed(1)} KiB`)
  expect(bytes <= limit, `${bytes} bytes, more than ${limit}`)
  expect(requests <= requestsMax, `${requests} requests, more than ${requestsMax}`)
}

await withHouse(async ({ browser, server }) => {
  const guide = await newPage(browser, server)
  await become(guide, roles.staff)
  const spark = await guide.getByRole('link', { name: 'Give a talk' }).getAttribute('href')
  const cookies = await guide.context().cookies()
  for (const path of ['/', spark, `${spark}/programme`]) {
    const page = await newPage(browser, server)
    await page.context().addCookies(cookies)
    const meter = await meterOf(page)
    await check(`first view of ${path}`, async () => judge(await weigh(page, meter, path), firstViewBytes))
    await check(`second view of ${path}`, async () =>
      judge(await weigh(page, meter, path), repeatViewBytes)
    )
    await page.context().close()
  }
})
finish()
