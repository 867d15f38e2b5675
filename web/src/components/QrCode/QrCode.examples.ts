// What an authenticator reads.
const uri = 'otpauth://totp/%E5%B7%A6%E5%88%B8:qiye1?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=%E5%B7%A6%E5%88%B8&algorithm=SHA1&digits=6&period=30'
export const examples = [{ name: 'an authenticator', props: { text: uri, label: '二维码' } }]
