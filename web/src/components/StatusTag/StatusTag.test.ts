import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import StatusTag from './StatusTag.vue'
import { examples } from './StatusTag.examples'

test('says the glossary’s word and colours it', () => {
  const tags = examples.map((one) => mount(StatusTag, { props: one.props }))
  expect(tags.map((tag) => tag.text())).toEqual(['评审中', '退回修改', '已拨付'])
  expect(tags.map((tag) => tag.classes().at(-1))).toEqual(['info', 'wait', 'good'])
})
