import { app } from '@azure/functions';
import { workArrivesByTrigger } from '../src/compose.ts';
import { triggers } from './table.ts';

// Whole bodies: with streaming on, the worker would open a second HTTP server on every interface of its machine.
app.setup({ enableHttpStream: false });

workArrivesByTrigger(); // This file is read by the Functions worker only, whose host takes messages from the queue.

for (const trigger of triggers) {
  switch (trigger.kind) {
    case 'http': {
      const { name, methods, route, authLevel, handler } = trigger;
      app.http(name, { methods: [...methods], route, authLevel, handler });
      break;
    }
    case 'timer': {
      const { name, schedule, handler } = trigger;
      app.timer(name, { schedule, handler });
      break;
    }
    case 'queue': {
      const { name, queueName, connection, handler } = trigger;
      app.storageQueue(name, { queueName, connection, handler });
      break;
    }
  }
}
