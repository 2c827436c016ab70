import { App as AntdApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import zhTW from 'antd/locale/zh_TW';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { Provider } from 'urql';
import { connectGraph } from '../graph/client.ts';
import { SocketContext } from '../graph/graph-context.ts';
import { LanguageContext } from '../language/language-context.ts';
import { keepLanguage, readLanguage, type Language } from '../language/languages.ts';
import { SessionContext } from '../session/session-context.ts';
import { STYLE_NONCE } from '../theme/noncing.ts';
import { themeOf } from '../theme/theme.ts';
import { useAppearance, type AppearanceChoice } from '../theme/use-appearance.ts';
import { Layout } from './layout.tsx';
import { LessNotice } from './less-notice.tsx';
import { PageOutlet } from './page-outlet.tsx';
import { PurposePage } from './purpose-page.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { useSessionState, type SessionState } from './use-session.ts';

const ANTD_LOCALES = { en: enUS, 'zh-CN': zhCN, 'zh-TW': zhTW };

export function App(): ReactNode {
  const [language, setLanguage] = useState<Language>(readLanguage);
  const appearance = useAppearance();
  const state = useSessionState();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const theme = useMemo(() => themeOf(appearance.isDark), [appearance.isDark]);
  const choice = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        keepLanguage(next);
        setLanguage(next);
      },
    }),
    [language],
  );
  return (
    <LanguageContext value={choice}>
      <ConfigProvider
        theme={theme}
        locale={ANTD_LOCALES[language]}
        csp={{ nonce: STYLE_NONCE }}
        button={{ autoInsertSpace: false }}
      >
        <AntdApp className="app">
          {/* A new caller may see another graph: begin afresh, with nothing of the last one in memory. */}
          <Signed
            key={`${state.session.token} ${state.session.purpose ?? ''}`}
            state={state}
            appearance={appearance}
          />
        </AntdApp>
      </ConfigProvider>
    </LanguageContext>
  );
}

interface SignedProps {
  readonly state: SessionState;
  readonly appearance: AppearanceChoice;
}

function Signed({ state, appearance }: SignedProps): ReactNode {
  const { session, end, askPurpose, purposesWanted } = state;
  const { token, purpose, facts } = session;
  // What a token says for itself nobody can choose.
  const isPurposeOpen = facts?.purpose == null;
  // One more each time that a grant ended: the pages begin afresh with what is granted now.
  const [epoch, setEpoch] = useState(0);
  const [isTold, setIsTold] = useState(true);
  const graph = useMemo(() => {
    const onLess = (): void => {
      setEpoch(epoch + 1);
      setIsTold(false);
    };
    const onPurpose = isPurposeOpen ? askPurpose : (): void => undefined;
    return token === '' ? null : connectGraph({ token, purpose }, { onRefused: end, onLess, onPurpose });
  }, [token, purpose, isPurposeOpen, end, askPurpose, epoch]);
  useEffect(() => () => void graph?.socket.dispose(), [graph]);
  return (
    <SessionContext value={session}>
      <Layout appearance={appearance}>
        {graph === null ? (
          <SignInPage state={state} />
        ) : purposesWanted.length > 0 ? (
          <PurposePage purposes={purposesWanted} onChoose={session.choosePurpose} />
        ) : (
          <Provider value={graph.client}>
            <SocketContext value={graph.socket}>
              {!isTold && (
                <LessNotice
                  onRead={() => {
                    setIsTold(true);
                  }}
                />
              )}
              <PageOutlet key={epoch} />
            </SocketContext>
          </Provider>
        )}
      </Layout>
    </SessionContext>
  );
}
