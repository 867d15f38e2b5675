// Starts a demo city in a new folder on a free port, with the built pages, and ends it afterwards.
// ZUOQUAN names the program; ZQ_PAGES names pages that are already served, and nothing is started.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const program = resolve(process.env.ZUOQUAN ?? join(root, 'build/dev/zuoquan'))

export interface City {
  address: string
  data: string // its folder
  restart: () => Promise<void>
  stop: () => Promise<void>
  end: () => Promise<void> // and remove its folder
}

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

export interface Kind {
  programmes?: string // a folder of rulebooks other than the project's own
  flags?: string[] // of the server
  // Nothing made up: what the operator's first steps leave, told as arguments of `zuoquan admin` and
  // what is typed.
  real?: { admin: string[]; typed?: string }[]
}

export async function startCity({ programmes, flags: more = [], real }: Kind = {}): Promise<City> {
  const data = mkdtempSync(join(tmpdir(), 'zuoquan-city-'))
  const database = `sqlite:${join(data, 'zuoquan.db')}`
  for (const { admin, typed } of real ?? []) {
    execFileSync(program, ['admin', '--database', database, ...admin], { cwd: root, input: typed })
  }
  let server: ChildProcess
  async function begin(listen: string): Promise<string> {
    const flags = ['serve', '--listen', listen, '--data', data, '--web', join(root, 'web/dist'), ...more]
    if (!real) flags.push('--demo')
    if (programmes) flags.push('--programmes', programmes)
    server = spawn(program, flags, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    return listening(server)
  }
  async function stop(): Promise<void> {
    if (server.exitCode !== null) return
    const ended = new Promise((done) => server.once('exit', done))
    server.kill('SIGTERM')
    await ended
  }
  const address = await begin('127.0.0.1:0')
  return {
    address,
    data,
    stop,
    restart: async () => void (await begin(address.replace('http://', ''))),
    end: async () => {
      await stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

export default async function start(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.ZQ_PAGES) return undefined
  const city = await startCity()
  process.env.ZQ_PAGES = city.address
  return city.end
}
