// How the public figures are drawn. Amounts become floats here and only here: a bar has no fen.
import type { EChartsCoreOption } from 'echarts/core'
import { colours } from '@/components/Chart/option'
import { grouped } from '@/components/Money/money'

interface Bar {
  name: string
  value: number
}
const category = (names: string[]) => ({ type: 'category', data: names, inverse: true, axisLabel: { color: '#43524c', width: 130, overflow: 'truncate' } })
const short = (value: number) => (value >= 10_000 ? `${grouped(String(Math.round(value / 1000) / 10))} \u4e07` : grouped(String(value)))

export function bars(rows: Bar[], is_money = false): EChartsCoreOption {
  const label = { show: true, position: 'right', color: '#43524c', formatter: ({ value }: { value: number }) => (is_money ? short(value) : String(value)) }
  return {
    grid: { left: 8, right: 72, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: 'value', show: false },
    yAxis: category(rows.map((row) => row.name)),
    series: [{ type: 'bar', data: rows.map((row) => row.value), barMaxWidth: 18, label, itemStyle: { borderRadius: 4 } }],
  }
}

export function funnelBars(rows: { name: string; count: number }[]): EChartsCoreOption {
  return bars(rows.map((row) => ({ name: row.name, value: row.count })))
}

export function moneyBar(parts: { name: string; amount: string; total: string }[]): EChartsCoreOption {
  const tints = [colours[0], colours[1], '#b3d2c9']
  const series = parts.map((part, index) => ({
    type: 'bar',
    stack: 'money',
    name: part.name,
    data: [Number(part.amount)],
    barWidth: 44,
    itemStyle: { color: tints[index] },
  }))
  return {
    legend: { bottom: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 12, textStyle: { color: '#43524c' } },
    grid: { left: 4, right: 4, top: 8, bottom: 40 },
    xAxis: { type: 'value', show: false, max: Number(parts[0]?.total ?? 0) || undefined },
    yAxis: { type: 'category', data: [''], show: false },
    series,
  }
}
