// An S3-compatible object store for tests: node tests/links/object_store.mjs FOLDER [PORT [CERT KEY]]
//
// s3rver keeps the objects in FOLDER but does not look at signatures. So a gate stands before it that
// checks each one by the specification, written without a look at ours, and that fails as it is told,
// line by line on its standard input; each line is answered by one. It ends with its input.
//
//   answer STATUS TIMES   the next requests are answered so
//   drop TIMES            the next connections are cut when the request is there
//   stall TIMES           the next requests are never answered
//   redirect TIMES        the next requests are sent somewhere else
//   corrupt TIMES         the next objects come back with another first byte
//   half-copy TIMES       the next copies fail after the answer began as 200
//   seen                  tells the methods of the requests since the last time
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import readline from 'node:readline';

const S3rver = createRequire(new URL('../../web/package.json', import.meta.url))('s3rver');

const known = { access: 'S3RVER', secret: 'the-secret/of+tests', region: 'cn-north-1' };
const [folder, port = '0', cert, key] = process.argv.slice(2);

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const hmac = (secret, text) => createHmac('sha256', secret).update(text).digest();

// Why the request is refused, as S3 names it; nothing when it is in order.
function objection(request, body) {
  const form = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;
  const found = form.exec(request.headers.authorization ?? '');
  if (!found) return 'AccessDenied';
  const [, access, day, region, names, signature] = found;
  const time = request.headers['x-amz-date'] ?? '';
  const seconds = Date.parse(time.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z')) / 1000;
  if (access !== known.access) return 'InvalidAccessKeyId';
  if (region !== known.region) return 'AuthorizationHeaderMalformed';
  if (!(Math.abs(seconds - Date.now() / 1000) < 900) || !time.startsWith(day)) return 'RequestTimeTooSkewed';
  const signed = names.split(';');
  const must = Object.keys(request.headers).filter((name) => name === 'host' || name.startsWith('x-amz-'));
  if (must.some((name) => !signed.includes(name)) || [...signed].sort().join() !== signed.join()) return 'AccessDenied';
  if (request.headers['x-amz-content-sha256'] !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const [path, query = ''] = request.url.split('?');
  const headers = signed.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`).join('');
  const canonical = [request.method, path, query, headers, names, sha256(body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, `${day}/${region}/s3/aws4_request`, sha256(canonical)].join('\n');
  const signingKey = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${known.secret}`, day), region));
  return hmac(signingKey, toSign).toString('hex') === signature ? undefined : 'SignatureDoesNotMatch';
}

function refuse(response, status, code) {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>said the gate</Message></Error>`);
}

let fault = { kind: '', times: 0, status: 0 };
let seen = [];

function faultFor(request) {
  const fits = {
    corrupt: request.method === 'GET',
    'half-copy': request.headers['x-amz-copy-source'] !== undefined,
  };
  if (fault.times === 0 || fits[fault.kind] === false) return '';
  fault.times -= 1;
  return fault.kind;
}

function pass(request, body, response, corrupt) {
  const { method, url, headers } = request;
  const inner = http.request({ host: '127.0.0.1', port: store.port, method, path: url, headers }, (answer) => {
    const pieces = [];
    answer.on('data', (piece) => pieces.push(piece)).on('end', () => {
      const bytes = Buffer.concat(pieces);
      if (corrupt && bytes.length > 0) bytes[0] ^= 1;
      response.writeHead(answer.statusCode, answer.headers);
      response.end(bytes);
    });
  });
  inner.on('error', () => response.destroy());
  inner.end(body);
}

function handle(request, body, response) {
  seen.push(request.headers['x-amz-copy-source'] ? 'COPY' : request.method);
  const kind = faultFor(request);
  if (kind === 'answer') return refuse(response, fault.status, 'SlowDown');
  if (kind === 'drop') return request.socket.destroy();
  if (kind === 'stall') return undefined;
  if (kind === 'redirect') return response.writeHead(307, { location: `http://${request.headers.host}${request.url}` }).end();
  if (kind === 'half-copy') return refuse(response, 200, 'InternalError');
  const code = objection(request, body);
  return code ? refuse(response, 403, code) : pass(request, body, response, kind === 'corrupt');
}

function gate(request, response) {
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => handle(request, Buffer.concat(pieces), response));
}

const store = await new S3rver({
  address: '127.0.0.1', port: 0, silent: true, directory: folder, configureBuckets: [{ name: 'papers' }],
}).run();
const server = cert
  ? https.createServer({ cert: readFileSync(cert), key: readFileSync(key) }, gate)
  : http.createServer(gate);
server.listen(Number(port), '127.0.0.1', () => console.log(`listening ${server.address().port}`));

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const [kind, first, second] = line.split(' ');
  if (kind === 'seen') {
    console.log(seen.join(' '));
    seen = [];
  } else {
    fault = kind === 'answer'
      ? { kind, status: Number(first), times: Number(second) }
      : { kind, status: 0, times: Number(first) };
    console.log('as told');
  }
}).on('close', () => process.exit(0));
