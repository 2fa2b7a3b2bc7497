import { app } from '@azure/functions';
import { triggers } from './table.ts';

// Whole bodies: with streaming on, the worker would open a second HTTP server on every interface of its machine.
app.setup({ enableHttpStream: false });

for (const trigger of triggers) {
  if (trigger.kind === 'http') {
    const { name, methods, route, authLevel, handler } = trigger;
    app.http(name, { methods: [...methods], route, authLevel, handler });
  } else {
    const { name, schedule, handler } = trigger;
    app.timer(name, { schedule, handler });
  }
}
