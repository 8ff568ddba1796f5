package io.wattledger.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.v1.InferenceEvent;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a request, and what is said of one that cannot be read. */
class RequestReaderTest {

    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String ALL_FIELDS = """
            {"modelId": "llama", "gpu": "h100", "team": "search", "project": "chat", "region": "eu-west-1", "inferences": 2,
             "inputTokens": 100, "cachedInputTokens": 40, "outputTokens": 10, "batchSize": 16, "gpuCount": 8,
             "durationMillis": 2500, "measuredEnergyMicrojoules": 1234567890123}""";

    @Test
    void shouldReadEveryFieldOfTheContract() throws UnreadableException {
        InferenceEvent event = sound(Requests.event("e1", "2026-11-01T13:00:00.1239+01:00", ALL_FIELDS));

        assertThat(event)
                .isEqualTo(InferenceEvent.newBuilder()
                        .setEventId("e1")
                        .setSource("/gateway/1")
                        .setOccurredAt(Instant.parse("2026-11-01T12:00:00.123900Z"))
                        .setModelId("llama")
                        .setGpu("h100")
                        .setTeam("search")
                        .setProject("chat")
                        .setRegion("eu-west-1")
                        .setInferences(2)
                        .setInputTokens(100)
                        .setCachedInputTokens(40)
                        .setOutputTokens(10)
                        .setBatchSize(16)
                        .setGpuCount(8)
                        .setDurationMillis(2500L)
                        .setMeasuredEnergyMicrojoules(1234567890123L)
                        .build());
        assertThat(EventData.FIELDS).allSatisfy(field -> assertThat(ALL_FIELDS).contains("\"" + field + "\""));
    }

    @Test
    void shouldTakeTheDefaultsOfTheContractForWhatIsLeftOut() throws UnreadableException {
        String least = "{'modelId': 'm', 'gpu': 'g', 'team': 't', 'region': 'r', 'project': null, 'batchSize': null}";

        InferenceEvent event = sound(Requests.event("e1", "2026-11-01T12:00:00Z", least.replace('\'', '"')));

        for (Schema.Field field : InferenceEvent.getClassSchema().getFields()) {
            if (field.hasDefaultValue()) {
                assertThat(event.get(field.pos()))
                        .as(field.name())
                        .isEqualTo(InferenceEvent.newBuilder(event).build().get(field.pos()));
            }
        }
        assertThat(event.getInferences()).isEqualTo(1);
        assertThat(event.getGpuCount()).isEqualTo(1);
        assertThat(event.getInputTokens()).isZero();
        assertThat(event.getProject()).isNull();
        assertThat(event.getMeasuredEnergyMicrojoules()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+json",
                "Application/CloudEvents+JSON; charset=\"UTF-8\"",
                "application/cloudevents+json;charset=utf-8;x=y"
            })
    void shouldReadStructuredModeWhateverTheSpellingOfItsType(String contentType) throws UnreadableException {
        assertThat(Requests.read(contentType, Requests.event("e1")))
                .singleElement()
                .isInstanceOf(Reading.Sound.class);
    }

    @Test
    void shouldReadDataInBase64() throws UnreadableException {
        String base64 = Base64.getEncoder().encodeToString(Requests.DATA.getBytes(StandardCharsets.UTF_8));

        InferenceEvent event =
                sound(Requests.event("e1").replaceFirst("\"data\": .*", "\"data_base64\": \"" + base64 + "\"}"));

        assertThat(event.getInputTokens()).isEqualTo(100);
    }

