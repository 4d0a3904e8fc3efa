// Our head parser against Node's, in strict mode: whatever Node refuses we refuse, and what we
// accept Node reads as the same request, with the next one beginning at the same byte.
//
// node http_head_node.mjs DUMP CORPUS_DIR [COUNT] [SEED]
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { Duplex } from "node:stream";

const [dump, corpusDir, countText = "4000", seedText = "1"] = process.argv.slice(2);
const count = Number(countText);
const bytesOf = (text) => Buffer.from(text, "latin1");
const hex = (text) => (text.length ? bytesOf(text).toString("hex") : "-");

// ---- heads to try: the corpus, made-up ones, and both with a few bytes spoilt ----

let random = Number(seedText) >>> 0;
function next(limit) {
  random = (random + 0x6d2b79f5) >>> 0;
  let t = Math.imul(random ^ (random >>> 15), random | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) % limit;
}
const pick = (list) => list[next(list.length)];

const often = { // what we accept
  methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
  targets: ["/", "/a/b?c=d", "/%41%c3%a9", "/a?x=%2F..", "/~a;b=c,d!$&'()*+:@", "/a?b?c", "/..."],
  versions: ["1.1", "1.1", "1.1", "1.0"],
  names: ["X-Any", "x", "Cookie", "Accept", "Connection", "Upgrade", "Proxy-Connection", "Keep-Alive",
    "a!#$%&'*+-.^_`|~9"],
  values: ["", "a", " padded\t ", "close", "keep-alive", "upgrade", "websocket", "007", "5,5", "chunked",
    "\"q\"; p=1", "\xe9\xff", "a\tb", "x".repeat(300), "close, upgrade", "a:b", ":"],
};
const seldom = { // what we mostly refuse
  methods: ["OPTIONS", "get", "CONNECT", "BREW", "M-SEARCH"],
  targets: ["//a", "*", "/{a}|`\"<>^", "/a%", "/é", "http://a/b", "a:80", "/a#b", "/../a"],
  versions: ["1.2", "2.0", "0.9", "1.10"],
  names: ["Expect", "Content-Length", "Transfer-Encoding", "Host", "X Y", "X\x80", "", "X "],
  values: ["100-continue", "0", "5", "007", "+5", "identity", "a\x00b", "a\x7fb", "a\rb", "a\nb",
    "999999999999999999", "a b", "-1", "0x5", "5 5"],
};
const hosts = ["a", "spark.example.org:8080", "[::1]:80", "127.0.0.1"];
const some = (kind) => pick(next(12) ? often[kind] : seldom[kind]);
const spoil = ["\r\n", "\n", "\r", " ", "\t", ":", "\0", "\x7f", "\xe9", ",", "%", "%00", "?", "#",
  "/", "0", "+", "\r\n ", " :", "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n",
  "Host: b\r\n", "Connection: upgrade\r\nUpgrade: x\r\n"];

function madeUp() {
  let text = `${some("methods")} ${some("targets")} HTTP/${some("versions")}\r\n`;
  if (next(20)) text += `Host: ${pick(hosts)}\r\n`;
  if (!next(5)) text += `Content-Length: ${next(200)}\r\n`;
  for (let i = next(6); i > 0; i--) text += `${some("names")}:${next(2) ? " " : ""}${some("values")}\r\n`;
  return `${text}\r\n`;
}

function spoilt(text) {
  for (let i = 1 + next(3); i > 0; i--) {
    const at = next(text.length + 1);
    const end = at + next(4);
    const kind = next(4);
    if (kind === 0) text = text.slice(0, at) + pick(spoil) + text.slice(at);
    else if (kind === 1) text = text.slice(0, at) + text.slice(end);
    else if (kind === 2) text = text.slice(0, at) + String.fromCharCode(next(256)) + text.slice(at + 1);
    else text = text.slice(0, end) + text.slice(at);
  }
  return text.includes("\r\n\r\n") ? text : `${text}\r\n\r\n`;
}

const corpus = readdirSync(corpusDir).sort().map((name) =>
  readFileSync(join(corpusDir, name)).toString("latin1"));
