// Instants are shown in the programme's time (Beijing), wherever the browser is.
const zone = 'Asia/Shanghai'
const pad = (n: number) => String(n).padStart(2, '0')

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

function read(at: number): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, part.value]))
}

export const millis = (at: string | number): number => (typeof at === 'number' ? at : Date.parse(at))

// "2025-06-16" of an instant, or of a day as the API gives it.
export function dayOf(at: string | number): string {
  if (typeof at === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(at)) return at
  const part = read(millis(at))
  return `${part.year}-${part.month}-${part.day}`
}

export function timeOf(at: string | number): string {
  const part = read(millis(at))
  return `${part.hour}:${part.minute}`
}

// "20:31:05", for what is over in a moment.
export function secondOf(at: number): string {
  const part = read(Math.ceil(at / 1000) * 1000)
  return `${part.hour}:${part.minute}:${part.second}`
}

const day_format = {
  zh: new Intl.DateTimeFormat('zh-CN', { timeZone: zone, dateStyle: 'long' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' }),
}

export function dayInWords(at: string | number, locale: string): string {
  const noon = Date.parse(`${dayOf(at)}T12:00:00+08:00`)
  return day_format[locale === 'en' ? 'en' : 'zh'].format(noon)
}

export interface Span {
  days: number
  hours: number
  minutes: number
  seconds: number
  over: boolean
}
export function spanTo(at: string | number, now: number): Span {
  const left = Math.abs(millis(at) - now) / 1000
  return {
    days: Math.floor(left / 86400),
    hours: Math.floor(left / 3600) % 24,
    minutes: Math.floor(left / 60) % 60,
    seconds: Math.floor(left) % 60,
    over: millis(at) < now,
  }
}

export const clock = (span: Span) => `${pad(span.hours)}:${pad(span.minutes)}:${pad(span.seconds)}`
