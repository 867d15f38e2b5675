// A real identity provider (oidc-provider, certified by the OpenID Foundation) on a port of this machine.
// Whoever types any name is that person; it asks whether one wants to go on, and can be told not to.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { Provider } from 'oidc-provider'

const client = 'zuoquan'
const secret = 'of a test: 100% + & ='

// Each time another kind of key: both must do.
function newKeys(turn: number) {
  const { privateKey } = turn % 2 ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig' }] }
}

export class IdentityProvider {
  private turns = 0
  private handler: RequestListener = (_request, response) => response.writeHead(503).end()
  private redirect = ''
  private constructor(private server: Server, readonly issuer: string, private readonly folder: string) {}

  static async start(): Promise<IdentityProvider> {
    const server = createServer()
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const folder = mkdtempSync(join(tmpdir(), 'zuoquan-identity-'))
    writeFileSync(join(folder, 'secret'), `${secret}\n`, { mode: 0o600 })
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const provider = new IdentityProvider(server, issuer, folder)
    server.on('request', (request, response) => provider.handler(request, response))
    return provider
  }
  // What a server is started with that lets people in by it.
  get flags(): string[] {
    const of = { provider: this.issuer, client, 'secret-file': join(this.folder, 'secret'), name: '市统一身份认证' }
    return Object.entries(of).flatMap(([name, value]) => [`--identity-${name}`, value])
  }
  serve(city: string): void {
    this.redirect = `${city}/identity-return`
    this.turnKeys()
  }
  // What was signed by the keys before is worth nothing any more.
  turnKeys(): void {
    const alg = this.turns % 2 ? 'ES256' : 'RS256'
    const provider = new Provider(this.issuer, {
      clients: [{ client_id: client, client_secret: secret, redirect_uris: [this.redirect], id_token_signed_response_alg: alg }],
      cookies: { keys: ['of a test'] },
      jwks: newKeys(this.turns++),
      pkce: { required: () => true },
      features: { devInteractions: { enabled: true } },
    })
    this.handler = provider.callback()
  }
  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((done) => this.server.close(done))
  }
  async startAgain(): Promise<void> {
    const port = Number(new URL(this.issuer).port)
    this.server = createServer((request, response) => this.handler(request, response))
    await once(this.server.listen(port, '127.0.0.1'), 'listening')
  }
  async end(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }

  // What the person does there.
  async logIn(page: Page, name: string): Promise<void> {
    await page.getByPlaceholder('Enter any login').fill(name)
    await page.getByPlaceholder('and password').fill('any')
    await page.getByRole('button', { name: 'Sign-in' }).click()
  }
  async goOn(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Continue' }).click()
  }
}
