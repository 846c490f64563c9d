import { generateTrail } from './generate-trail.ts';
import { logImport } from './log-import.ts';

const USERS = 1_500;
const ROLES = 2_000;

export const cloudTrail = logImport({
  name: 'cloudtrail',
  title: 'CloudTrail',
  importer: 'cloudtrail-import.ts',
  generate: (folder, events) =>
    generateTrail(folder, { events, eventsPerFile: 5_000, users: USERS, roles: ROLES }),
  principals: `${USERS + ROLES} principals`,
  parsing: 'whole',
});
