import { useId, type ReactNode } from 'react';
import './card.css';

interface CardProps {
  readonly title: string;
  /** Beside the title: a count, a button. */
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page with a heading of its own. */
export function Card({ title, extra, children }: CardProps): ReactNode {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <header className="card-header">
        <h2 id={id}>{title}</h2>
        {extra}
      </header>
      {children}
    </section>
  );
}
