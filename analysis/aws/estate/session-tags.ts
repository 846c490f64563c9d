import { isJsonObject, type Json } from '../../../schema/json.ts';
import { namesAction, statementsOf } from './touch.ts';

/** Who may give sessions of a role tags of their own. */
export type Tagging = 'nobody' | 'services' | 'somebody';

/**
 * Whom the trust policy lets pass session tags, inherited ones too: without sts:TagSession there a request with tags fails
 * ("Pass session tags in AWS STS", Permissions required). A session tag stands before the role's tag of the same key; the
 * tags that services pass are theirs, not the asker's choice. A trust that was not collected may let anybody.
 */
export function taggingOf(trust: Json | null): Tagging {
  if (trust === null) return 'somebody';
  let tagging: Tagging = 'nobody';
  for (const statement of statementsOf(trust)) {
    if (!mayAllow(statement, 'sts:TagSession')) continue;
    const { Principal: principal } = statement;
    const services = isJsonObject(principal) && Object.keys(principal).every((type) => type === 'Service');
    if (!services) return 'somebody';
    tagging = 'services';
  }
  return tagging;
}

/** Whether some statement lets an action be done with the role, whoever does it; what is not understood may. */
export function trustAllows(trust: Json, action: string): boolean {
  return statementsOf(trust).some((statement) => mayAllow(statement, action));
}

function mayAllow(statement: ReturnType<typeof statementsOf>[number], action: string): boolean {
  const { Effect: effect, Action: one, NotAction: other } = statement;
  if (effect === 'Deny') return false;
  return effect !== 'Allow' || (one === undefined && other === undefined) || namesAction(statement, action);
}
