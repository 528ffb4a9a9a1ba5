/** A little S3 on loopback: GET, PUT, HEAD, DELETE and list, with ETags and conditional writes; keeps a log. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf, buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, vi } from 'vitest';

export interface StoredObject {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface FakeS3 {
  readonly endpoint: string;
  /** By `/bucket/key`. */
  readonly objects: Map<string, StoredObject>;
  /** `PUT /bucket/key` and so on, in order. */
  readonly log: string[];
  /** Refuses conditional writes, as Backblaze does. */
  isUnconditional: boolean;
  /** Gives no ETag in its answers to these methods. */
  readonly untagged: Set<string>;
  /** Objects that nobody may see. */
  readonly refused: Set<string>;
  /** Runs before each request is answered. */
  before: (request: string) => void;
  /** What each answer waits for. */
  delay: (path: string) => Promise<unknown>;
  readonly put: (path: string, text: string) => void;
  /** Of an object. */
  readonly text: (path: string) => string | undefined;
  readonly close: () => Promise<void>;
}

/** Starts one for all tests of a file, where the client finds it: in the environment. */
export function useFakeS3(): () => FakeS3 {
  let fake: FakeS3;
  beforeAll(async () => {
    fake = await startFakeS3();
    vi.stubEnv('AWS_ENDPOINT_URL_S3', fake.endpoint);
    vi.stubEnv('AWS_REGION', 'auto');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
    vi.stubEnv('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await fake.close();
  });
  return () => fake;
}

async function startFakeS3(): Promise<FakeS3> {
  const server = createServer((request, response) => void answer(request, response, fake));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const objects = new Map<string, StoredObject>();
  const fake: FakeS3 = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    log: [],
    isUnconditional: false,
    untagged: new Set(),
    refused: new Set(),
    before: () => {},
    delay: async () => {},
    put: (path, content) => void objects.set(path, stored(Buffer.from(content), {})),
    text: (path) => objects.get(path)?.bytes.toString(),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return fake;
}

function stored(bytes: Buffer, headers: IncomingMessage['headers']): StoredObject {
  const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
  const { 'content-type': type, 'cache-control': caching, 'content-encoding': encoding } = headers;
  return { bytes, etag, headers: { 'content-type': type, 'cache-control': caching, 'content-encoding': encoding } };
}

async function answer(request: IncomingMessage, response: ServerResponse, fake: FakeS3): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', fake.endpoint);
  const path = decodeURIComponent(pathname);
  fake.before(`${request.method} ${path}`);
  fake.log.push(`${request.method} ${path}`);
  if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) return refuse(response, 403, 'AccessDenied');
  if (fake.refused.has(path)) return refuse(response, 403, 'AccessDenied');
  await fake.delay(path);
  const tagOf = ({ etag }: StoredObject) => (fake.untagged.has(request.method ?? '') ? {} : { etag });
  const object = fake.objects.get(path);
  if (request.method === 'PUT') {
    const bytes = await buffer(request);
    const { 'if-match': match, 'if-none-match': noneMatch } = request.headers;
    if (fake.isUnconditional && (match ?? noneMatch) !== undefined) return refuse(response, 501, 'NotImplemented');
    if (match !== undefined && object === undefined) return refuse(response, 404, 'NoSuchKey');
    if (match !== undefined && match !== object?.etag) return refuse(response, 412, 'PreconditionFailed');
    if (noneMatch === '*' && object !== undefined) return refuse(response, 412, 'PreconditionFailed');
    const fresh = stored(bytes, request.headers);
    fake.objects.set(path, fresh);
    return void response.writeHead(200, tagOf(fresh)).end();
  }
  await textOf(request);
  if (request.method === 'DELETE') {
    fake.objects.delete(path);
    return void response.writeHead(204).end();
  }
  if (searchParams.has('list-type')) return list(response, path, fake);
  if (object === undefined) return refuse(response, 404, 'NoSuchKey');
  const headers = { ...tagOf(object), 'content-length': object.bytes.length };
  response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : object.bytes);
}

function list(response: ServerResponse, bucket: string, fake: FakeS3): void {
  const keys = [...fake.objects.keys()].filter((path) => path.startsWith(`${bucket}/`)).toSorted();
  const contents = keys.map((key) => `<Contents><Key>${key.slice(bucket.length + 1)}</Key></Contents>`).join('');
  response.writeHead(200, { 'content-type': 'application/xml' });
  response.end(`<ListBucketResult><IsTruncated>false</IsTruncated>${contents}</ListBucketResult>`);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<Error><Code>${code}</Code><Message>${code}: refused</Message></Error>`);
}
