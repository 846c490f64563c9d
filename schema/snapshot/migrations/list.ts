import { V1 } from './v1.ts';

/** How one version of the format is laid out. */
export interface FormatVersion {
  /** Tables, and the indexes that collecting needs. */
  readonly tables: readonly string[];
  /** Indexes made when a file is sealed, after its rows. */
  readonly indexes: readonly string[];
}

/**
 * Every version of the format, oldest first; the position plus one is its number (`user_version`). A sealed file is
 * never altered: a later version that changes tables adds its layout here and how rows of the one before are copied.
 */
export const FORMATS: readonly [FormatVersion, ...FormatVersion[]] = [V1];
