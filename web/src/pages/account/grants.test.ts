import { expect, test } from 'vitest'
import type { Role } from '@/app/faces'
import { grantable, isOwner, mayGrant } from './grants'

const granters: Role[] = ['enterprise-owner', 'provider-owner', 'platform-operator', 'security-administrator']

test('nobody gives the role that he has, but the security administrator', () => {
  expect(granters.filter((role) => mayGrant(role, role))).toEqual(['security-administrator'])
})

test('who lets parties in gives no power over money', () => {
  const money: Role[] = ['reviewer', 'batch-maker', 'approver']
  expect(granters.filter((role) => money.some((one) => mayGrant(role, one)))).toEqual(['security-administrator'])
})

test('owners give their own kind of operator, all others nothing', () => {
  expect(grantable('enterprise-owner')).toEqual(['enterprise-operator'])
  expect(grantable('provider-owner')).toEqual(['provider-operator'])
  expect(grantable('auditor')).toEqual([])
  expect(granters.filter(isOwner)).toEqual(['enterprise-owner', 'provider-owner'])
})
