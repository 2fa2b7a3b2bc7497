import { httpRequest, runFunction } from './asking-widgets.ts';
import { setVariables, splitBasedOn, trigger } from './deciding-widgets.ts';
import { connectCallTo, enqueueCall, sendToFlex } from './leaving-widgets.ts';
import { leftOut, unknownWidget } from './left-out-widgets.ts';
import type { WidgetKind } from './scene.ts';
import type { Widget } from './studio-flow.ts';
import { gather, recordVoicemail, sayPlay } from './talking-widgets.ts';

const kinds: { readonly [type: string]: WidgetKind } = {
  trigger,
  'say-play': sayPlay,
  'gather-input-on-call': gather,
  'split-based-on': splitBasedOn,
  'set-variables': setVariables,
  'make-http-request': httpRequest,
  'run-function': runFunction,
  'connect-call-to': connectCallTo,
  'record-voicemail': recordVoicemail,
  'enqueue-call': enqueueCall,
  'send-to-flex': sendToFlex,
};

export const kindOf = ({ type }: Widget): WidgetKind =>
  (Object.hasOwn(kinds, type) ? kinds[type] : undefined) ??
  (Object.hasOwn(leftOut, type) ? leftOut[type] : undefined) ??
  unknownWidget(type);

/** How the report calls a widget: by its name in Studio, and by its step here where that is another one. */
export const labelOf = (widget: Widget, step?: string): string =>
  `${kindOf(widget).title} "${widget.name.slice(0, 100)}"${step === undefined || step === widget.name ? '' : ` (step "${step}")`}`;
