/** What the kinds of line mean. */
export function Legend() {
  return (
    <ul className="legend small" aria-label="How to read the lines">
      <li>
        <span className="line solid" aria-hidden /> allowed
      </li>
      <li>
        <span className="line dashed" aria-hidden /> conditional
      </li>
      <li>
        <span className="line dotted" aria-hidden /> unknown
      </li>
      <li>
        <span className="line doubled" aria-hidden /> observed
      </li>
    </ul>
  );
}
