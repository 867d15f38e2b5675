// A log of seven events, signed with a key that was made for this.
import { leafHash } from './tree'

export const key = 'a.example/x+cd216387+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs'
export const receipt = {
  log: 'a.example/x',
  seq: 6,
  event: '{"command":"claim","seq":6}',
  proof: [
    '0vK0pM35e2JlC5d0X44sNhkAf08tNpJTSkwrzEe1Oy4=',
    'SEMKchUJgkCbuafKCUfhE4bRahTQqlKjJ5eRgau0WV4=',
    'Gd8xzZ92XLwFaBe4NDYc0Akr4r3LuUotE03vgrIC4LM=',
  ],
  checkpoint:
    'a.example/x\n7\nfUa+PUphwpit9a29FdkM6dUDFtIp7NOSXwCzSXdMZaM=\n\n— a.example/x zSFjh27I6yQrG35/dPXrcMtki0yE/fDNh2e/azfaC3u7CpA6qb7sy3T4zuZFAUHBVsOsw2TnXpeDzUNK/rTm+ZgHbgo=\n',
}
const shown = { seq: receipt.seq, leaf: leafHash(receipt.event), proof: receipt.proof, checkpoint: receipt.checkpoint }
export const examples = [
  { name: 'right', props: { shown, verifier: key } },
  { name: 'another place', props: { shown: { ...shown, seq: 5 }, verifier: key } },
]
