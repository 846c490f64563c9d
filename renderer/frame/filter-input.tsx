import { Search } from 'lucide-react';

/** Where words are typed that narrow a list. */
export function FilterInput(props: {
  readonly label: string;
  /** The label, where nothing else is given. */
  readonly placeholder?: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  return (
    <div className="filter">
      <Search size={14} aria-hidden />
      <input
        className="filter-input"
        aria-label={props.label}
        placeholder={props.placeholder ?? props.label}
        value={props.value}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => props.onChange(target.value)}
      />
    </div>
  );
}
