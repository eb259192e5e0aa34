// @ts-check
// Where the program begins.
export {};
