import type { AwsSubjects } from '../aws/subjects.ts';
import { awsEntities } from '../entities/aws-entities.ts';
import { mentionedInAws } from '../entities/mentioned-in-aws.ts';
import { plainReasons } from '../explain/plain-reasons.ts';
import { awsUnknowns } from '../unknowns/aws-unknowns.ts';
import type { Provider } from './provider.ts';

export const aws: Provider<keyof AwsSubjects> = {
  subjects({ aws: estate }) {
    const accounts = [...estate.accounts.values()];
    return {
      account: accounts,
      principal: accounts.flatMap((account) => account.principals),
      role: accounts.flatMap((account) => account.roles),
      resource: accounts.flatMap((account) => account.resources),
      key: estate.facts.keys,
      workload: estate.facts.workloads,
      use: estate.facts.activity.uses,
      assumption: estate.facts.activity.assumptions,
    };
  },
  subjectIds: {
    account: ({ arn }) => arn,
    principal: ({ id }) => id,
    role: ({ id }) => id,
    resource: ({ fact }) => fact.arn,
    key: ({ id }) => id,
    workload: ({ arn }) => arn,
    use: ({ principal }) => principal,
    assumption: ({ principal }) => principal,
  },
  entities: awsEntities,
  mentioned: mentionedInAws,
  unknowns: ({ aws: estate }, ends) => awsUnknowns(estate, ends),
  reasons: plainReasons,
};
