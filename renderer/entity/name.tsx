import { elideMiddle } from './elide.ts';
import { escapeParts, escapeText } from './escape-text.ts';

function Parts({ text }: { readonly text: string }) {
  let offset = 0;
  return escapeParts(text).map((part) => {
    const key = `${offset}:${part.text}`;
    offset += part.text.length;
    return part.escaped ? (
      <span key={key} className="escaped">
        {part.text}
      </span>
    ) : (
      part.text
    );
  });
}

/** A name from outside: isolated from the direction of its surroundings, hidden characters shown as code points. */
export function Name({ text, length }: { readonly text: string; readonly length?: number }) {
  if (text === '') return <span className="muted">(no name)</span>;
  const shown = length === undefined ? text : elideMiddle(text, length);
  return (
    <bdi title={shown === text ? undefined : escapeText(text)}>
      <Parts text={shown} />
    </bdi>
  );
}

/** An identifier in mono, its middle left out; the whole on hover, and copied when the selection is copied. */
export function Identifier({ text, length = 48 }: { readonly text: string; readonly length?: number }) {
  const shown = elideMiddle(text, length);
  return (
    <bdi
      className="mono"
      title={escapeText(text)}
      onCopy={(event) => {
        if (shown === text) return;
        event.clipboardData.setData('text/plain', escapeText(text));
        event.preventDefault();
      }}
    >
      <Parts text={shown} />
    </bdi>
  );
}

/** Characters of an identifier's end that stay whatever the room. */
const TAIL = 14;

/** An identifier that takes the room its cell has: the beginning gives way, the end stays. */
export function FluidIdentifier({ text }: { readonly text: string }) {
  const tail = text.length > TAIL * 2 ? text.length - TAIL : text.length;
  return (
    <bdi className="mono fluid" title={escapeText(text)}>
      <span className="fluid-head">
        <Parts text={text.slice(0, tail)} />
      </span>
      <span>
        <Parts text={text.slice(tail)} />
      </span>
    </bdi>
  );
}
