// At a login, where a recovery code will do, too; at the set-up, where it will not; and a wrong one.
export const examples = [
  { name: 'at a login', props: { modelValue: '' } },
  { name: 'the first code', props: { modelValue: '', digits_only: true } },
  { name: 'a wrong one', props: { modelValue: '123 456', error: '验证码不对' } },
]
