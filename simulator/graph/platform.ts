import { randomUUID } from 'node:crypto';
import { type Log, silentLog } from '../../src/ports/log.ts';
import type { SimClock } from '../clock/sim-clock.ts';
import { CallBook } from './call/call-book.ts';
import { Directory } from './directory/directory.ts';
import { ExchangeLog } from './exchange-log.ts';
import { defaultLatencies, type GraphOptions, type Latencies } from './graph-options.ts';
import { NotificationSigner } from './identity/notification-signer.ts';
import { RecordingShelf } from './media/recording-shelf.ts';
import { SoundLibrary } from './media/sound-library.ts';
import { MeetingBook } from './meetings/meeting-book.ts';
import { Switchboard } from './people/switchboard.ts';
import { ShapePicker } from './shapes.ts';

/** What every part of the simulated service shares. */
export interface Platform {
  readonly options: GraphOptions;
  readonly clock: SimClock;
  readonly log: Log;
  readonly latencies: Latencies;
  readonly exchanges: ExchangeLog;
  readonly sounds: SoundLibrary;
  readonly recordings: RecordingShelf;
  readonly calls: CallBook;
  readonly meetings: MeetingBook;
  readonly shapes: ShapePicker;
  readonly directory: Directory;
  readonly switchboard: Switchboard;
  readonly signer: NotificationSigner;
  newId: () => string;
}

export function createPlatform(options: GraphOptions): Platform {
  const newId = options.newId ?? randomUUID;
  const recordings = new RecordingShelf(options.ownUrl, newId);
  const exchanges = new ExchangeLog(options.clock);
  const latencies = { ...defaultLatencies, ...options.latencies };
  return {
    options,
    clock: options.clock,
    log: options.log ?? silentLog,
    latencies,
    exchanges,
    sounds: new SoundLibrary(options.clock, options.fetchMedia, exchanges),
    recordings,
    calls: new CallBook(options.clock, recordings),
    meetings: new MeetingBook({ clock: options.clock, latencies, newId }),
    shapes: new ShapePicker(options.shapes),
    directory: new Directory(options),
    switchboard: new Switchboard(),
    signer: new NotificationSigner(options),
    newId,
  };
}

/** GUIDs that are the same in every run: `00000000-0000-4000-8000-000000000001` and on. For virtual time. */
export function countedIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
  };
}
