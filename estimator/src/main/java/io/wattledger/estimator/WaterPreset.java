package io.wattledger.estimator;

import java.util.Arrays;
import java.util.List;

/** Litres per kWh that somebody assumed for any site. */
public enum WaterPreset {
    /**
     * 7 to 40 L/kWh: Rojivadia, "The cost of intelligence: comprehensive metrics for neural network efficiency and
     * business impact", section 5.2, an assumption without a source. The middle, 23.5, is ours. Measured sites use 0.1 to 3
     * on site and 1 to 19 off site, so this overstates.
     */
    ROJIVADIA_7_40(
            "rojivadia-7-40",
            7,
            23.5,
            40,
            "Rojivadia, The cost of intelligence, section 5.2: 7 to 40 L/kWh, the author's assumption; middle ours");

    private final String label;
    private final double low;
    private final double central;
    private final double high;
    private final String source;

    WaterPreset(String label, double low, double central, double high, String source) {
        this.label = label;
        this.low = low;
        this.central = central;
        this.high = high;
        this.source = source;
    }

    /** The preset of a name. */
    public static WaterPreset of(String name) {
        return Arrays.stream(values())
                .filter(preset -> preset.label.equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new UnknownNameException("water preset", name, names(), "'wattledger estimate --help'"));
    }

    /** Names of all presets. */
    public static List<String> names() {
        return Arrays.stream(values()).map(WaterPreset::label).toList();
    }

    /** Its name in options. */
    public String label() {
        return label;
    }

    /** Low end, litres per kWh of IT energy. */
    public double lowLitresPerKwh() {
        return low;
    }

    /** Middle, litres per kWh of IT energy. */
    public double centralLitresPerKwh() {
        return central;
    }

    /** High end, litres per kWh of IT energy. */
    public double highLitresPerKwh() {
        return high;
    }

    /** Where it comes from. */
    public String source() {
        return source;
    }
}
