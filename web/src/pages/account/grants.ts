// Who gives which role: whoever lets parties in gives no power over money, and who gives powers has
// none. The server decides; the pages offer no more than it would take.
import type { Role } from '@/app/faces'

const given: Partial<Record<Role, Role[]>> = {
  'enterprise-owner': ['enterprise-operator'],
  'provider-owner': ['provider-operator'],
  'platform-operator': ['enterprise-owner', 'enterprise-operator', 'provider-owner', 'provider-operator', 'expert'],
  'security-administrator': [
    'reviewer', 'programme-officer', 'batch-maker', 'approver', 'platform-operator', 'auditor',
    'system-administrator', 'security-administrator', 'audit-administrator',
  ],
}
export const grantable = (by: Role): Role[] => given[by] ?? []
export const mayGrant = (by: Role, role: Role): boolean => grantable(by).includes(role)
// Owners act within their own organisation alone.
export const isOwner = (role: Role): boolean => role === 'enterprise-owner' || role === 'provider-owner'
