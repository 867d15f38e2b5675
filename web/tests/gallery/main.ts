// All components with their examples on one page, for axe and for the eye. Not part of the product.
import { createPinia } from 'pinia'
import { createApp, h, type Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { i18n, needTexts, startLocale } from '../../src/app/i18n'
import '../../src/app/theme.css'

type Examples = { examples: { name: string; props: Record<string, unknown> }[] }
const components = import.meta.glob<{ default: Component }>('../../src/components/*/*.vue', { eager: true })
const examples = import.meta.glob<Examples>('../../src/components/*/*.examples.ts', { eager: true })
const wanted = new URLSearchParams(location.search).get('component')

await startLocale()
await needTexts(['public', 'enterprise', 'provider', 'agency', 'bureau', 'operator', 'auditor', 'experts'])
const router = createRouter({
  history: createMemoryHistory(),
  routes: [{ path: '/:path(.*)*', component: { render: () => null } }],
})
// An open dialog makes everything else inert, so it is shown by itself.
const shown = Object.entries(examples).filter(([path]) => path.includes('/Sheet/') === (wanted === 'Sheet'))
createApp({
  render: () =>
    shown.map(([path, module]) => {
      const component = components[path.replace('.examples.ts', '.vue')]!.default
      const name = path.split('/').at(-2)
      return h('section', { class: 'card stack', style: 'margin: 12px' }, [
        h('h1', name),
        ...module.examples.map((one) => h('div', { 'data-example': one.name }, [h('p', { class: 'small quiet' }, one.name), h(component, one.props)])),
      ])
    }),
})
  .use(createPinia())
  .use(i18n)
  .use(router)
  .mount('#app')
