// An OpenID provider that does as it is told, to lie or not: for tests of what
// sparkd believes. Prints its address. POST /behave sets how it behaves from
// now on (whatever is not named is as it should be); GET /seen gives what it
// was asked. Tokens are signed by Node's own crypto, no library in between.
import { constants, createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { createServer } from 'node:http'

const prefix = process.argv[2] ?? '' // of its issuer's path
let behaviour = {}
let seen = []
let issuer
const codes = new Map()
const refreshes = new Map()
const key = (kid) => ({ kid, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) })
const keys = [key('k1')]
const stranger = key('k1')
let number = 0

const base64 = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const jwk = ({ kid, publicKey }) => ({ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' })
const jwks = () => ({ keys: keys.map(jwk) })

function patched(object, patch = {}) {
  const all = { ...object, ...patch }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}

// How a token is signed: rightly, or as an attacker would.
const signers = {
  rsa: (text) => sign('RSA-SHA256', Buffer.from(text), keys.at(-1).privateKey).toString('base64url'),
  pss: (text) =>
    sign('RSA-SHA256', Buffer.from(text), {
      key: keys.at(-1).privateKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: 32,
    }).toString('base64url'),
  stranger: (text) => sign('RSA-SHA256', Buffer.from(text), stranger.privateKey).toString('base64url'),
  none: () => '',
  confused: (text) =>
    createHmac('sha256', keys.at(-1).publicKey.export({ type: 'spki', format: 'pem' }))
      .update(text)
      .digest('base64url'),
}

function token(claims) {
  const { header, signer = 'rsa', tamper } = behaviour
  const text = `${base64(patched({ alg: 'RS256', kid: keys.at(-1).kid }, header))}.${base64(claims)}`
  const signature = signers[signer](text)
  if (tamper) return `${text.split('.')[0]}.${base64({ ...claims, ...tamper })}.${signature}`
  return `${text}.${signature}`
}

const now = () => Math.floor(Date.now() / 1000)

function idToken(clientId, nonce) {
  return token(
    patched(
      { iss: issuer, aud: clientId, sub: 'u-1', nonce, iat: now(), exp: now() + 3600, sid: 's-1' },
      behaviour.claims
    )
  )
}

function logoutToken(claims) {
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  return token(
    patched({ iss: issuer, aud: 'sparkd', iat: now(), exp: now() + 120, jti: `j${++number}`, events }, claims)
  )
}

// ---- its addresses ----

function authorize(query, reply) {
  const code = `c-${++number}`
  codes.set(code, query)
  const back = new URL(query.redirect_uri)
  const answer = behaviour.answer ?? { code, iss: issuer }
  for (const [name, value] of Object.entries({ state: query.state, ...answer }))
    if (value !== null) back.searchParams.set(name, value)
  reply.writeHead(303, { Location: back.href }).end()
}

function giveTokens(body, nonce) {
  const answer = { access_token: 'a', token_type: 'Bearer', id_token: idToken('sparkd', nonce) }
  if (behaviour.refresh) {
    answer.refresh_token = `r-${++number}`
    refreshes.set(answer.refresh_token, true)
  }
  return answer
}

function redeem(body) {
  const asked = codes.get(body.code)
  codes.delete(body.code)
  const challenge = createHash('sha256').update(body.code_verifier ?? '').digest('base64url')
  if (!asked || challenge !== asked.code_challenge || body.redirect_uri !== asked.redirect_uri)
    return null
  return giveTokens(body, asked.nonce)
}

function refresh(body) {
  const good = refreshes.delete(body.refresh_token) && !behaviour.leaver
  return good ? giveTokens(body) : null
}

function answerToken(body, reply) {
  const kinds = {
    redirect: () => reply.writeHead(307, { Location: `${issuer}/token2` }).end(),
    huge: () => reply.end(JSON.stringify({ id_token: 'x'.repeat(400_000) })),
    endless: () => {
      reply.writeHead(200)
      const more = () => reply.write('x'.repeat(65536)) || reply.once('drain', more)
      const timer = setInterval(() => reply.write('x'.repeat(65536)), 5)
      reply.on('close', () => clearInterval(timer))
      more()
    },
    silent: () => {},
    nonsense: () => reply.end('<html>'),
    failing: () => reply.writeHead(500).end('{"error": "server_error"}'),
    empty: () => reply.end('{}'),
  }
  if (behaviour.token) return kinds[behaviour.token]()
  const answer = body.grant_type === 'refresh_token' ? refresh(body) : redeem(body)
  reply.writeHead(answer ? 200 : 400, { 'Content-Type': 'application/json' })
  return reply.end(JSON.stringify(answer ?? { error: 'invalid_grant' }))
}

const discovery = () => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  response_types_supported: ['code'],
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
})

const routes = {
  '/.well-known/openid-configuration': (_, reply) =>
    reply.end(JSON.stringify(patched(discovery(), behaviour.document))),
  '/keys': (_, reply) => {
    if (behaviour.keys === 'gone') reply.writeHead(404).end()
    else reply.end(JSON.stringify(behaviour.keys ?? jwks()))
  },
  '/authorize': authorize,
  '/token': answerToken,
  '/token2': (body, reply) => reply.end(JSON.stringify(redeem(body))),
  '/behave': (body, reply) => {
    behaviour = body
    if (body.rotate) keys.splice(0, keys.length, key(`k${++number}`))
    reply.end()
  },
  '/logout-token': (body, reply) => reply.end(logoutToken(body)),
  '/seen': (_, reply) => {
    reply.end(JSON.stringify(seen))
    seen = []
  },
}

const own = ['/behave', '/seen', '/logout-token']

function read(request, done) {
  let text = ''
  request.on('data', (part) => (text += part))
  request.on('end', () => {
    const json = request.headers['content-type'] === 'application/json'
    done(json ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text)))
  })
}

const server = createServer((request, reply) => {
  const url = new URL(request.url, issuer)
  read(request, (body) => {
    const given = request.method === 'POST' ? body : Object.fromEntries(url.searchParams)
    const { authorization = null } = request.headers
    if (!own.includes(url.pathname)) seen.push({ path: url.pathname.replace(prefix, ''), given, authorization })
    const route = routes[url.pathname.replace(prefix, '')]
    if (route) route(given, reply)
    else reply.writeHead(404).end()
  })
})
server.listen(0, '127.0.0.1', () => {
  issuer = `http://127.0.0.1:${server.address().port}${prefix}`
  console.log(issuer)
})
process.stdin.resume().on('end', () => process.exit(0)) // ends with whoever started it
