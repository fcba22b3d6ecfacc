/** Stands while a member wants to hear of a second device later. */
export const PUT_OFF_COOKIE = 'second-device-later'
