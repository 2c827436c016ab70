import { FullscreenExitOutlined, FullscreenOutlined, MutedOutlined, SoundOutlined } from '@ant-design/icons';
import { Button, Switch } from 'antd';
import { memo, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { setAddress } from '../../routing/location.ts';
import { ViewsButton } from '../../views/views-button.tsx';
import { CategoryField, EnumField, FeedField, RegionField } from '../disputes/filter-fields.tsx';
import { ExportButton } from '../exports/export-button.tsx';
import { disputesSource, type ExportSource } from '../exports/export-source.ts';
import { boardDisputes, eventsOf, type BoardFilter } from './board-filter.ts';
import type { StreamStatus } from './follow-events.ts';
import { StreamState } from './status-bar.tsx';
import { BOARD } from './texts.ts';

interface BoardHeadProps {
  readonly filter: BoardFilter;
  readonly status: StreamStatus;
  readonly isKiosk: boolean;
  readonly hasSound: boolean;
  readonly onSound: (isOn: boolean) => void;
}

/** Whether the board is live, what it is about, and its switches. Not drawn when events come. */
export const BoardHead = memo(function BoardHead({
  filter,
  status,
  isKiosk,
  hasSound,
  onSound,
}: BoardHeadProps): ReactNode {
  const t = useTexts(BOARD);
  return (
    <header className="board-head">
      <h1>{t('title')}</h1>
      <StreamState status={status} />
      <BoardFilters filter={filter} />
      <span className="board-switches">
        <label>
          <Switch
            size="small"
            checked={hasSound}
            checkedChildren={<SoundOutlined />}
            unCheckedChildren={<MutedOutlined />}
            onChange={onSound}
          />{' '}
          {t('sound')}
        </label>
        {!isKiosk && (
          <>
            <ViewsButton kind="BOARD" path="/board" isSmall />
            <ExportButton sources={exportsOf(filter)} isSmall />
          </>
        )}
        <KioskButton isKiosk={isKiosk} />
      </span>
    </header>
  );
});

/** What stands on the board: its disputes, its events as far as they are kept, its hot spots. */
function exportsOf(filter: BoardFilter): readonly ExportSource[] {
  const { regionCode = null, category = null } = eventsOf(filter);
  return [
    disputesSource(boardDisputes(filter)),
    { list: 'RISK_EVENTS', rows: { riskEvents: { filter: eventsOf(filter) } } },
    { list: 'HOT_SPOTS', rows: { hotSpots: { filter: { state: ['OPEN'], regionCode, category } } } },
  ];
}

function BoardFilters({ filter }: { readonly filter: BoardFilter }): ReactNode {
  const t = useTexts(BOARD);
  return (
    <span className="board-filters" role="group" aria-label={t('filters')}>
      <RegionField
        label={t('region')}
        any={t('anyRegion')}
        value={filter.region}
        onChange={(region) => {
          setAddress({ region });
        }}
      />
      <CategoryField
        label={t('category')}
        any={t('anyCategory')}
        value={filter.category}
        onChange={(category) => {
          setAddress({ category });
        }}
      />
      <FeedField
        label={t('feed')}
        any={t('anyFeed')}
        value={filter.feed}
        onChange={(feed) => {
          setAddress({ feed });
        }}
      />
      <EnumField
        type="Colour"
        label={t('colour')}
        any={t('anyColour')}
        value={filter.colours}
        onChange={(colour) => {
          setAddress({ colour });
        }}
      />
    </span>
  );
}

function KioskButton({ isKiosk }: { readonly isKiosk: boolean }): ReactNode {
  const t = useTexts(BOARD);
  return (
    <Button
      size="small"
      icon={isKiosk ? <FullscreenExitOutlined /> : <FullscreenOutlined />}
      onClick={() => {
        setAddress({ kiosk: isKiosk ? null : '1' });
        // Browsers allow it only here, where the user presses; an address alone shows the wall without it.
        if (isKiosk) void document.exitFullscreen().catch(() => undefined);
        else void document.documentElement.requestFullscreen().catch(() => undefined);
      }}
    >
      {t(isKiosk ? 'leaveKiosk' : 'kiosk')}
    </Button>
  );
}
