// What the shells of roles share: the face, its navigation for this role, the counts kept fresh.
import { computed, watch } from 'vue'
import { useRoute } from 'vue-router'
import { useLive } from '@/api/live'
import { useProgrammes } from './programmes'
import { faceNamed } from './router'
import { useSession } from './session'
import { useWork } from './work'

export function useShell() {
  const route = useRoute()
  const session = useSession()
  const programmes = useProgrammes()
  const work = useWork()
  const programme = computed(() => String(route.params.programme ?? ''))
  const face = computed(() => faceNamed(route.meta.face))
  const inside = computed(() => session.may(face.value?.roles))
  const nav = computed(() => (inside.value ? (face.value?.nav ?? []).filter((item) => session.may(item.roles)) : []))
  let waiting: ReturnType<typeof setTimeout> | undefined

  const read = () => {
    if (inside.value && session.me) void work.read(programme.value)
  }
  watch([programme, inside, () => route.name], read, { immediate: true })
  watch(programme, () => void programmes.load().catch(() => {}), { immediate: true })
  const live = useLive(programme, () => {
    clearTimeout(waiting)
    waiting = setTimeout(read, 800)
  })
  const count = (item: { queues?: Parameters<typeof work.of>[0]; unread?: boolean }) =>
    work.of(item.queues) + (item.unread ? work.unread : 0)

  return { programme, face, nav, live, count, title: computed(() => programmes.of(programme.value)?.title) }
}