    @Test
    void shouldReadABatchInOrderAndNotLetOneElementSpoilTheOthers() throws UnreadableException {
        List<Reading> readings = Requests.read(
                BATCH,
                "\ufeff [ " + Requests.event("a")
                        + " , 17, \"ö\", {\"id\": \"x\", \"id\": \"y\"}, {\"source\": \"s\", \"id\": \"half\"}, "
                        + "{\"deep\": " + "[".repeat(100) + "]".repeat(100) + "}, null , true," + Requests.event("ü")
                        + " ]\n");

        assertThat(readings).hasSize(9);
        assertThat(readings.get(0)).isInstanceOf(Reading.Sound.class);
        assertThat(readings.subList(1, 8)).allSatisfy(each -> assertThat(each).isInstanceOf(Reading.Unsound.class));
        assertThat(readings.get(3)).satisfies(each -> assertThat(detail(each)).contains("Duplicate field 'id'"));
        assertThat(readings.get(4).identity()).isEqualTo(new Identity(Optional.of("s"), Optional.of("half")));
        assertThat(detail(readings.get(4))).startsWith("BAD_ATTRIBUTE Missing mandatory specversion attribute");
        assertThat(detail(readings.get(5))).startsWith("MALFORMED").contains("nesting depth");
        assertThat(readings.get(8)).isInstanceOfSatisfying(Reading.Sound.class, each -> assertThat(
                        each.event().getEventId())
                .isEqualTo("ü"));
    }

    @Test
    void shouldReadAnEmptyBatch() throws UnreadableException {
        assertThat(Requests.read(BATCH, "[]")).isEmpty();
    }

