import { FullscreenExitOutlined, FullscreenOutlined, MutedOutlined, SoundOutlined } from '@ant-design/icons';
import { Button, Switch } from 'antd';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { Failure, Loading } from '../../parts/states.tsx';
import { setAddress, useAddress } from '../../routing/location.ts';
import { CategoryField, EnumField, FeedField, RegionField } from '../disputes/filter-fields.tsx';
import { ViewsButton } from '../../views/views-button.tsx';
import { ExportButton } from '../exports/export-button.tsx';
import { disputesSource } from '../exports/export-source.ts';
import { BoardColumns } from './board-columns.tsx';
import { boardDisputes, readBoardFilter, type BoardFilter } from './board-filter.ts';
import type { BoardEvent } from './board-model.ts';
import { EventFeed } from './event-feed.tsx';
import { SideLists } from './side-lists.tsx';
import { Chime } from './sound.ts';
import { CatchUpNotice, StreamState } from './status-bar.tsx';
import { BOARD } from './texts.ts';
import { useBoard } from './use-board.ts';
import { useMinute } from './use-minute.ts';
import './board.css';

/** What happens, as it happens: for the desk, and with `?kiosk=1` for the wall. */
export function BoardPage(): ReactNode {
  const t = useTexts(BOARD);
  const address = useAddress();
  const addressText = address.toString();
  const filter = useMemo(() => readBoardFilter(new URLSearchParams(addressText)), [addressText]);
  const isKiosk = address.get('kiosk') === '1';
  useKiosk(isKiosk);
  const chime = useRef(new Chime());
  const [hasSound, setHasSound] = useState(false);
  const board = useBoard(filter, (events) => {
    if (hasSound && events.some(turnsRed)) chime.current.ring(Date.now());
  });
  useEffect(() => {
    const { current } = chime;
    return () => {
      current.disable();
    };
  }, []);
  const minuteMs = useMinute();
  return (
    <div className="board">
      <header className="board-head">
        <h1>{t('title')}</h1>
        <StreamState status={board.status} />
        <BoardFilters filter={filter} />
        <span className="board-switches">
          <label>
            <Switch
              size="small"
              checked={hasSound}
              checkedChildren={<SoundOutlined />}
              unCheckedChildren={<MutedOutlined />}
              onChange={(isOn) => {
                if (isOn) chime.current.enable();
                else chime.current.disable();
                setHasSound(isOn);
              }}
            />{' '}
            {t('sound')}
          </label>
          {!isKiosk && (
            <>
              <ViewsButton kind="BOARD" path="/board" isSmall />
              <ExportButton sources={[disputesSource(boardDisputes(filter))]} isSmall />
            </>
          )}
          <KioskButton isKiosk={isKiosk} />
        </span>
      </header>
      <CatchUpNotice status={board.status} />
      <Failure error={board.error} onRetry={board.reload} isPartial={!board.isLoading} />
      {board.isLoading ? (
        <Loading rows={10} />
      ) : (
        <div className="board-body">
          <BoardColumns state={board.state} filter={filter} minuteMs={minuteMs} />
          <EventFeed state={board.state} />
          <aside className="board-side">
            <SideLists filter={filter} minuteMs={minuteMs} />
          </aside>
        </div>
      )}
    </div>
  );
}

function turnsRed({ kind, colour }: BoardEvent): boolean {
  return kind === 'COLOUR_CHANGED' && colour === 'RED';
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

/** On the wall there is nothing but the board. */
function useKiosk(isKiosk: boolean): void {
  useEffect(() => {
    document.documentElement.classList.toggle('kiosk', isKiosk);
    return () => {
      document.documentElement.classList.remove('kiosk');
    };
  }, [isKiosk]);
}
