/** Functions that remember what they made of texts that come again and again. */

/** A site has some hundred tags and authors; where each article has its own, none is worth remembering. */
const most = 1000;

export function remembering<Result>(make: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, { readonly result: Result }>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before.result;
    if (known.size >= most) return make(text);
    const own = ownText(text);
    const result = make(own);
    known.set(own, { result });
    return result;
  };
}

/** Characters: shorter parts are copies. */
const shortestPart = 13;

/** The same text, which holds no other: V8 keeps of a part of a text where it is in the whole, and so the whole. */
export function ownText(text: string): string {
  if (text.length < shortestPart) return text;
  const copy = Buffer.from(text).toString();
  return copy === text ? copy : text;
}
