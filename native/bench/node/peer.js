// One check with the official SDK: HEAD, GET tagging, LivenessRecognition, PUT tagging.
// As SCF's custom runtime where SCF_RUNTIME_API is set, on PORT with POST /event-invoke otherwise.
'use strict';
const http = require('http');
const COS = require('cos-nodejs-sdk-v5');

const cos = new COS({
  SecretId: process.env.TENCENTCLOUD_SECRETID,
  SecretKey: process.env.TENCENTCLOUD_SECRETKEY,
  Protocol: 'http:',
  Proxy: process.env.COS_PROXY,
  KeepAlive: true,
});

async function check(record) {
  const { cosBucket, cosObject } = record.cos;
  const Bucket = `${cosBucket.name}-${cosBucket.appid}`;
  const Region = cosBucket.s3Region;
  const Key = cosObject.key.split('/').slice(3).join('/');
  const head = await cos.headObject({ Bucket, Region, Key });
  await cos.getObjectTagging({ Bucket, Region, Key });
  const meta = (name) => decodeURIComponent(head.headers[`x-cos-meta-${name}`]);
  const answer = await cos.request({
    Bucket,
    Region,
    Key,
    Method: 'GET',
    Query: {
      'ci-process': 'LivenessRecognition',
      IdCard: meta('id-card'),
      Name: meta('name'),
      LivenessType: 'SILENT',
    },
  });
  const sim = Number((answer.Response || answer).Sim);
  const Tags = [
    { Key: 'liveness-status', Value: sim >= 70 ? 'PASSED' : 'REJECTED' },
    { Key: 'liveness-sim', Value: String(sim) },
  ];
  await cos.putObjectTagging({ Bucket, Region, Key, Tags });
  return Tags[0].Value;
}

async function handle(event) {
  const outcomes = [];
  for (const record of event.Records) {
    outcomes.push(await check(record));
  }
  return { outcomes };
}

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const options = {
      host: process.env.SCF_RUNTIME_API,
      port: process.env.SCF_RUNTIME_API_PORT,
      method,
      path,
      agent,
      headers: body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) },
    };
    const request = http.request(options, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString()));
    });
    request.on('error', reject);
    request.end(body);
  });
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

async function customRuntime() {
  await call('POST', '/runtime/init/ready', ' ');
  for (;;) {
    const event = JSON.parse(await call('GET', '/runtime/invocation/next'));
    try {
      const result = await handle(event);
      await call('POST', '/runtime/invocation/response', JSON.stringify(result));
    } catch (failed) {
      await call('POST', '/runtime/invocation/error', String(failed.message || failed.code));
    }
  }
}

function server() {
  http
    .createServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', async () => {
        try {
          const result = await handle(JSON.parse(Buffer.concat(chunks).toString()));
          response.end(JSON.stringify(result));
        } catch (failed) {
          response.statusCode = 500;
          response.end(String(failed.message || failed.code));
        }
      });
    })
    .listen(Number(process.env.PORT), '0.0.0.0');
}

if (process.env.SCF_RUNTIME_API) {
  customRuntime();
} else {
  server();
}
