import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { TrustpathError } from '../../schema/errors.ts';

/** The faces that a report is set in. They are embedded, so that it looks the same everywhere. */
export const FACES = {
  text: 'DejaVuSans.ttf',
  bold: 'DejaVuSans-Bold.ttf',
  mono: 'DejaVuSansMono.ttf',
} as const;
export type Face = keyof typeof FACES;

const known = new Map<Face, Buffer>();

/** The bytes of a face: from beside the built engine, or from the package in a checkout. */
export function faceBytes(face: Face): Buffer {
  let bytes = known.get(face);
  if (!bytes) {
    bytes = readFileSync(faceFile(FACES[face]));
    known.set(face, bytes);
  }
  return bytes;
}

function faceFile(name: string): string {
  const beside = ['./fonts/', '../fonts/'].map((folder) =>
    fileURLToPath(new URL(`${folder}${name}`, import.meta.url)),
  );
  const built = beside.find((file) => existsSync(file));
  if (built !== undefined) return built;
  try {
    return createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}`);
  } catch (error) {
    throw new TrustpathError('internal', `The font ${name} of the report is not where it belongs.`, {
      cause: error,
    });
  }
}
