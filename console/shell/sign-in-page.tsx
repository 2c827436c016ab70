import { Alert, Button, Form, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../language/language-context.ts';
import { tokenWithin } from '../session/token.ts';
import type { SessionState } from './use-session.ts';
import { SHELL } from './texts.ts';

/** Without a token the page can show nothing. */
export function SignInPage({ state }: { readonly state: SessionState }): ReactNode {
  const t = useTexts(SHELL);
  const [isRefused, setIsRefused] = useState(false);
  return (
    <section className="sign-in">
      <h1>{t('welcome')}</h1>
      <p>{t('why')}</p>
      {state.hasEnded && <Alert type="warning" showIcon title={t('ended')} role="status" />}
      {state.fault !== '' && (
        <Alert type="error" showIcon title={t('failed')} description={state.fault} role="alert" />
      )}
      {state.signIn !== null && (
        <Button type="primary" size="large" onClick={state.signIn}>
          {t('signIn')}
        </Button>
      )}
      <Form
        layout="vertical"
        requiredMark={false}
        onFinish={({ pasted = '' }: { pasted?: string }) => {
          const token = tokenWithin(pasted);
          setIsRefused(token === '');
          if (token !== '') state.takeToken(token);
        }}
      >
        <h2>{t('orToken')}</h2>
        <Form.Item
          name="pasted"
          label={t('tokenLabel')}
          validateStatus={isRefused ? 'error' : ''}
          help={isRefused ? <span role="alert">{t('noToken')}</span> : t('tokenHint')}
        >
          <Input.Password autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Button htmlType="submit">{t('useToken')}</Button>
      </Form>
    </section>
  );
}
