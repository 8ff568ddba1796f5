package io.wattledger.standalone;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.SiteRow;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.catalogue.SiteCatalogue;
import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.Topic;
import io.wattledger.v1.FootprintDimensions;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.Range;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The books of some records, computed a second time: from the records as they lie in Kafka and the bundled tables, in plain Java
 * that shares nothing with the application but the records and their decoding. Energy is rounded once per cell (partition, minute,
 * dimensions, batch size); facility energy, water and carbon are rounded from it.
 */
final class PlainBooks {

    private static final long MINUTE = 60_000;
    private static final long LATE = 5 * MINUTE;
    private static final double JOULES_PER_KWH = 3.6e6;

    final Map<FootprintDimensions, FootprintTotal> running = new HashMap<>();
    final Map<FootprintKey, FootprintTotal> hours = new HashMap<>();
    long in;
    long booked;
    long parked;
    long duplicate;
    long rejected;

    private final Topic<byte[], InferenceEvent> topic;
    private final CostCatalogue costs = CostCatalogue.bundled().withHost();
    private final SiteCatalogue sites = SiteCatalogue.bundled();
    private final Map<Cell, Usage> cells = new HashMap<>();

    /** @param records of all partitions of the topic, each partition's in its order */
    PlainBooks(List<ConsumerRecord<byte[], byte[]>> records, Topic<byte[], InferenceEvent> topic) {
        this.topic = topic;
        Map<Integer, List<ConsumerRecord<byte[], byte[]>>> byPartition =
                records.stream().collect(Collectors.groupingBy(ConsumerRecord::partition));
        byPartition.forEach(this::read);
        Map<FootprintDimensions, Sum> runningSums = new HashMap<>();
        Map<FootprintKey, Sum> hourSums = new HashMap<>();
        cells.forEach((cell, usage) -> {
            Map<Amount, long[]> price = price(cell, usage);
            runningSums.computeIfAbsent(cell.dimensions(), d -> new Sum()).add(cell, usage, price);
            hourSums.computeIfAbsent(hour(cell), k -> new Sum()).add(cell, usage, price);
        });
        runningSums.forEach((key, sum) -> running.put(key, sum.total()));
        hourSums.forEach((key, sum) -> hours.put(key, sum.total()));
    }

    private enum Amount {
        ENERGY,
        FACILITY,
        WATER,
        CARBON,
        ESTIMATE
    }

    private record Cell(
            int partition,
            long minute,
            FootprintDimensions dimensions,
            boolean measured,
            Optional<Integer> batchSize,
            Optional<OperatingPoint> point,
            Optional<SiteRow> site) {}

    private record Identity(String source, String eventId) {}

    private static final class Usage {
        long requests;
        long late;
        long inferences;
        long input;
        long cached;
        long output;
        long measured;

        void add(InferenceEvent event, boolean isLate) {
            requests++;
            late += isLate ? 1 : 0;
            inferences += event.getInferences();
            input += event.getInputTokens();
            cached += event.getCachedInputTokens();
            output += event.getOutputTokens();
            measured += event.getMeasuredEnergyMicrojoules() == null ? 0 : event.getMeasuredEnergyMicrojoules();
        }
    }

