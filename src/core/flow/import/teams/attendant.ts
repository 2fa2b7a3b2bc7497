import { z } from 'zod';

/**
 * An auto attendant as `Get-CsAutoAttendant | ConvertTo-Json -Depth 20 -EnumsAsStrings` writes it (Microsoft Teams PowerShell
 * module; learn.microsoft.com/powershell/module/teams/get-csautoattendant and the `New-CsAutoAttendant...` cmdlets beside it).
 * What is not read here does not matter to callers.
 */
const text = z.string().max(100_000);
const word = z.string({ error: (issue) => (typeof issue.input === 'number' ? numbersInsteadOfWords : undefined) }).max(200);
export const numbersInsteadOfWords = 'is a number where a word is expected';

/** PowerShell writes an empty list as null, and now and then a list of one as that one. */
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.preprocess(
    (value) => (value === null || value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(item).max(2_000),
  );

const prompt = z.object({
  ActiveType: word.nullish(),
  TextToSpeechPrompt: text.nullish(),
  AudioFilePrompt: z.object({ FileName: text.nullish() }).nullish(),
});

const entity = z.object({ Id: text.nullish(), Identity: text.nullish(), Type: word });

const option = z.object({
  DtmfResponse: word,
  Action: word,
  VoiceResponses: listOf(text),
  Description: text.nullish(),
  CallTarget: entity.nullish(),
  Prompt: prompt.nullish(),
});

const menu = z.object({
  Name: text.nullish(),
  Prompts: listOf(prompt),
  MenuOptions: listOf(option),
  DialByNameEnabled: z.boolean().nullish(),
  DirectorySearchMethod: word.nullish(),
});

const callFlow = z.object({
  Id: text.nullish(),
  Name: text.nullish(),
  Greetings: listOf(prompt),
  Menu: menu.nullish(),
  ForceListenMenuEnabled: z.boolean().nullish(),
});

/** `09:00:00`, `1.00:00:00` for the end of the day, or a TimeSpan with its parts. */
const timeOfDay = z.union([
  z.string().max(40),
  z.object({ Days: z.number().optional(), Hours: z.number(), Minutes: z.number() }),
]);
const timeRange = z.object({ Start: timeOfDay, End: timeOfDay });

const schedule = z.object({
  Id: text,
  Name: text.nullish(),
  WeeklyRecurrentSchedule: z
    .object({
      ComplementEnabled: z.boolean().nullish(),
      MondayHours: listOf(timeRange),
      TuesdayHours: listOf(timeRange),
      WednesdayHours: listOf(timeRange),
      ThursdayHours: listOf(timeRange),
      FridayHours: listOf(timeRange),
      SaturdayHours: listOf(timeRange),
      SundayHours: listOf(timeRange),
    })
    .nullish(),
  FixedSchedule: z.object({ DateTimeRanges: listOf(z.object({ Start: z.string().max(60), End: z.string().max(60) })) }).nullish(),
});

export const attendantSchema = z.object({
  Name: text.nullish(),
  LanguageId: text.nullish(),
  VoiceResponseEnabled: z.boolean().nullish(),
  TimeZoneId: text.nullish(),
  DefaultCallFlow: callFlow,
  CallFlows: listOf(callFlow),
  Schedules: listOf(schedule),
  CallHandlingAssociations: listOf(z.object({ Type: word, ScheduleId: text, CallFlowId: text, Enabled: z.boolean().nullish() })),
  Operator: entity.nullish(),
  ApplicationInstances: listOf(text),
});

export type Attendant = z.output<typeof attendantSchema>;
export type AttendantFlow = Attendant['DefaultCallFlow'];
export type AttendantPrompt = z.output<typeof prompt>;
export type AttendantOption = z.output<typeof option>;
export type AttendantEntity = z.output<typeof entity>;
export type AttendantSchedule = z.output<typeof schedule>;
export type TimeRange = z.output<typeof timeRange>;
