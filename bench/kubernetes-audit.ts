import { generateAuditLog } from './generate-audit-log.ts';
import { logImport } from './log-import.ts';

const ACCOUNTS = 3_000;
const NODES = 200;

export const kubernetesAudit = logImport({
  name: 'kubernetes-audit',
  title: 'Audit logs of Kubernetes',
  importer: 'kubernetes-audit-import.ts',
  generate: (folder, events) =>
    generateAuditLog(folder, { events, eventsPerFile: 20_000, accounts: ACCOUNTS, nodes: NODES }),
  principals: `${ACCOUNTS} service accounts, ${NODES} nodes`,
  parsing: 'line by line',
});
