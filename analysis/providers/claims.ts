import { joined } from '../claims/joined.ts';
import type { ClaimSubjects } from '../claims/subjects.ts';
import { claimEntities, mentionedInClaims } from '../entities/claim-entities.ts';
import { claimUnknowns } from '../unknowns/claim-unknowns.ts';
import type { Provider } from './provider.ts';

/** What other programs say: no provider of identities, but read, joined and derived from like one. */
export const claims: Provider<keyof ClaimSubjects> = {
  subjects: (scene) => ({ claim: joined(scene).claims, exposedSecret: scene.claims.facts.secrets }),
  subjectIds: {
    claim: ({ from }) => from,
    exposedSecret: ({ id }) => id,
  },
  entities: claimEntities,
  mentioned: mentionedInClaims,
  unknowns: claimUnknowns,
  reasons: () => [],
};
