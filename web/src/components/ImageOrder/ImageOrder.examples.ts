// Two photographs of a contract.
const png = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='), (one) => one.charCodeAt(0))
const photo = (name: string) => new File([png], name, { type: 'image/png' })
export const examples = [
  { name: 'two photographs', props: { name: 'contract', modelValue: [photo('IMG_0001.png'), photo('IMG_0002.png')] } },
  { name: 'may stay apart', props: { name: 'other', apart: true, modelValue: [photo('IMG_0001.png')] } },
]
