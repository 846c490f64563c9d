import type { Json } from '../../schema/json.ts';
import type { EvidenceRef } from '../../schema/records.ts';
import { type Cursor, field, text } from '../observations/cursor.ts';

/** How often something was seen, how often in vain, and when first and last (ISO 8601 UTC). */
export interface SeenFact {
  readonly count: number;
  readonly errors: number;
  readonly first: string;
  readonly last: string;
}

/** What one principal did, with one long-lived key or without any. The details stand where `ref` points. */
export interface UseFact extends SeenFact {
  readonly source: string;
  /** The id of its entity: an ARN, or `k8s://CLUSTER/serviceaccount/NAMESPACE/NAME`. */
  readonly principal: string;
  readonly key: string | null;
  /** The most frequent source addresses, at most `ADDRESSES_KEPT`. */
  readonly from: readonly string[];
  /** Ids of what it was seen using. */
  readonly resources: readonly (SeenFact & { readonly arn: string })[];
  readonly ref: EvidenceRef;
}

/** Sessions of a role or tokens of a service account that a principal asked for, or requests it made as somebody else. */
export interface AssumptionFact extends SeenFact {
  readonly source: string;
  readonly principal: string;
  readonly key: string | null;
  readonly role: string;
  /** The action of STS, `TokenRequest` or `Impersonate`; empty where the log was imported before it was kept. */
  readonly action: string;
  readonly from: readonly string[];
  /** Audiences of the tokens; null where the log was imported before they were kept, or there are no tokens. */
  readonly audiences: readonly AudienceFact[] | null;
  readonly ref: EvidenceRef;
}

export interface AudienceFact extends SeenFact {
  /** Null for tokens of which the log does not tell it. */
  readonly audience: string | null;
  readonly ref: EvidenceRef;
}

/** The time that a log covers, and how many events it has. */
export interface PeriodFact extends SeenFact {
  readonly source: string;
  /** `k8s://CLUSTER` for what an API server logged; null for AWS. */
  readonly cluster: string | null;
}

/** What logs say that happened. */
export interface ActivityFacts {
  readonly uses: readonly UseFact[];
  readonly assumptions: readonly AssumptionFact[];
  readonly periods: readonly PeriodFact[];
}

export function seenAt(at: Cursor): SeenFact {
  const number = (value: Json | undefined) => (typeof value === 'number' ? value : 0);
  return {
    count: number(field(at, 'Count').value),
    errors: number(field(at, 'Errors').value),
    first: text(at, 'First') ?? '',
    last: text(at, 'Last') ?? '',
  };
}
