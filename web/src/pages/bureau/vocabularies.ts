// The values that filters offer, in the order of the contract.
import type { Schema } from '@/api/client'

export const order_statuses = [
  'placed', 'accepted', 'signed', 'in-review', 'redeeming', 'approved', 'published', 'suspended', 'paid', 'recovering',
  'clawed-back', 'declined', 'cancelled', 'lapsed', 'expired', 'rejected', 'voided', 'waived', 'abandoned',
] as const satisfies readonly Schema['OrderStatus'][]
export const product_statuses = [
  'draft', 'submitted', 'returned', 'passed', 'on-notice', 'qualified', 'listed', 'delisted', 'failed', 'withdrawn',
] as const satisfies readonly Schema['ProductStatus'][]
export const batch_statuses = ['draft', 'published', 'settled', 'paid'] as const satisfies readonly Schema['BatchStatus'][]
export const deadline_kinds = [
  'acceptance', 'validity', 'redemption', 'review', 'product-notice', 'payout-notice', 'resubmission', 'application', 'claims',
] as const satisfies readonly Schema['DeadlineKind'][]
export const void_grounds = ['qualification', 'conditions', 'amount', 'unlawful'] as const satisfies readonly Schema['VoidGround'][]
export const roles = [
  'enterprise-owner', 'enterprise-operator', 'provider-owner', 'provider-operator', 'expert', 'reviewer', 'programme-officer',
  'batch-maker', 'approver', 'platform-operator', 'auditor', 'system-administrator', 'security-administrator',
  'audit-administrator',
] as const satisfies readonly Schema['Role'][]
export const organisation_kinds = ['enterprise', 'provider', 'review-agency', 'bureau', 'platform'] as const
