import { buildEstate, type Estate } from './aws/estate/estate.ts';
import { type ObservationSource, readAwsFacts } from './aws/read/read-facts.ts';

const estates = new WeakMap<ObservationSource, Estate>();

/** The estate of a source that does not change (a sealed snapshot), read once for all questions about it. */
export function estateOf(source: ObservationSource): Estate {
  let estate = estates.get(source);
  if (!estate) {
    estate = buildEstate(readAwsFacts(source));
    estates.set(source, estate);
  }
  return estate;
}
