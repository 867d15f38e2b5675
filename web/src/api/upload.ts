// Uploads a paper. XMLHttpRequest, because fetch tells nothing about the progress of a request;
// the address and the answer are those of the generated schema all the same.
import type { Schema } from './client'
import { ProblemError, unreachable, type Problem } from './problem'
import type { paths } from './schema'

const address: keyof paths = '/api/v1/files'
export const largest_file = 20 * 1024 * 1024
export const taken_types = ['application/pdf', 'image/png', 'image/jpeg']

export function uploadFile(file: File, progress: (share: number) => void): Promise<Schema['StoredFile']> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest()
    request.open('POST', `${address}?name=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('Content-Type', file.type)
    request.setRequestHeader('Idempotency-Key', crypto.getRandomValues(new Uint32Array(4)).join('-'))
    request.responseType = 'json'
    request.upload.onprogress = (event) => progress(event.total ? event.loaded / event.total : 0)
    request.onerror = () => failed(new ProblemError(unreachable))
    request.onload = () => {
      if (request.status === 201) done(request.response as Schema['StoredFile'])
      else failed(new ProblemError((request.response as Problem | null) ?? unreachable))
    }
    request.send(file)
  })
}
