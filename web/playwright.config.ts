// Drives Debian's Chromium against a demo city that tests/city.ts starts. Screenshots of every page
// are kept under test-results/screens.
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results/runs',
  globalSetup: './tests/city.ts',
  // Who moves the city's clock comes last: with it deadlines pass and notices end for all.
  projects: [
    { name: 'still', grepInvert: /@clock/ },
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
