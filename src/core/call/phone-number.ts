/** E.164: a plus and seven to fifteen digits. */
export const phoneNumber = /^\+[1-9]\d{6,14}$/;

export const isPhoneNumber = (text: string): boolean => phoneNumber.test(text);
