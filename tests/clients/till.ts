import { worgl } from "./index.js";

declare const process: { argv: string[]; exit(code: number): never };

const [address, key, payee] = process.argv.slice(2) as [string, string, string];
const client = worgl(address, key);
const path = { slug: "alderbrook" };

async function pay(minor: number, own: string) {
  return client.POST("/api/v1/communities/{slug}/payments", {
    params: { path, header: { "Idempotency-Key": own } },
    body: { payee, amount: { minor, unit: "ALD" }, note: "eggs" },
  });
}

const own = crypto.randomUUID();
const first = await pay(450, own);
const again = await pay(450, own);
const refused = await pay(10_000_000, crypto.randomUUID());
const balance = await client.GET("/api/v1/communities/{slug}/balance", { params: { path } });
// @ts-expect-error -- a sum names its unit: what does not is seen before it is sent
client.POST("/api/v1/communities/{slug}/payments", { params: { path }, body: { payee, amount: { minor: 1 } } });
console.log(
  JSON.stringify({
    paid: first.data?.amount.minor,
    same: first.data?.id === again.data?.id,
    code: refused.error?.code,
    unit: balance.data?.posted.unit,
  }),
);
