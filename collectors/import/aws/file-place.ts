/** What the path of a file inside an imported folder says. It only ever helps; what a file is, its content tells. */
export interface FilePlace {
  /** A folder named like a region, the innermost. */
  readonly region: string | null;
  /** The decoded name, where it can be a parameter of the call (a bucket, a user, an ARN); else null. */
  readonly name: string | null;
}

const REGION = /^(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov|-iso[a-z]?)?-[a-z]+-\d$/;
/** `iam-get-user`, `get-bucket-policy`: named after a command and not after what it was asked about. */
const COMMAND = /^(?:[a-z0-9]+-)?(?:get|list|describe|generate|batch)-[a-z-]+$/;

export function placeOf(path: string): FilePlace {
  const parts = path.split('/');
  const file = parts.at(-1) ?? '';
  const stem = decoded(file)
    .replace(/\.gz$/i, '')
    .replace(/\.json$/i, '');
  return {
    region: parts.slice(0, -1).findLast((part) => REGION.test(part)) ?? null,
    name: stem === '' || COMMAND.test(stem) ? null : stem,
  };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
