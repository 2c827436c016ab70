import { GraphiQL } from 'graphiql';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { DEFAULT_QUERY } from './default-query.ts';
import { fetcherFor } from './fetcher.ts';
import {
  beginSignIn,
  finishSignIn,
  readSignInOffer,
  type SignInOffer,
} from '../../../console/session/sign-in.ts';
import { takeQuestion } from '../../../console/session/question.ts';
import { keepToken, readToken } from '../../../console/session/token.ts';
import { TokenBar } from './token-bar.tsx';

export function Page(): ReactNode {
  const [token, setToken] = useState(readToken);
  // Of the console's developers' page, in the same tab.
  const [question] = useState(takeQuestion);
  const [offer, setOffer] = useState<SignInOffer | null>(null);
  const [fault, setFault] = useState('');
  const fetcher = useMemo(() => fetcherFor(token), [token]);
  const changeToken = (next: string): void => {
    keepToken(next);
    setToken(next);
  };
  useEffect(() => {
    const look = async (): Promise<void> => {
      const found = await readSignInOffer();
      setOffer(found);
      const signedIn = found === null ? null : await finishSignIn(found);
      if (signedIn === null) return;
      keepToken(signedIn.token);
      setToken(signedIn.token);
    };
    look().catch((error: unknown) => {
      setFault(error instanceof Error ? error.message : String(error));
    });
  }, []);
  const signIn =
    offer === null
      ? null
      : (): void => {
          setFault('');
          beginSignIn(offer, '/graphiql').catch((error: unknown) => {
            setFault(error instanceof Error ? error.message : String(error));
          });
        };
  return (
    <>
      <TokenBar token={token} onToken={changeToken} onSignIn={signIn} fault={fault} />
      <main className="tributary-main">
        {token === '' ? (
          <Welcome canSignIn={offer !== null} />
        ) : (
          <GraphiQL
            // A new caller may see another graph: begin afresh.
            key={token}
            fetcher={fetcher}
            initialQuery={question?.query ?? DEFAULT_QUERY}
            initialVariables={question?.variables ?? ''}
            defaultQuery={DEFAULT_QUERY}
            isHeadersEditorEnabled={false}
            shouldPersistHeaders={false}
          >
            <GraphiQL.Logo> </GraphiQL.Logo>
          </GraphiQL>
        )}
      </main>
    </>
  );
}

function Welcome({ canSignIn }: { readonly canSignIn: boolean }): ReactNode {
  return (
    <section className="tributary-welcome">
      <h1>One question, answered by every agency that knows something</h1>
      <p>
        This page asks the gateway in the name of the token that you give it above. It keeps the token in this
        tab only.
      </p>
      {canSignIn && (
        <p>
          Sign in above <span lang="zh">（登录）</span>, or use a token:
        </p>
      )}
      <ol>
        <li>
          In a terminal: <code>./tributary token police</code>
        </li>
        <li>Paste what it prints into the field above.</li>
        <li>Press Ctrl-Enter to run the query that is there.</li>
      </ol>
      <p lang="zh">在上方粘贴令牌（./tributary token police 的输出）后即可查询；令牌只保存在本标签页。</p>
    </section>
  );
}
