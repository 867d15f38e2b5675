import { expect, test } from 'vitest'
import { i18n } from '@/app/i18n'
import { requirementInWords } from './requirement'

const { t, te } = i18n.global as unknown as { t: (key: string) => string; te: (key: string) => boolean }
test.each([
  ['staff >= 100', '从业人员达到 100 人'],
  ['industry in C13*, C14*, C1515', '行业代码属于：C13 开头、C14 开头、C1515'],
  ['certified is true', '已完成划型认证：是'],
  ['serious_record none-within 3 years', '最近 3 年内没有严重负面记录'],
  ['place in 11*', '注册地属于：北京市'],
  ['size in micro, small', '规模属于：微型企业、小型企业'],
  ['industry_share > 50.00%', '主营占比超过 50.00%'],
  ['something else entirely', 'something else entirely'],
])('%s', (text, words) => {
  expect(requirementInWords(text, { t, te, locale: 'zh' })).toBe(words)
})
