// How much a control takes. The server takes texts of 20,000 bytes, and a character has up to three of
// them for each of the units that maxlength counts.
export const text_most = 6600
export const line_most = 2000
