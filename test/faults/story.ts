import { Conversation } from '../../simulator/caller/conversation.ts';
import type { SimCall } from '../../simulator/graph/call/sim-call.ts';
import type { Journal } from './journal.ts';

/** Listens to a call and tells it afterwards as a conversation, each line with its time. `of`: which one, among several. */
export function conversationOf(
  journal: Journal,
  call: SimCall,
  of = '',
): () => readonly { readonly at: number; readonly text: string }[] {
  const conversation = new Conversation();
  const times: number[] = [];
  call.caller.listen((happening) => {
    conversation.add(happening);
    while (times.length < conversation.lines().length) times.push(journal.elapsed);
  });
  return () => conversation.lines().map((text, index) => ({ at: times[index] ?? 0, text: `${of}${text}` }));
}
