// A demo server of a check's own: a made-up trust in a temporary folder, on a
// port that the system picks. The binary is $SPARKD, or the one in BUILD_DIR.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, cpSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

export const buildDir = resolve(process.argv[2] ?? 'build/dev')
const binary = process.env.SPARKD ?? join(buildDir, 'sparkd')
const limitMs = 60_000

// What `promise` gives, or an error that names `what` once `limitMs` are over.
export function within(promise, what, ms = limitMs) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${ms / 1000} s in vain for ${what}`)), ms)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

async function run(...words) {
  const child = spawn(binary, words, { stdio: ['ignore', 'ignore', 'inherit'] })
  const [status] = await within(once(child, 'exit'), `sparkd ${words[0]}`)
  if (status !== 0) throw new Error(`sparkd ${words.join(' ')} ended with ${status}`)
}

// A demo trust: a copy from $SPARKD_DEMO if it has this one, else made here.
async function makeDemo(data, people) {
  const made = join(process.env.SPARKD_DEMO ?? '/nonexistent', `${people}.1`)
  if (existsSync(made)) cpSync(made, data, { recursive: true })
  else await run('demo', '--data', data, '--people', String(people))
}

class Server {
  constructor(folder, child, log, url) {
    Object.assign(this, { folder, child, log, url })
  }

  logText() {
    return readFileSync(this.log, 'utf8')
  }

  // Ends it as systemd would; an error if it did not end well.
  async stop() {
    const exit = this.child.exitCode === null ? once(this.child, 'exit') : [this.child.exitCode]
    this.child.kill('SIGTERM')
    const [status] = await within(exit, 'the server to end').catch(() => {
      this.child.kill('SIGKILL')
      return ['a kill after its time']
    })
    const text = this.logText()
    rmSync(this.folder, { recursive: true, force: true })
    if (status !== 0) throw new Error(`the server ended with ${status}:\n${text}`)
  }
}

function writeConf(path, conf) {
  const lines = Object.entries(conf).map(([key, value]) => `${key} = ${value}\n`)
  writeFileSync(path, lines.join(''))
  return path
}

// `conf`, settings of a sparkd.conf: a server as a trust has it, no demo.
export async function startServer({ clock = '2026-11-02T16:10:00Z', people = 60, conf } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'sparkd-browser.'))
  const data = join(folder, 'data')
  const log = join(folder, 'log')
  await makeDemo(data, people)
  const sink = openSync(log, 'a')
  const words = ['serve', '--data', data, '--listen', '127.0.0.1:0']
  if (conf) words.push('--config', writeConf(join(folder, 'sparkd.conf'), conf))
  else words.push('--demo', '--clock', clock)
  const child = spawn(binary, words, { stdio: ['ignore', 'pipe', sink] })
  closeSync(sink)
  process.on('exit', () => child.kill('SIGKILL')) // whatever ends the check
  const lines = createInterface({ input: child.stdout })
  const first = Promise.race([once(lines, 'line'), once(child, 'exit').then(() => [''])])
  const [line] = await within(first, 'the server to listen')
  const found = /^listening (http:\/\/127\.0\.0\.1:\d+)/.exec(line)
  if (!found) {
    child.kill('SIGKILL')
    throw new Error(`the server said ${JSON.stringify(line)}:\n${readFileSync(log, 'utf8')}`)
  }
  return new Server(folder, child, log, found[1])
}
