// How the pages are built and served while they are worked on.
// The libraries are split by face: Element Plus and ECharts never stand in the way of an enterprise
// or a visitor, who get Vue, the router and the texts, and Vant only where a page uses it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import { VantResolver } from '@vant/auto-import-resolver'
import Components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const server = process.env.ZQ_SERVER ?? 'http://127.0.0.1:8080'
const there = { target: server, changeOrigin: false }
const proxy = { '/api': there, '/healthz': there, '/readyz': there, '/metrics': there }

// What all faces need stands first: a later group would take its own dependencies along otherwise,
// and Vue would come with Element Plus.
const groups = [
  { name: 'runtime', test: /node_modules[\\/](@vue|vue|vue-router|pinia|vue-i18n|@intlify|openapi-fetch)[\\/]/, priority: 40 },
  { name: 'charts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 30 },
  { name: 'phone', test: /node_modules[\\/](vant|@vant)[\\/]/, priority: 20 },
  {
    name: 'desk',
    test: /node_modules[\\/](element-plus|@element-plus|@vueuse|@popperjs|@floating-ui|async-validator|dayjs|lodash)/,
    priority: 10,
  },
]

// The server packs nothing: it serves `x.gz` in the place of `x` to whoever takes gzip.
function packed(): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    writeBundle({ dir }) {
      for (const file of readdirSync(dir!, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|html|svg)$/.test(file)) continue
        writeFileSync(`${dir}/${file}.gz`, gzipSync(readFileSync(`${dir}/${file}`), { level: 9 }))
      }
    },
  }
}

export default defineConfig({
  plugins: [
    packed(),
    vue(),
    Components({
      dirs: [],
      dts: false,
      resolvers: [ElementPlusResolver({ importStyle: 'css' }), VantResolver()],
    }),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_OPTIONS_API__: true,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  server: { proxy },
  preview: { proxy },
  build: {
    target: 'es2022',
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    pool: 'threads',
    isolate: false,
    maxWorkers: 2,
    setupFiles: ['src/app/test-setup.ts'],
    server: { deps: { inline: ['element-plus', 'vant'] } },
  },
})
