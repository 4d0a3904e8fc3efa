// A real OpenID provider on loopback: npm's oidc-provider with its own pages,
// on which whoever types an address is that account.
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { buildDir } from './_server.mjs'

const require = createRequire(join(buildDir, 'npm/package.json'))

function key(type, options, kid) {
  return { ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }), kid, use: 'sig' }
}

const keys = [
  key('rsa', { modulusLength: 2048 }, 'rsa'),
  key('ec', { namedCurve: 'P-256' }, 'ec'),
]

// An account says its address is verified, unless it begins with "unproved.".
function account(id) {
  const email = id.replace(/^unproved\./, '')
  const claims = { sub: id, email, email_verified: email === id, name: 'As the provider has it' }
  return { accountId: id, claims: () => claims }
}

// Listens at once, so that its address can stand in sparkd's settings; serves
// once it knows where sparkd is.
export async function startProvider() {
  let handler = (_, reply) => reply.writeHead(503).end()
  const server = createServer((request, reply) => handler(request, reply))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${server.address().port}`

  async function serve(sparkd, algorithm, secret) {
    const { default: Provider } = await import(require.resolve('oidc-provider'))
    const client = {
      client_id: 'sparkd',
      client_secret: secret,
      redirect_uris: [`${sparkd}/sign-in/oidc/return`],
      backchannel_logout_uri: `${sparkd}/sign-in/oidc/back-channel`,
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      id_token_signed_response_alg: algorithm,
    }
    const provider = new Provider(issuer, {
      clients: [client],
      jwks: { keys },
      cookies: { keys: ['for tests only'] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      conformIdTokenClaims: false,
      enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256'] },
      features: { devInteractions: { enabled: true }, backchannelLogout: { enabled: true } },
      pkce: { required: () => true, methods: ['S256'] },
      findAccount: (_, id) => account(id),
    })
    handler = provider.callback()
  }

  return { issuer, serve, stop: () => server.close() }
}
