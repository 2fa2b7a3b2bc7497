import { muteBot } from '../mute-bot.ts';

/** The bot is heard again. */
export const unmute = muteBot('unmute', 'Unmutes the bot in a call with several people: its prompts are heard again.');
