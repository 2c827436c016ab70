import {
  AlertOutlined,
  ApiOutlined,
  DeploymentUnitOutlined,
  DownloadOutlined,
  LineChartOutlined,
  LinkOutlined,
  SafetyCertificateOutlined,
  SearchOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTexts } from '../language/language-context.ts';
import { Link } from '../routing/link.tsx';
import { usePath } from '../routing/location.ts';
import { NAVIGATION } from './navigation-texts.ts';
import { ROUTES, type Route } from './routes.ts';

const ICONS: Readonly<Record<NonNullable<Route['nav']>, ReactNode>> = {
  search: <SearchOutlined />,
  board: <AlertOutlined />,
  reviews: <LinkOutlined />,
  trends: <LineChartOutlined />,
  exports: <DownloadOutlined />,
  feeds: <DeploymentUnitOutlined />,
  access: <SafetyCertificateOutlined />,
  developers: <ApiOutlined />,
};

export function Navigation({ onGo }: { readonly onGo?: () => void }): ReactNode {
  const t = useTexts(NAVIGATION);
  const path = usePath();
  return (
    <ul className="shell-links">
      {ROUTES.map(({ path: to, nav }) =>
        nav === null ? null : (
          <li key={to}>
            <Link to={to} aria-current={path.startsWith(to) ? 'page' : undefined} onClick={onGo}>
              <span aria-hidden="true">{ICONS[nav]}</span>
              {t(nav)}
            </Link>
          </li>
        ),
      )}
    </ul>
  );
}
