// All of them.
import { paths } from './paths'
export const examples = Object.keys(paths).map((name) => ({ name, props: { name } }))
