// Components are tested with the real texts, in Chinese.
import { config } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { createMemoryHistory, createRouter } from 'vue-router'
import { needTexts, i18n } from './i18n'

await needTexts(['common', 'terms', 'public'])
const router = createRouter({
  history: createMemoryHistory(),
  routes: [
    { path: '/:programme/clauses', name: 'clauses', component: { template: '<div/>' } },
    { path: '/:path(.*)*', name: 'missing', component: { template: '<div/>' } },
  ],
})
config.global.plugins = [i18n, createPinia(), router]