    private void read(int partition, List<ConsumerRecord<byte[], byte[]>> records) {
        Set<Identity> seen = new HashSet<>();
        long latest = Long.MIN_VALUE;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            in++;
            Optional<InferenceEvent> event = decode(record.value());
            if (event.isEmpty() || !sane(event.get())) {
                rejected++;
            } else if (!seen.add(
                    new Identity(event.get().getSource(), event.get().getEventId()))) {
                duplicate++;
            } else {
                long time = event.get().getOccurredAt().toEpochMilli();
                boolean late = latest != Long.MIN_VALUE && time < latest - LATE;
                latest = Math.max(latest, time);
                Cell cell = cell(partition, event.get());
                cells.computeIfAbsent(cell, c -> new Usage()).add(event.get(), late);
                if (cell.measured() || cell.point().isPresent()) {
                    booked++;
                } else {
                    parked++;
                }
            }
        }
    }

    private Optional<InferenceEvent> decode(byte @Nullable [] value) {
        try {
            return Optional.ofNullable(topic.value().deserializer().deserialize(topic.name(), value));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    /** Of all rules, those that the tests break. */
    private static boolean sane(InferenceEvent event) {
        return !event.getTeam().isBlank() && event.getOutputTokens() >= 0;
    }

    private Cell cell(int partition, InferenceEvent event) {
        Instant time = event.getOccurredAt();
        return new Cell(
                partition,
                Math.floorDiv(time.toEpochMilli(), MINUTE) * MINUTE,
                new FootprintDimensions(
                        event.getTeam(), event.getProject(), event.getModelId(), event.getGpu(), event.getRegion()),
                event.getMeasuredEnergyMicrojoules() != null,
                Optional.ofNullable(event.getBatchSize()),
                costs.find(event.getModelId(), event.getGpu())
                        .map(row -> at(
                                row.operatingPoints().stream()
                                        .map(OperatingPoint::of)
                                        .toList(),
                                event.getBatchSize())),
                sites.revisions(event.getRegion()).stream()
                        .filter(row -> !row.effectiveFrom().isAfter(time))
                        .max(Comparator.comparing(SiteRow::effectiveFrom)));
    }

    /** Between the two around the batch size, the last beyond them; the first where the batch size is unknown. */
    private static OperatingPoint at(List<OperatingPoint> points, @Nullable Integer batchSize) {
        if (batchSize == null) {
            return points.get(0);
        }
        List<OperatingPoint> sorted = points.stream()
                .sorted(Comparator.comparing(OperatingPoint::batchSize))
                .toList();
        OperatingPoint below = sorted.get(0);
        for (OperatingPoint above : sorted) {
            if (above.batchSize() >= batchSize) {
                return above.batchSize() == batchSize || below.equals(above) ? above : between(below, above, batchSize);
            }
            below = above;
        }
        return below;
    }

    private static OperatingPoint between(OperatingPoint a, OperatingPoint c, int b) {
        double share = (double) c.batchSize() * (b - a.batchSize()) / ((double) b * (c.batchSize() - a.batchSize()));
        return new OperatingPoint(
                b,
                between(a.perInference(), c.perInference(), share),
                between(a.perInputToken(), c.perInputToken(), share),
                between(a.perCachedInputToken(), c.perCachedInputToken(), share),
                between(a.perOutputToken(), c.perOutputToken(), share));
    }

    private static Rate between(Rate a, Rate c, double share) {
        return new Rate(
                a.low() + share * (c.low() - a.low()),
                a.central() + share * (c.central() - a.central()),
                a.high() + share * (c.high() - a.high()));
    }

    /** Microjoules. */
    private record Rate(double low, double central, double high) {

        static Rate of(Estimate<Joules> joules) {
            return new Rate(
                    joules.low().value() * 1e6,
                    joules.central().value() * 1e6,
                    joules.high().value() * 1e6);
        }

        double end(int end) {
            return end == 0 ? low : end == 1 ? central : high;
        }
    }

    /** Rates of a batch size. */
    private record OperatingPoint(
            int batchSize, Rate perInference, Rate perInputToken, Rate perCachedInputToken, Rate perOutputToken) {

        static OperatingPoint of(io.wattledger.estimator.OperatingPoint point) {
            return new OperatingPoint(
                    point.batchSize(),
                    Rate.of(point.perInference()),
                    Rate.of(point.perInputToken()),
                    Rate.of(point.perCachedInputToken()),
                    Rate.of(point.perOutputToken()));
        }
    }

    private static Map<Amount, long[]> price(Cell cell, Usage usage) {
        Map<Amount, long[]> price = new EnumMap<>(Amount.class);
        cell.point()
                .ifPresent(point -> price.put(cell.measured() ? Amount.ESTIMATE : Amount.ENERGY, energy(point, usage)));
        if (cell.measured()) {
            price.put(Amount.ENERGY, new long[] {usage.measured, usage.measured, usage.measured});
        }
        long[] energy = price.get(Amount.ENERGY);
        if (energy != null && cell.site().isPresent()) {
            SiteRow site = cell.site().get();
            price.put(Amount.FACILITY, times(energy, site.pue()));
            price.put(
                    Amount.WATER,
                    times(energy, (site.wueLitresPerKwh() + site.pue() * site.ewifLitresPerKwh()) / JOULES_PER_KWH));
            price.put(Amount.CARBON, times(energy, site.pue() * site.gramsCo2ePerKwh() / JOULES_PER_KWH));
        }
        return price;
    }

    private static long[] energy(OperatingPoint point, Usage usage) {
        Rate inference = point.perInference();
        Rate input = point.perInputToken();
        Rate cached = point.perCachedInputToken();
        Rate output = point.perOutputToken();
        long[] energy = new long[3];
        for (int end = 0; end < energy.length; end++) {
            energy[end] = Math.round(usage.inferences * inference.end(end)
                    + (usage.input - usage.cached) * input.end(end)
                    + usage.cached * cached.end(end)
                    + usage.output * output.end(end));
        }
        return energy;
    }

    private static long[] times(long[] amount, double factor) {
        return new long[] {
            Math.round(amount[0] * factor), Math.round(amount[1] * factor), Math.round(amount[2] * factor)
        };
    }

    private static FootprintKey hour(Cell cell) {
        FootprintDimensions of = cell.dimensions();
        return new FootprintKey(
                Instant.ofEpochMilli(Math.floorDiv(cell.minute(), 60 * MINUTE) * 60 * MINUTE),
                3600,
                of.getTeam(),
                of.getProject(),
                of.getModelId(),
                of.getGpu(),
                of.getRegion());
    }

    private static final class Sum {
        private final Usage usage = new Usage();
        private final Map<Amount, long[]> amounts = new EnumMap<>(Amount.class);
        private long unpriced;
        private long unsited;
        private long measured;
        private long compared;

        void add(Cell cell, Usage more, Map<Amount, long[]> price) {
            usage.requests += more.requests;
            usage.late += more.late;
            usage.inferences += more.inferences;
            usage.input += more.input;
            usage.cached += more.cached;
            usage.output += more.output;
            measured += more.measured;
            compared += price.containsKey(Amount.ESTIMATE) ? more.measured : 0;
            price.forEach((amount, value) ->
                    amounts.merge(amount, value, (a, b) -> new long[] {a[0] + b[0], a[1] + b[1], a[2] + b[2]}));
            boolean priced = price.containsKey(Amount.ENERGY);
            unpriced += priced ? 0 : more.requests;
            unsited += priced && cell.site().isEmpty() ? more.requests : 0;
        }

        FootprintTotal total() {
            return FootprintTotal.newBuilder()
                    .setRequests(usage.requests)
                    .setLateRequests(usage.late)
                    .setInferences(usage.inferences)
                    .setInputTokens(usage.input)
                    .setCachedInputTokens(usage.cached)
                    .setOutputTokens(usage.output)
                    .setUnpricedRequests(unpriced)
                    .setUnsitedRequests(unsited)
                    .setEnergyMicrojoules(range(Amount.ENERGY))
                    .setFacilityEnergyMicrojoules(range(Amount.FACILITY))
                    .setWaterMicrolitres(range(Amount.WATER))
                    .setCarbonMicrograms(range(Amount.CARBON))
                    .setMeasuredEnergyMicrojoules(measured)
                    .setMeasuredEstimateMicrojoules(range(Amount.ESTIMATE))
                    .setComparedEnergyMicrojoules(compared)
                    .build();
        }

        private @Nullable Range range(Amount amount) {
            long[] value = amounts.get(amount);
            return value == null ? null : new Range(value[0], value[1], value[2]);
        }
    }
}
