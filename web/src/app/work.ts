// What waits for this role in this programme: the counts beside the navigation.
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { api } from '@/api/client'
import type { QueueName } from './faces'

export const useWork = defineStore('work', () => {
  const counts = ref<Partial<Record<QueueName, number>>>({})
  const unread = ref(0)

  async function read(programme: string): Promise<void> {
    const params = { path: { programme } }
    const [work, inbox] = await Promise.all([
      api.GET('/api/v1/programmes/{programme}/work', { params }).catch(() => undefined),
      api.GET('/api/v1/programmes/{programme}/inbox', { params }).catch(() => undefined),
    ])
    const queues = work?.data?.queues ?? []
    counts.value = Object.fromEntries(queues.map((queue) => [queue.name, queue.count]))
    unread.value = inbox?.data?.items.filter((message) => !message.read).length ?? 0
  }

  const of = (queues: QueueName[] | undefined) =>
    (queues ?? []).reduce((sum, name) => sum + (counts.value[name] ?? 0), 0)

  return { counts, unread, read, of }
})
