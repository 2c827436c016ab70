import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Failure, Loading } from '../../parts/states.tsx';
import { useAddress } from '../../routing/location.ts';
import { BoardColumns } from './board-columns.tsx';
import { readBoardFilter } from './board-filter.ts';
import { BoardHead } from './board-head.tsx';
import type { BoardEvent } from './board-model.ts';
import { EventFeed } from './event-feed.tsx';
import { SideLists } from './side-lists.tsx';
import { Chime } from './sound.ts';
import { CatchUpNotice } from './status-bar.tsx';
import { useBoard } from './use-board.ts';
import { useMinute } from './use-minute.ts';
import './board.css';
import './board-kiosk.css';

/** What happens, as it happens: for the desk, and with `?kiosk=1` for the wall. */
export function BoardPage(): ReactNode {
  const address = useAddress();
  const addressText = address.toString();
  const filter = useMemo(() => readBoardFilter(new URLSearchParams(addressText)), [addressText]);
  const isKiosk = address.get('kiosk') === '1';
  useKiosk(isKiosk);
  const { hasSound, onSound, ring } = useChime();
  const board = useBoard(filter, (events) => {
    if (events.some(turnsRed)) ring();
  });
  const minuteMs = useMinute();
  return (
    <div className="board">
      <BoardHead
        filter={filter}
        status={board.status}
        isKiosk={isKiosk}
        hasSound={hasSound}
        onSound={onSound}
      />
      <CatchUpNotice status={board.status} />
      <Failure error={board.error} onRetry={board.reload} isPartial={!board.isLoading} />
      {board.isLoading ? (
        <Loading rows={10} />
      ) : (
        <div className="board-body">
          <BoardColumns state={board.state} filter={filter} minuteMs={minuteMs} />
          <EventFeed feed={board.state.feed} seen={board.state.seen} />
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

/** Off until it is asked for. */
function useChime(): {
  readonly hasSound: boolean;
  readonly onSound: (isOn: boolean) => void;
  readonly ring: () => void;
} {
  const chime = useRef(new Chime());
  const [hasSound, setHasSound] = useState(false);
  useEffect(() => {
    const { current } = chime;
    return () => {
      current.disable();
    };
  }, []);
  const onSound = useCallback((isOn: boolean) => {
    if (isOn) chime.current.enable();
    else chime.current.disable();
    setHasSound(isOn);
  }, []);
  const ring = useCallback(() => {
    chime.current.ring(Date.now());
  }, []);
  return { hasSound, onSound, ring };
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
