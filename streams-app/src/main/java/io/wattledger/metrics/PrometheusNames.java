package io.wattledger.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;

/**
 * Meters of Kafka and the JVM as Prometheus's naming guide wants them: times in nanoseconds and milliseconds are left out (there are
 * ratios of the same), what counts things now does not end like a histogram, and each says what it is.
 */
final class PrometheusNames implements MeterFilter {

    private static final String COUNT = ".count";

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        String name = id.getName();
        boolean otherUnits = name.contains(".ns.") || name.endsWith(".ms") || name.equals("process.cpu.time");
        return otherUnits ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        String name = id.getName();
        boolean counts = name.endsWith(COUNT) && id.getType() == Meter.Type.GAUGE;
        String shown = counts ? name.substring(0, name.length() - COUNT.length()) + "s" : name;
        String description = id.getDescription();
        String help =
                description == null || description.isBlank() ? "As Kafka documents it: " + name + "." : description;
        return new Meter.Id(shown, Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), help, id.getType());
    }
}
