/** A rough estimate of how hard a password is to guess: `{level: 0..4, word, advice}`. It advises; the hub decides. */
const WORDS = ["Very weak", "Weak", "Fair", "Good", "Strong"];
const BITS_PER_LEVEL = [28, 45, 60, 80];
const WELL_KNOWN = /^(password|passwort|admin|welcome|letmein|qwert[yz]|busbar|haptique|123|abc)/i;

export function strengthOf(password, username = "") {
  if (password === "") {
    return { level: 0, word: "", advice: "Use 12 characters or more; three or four unrelated words are easy to remember." };
  }
  const bits = guessBits(password, username);
  const level = BITS_PER_LEVEL.filter((needed) => bits >= needed).length;
  return { level, word: WORDS[level], advice: adviceFor(password, level) };
}

function guessBits(password, username) {
  const alphabet = [[/[a-z]/, 26], [/[A-Z]/, 26], [/\d/, 10], [/[^a-zA-Z\d]/, 32]]
    .reduce((size, [kind, count]) => size + (kind.test(password) ? count : 0), 0);
  const counted = Math.min(password.length, new Set(password).size * 2);
  const bits = counted * Math.log2(alphabet);
  const isGuessable = WELL_KNOWN.test(password) || (username.length > 2 && password.toLowerCase().includes(username.toLowerCase()));
  return isGuessable ? bits / 3 : bits;
}

function adviceFor(password, level) {
  if (level >= 3) {
    return "Good. Keep it in a password store.";
  }
  return password.length < 12 ? "Longer is better: 12 characters or more." : "Avoid names, repetitions and well-known words.";
}
