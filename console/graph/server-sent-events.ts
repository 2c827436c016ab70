/** One event of a stream, after the HTML standard's "server-sent events". */
export interface ServerSentEvent {
  /** `message` where the stream names none. */
  readonly type: string;
  /** Null where the event has none of its own. */
  readonly id: string | null;
  readonly data: string;
}

/** Reads text as it comes, cut anywhere; answers the events that are whole by then. */
export function eventReader(): (text: string) => readonly ServerSentEvent[] {
  let rest = '';
  return (text) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    return blocks.map(eventOf).filter((event) => event !== null);
  };
}

function eventOf(block: string): ServerSentEvent | null {
  let [type, id, hasData] = ['message', null as string | null, false];
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (name === 'event') type = value;
    else if (name === 'id') id = value;
    else if (name === 'data') {
      hasData = true;
      data.push(value);
    }
  }
  return hasData ? { type, id, data: data.join('\n') } : null;
}
