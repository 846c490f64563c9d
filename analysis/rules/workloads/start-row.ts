import type { WorkloadKind } from '../../aws/read/facts.ts';
import type { Need } from './places.ts';
import type { There } from './there.ts';

/** A technique that starts something with a role that is passed to a service. */
export interface StartRow {
  readonly id: string;
  readonly title: string;
  /** What the technique makes or changes, as a person would say it. */
  readonly noun: string;
  /** Service principal that the role must trust, and that iam:PassedToService names. */
  readonly service: string;
  /** Techniques of one family give the same: one that surely works stands for the others. */
  readonly family: string;
  /** Besides iam:PassRole. */
  readonly needs: readonly Need[];
  /** The role goes in an instance profile. */
  readonly instanceProfile?: true;
  /** Another service principal, for which the principal must be able to pass some role as well. */
  readonly companion?: string;
  /** It changes one that is there already: `it` in the needs. */
  readonly existing?: WorkloadKind;
  /** Ways into what was started, one of which is needed; without, `otherwise` must be so. */
  readonly entry?: { readonly needs: readonly Need[]; readonly otherwise: string };
  /** What else must be so, which no snapshot tells. */
  readonly condition?: string;
  readonly there?: readonly There[];
}
