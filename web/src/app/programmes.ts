// The programmes of this server; read once, because they change with a restart at most.
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { api, must, type Schema } from '@/api/client'

export const useProgrammes = defineStore('programmes', () => {
  const all = shallowRef<Schema['Programme'][]>([])
  let reading: Promise<void> | undefined

  function load(): Promise<void> {
    reading ??= api
      .GET('/api/v1/programmes')
      .then((answer) => void (all.value = must(answer).items))
      .catch((error) => {
        reading = undefined
        throw error
      })
    return reading
  }
  const of = (code: string) => all.value.find((programme) => programme.code === code)

  return { all, load, of }
})
