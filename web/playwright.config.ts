// Drives Debian's Chromium against a demo city that tests/city.ts starts. Screenshots of every page
// are kept under test-results/screens. DEEP=1 takes all pages, not only the first of each face.
import { defineConfig } from '@playwright/test'

// Of the project, not of the command line: Playwright leaves --grep-invert out where a project has one.
const left_out = process.env.DEEP ? /@clock/ : /@clock|@deep/

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results/runs',
  globalSetup: './tests/city.ts',
  // Who moves the city's clock comes last: with it deadlines pass and notices end for all.
  projects: [
    { name: 'still', grepInvert: left_out },
    { name: 'clock', grep: /@clock/, dependencies: ['still'] },
  ],
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    locale: 'zh-CN',
    timezoneId: 'America/New_York', // the pages must tell Beijing time wherever they are read
    reducedMotion: 'reduce',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
  },
})
