// An SMTP server for tests: node tests/links/mail_server.mjs [PORT [CERT KEY [smtps]]]
//
// What it has taken it tells, and it fails as it is told, line by line on its standard input; each
// line is answered by one. It ends with its input.
//
//   refuse TEXT      receivers whose address has TEXT are refused with 550
//   put-off TIMES    the next receivers are put off with 451
//   spam TIMES       the next texts are refused with 554
//   bounce TIMES     the next senders are refused with 553
//   cut TIMES        the next connections are cut when the text is there
//   stall TIMES      the next texts are never answered
//   taken            tells all mails that were taken, as one line of JSON
//   seen             the same of all whose text has come, taken or not
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import readline from 'node:readline';

const { SMTPServer } = createRequire(new URL('../../web/package.json', import.meta.url))('smtp-server');

const known = { user: 'zuoquan', password: 'the secret+of/tests' };
const [port = '0', cert, key, kind] = process.argv.slice(2);

let refused = '';
let fault = { kind: '', times: 0 };
const taken = [];
const seen = [];

function says(which) {
  if (fault.kind !== which || fault.times === 0) return false;
  fault.times -= 1;
  return true;
}
const no = (code, text) => Object.assign(new Error(text), { responseCode: code });

const server = new SMTPServer({
  secure: kind === 'smtps',
  ...(cert ? { cert: readFileSync(cert), key: readFileSync(key) } : {}),
  hideSTARTTLS: !cert,
  authOptional: true,
  allowInsecureAuth: true,
  disableReverseLookup: true,
  onAuth: ({ username, password }, _session, done) =>
    done(username === known.user && password === known.password ? null : no(535, 'who are you'), { user: username }),
  onMailFrom: (_from, _session, done) => done(says('bounce') ? no(553, 'not from you') : null),
  onRcptTo({ address }, _session, done) {
    if (refused && address.includes(refused)) return done(no(550, `<${address}> is not here`));
    return done(says('put-off') ? no(451, 'come back later') : null);
  },
  onData(stream, session, done) {
    const pieces = [];
    stream.on('data', (piece) => pieces.push(piece)).on('end', () => {
      const mail = {
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map((one) => one.address),
        user: session.user ?? '',
        secure: session.secure,
        text: Buffer.concat(pieces).toString('latin1'),
      };
      seen.push(mail);
      if (says('stall')) return undefined;
      if (says('cut')) return server.connections.forEach((one) => one._socket.destroy());
      if (says('spam')) return done(no(554, 'not wanted'));
      taken.push(mail);
      return done(null, 'taken');
    });
  },
});
server.on('error', () => undefined); // a client that broke off
server.listen(Number(port), '127.0.0.1', () => console.log(`listening ${server.server.address().port}`));

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const space = line.indexOf(' ');
  const [what, rest] = space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)];
  if (what === 'taken' || what === 'seen') {
    console.log(JSON.stringify(what === 'taken' ? taken : seen));
    return;
  }
  if (what === 'refuse') refused = rest;
  else fault = { kind: what, times: Number(rest) };
  console.log('as told');
}).on('close', () => process.exit(0));
