import type { RelationKind } from '../../../schema/kinds/relation-kinds.ts';

/** A degree of access to a kind of resource: any of the actions gives it, unless `every` is needed. */
export interface Level {
  readonly rule: string;
  readonly kind: RelationKind;
  readonly actions: readonly string[];
  /** Asked on an object of the bucket instead of the bucket. */
  readonly onObjects?: true;
  /** The action by which a version of an object is had that is named by its id. */
  readonly versions?: string;
  /** Only all of the actions together give it. */
  readonly every?: true;
  /** Actions that are needed besides, on `*`, by policies of whoever asks. */
  readonly besides?: readonly string[];
  /** Reading also needs kms:Decrypt where a customer key encrypts the data. */
  readonly decrypts?: true;
  /** Actions that also need kms:GenerateDataKey where a customer key encrypts the data. */
  readonly encrypts?: readonly string[];
  /** Only what the resource's own policy gives: rules of another kind look at the policies of whoever asks. */
  readonly byPolicyOnly?: true;
}
