import type { JsonObject } from '../../../schema/json.ts';
import type { EvidenceRef } from '../../../schema/records.ts';
import { type Cursor, field, refOf, text } from '../../observations/cursor.ts';
import { isAccountId, parseArn } from './arn.ts';
import type { ResourceFact, ResourceKind, ResourcePolicyFact } from './facts.ts';

/** Where an answer came from: what the call said besides the document. */
export interface CallScene {
  readonly source: string;
  readonly account: string;
  readonly partition: string;
  readonly region: string | null;
  readonly parameters: JsonObject;
}

type Draft = { -readonly [K in keyof ResourceFact]: ResourceFact[K] };

/** Reads one kind of answer about resources. */
export type ResourceHandler = (document: Cursor, scene: CallScene, drafts: Drafts) => void;

/** Resources by account, kind and ARN; details may come before or after the listing that names them. */
export interface Drafts {
  add(kind: ResourceKind, arn: string, name: string, scene: CallScene, ref: EvidenceRef): Draft;
  /** Applies to the resource whose ARN, name or id is `key`, now or when it is listed. */
  later(kind: ResourceKind, key: string | null, scene: CallScene, apply: (draft: Draft) => void): void;
  /** Applies to every resource of the kind in the account, once all are known. */
  forAll(kind: ResourceKind, account: string, apply: (draft: Draft) => void): void;
  finish(): ResourceFact[];
}

export function resourceDrafts(): Drafts {
  const drafts = new Map<string, Draft>();
  const pending: { kind: ResourceKind; key: string; account: string; apply: (draft: Draft) => void }[] = [];
  const general: { kind: ResourceKind; account: string; apply: (draft: Draft) => void }[] = [];
  return {
    add(kind, arn, name, scene, ref) {
      const known = drafts.get(`${kind} ${arn}`);
      if (known) return known;
      const owner = parseArn(arn)?.account ?? '';
      const draft: Draft = {
        kind,
        arn,
        name,
        account: isAccountId(owner) ? owner : scene.account,
        region: (parseArn(arn)?.region || scene.region) ?? null,
        source: scene.source,
        tags: {},
        policy: { state: 'unknown' },
        encryptionKey: undefined,
        publicAccessBlock: null,
        acl: null,
        grants: [],
        attributes: {},
        ref,
      };
      drafts.set(`${kind} ${arn}`, draft);
      return draft;
    },
    later(kind, key, scene, apply) {
      if (key !== null) pending.push({ kind, key, account: scene.account, apply });
    },
    forAll(kind, account, apply) {
      general.push({ kind, account, apply });
    },
    finish() {
      const byKey = new Map<string, Draft>();
      for (const draft of drafts.values()) {
        byKey.set(`${draft.kind} ${draft.arn}`, draft);
        byKey.set(`${draft.kind} ${draft.account} ${draft.name}`, draft);
      }
      for (const { kind, key, account, apply } of pending) {
        const draft = byKey.get(`${kind} ${key}`) ?? byKey.get(`${kind} ${account} ${key}`);
        if (draft) apply(draft);
      }
      for (const { kind, account, apply } of general)
        for (const draft of drafts.values())
          if (draft.kind === kind && draft.account === account) apply(draft);
      return [...drafts.values()];
    },
  };
}

/** What a call was asked about. */
export function parameter(scene: CallScene, name: string): string | null {
  const value = scene.parameters[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A policy member: an object is a document, null or absent means that there is none. */
export function policyFrom(document: Cursor, name: string): ResourcePolicyFact {
  const at = field(document, name);
  if (typeof at.value === 'object' && at.value !== null)
    return { state: 'document', document: at.value, ref: refOf(at) };
  return { state: 'none', ref: refOf(at.value === null ? at : document) };
}

/** Notes the policy of the resource that the call was about. */
export function setPolicy(kind: ResourceKind, keyName: string, member: string): ResourceHandler {
  return (document, scene, drafts) => {
    const policy = policyFrom(document, member);
    const key = parameter(scene, keyName) ?? text(document, 'ARN') ?? text(document, keyName);
    drafts.later(kind, key, scene, (draft) => {
      draft.policy = policy;
    });
  };
}
