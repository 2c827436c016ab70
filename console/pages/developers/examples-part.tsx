import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { useTexts } from '../../language/language-context.ts';
import { Loading } from '../../parts/states.tsx';
import { setAddress, useAddress } from '../../routing/location.ts';
import { NEWEST_DISPUTE } from './developers.ts';
import { EXAMPLE_NAMES, EXAMPLES_TEXTS } from './example-texts.ts';
import { ExampleRunner } from './example-runner.tsx';
import './examples.css';

/** Questions that run as they stand, with the caller's own token, on what the hub holds now. */
export function ExamplesPart(): ReactNode {
  const t = useTexts(EXAMPLES_TEXTS);
  const asked = useAddress().get('example');
  const current = EXAMPLE_NAMES.find((one) => one === asked) ?? 'dispute';
  const [{ data, fetching }] = useQuery({ query: NEWEST_DISPUTE });
  const code = data?.disputes?.nodes[0]?.code ?? '';
  return (
    <div className="examples">
      <nav aria-label={t('examples')}>
        <ul className="examples-list">
          {EXAMPLE_NAMES.map((name) => (
            <li key={name}>
              <button
                type="button"
                className="examples-choice"
                aria-current={name === current ? 'true' : undefined}
                onClick={() => {
                  setAddress({ example: name });
                }}
              >
                {t(name)}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {fetching ? <Loading /> : <ExampleRunner key={`${current} ${code}`} name={current} code={code} />}
    </div>
  );
}
