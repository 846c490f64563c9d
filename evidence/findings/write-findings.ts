import type { FindingFormat } from '../../schema/findings.ts';
import type { FindingContext } from './finding-context.ts';
import { findingsCsv } from './findings-csv.ts';
import { findingsOcsf } from './findings-ocsf.ts';
import { findingsSarif } from './findings-sarif.ts';

/** The forms in which findings leave, and the names of their files in an evidence bundle. */
export const FINDING_FILES: Readonly<
  Record<FindingFormat, { readonly name: string; readonly write: (context: FindingContext) => string }>
> = {
  csv: { name: 'findings.csv', write: findingsCsv },
  sarif: { name: 'findings.sarif', write: findingsSarif },
  ocsf: { name: 'findings.ocsf.ndjson', write: findingsOcsf },
};
