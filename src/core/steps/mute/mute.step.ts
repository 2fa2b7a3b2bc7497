import { muteBot } from '../mute-bot.ts';

/** Nobody hears the bot until it is unmuted. */
export const mute = muteBot('mute', 'Mutes the bot in a call with several people: its prompts are not heard.');
