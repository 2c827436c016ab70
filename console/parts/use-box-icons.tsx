import { CloseCircleFilled, SearchOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTexts } from '../language/language-context.ts';
import { PARTS } from './texts.ts';

export interface BoxIcons {
  /** For `allowClear` of an input. */
  readonly clearing: { readonly clearIcon: ReactNode };
  /** For `searchIcon` of a search box. */
  readonly searchIcon: ReactNode;
}

/** Buttons within text boxes, called in the reader's language: antd names them after its pictures, in English. */
export function useBoxIcons(): BoxIcons {
  const t = useTexts(PARTS);
  return {
    clearing: { clearIcon: <CloseCircleFilled aria-label={t('clear')} /> },
    searchIcon: <SearchOutlined aria-label={t('find')} />,
  };
}
