// The interface in Russian: what each English text is called; three forms where a number decides (1, 2, 5).

export const RUSSIAN = {
};
