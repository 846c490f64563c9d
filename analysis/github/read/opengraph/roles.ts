import { refOf, text } from '../../../observations/cursor.ts';
import { atLeast, type GrantFact, PERMISSIONS, type Permission } from '../facts.ts';
import type { Graph, GraphNode } from './graph.ts';

/** What a user or team may do to a repository, by all the roles it has there, directly or through roles of the organization. */
export function grantOn(
  graph: Graph,
  holder: GraphNode,
  repository: GraphNode,
  kind: GrantFact['kind'],
  name: string,
): GrantFact | null {
  let best: GrantFact | null = null;
  const seen = new Set<string>();
  for (const edge of graph.from(holder.id, 'GH_HasRole')) {
    // Owners and base permissions of members are told as what they are.
    const first = graph.nodes.get(edge.to);
    if (first?.kind === 'GH_OrgRole' && /^(owners|members)$/.test(text(first.at, 'short_name') ?? ''))
      continue;
    const queue = [edge.to];
    let permission: Permission = 'none';
    const extra = new Set<'bypass' | 'push'>();
    for (let at = 0; at < queue.length; at += 1) {
      const id = queue[at] as string;
      if (seen.has(`${edge.to} ${id}`)) continue;
      seen.add(`${edge.to} ${id}`);
      const role = graph.nodes.get(id);
      if (role === undefined) continue;
      if (role.kind === 'GH_RepoRole' && text(role.at, 'repository_id') === repository.id) {
        const own = PERMISSIONS.find((each) => each === text(role.at, 'short_name'));
        if (own !== undefined && atLeast(own, permission)) permission = own;
        if (reaches(graph, id, 'GH_BypassBranchProtection', repository.id)) extra.add('bypass');
        if (reaches(graph, id, 'GH_PushProtectedBranch', repository.id)) extra.add('push');
      }
      queue.push(...graph.from(id, 'GH_HasBaseRole').map(({ to }) => to));
    }
    if (permission === 'none') continue;
    if (best === null || !atLeast(best.permission, permission))
      best = { kind, name, permission, ref: refOf(edge.at), extra: [...extra] };
  }
  return best;
}

function reaches(graph: Graph, id: string, kind: string, to: string): boolean {
  return graph.from(id, kind).some((edge) => edge.to === to);
}
