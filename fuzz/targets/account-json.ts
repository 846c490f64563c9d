import { mutateJson } from '../mutate/json.ts';
import { sampleDocuments } from '../sample-inputs.ts';
import type { Target } from '../target.ts';
import { seedFile } from './seed-files.ts';

export const accountJson: Target = {
  name: 'account-json',
  title: 'What an AWS account answered, with altered users, roles and policies',
  file: 'account-authorization-details.json',
  async seeds(folder) {
    const collected = await sampleDocuments(folder, 'iam:GetAccountAuthorizationDetails');
    return [
      await seedFile('account.json'),
      ...collected.map((document) => Buffer.from(JSON.stringify(document))),
    ];
  },
  mutate: mutateJson,
  run: async (path, { engine, out }) => {
    await engine.request('import.aws', { out, paths: [path] });
  },
};
