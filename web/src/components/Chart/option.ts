// The look that all charts share: quiet axes, the page's font, colours that can be told apart.
import type { EChartsCoreOption } from 'echarts/core'

export const colours = ['#0b5f4c', '#c77d1a', '#1d548f', '#8a3f86', '#5b8a2f', '#b24a3d', '#3c8ca0', '#7a6a4f', '#5f6e68']

const axis = {
  axisLine: { lineStyle: { color: '#b9c6c0' } },
  axisTick: { show: false },
  axisLabel: { color: '#43524c' },
  splitLine: { lineStyle: { color: '#e6ece9' } },
}

function withLook(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(withLook)
  return given ? { ...axis, ...(given as object) } : given
}

export function styled(option: EChartsCoreOption): EChartsCoreOption {
  return {
    color: colours,
    animationDuration: 300,
    // Labels are measured before they are drawn, so the font has to be named.
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: '#43524c' },
    tooltip: { trigger: 'item', confine: true },
    grid: { left: 8, right: 24, top: 16, bottom: 8, containLabel: true },
    ...option,
    ...(option.xAxis ? { xAxis: withLook(option.xAxis) } : {}),
    ...(option.yAxis ? { yAxis: withLook(option.yAxis) } : {}),
  } as EChartsCoreOption
}
