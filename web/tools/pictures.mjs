// Draws the pictures of docs/pictures: a page of each face, in a demo city of its own.
// Call it by `./dev pictures`, which builds what it needs.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from '@playwright/test'

const root = resolve(import.meta.dirname, '../..')
const phone = { width: 360, height: 740 }
const desk = { width: 1280, height: 860 }
const pictures = [
  ['public', undefined, '/beijing-2025', desk],
  ['size-test', undefined, '/beijing-2025/size-test', phone],
  ['enterprise', 'qiye1', '/beijing-2025/enterprise', phone],
  ['enterprise-orders', 'qiye1', '/beijing-2025/enterprise/orders', phone],
  ['provider', 'fuwu1', '/beijing-2025/provider', desk],
  ['agency', 'pingshen', '/beijing-2025/agency', desk],
  ['experts', 'zhuanjia', '/beijing-2023/experts/products/:product', desk],
  ['bureau', 'jingban', '/beijing-2025/bureau', desk],
  ['account', 'qiye1', '/beijing-2025/account', desk],
  ['members', 'qiye1', '/beijing-2025/enterprise/members', phone],
  ['operator', 'pingtai', '/beijing-2025/operator', desk],
  ['auditor', 'shenji', '/beijing-2025/auditor', desk],
]

function start(data) {
  const flags = ['serve', '--demo', '--listen', '127.0.0.1:0', '--data', data, '--web', 'web/dist']
  const server = spawn(join(root, 'build/dev/zuoquan'), flags, { cwd: root })
  return new Promise((done, failed) => {
    let said = ''
    server.stderr.on('data', (part) => {
      said += part
      const at = /Listening on (http:\S+)/.exec(said)
      if (at) done([server, at[1]])
    })
    server.on('exit', () => failed(new Error(`the server ended:\n${said}`)))
  })
}

async function logIn(context, login, accounts) {
  const { password } = accounts.find((one) => one.login === login)
  const answer = await context.request.post('/api/v1/session', {
    data: { login, password },
    headers: { 'Idempotency-Key': `picture-of-${login}` },
  })
  if (!answer.ok()) throw new Error(`${login} cannot log in: ${answer.status()}`)
}

// A product that experts have scored.
async function withProduct(context, path) {
  if (!path.includes(':product')) return path
  const answer = await context.request.get('/api/v1/programmes/beijing-2023/products?status=listed&limit=1')
  return path.replace(':product', (await answer.json()).items[0].id)
}

async function draw(browser, address, accounts, [name, login, path, viewport]) {
  const context = await browser.newContext({
    viewport, locale: 'zh-CN', baseURL: address, reducedMotion: 'reduce', timezoneId: 'Asia/Shanghai',
  })
  if (login) await logIn(context, login, accounts)
  const page = await context.newPage()
  await page.goto(await withProduct(context, path))
  await page.locator('h1').first().waitFor()
  await page.waitForTimeout(2000) // charts have been drawn by then
  await page.screenshot({ path: join(root, `docs/pictures/face-${name}.png`) })
  await context.close()
}

const data = mkdtempSync(join(tmpdir(), 'zuoquan-pictures-'))
const [server, address] = await start(data)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'],
})
try {
  const accounts = (await (await fetch(`${address}/api/v1/demo/accounts`)).json()).items
  for (const picture of pictures) await draw(browser, address, accounts, picture)
} finally {
  await browser.close()
  const ended = new Promise((done) => server.on('exit', done))
  server.kill('SIGTERM')
  await ended
  rmSync(data, { recursive: true, force: true })
}
