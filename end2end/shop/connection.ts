import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

const WORKER = '/service-worker.js';

/** A visitor's way to a shop: it can be cut, and lead to another build or another shop at the same address. */
export class Connection {
  /** Nothing gets through. */
  isCut = false;
  /** The shop it leads to, scheme and host. */
  shop: string;
  /** The build that the shop's worker seems to be of, where it is another than the shop's own. It has another stylesheet. */
  build?: string;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor(shop: string) {
    this.shop = shop;
    this.server = createServer((asked, answer) => this.pass(asked, answer));
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  static async to(shop: string): Promise<Connection> {
    const connection = new Connection(shop);
    connection.server.listen(0, '127.0.0.1');
    await once(connection.server, 'listening');
    return connection;
  }

  /** What the visitor takes for the shop. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on nothing gets through, not even on connections that are open. */
  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    if (this.isCut) return void asked.socket.destroy();
    const headers = { ...asked.headers };
    const isWorker = asked.url === WORKER;
    if (isWorker) {
      headers['accept-encoding'] = 'identity';
      delete headers['if-none-match'];
    }
    const passed = request(new URL(asked.url ?? '/', this.shop), { method: asked.method, headers }, (reply) => {
      if (isWorker) return void this.rebuilt(reply, answer);
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    passed.on('error', () => asked.socket.destroy());
    answer.on('close', () => passed.destroy());
    asked.pipe(passed);
  }

  /** The worker, as another build's would be. */
  private async rebuilt(reply: IncomingMessage, answer: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of reply) chunks.push(chunk as Buffer);
    const script = Buffer.concat(chunks).toString();
    const headers = { ...reply.headers };
    delete headers.etag;
    delete headers['content-length'];
    answer.writeHead(reply.statusCode ?? 502, headers);
    const other = () => script.replace(/"build":"[^"]*"/, `"build":"${this.build}"`).replace(/"\/pkg\/[^"]*\.css",/, '');
    answer.end(this.build ? other() : script);
  }
}
