// A client of Trefoil's KeyValue service in plain JavaScript: it knows a node's address and the .proto file, nothing else.
//
//   npm ci && node client.js 127.0.0.1:7400 path/to/keyvalue.proto
//
// Puts a value and gets it back, lets two conditional writes compete, fills a set, finds a key's holders, and provokes
// one typed error. Prints what it saw and ends with status 0, or says what differed and ends with status 1.
'use strict';

const assert = require('node:assert');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const [address, protoFile] = process.argv.slice(2);
if (!address || !protoFile) {
  console.error('usage: node client.js HOST:PORT KEYVALUE.PROTO');
  process.exit(2);
}

const definition = loader.loadSync(protoFile, { keepCase: true, longs: String, enums: String, oneofs: true });
const { KeyValue } = grpc.loadPackageDefinition(definition).trefoil.kv.v1;
const client = new KeyValue(address, grpc.credentials.createInsecure());

function call(method, request) {
  return new Promise((resolve, reject) => {
    const deadline = Date.now() + 15_000;
    client[method](request, { deadline }, (error, response) => (error ? reject(error) : resolve(response)));
  });
}

async function main() {
  const name = Buffer.from('from-javascript');
  const value = Buffer.from('grüße, ring', 'utf8');

  const put = await call('Put', { name, value });
  const got = await call('Get', { name });
  assert.deepStrictEqual(got.found.value, value);
  assert.strictEqual(got.found.version.token, put.version.token);
  console.log('put and got', value.length, 'bytes');

  const expected = got.found.version;
  const replies = await Promise.all(['one', 'two'].map((text) =>
    call('Replace', { name, expected, value: Buffer.from(text) })));
  assert.ok(replies.filter((reply) => reply.outcome === 'applied').length <= 1, 'two winners of one version');
  console.log('conditional writes:', replies.map((reply) => reply.outcome).join(', '));

  for (const element of ['ash', 'oak', 'elm']) {
    await call('Add', { name, element: Buffer.from(element) });
  }
  await call('Discard', { name, element: Buffer.from('oak') });
  const { elements } = await call('Elements', { name });
  assert.deepStrictEqual(elements.map(String), ['ash', 'elm']);
  console.log('set:', elements.map(String).join(', '));

  const located = await call('Locate', { target: { name } });
  assert.ok(located.holders.length >= 1);
  console.log('held by', located.holders.map((node) => `${node.host}:${node.port}`).join(', '));

  await assert.rejects(call('Put', { name: Buffer.alloc(0), value }), (error) => {
    assert.strictEqual(error.code, grpc.status.INVALID_ARGUMENT);
    assert.strictEqual(error.metadata.get('trefoil-failure-bin').length, 1);
    return true;
  });
  console.log('an empty name is refused: INVALID_ARGUMENT');
}

main().then(
  () => { client.close(); console.log('ok'); },
  (error) => { client.close(); console.error('differs:', error.message); process.exitCode = 1; });
