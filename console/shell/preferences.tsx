import { BulbOutlined, GlobalOutlined, LogoutOutlined, SwapOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useContext, type ReactNode } from 'react';
import { LanguageContext, useTexts } from '../language/language-context.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../language/languages.ts';
import { minuteText } from '../language/times.ts';
import { useSession } from '../session/session-context.ts';
import { useAgencyNames } from '../vocabulary/use-agency-names.ts';
import { useNames } from '../vocabulary/use-names.ts';
import { APPEARANCES } from '../theme/theme.ts';
import type { AppearanceChoice } from '../theme/use-appearance.ts';
import { SHELL } from './texts.ts';

/** Language, light or dark, and who is signed in. */
export function Preferences({ appearance }: { readonly appearance: AppearanceChoice }): ReactNode {
  const t = useTexts(SHELL);
  const { language, choose } = useContext(LanguageContext);
  const { token, facts, purpose, choosePurpose, signOut } = useSession();
  const nameOf = useNames();
  const agencyName = useAgencyNames();
  const asking = facts === null ? null : agencyName(facts.partner);
  return (
    <div className="shell-preferences">
      <Dropdown
        trigger={['click']}
        menu={{
          selectable: true,
          selectedKeys: [language],
          items: LANGUAGES.map((key) => ({ key, label: <span lang={key}>{LANGUAGE_NAMES[key]}</span> })),
          onClick: ({ key }) => {
            const chosen = LANGUAGES.find((one) => one === key);
            if (chosen !== undefined) choose(chosen);
          },
        }}
      >
        <Button type="text" icon={<GlobalOutlined />} aria-label={t('language')} title={t('language')} />
      </Dropdown>
      <Dropdown
        trigger={['click']}
        menu={{
          selectable: true,
          selectedKeys: [appearance.appearance],
          items: APPEARANCES.map((key) => ({ key, label: t(key) })),
          onClick: ({ key }) => {
            const chosen = APPEARANCES.find((one) => one === key);
            if (chosen !== undefined) appearance.choose(chosen);
          },
        }}
      >
        <Button type="text" icon={<BulbOutlined />} aria-label={t('appearance')} title={t('appearance')} />
      </Dropdown>
      {token !== '' && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              ...(purpose === null
                ? []
                : [
                    {
                      key: 'purpose',
                      type: 'group' as const,
                      label: t('purposeIs', { purpose: nameOf('Purpose', purpose) }),
                    },
                    {
                      key: 'otherPurpose',
                      icon: <SwapOutlined />,
                      label: t('otherPurpose'),
                      onClick: () => {
                        choosePurpose(null);
                      },
                    },
                  ]),
              { key: 'out', icon: <LogoutOutlined />, label: t('signOut'), onClick: signOut },
              ...(facts?.expiresAt == null
                ? []
                : [
                    { type: 'divider' as const },
                    {
                      key: 'until',
                      type: 'group' as const,
                      label: t('until', { time: minuteText(facts.expiresAt) }),
                    },
                  ]),
            ],
          }}
        >
          <Button type="text" icon={<UserOutlined />} aria-label={t('askingAs', { partner: asking ?? '?' })}>
            <span className="shell-partner">{asking}</span>
          </Button>
        </Dropdown>
      )}
    </div>
  );
}
