/**
 * What stands in every call's document, so that a sealed one need not say it again: deflate's preset dictionary, the commonest
 * last. It belongs to format 2 of a sealed text for ever: whoever changes a letter cannot open what was sealed before, so
 * another dictionary is another format.
 */
export const dictionary2: Uint8Array = Buffer.from(
  [
    '","labels":{"count":","outcome":"milestone","tags":[{"step":""wakes":0,"restarts":0,"unanswered":{"times":1,"c',
    'ommand":{"lookAt":180"callBack","interlude":"say","transfer","pressKeys","direction":"outgoing","outbound":"",',
    '"placedBy":{"callId":"","leg":"aloneUntil":180"transferFailureSeen":"","end":{"at":180,"outcome":"hungUp","cod',
    'e":,"subcode":"keepRecording","source":{"location":"https://","accessToken":"","recordingId":"","notify":["not',
    'ifyContacts","to":["title":"","text":"askCallBack","flow":"","notBefore":,"notAfter":,"idempotencyKey":"sendRe',
    'quest","timeoutMs":3000{"kind":"record","maxLengthMs":60000,"initialSilenceMs":8000,"maxSilenceMs":4000,"beep"',
    ':true,"stopTones":["#"]{"kind":"recordCaller"{"kind":"placeCall","leg":{"kind":"tellCall","to":"","news":{"kin',
    'd":"partnerNews","news":"gone"}{"kind":"answer","preFetch":[{"kind":"listenForTones"{"kind":"hangUp"{"kind":"t',
    'ransfer","target":{"kind":"phone","number":"+44{"kind":"redirect","targets":[{"kind":"applicationInstance","id',
    '":"{"kind":"reject","reason":"busy"{"kind":"keepHistory"{"kind":"callStateChanged","callId":"","state":"establ',
    'ished","audio":"active"{"kind":"callEnded","callId":"","result":{"code":200,"subcode":0},"reason":"{"kind":"op',
    'erationEnded","callId":"","operation":"playPrompt","context":"","ended":"completed"{"kind":"commandFailed","nu',
    'mber":,"command":"","why":"refused","code":"{"kind":"commandAnswered","answer":{"kind":"operation"{"kind":"leg',
    'News","callId":"","leg":,"from":"","state":"connected","ended","accepted","declined","placed"{"kind":"controll',
    'ed","callId":"","id":"","wish":{"kind":"room","command":{"kind":"{"kind":"rosterChanged","callId":"","others":',
    ',"full":true,"people":[{"id":"","gone":["{"kind":"tonePressed","callId":"","tone":"1","sequence":}{"call":{"id',
    '":"","tenantId":"","callChainId":"","line":"main","flow":{"name":"","version":""},"caller":{"kind":"user","id"',
    ':"","displayName":"","tenantId":""},"called":{"kind":"applicationInstance","id":""},"calledNumber":"+44","mult',
    'iparty":false,"startedAt":180,"state":"incoming","asked":"nothing","audio":"inactive","listening":false,"langu',
    'age":"en-US","callerLanguage":"en-GB","vars":{""},"at":{"step":"","entered":true,"attempt":1,"memory":{"phase"',
    ':"prompt","digits":"","ringing":[],"queue":["tries":1},"deadline":180},"frames":[{"called":"","step":"","vars"',
    ':{},"trail":[]}],"media":[{"context":"1.2","mark":"prompt","what":{"kind":"play","prompts":[{"kind":"speech","',
    'text":"","shown":"","language":"en-US","audio":"","durationMs":},{"kind":"silence","durationMs":5000}]},"expec',
    'tedEnd":180}],"asks":[{"context":"1.2","number":,"mark":"answer"}],"legs":[{"number":,"mark":"","state":"asked',
    '","plan":{"target":{"kind":"user","id":""},"from":"","start":"$screen","memory":{},"ringMs":20000}},"roster":{',
    '"others":,"people":[{"id":"","kind":"user","who":""},"kind":"user","who":"],"hasMet":true,"sequence":1},"owed"',
    ':[{"context":"1.2","step":""}],"wishes":[{"id":"","kind":"keepAlive","at":180,"status":"asked","number":,"stat',
    'us":"done","number":,"status":"failed","number":,"code":"},"epoch":0,"nextNumber":1,"keypad":{"next":1,"waitin',
    'g":["1","2","3"],"held":[{"sequence":1,"tone":"1"},{"sequence":2,"tone":"2"}],"missing":[]},"entries":1,"trail',
    '":[""],"path":[""],"keepAliveAt":180,"answeredAt":180,"wakeAt":180,"wakes":0,"restarts":0},"outbox":[{"kind":"',
    'cancelMedia","number":,"context":"1.3"},{"kind":"playPrompt","prompts":[{"kind":"speech","text":"","language":',
    '"en-US","durationMs":},{"kind":"silence","durationMs":5000}],"number":3,"context":"1.2"}],"inbox":[]}',
  ].join(''),
);
