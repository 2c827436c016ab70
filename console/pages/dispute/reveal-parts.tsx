import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { minuteText } from '../../language/times.ts';
import { useNow } from '../../parts/use-now.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { RevealForm } from './reveal-form.tsx';
import { REVEAL_TEXTS } from './reveal-texts.ts';
import type { RevealWays } from './reveal-ways.ts';
import type { Reveal, Revealed, RevealScope } from './use-reveal.ts';

/** Leads to what is hidden, for whom there is a way; says how long it is shown once it is. */
export function RevealButton({
  reveal,
  scope,
}: {
  readonly reveal: Reveal;
  readonly scope: RevealScope;
}): ReactNode {
  const t = useTexts(REVEAL_TEXTS);
  const [isAsking, setIsAsking] = useState(false);
  const { ways, revealed } = reveal;
  if (revealed !== null && isOf(revealed, scope)) return <Shown revealed={revealed} onHide={reveal.hide} />;
  if (ways.purposes.length === 0 && !ways.hasBreakGlass) return null;
  return (
    <>
      <Button
        size="small"
        type="text"
        icon={<EyeOutlined aria-hidden="true" />}
        onClick={() => {
          setIsAsking(true);
        }}
      >
        {t('reveal')}
      </Button>
      {isAsking && (
        <RevealForm
          reveal={reveal}
          scope={scope}
          onClose={() => {
            setIsAsking(false);
          }}
        />
      )}
    </>
  );
}

function Shown({
  revealed,
  onHide,
}: {
  readonly revealed: Revealed;
  readonly onHide: () => void;
}): ReactNode {
  const t = useTexts(REVEAL_TEXTS);
  const nameOf = useNames();
  const count = Math.min(60, Math.max(0, Math.ceil((revealed.untilMs - useNow()) / 1_000)));
  return (
    <span className="reveal-shown">
      <span className="tag tag-yellow">{t('shown', { purpose: nameOf('Purpose', revealed.purpose) })}</span>{' '}
      <span className="muted figures">{t('seconds', { count })}</span>
      <Button size="small" type="text" icon={<EyeInvisibleOutlined aria-hidden="true" />} onClick={onHide}>
        {t('hide')}
      </Button>
    </span>
  );
}

/** That the dispute is open in an emergency, and how long; then that it is not any more. */
export function EmergencyNotice({ reveal }: { readonly reveal: Reveal }): ReactNode {
  const t = useTexts(REVEAL_TEXTS);
  const { ways, hasEnded } = reveal;
  if (ways.emergency !== null) return <Open emergency={ways.emergency} />;
  return hasEnded ? <Alert type="info" showIcon role="alert" title={t('over')} /> : null;
}

function Open({ emergency }: { readonly emergency: NonNullable<RevealWays['emergency']> }): ReactNode {
  const t = useTexts(REVEAL_TEXTS);
  const seconds = Math.max(0, Math.ceil((Date.parse(emergency.until) - useNow()) / 1_000));
  return (
    <Alert
      type="warning"
      showIcon
      title={t('opened', { time: minuteText(emergency.until) })}
      description={
        <>
          <span className="figures">
            {t('left', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })}
          </span>{' '}
          <span className="muted">{emergency.reason}</span>
        </>
      }
    />
  );
}

function isOf({ parties, record }: Revealed, scope: RevealScope): boolean {
  return scope.kind === 'parties' ? parties !== null : record?.id === scope.id;
}
