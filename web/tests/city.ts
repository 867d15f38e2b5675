// Starts a demo city in a new folder on a free port, with the built pages, and ends it afterwards.
// ZUOQUAN names the program; ZQ_PAGES names pages that are already served, and nothing is started.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

function listening(server: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let said = ''
    const hear = (part: Buffer) => {
      said += part.toString()
      const at = /Listening on (http:\S+)/.exec(said)
      if (at) done(at[1]!)
    }
    server.stdout!.on('data', hear)
    server.stderr!.on('data', hear)
    server.on('error', failed)
    server.on('exit', () => failed(new Error(`the server ended:\n${said}`)))
  })
}

export default async function start(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.ZQ_PAGES) return undefined
  const program = resolve(process.env.ZUOQUAN ?? join(root, 'build/dev/zuoquan'))
  const data = mkdtempSync(join(tmpdir(), 'zuoquan-city-'))
  const flags = ['serve', '--demo', '--listen', '127.0.0.1:0', '--data', data, '--web', join(root, 'web/dist')]
  const server = spawn(program, flags, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  process.env.ZQ_PAGES = await listening(server)
  return async () => {
    const ended = new Promise((done) => server.on('exit', done))
    server.kill('SIGTERM')
    await ended
    rmSync(data, { recursive: true, force: true })
  }
}
