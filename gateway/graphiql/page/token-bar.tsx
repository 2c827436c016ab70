import { useState, type ReactNode, type SubmitEvent } from 'react';
import { factsOf, tokenWithin } from '../../../console/session/token.ts';

interface TokenBarProps {
  readonly token: string;
  readonly onToken: (token: string) => void;
  /** Null where no issuer offers it. */
  readonly onSignIn: (() => void) | null;
  /** Why signing in failed. */
  readonly fault: string;
}

/** Who asks: without a token the page can show nothing. */
export function TokenBar({ token, onToken, onSignIn, fault }: TokenBarProps): ReactNode {
  return (
    <header className="tributary-bar">
      <a className="tributary-name" href="/console/developers" title="To the console (返回控制台)">
        Tributary <span lang="zh">汇流</span>
      </a>
      {token === '' ? (
        <TokenForm onToken={onToken} onSignIn={onSignIn} fault={fault} />
      ) : (
        <Signed token={token} onToken={onToken} />
      )}
    </header>
  );
}

function TokenForm({ onToken, onSignIn, fault }: Omit<TokenBarProps, 'token'>): ReactNode {
  const [pasted, setPasted] = useState('');
  const [refused, setRefused] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const token = tokenWithin(pasted);
    setRefused(token === '');
    if (token !== '') onToken(token);
  };
  return (
    <form className="tributary-form" onSubmit={submit}>
      {fault !== '' && <span role="alert">{fault}</span>}
      {onSignIn !== null && (
        <button type="button" onClick={onSignIn}>
          Sign in
        </button>
      )}
      <label htmlFor="token">Bearer token</label>
      <input
        id="token"
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder="paste what ./tributary token police prints"
        value={pasted}
        onChange={(event) => {
          setPasted(event.target.value);
        }}
      />
      <button type="submit">Use token</button>
      {refused && <span role="alert">This is no token: it has three parts with dots between.</span>}
    </form>
  );
}

function Signed({ token, onToken }: Pick<TokenBarProps, 'token' | 'onToken'>): ReactNode {
  const facts = factsOf(token);
  const until = facts?.expiresAt?.toLocaleTimeString([], {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (
    <div className="tributary-form">
      <span>
        asking as <strong>{facts?.partner ?? 'unknown'}</strong>
        {until === undefined ? '' : `, token holds until ${until}`}
      </span>
      <button
        type="button"
        onClick={() => {
          onToken('');
        }}
      >
        Forget token
      </button>
    </div>
  );
}
