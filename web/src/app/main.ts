// Starts the pages: language first, so that nothing is drawn twice.
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { startClock } from '@/api/clock'
import App from './App.vue'
import { i18n, startLocale } from './i18n'
import { router } from './router'
import './theme.css'

await startLocale()
startClock()
createApp(App).use(createPinia()).use(i18n).use(router).mount('#app')
