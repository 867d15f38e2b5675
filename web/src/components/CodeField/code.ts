// A code as the server takes it: without the blanks people put between digits, full-width ones as
// plain ones.
export const tidyCode = (typed: string): string => typed.normalize('NFKC').replace(/\s/g, '')