    @Test
    void shouldReadBinaryModeAndDecodeItsHeadersOnce() throws UnreadableException {
        Reading reading = binary(Map.of("CE-Source", "\"/a\\\"b\"", "ce-id", "Euro%20%E2%82%AC%2520%f0%9f%98%80"));

        // A quote in a source is no URI; the id is read all the same.
        assertThat(detail(reading)).startsWith("BAD_ATTRIBUTE Invalid attribute/extension value for \"source\"");
        assertThat(reading.identity()).isEqualTo(new Identity(Optional.of("/a\"b"), Optional.of("Euro €%20😀")));
        assertThat(binary(Map.of())).isInstanceOfSatisfying(Reading.Sound.class, sound -> {
            assertThat(sound.event().getSource()).isEqualTo("/gateway/1");
            assertThat(sound.event().getOccurredAt()).isEqualTo("2026-11-01T12:00:00Z");
            assertThat(sound.event().getOutputTokens()).isEqualTo(10);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ce-id          | 100%       | header ce-id has a % without two hexadecimal digits after it; write %25
            ce-id          | %e         | header ce-id has a % without two hexadecimal digits after it
            ce-id          | %zz        | header ce-id has a % without two hexadecimal digits after it
            ce-id          | %ff        | header ce-id does not percent-encode UTF-8
            ce-id          | é          | header ce-id has a character outside of ASCII; percent-encode it
            ce-id          | "open      | header ce-id has a quote that does not end
            ce-id          | a%00b      | id has a control character
            ce-time        | yesterday  | yesterday
            ce-specversion | 0.3        | specversion is 0.3; CloudEvents 1.0 are read here
            ce-specversion | 1.1        | 1.1
            """)
    void shouldSayWhatIsWrongWithAHeader(String name, String value, String problem) throws UnreadableException {
        assertThat(detail(binary(Map.of(name, value))))
                .startsWith("BAD_ATTRIBUTE ")
                .contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "1.0"                        | "2.0"                   | BAD_ATTRIBUTE  | 2.0
            "specversion": "1.0",        |                         | BAD_ATTRIBUTE  | Missing mandatory specversion attribute
            "1.0"                        | 1.0                     | BAD_ATTRIBUTE  | Wrong type NUMBER for attribute specversion
            "id": "e1",                  |                         | BAD_ATTRIBUTE  | Missing mandatory id attribute
            "id": "e1",                  | "id": 17,               | BAD_ATTRIBUTE  | Wrong type NUMBER for attribute id
            "id": "e1",                  | "id": "a\\u0000b",      | BAD_ATTRIBUTE  | id has a control character
            "id": "e1",                  | "id": "\\ud800",        | BAD_ATTRIBUTE  | half of a character
            "/gateway/1"                 | "a gateway"             | BAD_ATTRIBUTE  | Invalid attribute/extension value for "source"
            "time": "2026-11-01T12:00:00Z", |                      | BAD_ATTRIBUTE  | time is missing; write when
            2026-11-01T12:00:00Z         | 2026-11-01 12:00:00Z    | BAD_ATTRIBUTE  | 2026-11-01 12:00:00Z
            2026-11-01T12:00:00Z         | 2026-11-01T12:00:00     | BAD_ATTRIBUTE  | 2026-11-01T12:00:00
            2026-11-01T12:00:00Z         | +999999999-01-01T00:00:00Z | BAD_ATTRIBUTE | time is in the year 999999999
            "source"                     | "Bad_Name": 1, "source" | BAD_ATTRIBUTE  | Bad_Name
            inference.v1                 | inference.v2            | UNKNOWN_TYPE   | type is io.wattledger.inference.v2; events of inferences have io.wattledger.inference.v1
            "source"                     | "datacontenttype": "text/plain", "source" | BAD_DATA | datacontenttype is text/plain; the data are application/json
            "source"                     | "data_base64": "e30=", "source" | BAD_DATA | there are data and data_base64
            "data":                      | "extension":            | BAD_DATA       | data are missing
            "data":                      | "data": [], "ext":      | BAD_DATA       | data are a JSON ARRAY; write an object
            "data":                      | "data": null, "ext":    | BAD_DATA       | data are a JSON NULL
            "data":                      | "data": "{}", "ext":    | BAD_DATA       | data are a JSON STRING
            "data":                      | "data_base64": "?", "ext": | BAD_DATA    | data_base64 is not Base64
            "data":                      | "data_base64": 17, "ext": | BAD_DATA     | data_base64 is not
            "data":                      | "data_base64": "eyJhIjox", "ext": | BAD_DATA | data_base64 is not JSON
            "data":                      | "data_base64": "", "ext": | BAD_DATA     | data are a JSON MISSING
            "modelId"                    | "model_id"              | UNKNOWN_FIELD  | data.model_id is no field of an event; did you mean modelId?
            "inputTokens"                | "inputToken"            | UNKNOWN_FIELD  | did you mean inputTokens?
            "inputTokens"                | "eventId"               | UNKNOWN_FIELD  | it is the attribute id, beside data
            "inputTokens"                | "prompt"                | UNKNOWN_FIELD  | the fields are modelId, gpu, team, project, region
            "modelId": "m",              |                         | MISSING_FIELD  | data.modelId is missing
            "gpu": "g",                  | "gpu": null,            | MISSING_FIELD  | data.gpu is missing
            "gpu": "g",                  | "gpu": 5,               | BAD_FIELD      | data.gpu is 5; write a string
            "gpu": "g",                  | "gpu": "\\ud800",       | BAD_FIELD      | half a character
            100                          | "100"                   | BAD_FIELD      | data.inputTokens is "100"; write a whole number
            100                          | null                    | BAD_FIELD      | data.inputTokens is null; write a whole number
            100                          | 1.5                     | BAD_FIELD      | data.inputTokens is 1.5; write a whole number
            100                          | 1e400                   | BAD_FIELD      | data.inputTokens is
            100                          | true                    | BAD_FIELD      | data.inputTokens is true
            100                          | 9223372036854775808     | BAD_FIELD      | outside of -9223372036854775808 to 9223372036854775807
            "inputTokens": 100           | "batchSize": 2147483648 | BAD_FIELD      | data.batchSize is 2147483648; outside of -2147483648 to 2147483647
            "inputTokens": 100           | "gpuCount": -2147483649 | BAD_FIELD      | data.gpuCount is -2147483649; outside
            "inputTokens": 100           | "gpuCount": null        | BAD_FIELD      | data.gpuCount is null
            "inputTokens": 100           | "team": "x"             | MALFORMED      | Duplicate field 'team'
            """)
    void shouldSayWhatIsWrongWithAnEvent(String part, String instead, String reason, String problem)
            throws UnreadableException {
        String body =
                Requests.event("e1").replace(part, Optional.ofNullable(instead).orElse(""));

        List<Reading> readings = Requests.structured(body);

        assertThat(readings).hasSize(1);
        assertThat(detail(readings.get(0))).startsWith(reason + " ").contains(problem);
    }

    @Test
    void shouldRepeatNothingLong() throws UnreadableException {
        String body = Requests.event("e1").replace("100", "[" + "1,".repeat(5_000) + "1]");

        assertThat(detail(Requests.structured(body).get(0))).hasSizeLessThan(200);
        String source = Requests.event("e1").replace("/gateway/1", "no URI ".repeat(5_000));
        assertThat(detail(Requests.structured(source).get(0))).hasSizeLessThan(500);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none", textBlock = """
            none                               | {}    | MEDIA_TYPE | there is no Content-Type. Send application/cloudevents+json
            text/plain                         | {}    | MEDIA_TYPE | text/plain is not read here
            ;;;                                | {}    | MEDIA_TYPE | there is no Content-Type
            application/cloudevents+avro       | {}    | MEDIA_TYPE | CloudEvents as application/cloudevents+avro are not read here
            application/json                   | {}    | MEDIA_TYPE | application/json is read with the header ce-specversion only
            application/cloudevents+json; charset=utf-16 | {} | MEDIA_TYPE | the charset is utf-16
            application/cloudevents+json       | ``    | CONTENT    | the body is not one CloudEvent, a JSON object
            application/cloudevents+json       | []    | CONTENT    | the body is not one CloudEvent, a JSON object
            application/cloudevents+json       | {} {} | CONTENT    | something follows the JSON value at line 1, column
            application/cloudevents+json       | {"a": | CONTENT    | the body is not JSON at line 1, column
            application/cloudevents+json       | {"a":tru} | CONTENT | the body is not JSON at line 1, column
            application/cloudevents-batch+json | {}    | CONTENT    | the body is not CloudEvents in a JSON array
            application/cloudevents-batch+json | [{},  | CONTENT    | the body is not JSON
            application/cloudevents-batch+json | [{}]x | CONTENT    | the body is not JSON
            application/cloudevents-batch+json | [{},] | CONTENT    | the body is not JSON
            """)
    void shouldSayWhatIsNoCloudEvent(String contentType, String body, UnreadableException.Fault fault, String problem) {
        byte[] bytes = String.valueOf(body).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() ->
                        new RequestReader(10).read(Optional.ofNullable(contentType), Requests.headers(Map.of()), bytes))
                .isInstanceOfSatisfying(
                        UnreadableException.class, e -> assertThat(e.fault()).isEqualTo(fault))
                .hasMessageContaining(problem);
    }

    @Test
    void shouldRefuseABatchOfMoreThanItMayHave() throws UnreadableException {
        String most = Requests.batch(Collections.nCopies(10_000, "{}"));
        assertThat(Requests.read(BATCH, most)).hasSize(10_000);

        assertThatThrownBy(() -> Requests.read(BATCH, most.replaceFirst("\\[", "[1,")))
                .isInstanceOfSatisfying(
                        UnreadableException.class,
                        e -> assertThat(e.fault().status()).isEqualTo(413))
                .hasMessage("the batch has more than 10000 events; send it in several");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "ISO-8859-1"})
    void shouldRefuseWhatIsNotUtf8(String charset) {
        byte[] body = Requests.batch(List.of(Requests.event("é"))).getBytes(Charset.forName(charset));

        assertThatThrownBy(() -> new RequestReader(10).read(Optional.of(BATCH), Requests.headers(Map.of()), body))
                .isInstanceOfSatisfying(UnreadableException.class, e -> assertThat(e.fault())
                        .isEqualTo(UnreadableException.Fault.CONTENT));
    }

    private static Reading binary(Map<String, String> others) throws UnreadableException {
        Map<String, String> all = new HashMap<>(Map.of(
                "ce-specversion", "1.0",
                "ce-type", "io.wattledger.inference.v1",
                "ce-source", "/gateway/1",
                "ce-id", "e1",
                "ce-time", "2026-11-01T12:00:00Z"));
        others.forEach((name, value) -> {
            all.keySet().removeIf(name::equalsIgnoreCase);
            all.put(name, value);
        });
        List<Reading> readings = new RequestReader(10)
                .read(
                        Optional.of("application/json"),
                        Requests.headers(all),
                        Requests.DATA.getBytes(StandardCharsets.UTF_8));
        assertThat(readings).hasSize(1);
        return readings.get(0);
    }

    private static InferenceEvent sound(String body) throws UnreadableException {
        Reading reading = Requests.structured(body).get(0);
        assertThat(reading).isInstanceOf(Reading.Sound.class);
        return ((Reading.Sound) reading).event();
    }

    private static String detail(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Unsound.class);
        Reading.Unsound unsound = (Reading.Unsound) reading;
        return unsound.reason() + " " + unsound.detail();
    }
}
