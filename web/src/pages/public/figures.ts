// How the public figures are drawn. Amounts become floats here and only here: a bar has no fen.
import type { EChartsCoreOption } from 'echarts/core'
import { colours } from '@/components/Chart/option'
import { short } from '@/components/Money/money'

export interface Series {
  name: string
  values: number[]
}
type Labelled = { value: number }
type Label = (value: number) => string

const quiet = '#43524c'
const tints = [colours[0]!, colours[1]!, '#b3d2c9']
const legend = { bottom: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 12, textStyle: { color: quiet } }
const category = (names: string[]) => ({
  type: 'category',
  data: names,
  inverse: true,
  axisLabel: { color: quiet, width: 130, overflow: 'truncate' },
})

// An amount as a label: in the largest unit that fits, with the unit's word.
export const moneyLabel = (locale: string, unit: (key: string) => string) => (value: number) => {
  const { digits, unit: key } = short(value.toFixed(2), locale)
  return `${digits} ${unit(key)}`
}

export function bars(names: string[], values: number[], label: Label = String): EChartsCoreOption {
  const shown = { show: true, position: 'right', color: quiet, formatter: ({ value }: Labelled) => label(value) }
  return {
    grid: { left: 8, right: 84, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: 'value', show: false },
    yAxis: category(names),
    series: [{ type: 'bar', data: values, barMaxWidth: 18, label: shown, itemStyle: { borderRadius: 4 } }],
  }
}

export function stacked(names: string[], series: Series[], label: Label): EChartsCoreOption {
  return {
    legend,
    tooltip: { trigger: 'axis', confine: true, axisPointer: { type: 'shadow' }, valueFormatter: label },
    grid: { left: 8, right: 24, top: 4, bottom: 36, containLabel: true },
    xAxis: { type: 'value', show: false },
    yAxis: category(names),
    series: series.map((one, at) => ({
      type: 'bar',
      stack: 'all',
      name: one.name,
      data: one.values,
      barMaxWidth: 18,
      itemStyle: { color: tints[at] },
    })),
  }
}

export function oneBar(parts: { name: string; value: number }[], label: Label): EChartsCoreOption {
  const total = parts.reduce((sum, part) => sum + part.value, 0)
  return {
    legend,
    tooltip: { trigger: 'item', confine: true, valueFormatter: label },
    grid: { left: 4, right: 4, top: 8, bottom: 40 },
    xAxis: { type: 'value', show: false, max: total || undefined },
    yAxis: { type: 'category', data: [''], show: false },
    series: parts.map((part, at) => ({
      type: 'bar',
      stack: 'all',
      name: part.name,
      data: [part.value],
      barWidth: 44,
      itemStyle: { color: tints[at] },
    })),
  }
}

export function byDay(days: string[], claimed: number[], name: string): EChartsCoreOption {
  return {
    tooltip: { trigger: 'axis', confine: true, axisPointer: { type: 'shadow' } },
    xAxis: { type: 'category', data: days, axisLabel: { color: quiet, hideOverlap: true } },
    yAxis: { type: 'value', minInterval: 1 },
    series: [{ type: 'bar', name, data: claimed, barMaxWidth: 22, itemStyle: { borderRadius: [4, 4, 0, 0] } }],
  }
}
