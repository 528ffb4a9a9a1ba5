/** Answers without a file: refusals, redirects, and what scripts of other sites may do. */
import type { ServerResponse } from 'node:http';
import { deliveryHeaders, type Headers } from '../delivery.js';

/** Of every answer. */
export const everywhere: Headers = [
  ...deliveryHeaders(false),
  ['Access-Control-Expose-Headers', 'ETag, Content-Length, Content-Range'],
];

/** A script from elsewhere asks before it sends conditions or ranges. */
export function allow(response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD');
  response.setHeader('Access-Control-Allow-Headers', 'If-None-Match, If-Modified-Since, If-Range, Range');
  response.setHeader('Access-Control-Max-Age', '86400');
  response.writeHead(204, { Allow: methods }).end();
}

const methods = 'GET, HEAD, OPTIONS';

export function refuseMethod(response: ServerResponse): void {
  response.setHeader('Allow', methods);
  // What comes with it is not read.
  response.setHeader('Connection', 'close');
  refuse(response, 405);
}

/** @param location a path with one slash at its beginning: two would lead to another host */
export function redirect(response: ServerResponse, location: string): void {
  response.setHeader('Location', location);
  refuse(response, 301);
}

const reasons: Readonly<Record<number, string>> = {
  301: 'Moved Permanently',
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  412: 'Precondition Failed',
  416: 'Range Not Satisfiable',
  503: 'Service Unavailable',
};

export function refuse(response: ServerResponse, status: number): void {
  for (const name of ['Content-Encoding', 'ETag', 'Last-Modified', 'Accept-Ranges']) response.removeHeader(name);
  const text = `${status} ${reasons[status] ?? 'Internal Server Error'}\n`;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('Content-Length', text.length);
  response.writeHead(status).end(text);
}
