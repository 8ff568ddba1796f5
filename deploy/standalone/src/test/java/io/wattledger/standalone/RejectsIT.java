package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topics;
import io.wattledger.standalone.kafka.Progress;
import io.wattledger.standalone.rejects.Console;
import io.wattledger.standalone.rejects.RejectsCommand;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.RejectReason;
import io.wattledger.v1.RejectedEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code wattledger rejects} on a real broker and registry, with what the real application refuses. */
class RejectsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String HEADER = "wattledger-retry-of";
    private static final String UNDECODABLE = "no avro at all";

    @TempDir
    static Path data;

    private static Standalone standalone;
    private static SchemaRegistry registry;
    private static Producer<byte[], byte[]> producer;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        standalone = Standalone.start(data, new Standalone.Ports(0, 0, 0));
        registry = SchemaRegistries.connect(Map.of("schema.registry.url", standalone.registryUrl()));
        producer = standalone.producer();
    }

    @AfterAll
    static void stop() {
        producer.close();
        registry.close();
        standalone.close();
    }

    private record Ran(int status, String out, String err) {}

    @Test
    void shouldListShowAndSendBackWhatTheApplicationRefused() throws Exception {
        // Given: one of each
        Instant begun = Instant.now();
        String malformed = send("k".getBytes(StandardCharsets.UTF_8), UNDECODABLE.getBytes(StandardCharsets.UTF_8));
        String negative = send(event("negative").setInputTokens(-5));
        String teamless = send(event("teamless").setTeam(""));
        byte[] unknownSchema =
                standalone.topics().eventCodec().encode(subject(), event("x").build());
        ByteBuffer.wrap(unknownSchema).putInt(1, 999_999);
        String unknown = send("k".getBytes(StandardCharsets.UTF_8), unknownSchema);
        awaitRefused(malformed, negative, teamless, unknown);

        // Then: listed with the reason
        Ran list = rejects("list", "--from", begun.toString());
        assertThat(list.status()).as(list.err()).isZero();
        assertThat(list.out().lines()).hasSize(5);
        assertThat(list.out())
                .containsPattern(malformed + " .* UNDECODABLE +14  .*magic byte")
                .containsPattern(negative + " .* BAD_COUNT .*inputTokens is negative: -5")
                .containsPattern(teamless + " .* MISSING_FIELD .*team is empty")
                .containsPattern(unknown + " .* UNKNOWN_SCHEMA .*999999");
        assertThat(rejects("list", "--from", begun.toString(), "--limit", "1").out())
                .contains("and 3 older; --limit 4 shows all");
        assertThat(rejects("list", "--from", begun.toString(), "--limit", "0")
                        .out()
                        .lines())
                .hasSize(5);
        assertThat(rejects("list", "--from", begun.toString(), "--count").out())
                .containsPattern("MISSING_FIELD +1\n")
                .containsPattern("all +4\n");
        JsonNode row = JSON.readTree(rejects("list", "--json", "--reason", "missing-field", "--from", begun.toString())
                .out());
        assertThat(row.at("/position").asText()).isEqualTo(teamless);
        assertThat(rejects("list", "--from", "2100-01-01").out()).contains("none of the");

        // and shown
        assertThat(rejects("show", malformed).out())
                .contains("reason     UNDECODABLE", "|no avro at all|", "key        \"k\"", "event      none: ");
        Path raw = folder.resolve("raw");
        assertThat(rejects("show", malformed, "--raw", raw.toString()).status()).isZero();
        assertThat(raw).hasContent(UNDECODABLE);
        assertThat(rejects("show", malformed, "--event"))
                .satisfies(ran -> assertThat(ran.status()).isEqualTo(1))
                .satisfies(ran -> assertThat(ran.err()).contains("holds no event that can be read"));
        assertThat(JSON.readTree(rejects("show", teamless, "--json").out())
                        .at("/event/eventId")
                        .asText())
                .isEqualTo("teamless");

        // When: corrected and sent back
        long booked = booked();
        Ran kept = rejects("retry", teamless);
        assertThat(kept.status()).isEqualTo(1);
        assertThat(kept.out())
                .contains(teamless + " would be refused again: MISSING_FIELD, team is empty")
                .contains("0 of 1 sent back");
        Ran dry = rejects("retry", teamless, "--set", "team=search", "--dry-run");
        assertThat(dry.status()).as(dry.err()).isZero();
        assertThat(dry.out())
                .contains("1 of 1 would be sent back to wattledger.inference-events; dry run, nothing was sent");
        Ran sent = rejects("retry", teamless, "--set", "team=search");
        Ran twice = rejects("retry", teamless, "--set", "team=search");

        // Then: booked once, where it lay before, under the same id
        assertThat(sent.status()).as(sent.err()).isZero();
        assertThat(sent.out()).isEqualTo("1 of 1 sent back to wattledger.inference-events\n");
        assertThat(twice.status()).isZero();
        assertThat(twice.out())
                .contains("was sent back before; --again")
                .contains("0 of 1 sent back", "1 sent back before");
        awaitBooked(booked + 1);
        ConsumerRecord<byte[], byte[]> back = awaitRetryOf(teamless);
        assertThat(retryOf(teamless)).hasSize(1);
        InferenceEvent corrected = decoded(back);
        assertThat(corrected.getTeam()).isEqualTo("search");
        assertThat(corrected.getEventId()).isEqualTo("teamless");
        assertThat(back.key()).isEqualTo("teamless".getBytes(StandardCharsets.UTF_8));
        assertThat(teamless).contains("-" + back.partition() + "-");
        assertThat(back.headers().lastHeader("trace").value()).containsExactly(1, 2);
        assertThat(rejects("list", "--from", begun.toString(), "--open").out())
                .contains(malformed, negative, unknown)
                .doesNotContain(teamless);

        // When: the whole event is written anew, and the edited one comes back
        ObjectNode edited =
                (ObjectNode) JSON.readTree(rejects("show", negative, "--event").out());
        edited.put("inputTokens", 5);
        Path file = Files.writeString(folder.resolve("event.json"), edited.toString());
        assertThat(rejects("retry", negative, "--event", file.toString()).out()).contains("1 of 1 sent back");
        edited.put("eventId", "written anew");
        Files.writeString(file, edited.toString());
        assertThat(rejects("retry", malformed, "--set", "team=search").out())
                .contains("has no event to correct: UNDECODABLE")
                .contains("--event");
        assertThat(rejects("retry", malformed, "--event", file.toString(), "--field", "team=chat")
                        .out())
                .contains("1 of 1 sent back");
        awaitBooked(booked + 3);
        assertThat(decoded(awaitRetryOf(malformed)).getTeam()).isEqualTo("chat");
    }

    @Test
    void shouldSendBackAllOfAReasonOnceAndTellARetryThatIsRefusedAgain() throws Exception {
        // Given
        Instant begun = Instant.now();
        String first = send(event("all-1").setTeam(""));
        String keyless = send(
                null,
                standalone
                        .topics()
                        .eventCodec()
                        .encode(subject(), event("all-2").setTeam("").build()));
        String other = send(event("all-3").setRegion(""));
        awaitRefused(first, keyless, other);
        String[] all = {
            "retry", "--all", "--reason", "MISSING_FIELD", "--from", begun.toString(), "--set", "team=search"
        };
        long booked = booked();

        // When: nobody is there to be asked
        Ran refused = rejects(all);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("2 events would be sent; give --yes to send them, or --dry-run");
        assertThat(retryOf(first)).isEmpty();
        // or is, and says no
        Ran declined = asked("no", all);
        assertThat(declined.status()).isEqualTo(1);
        assertThat(declined.err())
                .contains(other + " would be refused again")
                .contains("send 2 events back to wattledger.inference-events? [y/N] nothing was sent");
        assertThat(retryOf(first)).isEmpty();
        Ran sent = rejects(and(all, "--yes", "--json"));

        // Then: the third would be refused again, and stays
        assertThat(sent.status()).isEqualTo(1);
        JsonNode json = JSON.readTree(sent.out());
        assertThat(json.at("/sent").asInt()).isEqualTo(2);
        assertThat(json.at("/refusedAgain").asInt()).isEqualTo(1);
        assertThat(json.at("/events")).anySatisfy(each -> {
            assertThat(each.at("/position").asText()).isEqualTo(other);
            assertThat(each.at("/outcome").asText()).isEqualTo("refused-again");
            assertThat(each.at("/detail").asText()).isEqualTo("region is empty");
        });
        assertThat(awaitRetryOf(keyless).key()).isNull();
        awaitBooked(booked + 2);

        // When: once more, then by force
        assertThat(rejects(and(all, "--yes")).out()).contains("0 of 3 sent back", "2 sent back before");
        assertThat(retryOf(first)).hasSize(1);
        Ran forced = rejects("retry", other, "--force");
        assertThat(forced.out()).contains(other + " will be refused again: MISSING_FIELD, region is empty");
        ConsumerRecord<byte[], byte[]> record = awaitRetryOf(other);
        String again = position(record.topic(), record.partition(), record.offset());
        awaitRefused(again);

        // Then: it tells where it came from, and the header is replaced when it goes back once more
        assertThat(rejects("show", again).out()).contains("header     " + HEADER + " = \"" + other + "\"");
        assertThat(rejects("list", "--open", "--from", begun.toString()).out())
                .contains(again)
                .doesNotContain(other + " ");
        assertThat(rejects("retry", again, "--set", "region=eu-west-1").status())
                .isZero();
        assertThat(awaitRetryOf(again).headers().headers(HEADER)).hasSize(1);
        awaitBooked(booked + 3);
    }

    @Test
    void shouldSendNothingThatMayHaveBeenSentBeforeOnceTheInputForgot() throws Exception {
        // Given: a topic of its own whose beginning is gone
        Topics topics = topics("forgetful.", 1);
        reject(topics, topics.events().name(), 3, RejectReason.MISSING_FIELD);
        String events = topics.events().name();
        produce(new ProducerRecord<>(events, null, "gone".getBytes(StandardCharsets.UTF_8)));
        produce(new ProducerRecord<>(events, null, "kept".getBytes(StandardCharsets.UTF_8)));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) standalone.bootstrapServers()))) {
            admin.deleteRecords(Map.of(new TopicPartition(events, 0), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }

        Ran kept = in("forgetful.", "retry", "forgetful.inference-events-0-3", "--set", "team=search");
        Ran list = in("forgetful.", "list", "--open");
        Ran sent = in("forgetful.", "retry", "forgetful.inference-events-0-3", "--set", "team=search", "--again");

        assertThat(kept.status()).isEqualTo(1);
        assertThat(kept.out()).contains("nobody can tell whether it was sent back before; --again sends it");
        assertThat(list.out()).contains("forgetful.inference-events-0-3");
        assertThat(list.err()).contains("forgot what came before");
        assertThat(sent.status()).as(sent.err()).isZero();

        // and one that the application had given a key goes back without it
        reject(topics, topics.keyless().name(), 4, RejectReason.OVERFLOW);
        Ran keyless = in("forgetful.", "retry", "forgetful.keyless-events-0-4", "--set", "team=search", "--again");
        assertThat(keyless.status()).as(keyless.err()).isZero();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(contents(events).records()).hasSize(3));
        assertThat(contents(events).records().get(1).key()).isEqualTo("key".getBytes(StandardCharsets.UTF_8));
        assertThat(contents(events).records().get(2).key()).isNull();
    }

    @Test
    void shouldReadAReasonOfANewerVersionAndLeaveOutWhatIsNoRefusedEvent() throws Exception {
        // Given: a writer whose schema has one reason more
        Topics topics = topics("newer.", 2);
        String topic = topics.rejected().name();
        Schema newer = new Schema.Parser()
                .parse(RejectedEvent.getClassSchema().toString().replace("\"OVERFLOW\"", "\"OVERFLOW\",\"TOO_ODD\""));
        int id = registry.register(topic + "-value", newer);
        GenericRecord record = new GenericData.Record(newer);
        record.put("topic", topics.events().name());
        record.put("partition", 1);
        record.put("offset", 5L);
        record.put("timestamp", 1_793_534_398_000L);
        record.put("reason", new GenericData.EnumSymbol(newer.getField("reason").schema(), "TOO_ODD"));
        record.put("detail", "it is odd");
        record.put("headers", List.of());
        var bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(5).putInt(1, id).array());
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(newer).write(record, encoder);
        encoder.flush();
        produce(new ProducerRecord<>(topic, null, bytes.toByteArray()));

        assertThat(in("newer.", "list").out()).containsPattern("newer.inference-events-1-5 .* UNKNOWN +-  it is odd");
        assertThat(in("newer.", "list", "--reason", "unknown", "--count").out()).containsPattern("UNKNOWN +1\n");
        assertThat(in("newer.", "show", "newer.inference-events-1-5").out())
                .contains("one that this version does not know");
        Ran retry = in("newer.", "retry", "newer.inference-events-1-5");
        assertThat(retry.out()).contains("would be refused again: EMPTY");

        // When
        produce(new ProducerRecord<>(topic, null, "garbage".getBytes(StandardCharsets.UTF_8)));

        // Then
        Ran list = in("newer.", "list");
        assertThat(list.out()).contains("newer.inference-events-1-5");
        assertThat(list.err()).contains("is no refused event, and left out");
        assertThat(list.status()).isEqualTo(1);
    }

    @Test
    void shouldSayThatNothingWasRefusedAndThatATopicIsMissing() throws Exception {
        topics("empty.", 1);

        assertThat(in("empty.", "list"))
                .isEqualTo(new Ran(0, "nothing was refused: empty.rejected-events is empty\n", ""));
        assertThat(in("empty.", "list", "--json")).isEqualTo(new Ran(0, "", ""));
        assertThat(in("empty.", "retry", "--all", "--reason", "EMPTY", "--yes").out())
                .contains("0 of 0 sent back");
        Ran missing = in("nobodys.", "list");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err()).contains("there is no topic nobodys.rejected-events; 'wattledger run' creates it");
        Ran unknown = in("empty.", "show", "empty.inference-events-0-0");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).contains("no refused event has the position", "'wattledger rejects list' shows");
        assertThat(in("empty.", "retry", "empty.inference-events-0-0").status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "show here                                   | 'here' is no position; write topic-partition-offset",
                "retry here                                  | 'here' is no position",
                "retry                                       | give positions, or --all with --reason",
                "retry --all                                 | --all goes with --reason",
                "retry t-0-1 --all --reason EMPTY            | give positions, or --all",
                "retry t-0-1 --reason EMPTY                  | go with --all",
                "retry t-0-1 t-0-2 --event f                 | --event takes the place of one event",
                "retry t-0-1 --event no-such-file.json       | there is no file or folder no-such-file.json",
                "retry t-0-1 --set teem=a                    | 'teem' is no field of an event; fields are eventId",
                "retry t-0-1 --set=inputTokens=many          | inputTokens is 'many'; write a whole number",
                "retry t-0-1 --set app.threads=none          | app.threads",
                "retry --all --reason ODD                    | --reason is 'ODD'; reasons are UNKNOWN, EMPTY",
                "list --from yesterday                       | --from is 'yesterday'; write a day",
                "list --limit -1                             | --limit is -1",
                "show t-0-1 --json --event                   | mutually exclusive",
                "\"\"                                        | which command? list, show or retry",
            })
    void shouldSayWhatIsMisused(String arguments, String problem) {
        Ran misused = arguments.isEmpty() ? run(Main.commandLine(), "rejects") : rejects(arguments.split(" ", -1));

        assertThat(misused.err()).contains(problem).doesNotContain("\tat ");
        assertThat(misused.out()).isEmpty();
        assertThat(misused.status()).isEqualTo(2);
    }

    private static Ran rejects(String... arguments) {
        return in("wattledger.", arguments);
    }

    private static Ran in(String prefix, String... arguments) {
        return run(Main.commandLine(), and(new String[] {"rejects"}, connected(prefix, arguments)));
    }

    /** With a person at the terminal. */
    private static Ran asked(String answer, String... arguments) {
        var console = new Console(true, () -> answer, err -> Progress.NONE);
        return run(new CommandLine(new RejectsCommand(console)), connected("wattledger.", arguments));
    }

    private static String[] connected(String prefix, String... arguments) {
        return and(
                arguments,
                "--bootstrap",
                standalone.bootstrapServers(),
                "--registry",
                standalone.registryUrl(),
                "--set",
                "topics.prefix=" + prefix);
    }

    private static Ran run(CommandLine command, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = command.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ran(status, out.toString(), err.toString());
    }

    private static String[] and(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static String subject() {
        return standalone.topics().events().name() + "-value";
    }

    private static InferenceEvent.Builder event(String id) {
        return InferenceEvent.newBuilder()
                .setEventId(id)
                .setSource("rejects")
                .setOccurredAt(Instant.now())
                .setModelId("llama-3.1-8b-instruct")
                .setGpu("h100-sxm5-80gb")
                .setTeam("rejects")
                .setRegion("eu-west-1")
                .setInputTokens(100)
                .setOutputTokens(10);
    }

    private static String send(InferenceEvent.Builder event) throws Exception {
        InferenceEvent built = event.build();
        return send(
                built.getEventId().getBytes(StandardCharsets.UTF_8),
                standalone.topics().eventCodec().encode(subject(), built));
    }

    /** To a partition that the client's own partitioner would not choose, as other languages' clients do. */
    private static String send(byte @Nullable [] key, byte[] value) throws Exception {
        String topic = standalone.topics().events().name();
        int partitions = producer.partitionsFor(topic).size();
        Integer partition = key == null ? null : (Utils.toPositive(Utils.murmur2(key)) + 1) % partitions;
        var record = new ProducerRecord<>(topic, partition, key, value);
        record.headers().add("trace", new byte[] {1, 2});
        RecordMetadata sent = produce(record);
        return position(sent.topic(), sent.partition(), sent.offset());
    }

    private static RecordMetadata produce(ProducerRecord<byte[], byte[]> record) throws Exception {
        return producer.send(record).get();
    }

    private static String position(String topic, int partition, long offset) {
        return topic + "-" + partition + "-" + offset;
    }

    /** Topics that no application works on. */
    private static Topics topics(String prefix, int partitions) throws Exception {
        var topics = new Topics(prefix, registry, true);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) standalone.bootstrapServers()))) {
            NewTopics.create(
                    admin,
                    List.of(
                            new NewTopic(topics.events().name(), partitions, (short) 1),
                            new NewTopic(topics.rejected().name(), partitions, (short) 1)));
        }
        return topics;
    }

    private static void reject(Topics topics, String source, long offset, RejectReason reason) throws Exception {
        RejectedEvent rejected = new RejectedEvent(
                source,
                0,
                offset,
                Instant.now(),
                reason,
                "made by hand",
                ByteBuffer.wrap("key".getBytes(StandardCharsets.UTF_8)),
                ByteBuffer.wrap(topics.eventCodec()
                        .encode(
                                topics.events().name() + "-value",
                                event("by-hand").setTeam("").build())),
                List.of());
        String topic = topics.rejected().name();
        produce(new ProducerRecord<>(
                topic, null, topics.rejected().value().serializer().serialize(topic, rejected)));
    }

    private static void awaitRefused(String... positions) {
        var topic = standalone.topics().rejected();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        contents(topic.name()).records())
                .extracting(record -> {
                    RejectedEvent event = topic.value().deserializer().deserialize(topic.name(), record.value());
                    return position(event.getTopic(), event.getPartition(), event.getOffset());
                })
                .contains(positions));
    }

    private static long booked() {
        return standalone.app().books().counts().booked();
    }

    private static void awaitBooked(long booked) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(booked()).isEqualTo(booked));
    }

    /** The end of a transaction is visible a moment after the command. */
    private static ConsumerRecord<byte[], byte[]> awaitRetryOf(String position) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(retryOf(position)).hasSize(1));
        return retryOf(position).get(0);
    }

    private static List<ConsumerRecord<byte[], byte[]>> retryOf(String position) {
        return contents(standalone.topics().events().name()).records().stream()
                .filter(record -> {
                    Header header = record.headers().lastHeader(HEADER);
                    return header != null && new String(header.value(), StandardCharsets.UTF_8).equals(position);
                })
                .toList();
    }

    private static InferenceEvent decoded(ConsumerRecord<byte[], byte[]> record) {
        return standalone.topics().events().value().deserializer().deserialize(record.topic(), record.value());
    }

    private static TopicContents contents(String topic) {
        return TopicContents.of(standalone.bootstrapServers(), topic);
    }
}
