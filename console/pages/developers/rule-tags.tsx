import { KeyOutlined, LockOutlined, SafetyCertificateOutlined, UnlockOutlined } from '@ant-design/icons';
import { Fragment, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { Link } from '../../routing/link.tsx';
import { useAddress } from '../../routing/location.ts';
import type { SensitiveKind } from '../../vocabulary/enums.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import type { AccessRule } from './read-description.ts';
import { schemaLink } from './schema-link.ts';
import { SCHEMA } from './schema-texts.ts';
import '../../parts/tags.css';

/** What somebody needs to see or ask it: grants, scopes of the token, the kind of what is sensitive. */
export function RuleTags({ rules }: { readonly rules: readonly AccessRule[] }): ReactNode {
  if (rules.length === 0) return null;
  return (
    <p className="schema-rules">
      {rules.map((rule) => (
        <RuleTag key={rule.kind} rule={rule} />
      ))}
    </p>
  );
}

function RuleTag({ rule }: { readonly rule: AccessRule }): ReactNode {
  const t = useTexts(SCHEMA);
  const nameOf = useNames();
  switch (rule.kind) {
    case 'needs':
      return (
        <span className="tag tag-blue">
          <SafetyCertificateOutlined aria-hidden="true" /> {t('needs')} <AnyOf lists={rule.anyOf} />
        </span>
      );
    case 'scope':
      return (
        <span className="tag tag-yellow">
          <KeyOutlined aria-hidden="true" /> {t('scope')} <AnyOf lists={rule.anyOf} />
        </span>
      );
    case 'open':
      return (
        <span className="tag tag-green">
          <UnlockOutlined aria-hidden="true" /> {t('open')}
        </span>
      );
    case 'sensitive':
      return (
        <span className="tag tag-red">
          <LockOutlined aria-hidden="true" /> {t('sensitive')}{' '}
          {nameOf('SensitiveKind', rule.value as SensitiveKind)}
        </span>
      );
    case 'asksBy':
      return (
        <span className="tag">
          {t('asksBy')}{' '}
          {rule.coordinates.map((coordinate) => (
            <CoordinateLink key={coordinate} coordinate={coordinate} />
          ))}
        </span>
      );
  }
}

function AnyOf({ lists }: { readonly lists: readonly (readonly string[])[] }): ReactNode {
  const t = useTexts(SCHEMA);
  return lists.map((words, index) => (
    <Fragment key={words.join(' ')}>
      {index > 0 && ` ${t('or')} `}
      <span className="code">{words.join(' + ')}</span>
    </Fragment>
  ));
}

function CoordinateLink({ coordinate }: { readonly coordinate: string }): ReactNode {
  const find = useAddress().get('find');
  const [type = '', member = null] = coordinate.split('.');
  return (
    <Link to={schemaLink(type, member, find)} className="code">
      {coordinate}
    </Link>
  );
}
