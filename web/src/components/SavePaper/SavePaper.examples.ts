// A paper that is there.
export const examples = [
  {
    name: 'a paper',
    props: {
      label: '下载划型证明',
      name: 'certificate.pdf',
      read: async () => ({ data: new Blob(['%PDF-']), response: new Response() }),
    },
  },
]
