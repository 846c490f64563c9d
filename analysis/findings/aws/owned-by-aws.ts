import type { Principal, Role } from '../../aws/estate/estate.ts';

/** Service-linked and reserved roles: AWS decides what they may do and only its services use them. */
export function isOwnedByAws(principal: Principal): boolean {
  return principal.kind === 'role' && (principal as Role).unmodifiable;
}
