import { useMemo } from 'react';
import { Name } from '../entity/name.tsx';
import { LineSheet } from './line-sheet.tsx';

/** A text as it is written, line by line; of any length. */
export function TextLines({ text, label }: { readonly text: string; readonly label: string }) {
  const lines = useMemo(() => text.replace(/\n$/, '').split('\n'), [text]);
  return (
    <LineSheet
      label={label}
      count={lines.length}
      marked={null}
      line={(index) => ({
        depth: 0,
        marked: false,
        content: lines[index] && <Name text={lines[index]} />,
      })}
    />
  );
}
