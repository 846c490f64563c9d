import type { OwnerSource } from '../scene.ts';

/** A fine-grained token belongs to the person who made it. */
export const byGrant: OwnerSource = {
  id: 'grant',
  find({ kind, attributes, evidence }) {
    if (kind !== 'github-token-grant' || typeof attributes.owner !== 'string') return [];
    return [
      {
        owner: attributes.owner,
        says: `GitHub says that ${attributes.owner} made the token.`,
        ref: evidence,
      },
    ];
  },
};
