import type { Role } from '../../aws/estate/estate.ts';
import { isAccountId, parseArn } from '../../aws/read/arn.ts';
import type { Scene } from '../../rules/rule.ts';
import { principalsOf, type StatementAt } from './statements.ts';

/** A principal of another account that a statement names, where that account is no part of the snapshot. */
export interface Outsider {
  readonly principal: string;
  readonly account: string;
  /** False where one role or user of the account is named. */
  readonly whole: boolean;
}

/** Whom a statement names of accounts that are no part of the snapshot. */
export function outsidersIn({ statement }: StatementAt, own: string, scene: Scene): readonly Outsider[] {
  return principalsOf(statement, 'AWS').flatMap((principal) => {
    const arn = parseArn(principal);
    const account = isAccountId(principal) ? principal : (arn?.account ?? '');
    if (!isAccountId(account) || account === own || scene.aws.accounts.has(account)) return [];
    return [{ principal, account, whole: arn === null || arn.resource === 'root' }];
  });
}

/** Whether the role is worth more than others: it administers its account. */
export function isAdministrator(role: Role, scene: Scene): boolean {
  return scene.administrators.administers(role).verdict === 'allow';
}
