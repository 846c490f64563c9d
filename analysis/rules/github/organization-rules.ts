import { membersId, teamId, userId } from '../../github/ids.ts';
import { HOLDS, step } from '../outcome.ts';
import type { Rule } from '../rule.ts';

export const owner: Rule = {
  id: 'github-organization-owner',
  title: 'An owner administers the organization',
  kind: 'administers-account',
  techniques: ['T1078.004'],
  enables: 'Owners read and change every repository, its rules, its secrets’ scopes and who is a member.',
  fix: 'Keep owners few, with hardware-bound second factors, and do daily work as a member.',
  references: [
    'https://docs.github.com/en/organizations/managing-peoples-access-to-your-organization-with-roles/roles-in-an-organization',
  ],
  subject: 'organization',
  derive({ id, members, fact }, _scene, emit) {
    for (const member of members)
      if (member.owner)
        emit({
          from: userId(fact.login, member.login),
          to: id,
          kind: 'administers-account',
          rule: 'github-organization-owner',
          verdict: 'allow',
          conditions: [],
          proof: [step(member.ref, `${member.login} is an owner of ${fact.login}.`)],
        });
  },
};

export const organizationControls: Rule = {
  id: 'github-organization-controls',
  title: 'Owners control the repositories of the organization',
  kind: 'controls',
  techniques: ['T1078.004'],
  enables: 'Whoever owns the organization can give itself any role on any of its repositories.',
  fix: 'See who owns the organization.',
  references: owner.references,
  subject: 'organization',
  derive({ id, repositories, fact }, _scene, emit) {
    for (const repository of repositories)
      emit({
        from: id,
        to: repository.id,
        kind: 'controls',
        rule: 'github-organization-controls',
        verdict: 'allow',
        conditions: [],
        proof: [step(repository.fact.ref, `${repository.fact.name} is a repository of ${fact.login}.`)],
      });
  },
};

export const membership: Rule = {
  id: 'github-membership',
  title: 'A member has what the team is granted',
  kind: 'belongs-to',
  techniques: ['T1078.004'],
  enables: 'Members of a team have its roles on repositories; teams inside it inherit them.',
  fix: 'Remove members who no longer need what the team has.',
  references: ['https://docs.github.com/en/organizations/organizing-members-into-teams/about-teams'],
  subject: 'organization',
  derive({ members, teams, fact }, _scene, emit) {
    const { login, defaultPermission } = fact;
    const belongs = (from: string, to: string, ref: Parameters<typeof step>[0], says: string) =>
      emit({
        from,
        to,
        kind: 'belongs-to',
        rule: 'github-membership',
        ...HOLDS_PLAINLY,
        proof: [step(ref, says)],
      });
    if (defaultPermission !== null && defaultPermission !== 'none')
      for (const member of members)
        belongs(
          userId(login, member.login),
          membersId(login),
          member.ref,
          `${member.login} is a member of ${login}.`,
        );
    for (const team of teams) {
      for (const member of team.members)
        belongs(
          userId(login, member.login),
          teamId(login, team.slug),
          member.ref,
          `${member.login} is a member of the team ${team.name}.`,
        );
      if (team.parent !== null)
        belongs(
          teamId(login, team.slug),
          teamId(login, team.parent),
          team.ref,
          `The team ${team.name} inherits what ${team.parent} is granted.`,
        );
    }
  },
};

const HOLDS_PLAINLY = { verdict: 'allow', conditions: HOLDS.conditions } as const;