const heads = [...corpus];
while (heads.length < count) {
  const base = next(3) ? madeUp() : pick(corpus);
  heads.push(next(3) ? base : spoilt(base));
}

// ---- ours ----

function ours() {
  const input = Buffer.concat(heads.flatMap((head) => [bytesOf(`${head.length}\n`), bytesOf(head)]));
  const run = spawnSync(dump, { input, maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`the dump failed: ${run.stderr}`);
  return run.stdout.toString("latin1").trimEnd().split("\n");
}

// ---- Node's ----

class Wire extends Duplex {
  _read() {}
  _write(chunk, encoding, done) {
    done();
  }
}

const seen = [];
let failed = null;
function onRequest(request, response) {
  const entry = { request, body: 0, ended: false };
  seen.push(entry);
  request.on("data", (chunk) => (entry.body += chunk.length));
  request.on("end", () => {
    entry.ended = true;
    response.end();
  });
}
const server = createServer({ insecureHTTPParser: false, requireHostHeader: false, maxHeaderSize: 65536 });
server.maxHeadersCount = 0;
for (const event of ["request", "checkContinue", "checkExpectation"]) server.on(event, onRequest);
server.on("clientError", (error, socket) => {
  failed = error;
  socket.destroy();
});
server.on("connect", (request) => seen.push({ request, body: 0, ended: true }));

async function nodes(bytes, wanted) {
  const wire = new Wire();
  wire.on("error", () => {});
  seen.length = 0;
  failed = null;
  server.emit("connection", wire);
  wire.push(bytes);
  for (let i = 0; i < 50 && !failed && !(seen.length >= wanted && seen.every((s) => s.ended)); i++)
    await new Promise((resolve) => setImmediate(resolve));
  wire.destroy();
  return [...seen];
}

// ---- both ----

function line({ request }, headBytes, bodyBytes) {
  const fields = [request.method, request.httpVersion, headBytes, bodyBytes, hex(request.url),
    ...request.rawHeaders.map(hex)];
  return fields.join(" ");
}

async function compare(head, our) {
  const [, version, headBytes, bodyBytes] = our.split(" ");
  if (Number(bodyBytes) > 100000) return null;
  // Node takes Proxy-Connection for Connection, and reads no further behind an offer to upgrade:
  // both only end its reading sooner.
  const option = (word) => new RegExp(`\\n(proxy-)?connection:[^\\r]*${word}`, "i").test(head);
  const closes = version === "1.0" || option("close") || (option("upgrade") && /\nupgrade:/i.test(head));
  const bytes = Buffer.concat([bytesOf(head.slice(0, Number(headBytes))),
    Buffer.alloc(Number(bodyBytes), "x"), bytesOf(closes ? "" : "GET /next HTTP/1.1\r\nHost: n\r\n\r\n")]);
  const all = await nodes(bytes, closes ? 1 : 2);
  if (failed) return `Node refuses: ${failed.code}`;
  if (!all.length) return "Node waits for more";
  const theirs = line(all[0], headBytes, all[0].body);
  if (theirs !== our) return `Node reads\n  ${theirs}\nwe read\n  ${our}`;
  if (!closes && all[1]?.request.url !== "/next") return "Node finds the next request elsewhere";
  return null;
}

const verdicts = ours();
if (verdicts.length !== heads.length) throw new Error(`${verdicts.length} of ${heads.length} answers`);
const counts = { accepted: 0, refused: 0, more: 0 };
let bad = 0;
for (let i = 0; i < heads.length; i++) {
  const kind = verdicts[i].split(" ")[0];
  counts[kind in counts ? kind : "accepted"]++;
  const complaint = kind in counts ? null : await compare(heads[i], verdicts[i]);
  if (complaint) {
    bad++;
    console.error(`head ${i}: ${JSON.stringify(heads[i])}\n${complaint}`);
  }
}
console.log(`${heads.length} heads, seed ${seedText}: ${JSON.stringify(counts)}, ${bad} differences`);
// A comparison in which hardly anything is accepted would prove nothing.
process.exit(bad || counts.accepted < heads.length / 5 || counts.refused < heads.length / 5 ? 1 : 0);
