// Writes inference events and prints the totals that the books make of them, as one JSON array.
//
//   node client.mjs HOST:PORT http://HOST:PORT/apis/ccompat/v7 '[{"eventId":…}, …]'
//
// It knows the names of two topics. Schemas come from the registry.
import { createHash } from 'node:crypto'
import { Consumer, FetchIsolationLevels, MessagesStreamModes, Producer } from '@platformatic/kafka'
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry'

const EVENTS = 'wattledger.inference-events'
const TOTALS = 'wattledger.footprint-1h'
const PATIENCE_MILLIS = 30_000

const [bootstrap, registryUrl, json] = process.argv.slice(2)
const events = JSON.parse(json)
const registry = new SchemaRegistry({ host: registryUrl })
const connection = { clientId: 'node-client', bootstrapBrokers: [bootstrap] }

await write()
console.log(JSON.stringify(await read()))

async function write() {
  const id = await registry.getLatestSchemaId(`${EVENTS}-value`)
  const producer = new Producer(connection)
  const messages = await Promise.all(
    events.map(async event => ({
      topic: EVENTS,
      key: Buffer.from(event.eventId),
      value: await registry.encode(id, event)
    }))
  )
  await producer.send({ messages, acks: -1 })
  await producer.close()
}

/** The last total of each key of our teams, as soon as they hold all requests. */
async function read() {
  const teams = new Set(events.map(event => event.team))
  const totals = new Map()
  const consumer = new Consumer({ ...connection, groupId: `node-client-${process.pid}` })
  const stream = await consumer.consume({
    topics: [TOTALS],
    mode: MessagesStreamModes.EARLIEST,
    isolationLevel: FetchIsolationLevels.READ_COMMITTED,
    autocommit: false,
    maxWaitTime: 200
  })
  const patience = setTimeout(() => {
    console.error(`after ${PATIENCE_MILLIS} ms the totals are ${JSON.stringify([...totals.values()])}`)
    process.exit(1)
  }, PATIENCE_MILLIS)
  for await (const message of stream) {
    const key = await registry.decode(message.key)
    if (teams.has(key.team)) {
      const total = await registry.decode(message.value)
      totals.set(createHash('sha256').update(message.key).digest('hex'), { key, total })
    }
    const requests = [...totals.values()].reduce((sum, { total }) => sum + total.requests, 0)
    if (requests >= events.length) {
      break
    }
  }
  clearTimeout(patience)
  await consumer.close(true)
  return [...totals.values()]
}
