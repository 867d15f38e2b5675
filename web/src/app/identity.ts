// The city's own log-in: whether there is one, and the way there. A page that may be left goes there
// itself and is come back to; from a dialog a window is opened, so that what was typed stays.
import { ref } from 'vue'
import { api, must } from '@/api/client'

export const return_page = '/identity-return'
const channel_name = 'zuoquan.identity'

// What people call it, '' for the usual words; nothing while there is none.
const offered = ref<string>()
let asked: Promise<void> | undefined
export function useIdentityProvider() {
  asked ??= api
    .GET('/api/v1/identity-provider')
    .then(({ data }) => void (offered.value = data?.offered ? (data.name ?? '') : undefined))
    .catch(() => void (asked = undefined))
  return offered
}
export function forgetIdentityProvider(): void {
  asked = undefined
  offered.value = undefined
}

export type Begin = (return_to: string) => Promise<string> // gives the address to go to

export const logInThere: Begin = async (return_to) => must(await api.POST('/api/v1/identity-errands', { body: { return_to } })).address
export const linkThere: Begin = async (return_to) => must(await api.POST('/api/v1/me/identities', { body: { return_to } })).address
export const confirmThere: Begin = async (return_to) =>
  must(await api.POST('/api/v1/session/identity-confirmation', { body: { return_to } })).address
export const acceptThere = (invitation: string, name: string): Begin => async () =>
  must(await api.POST('/api/v1/identity-errands', { body: { invitation, name } })).address

// What stands behind '#' may be a secret, and stays here.
function thisPage(): string {
  const whole = window.location.pathname + window.location.search
  return whole.length <= 500 ? whole : window.location.pathname
}

export async function goThere(begin: Begin): Promise<void> {
  window.location.assign(await begin(thisPage()))
}

// Opens a window at once, for a browser opens none later; it says so when it has come back.
export async function sendWindow(begin: Begin, came_back: () => Promise<void>): Promise<() => void> {
  const opened = window.open('about:blank', '_blank', 'popup,width=520,height=720')
  try {
    const address = await begin(opened ? return_page : thisPage())
    if (!opened) {
      window.location.assign(address)
      return () => undefined
    }
    opened.opener = null
    opened.location.assign(address)
  } catch (error) {
    opened?.close()
    throw error
  }
  const channel = new BroadcastChannel(channel_name)
  channel.onmessage = () => {
    channel.close()
    void came_back()
  }
  return () => channel.close()
}

export function tellOpener(): void {
  const channel = new BroadcastChannel(channel_name)
  channel.postMessage('back')
  channel.close()
  window.close()
}
