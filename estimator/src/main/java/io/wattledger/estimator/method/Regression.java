package io.wattledger.estimator.method;

import java.util.List;

/**
 * A regression of the energy of a batch on durations and counts, as its document prints it.
 *
 * @param terms the constant first
 * @param joulesPerUnit 1 where the table's energy is in joules, 3600 for watt-hours
 * @param rSquared as printed
 * @param table where it is printed
 */
public record Regression(List<Coefficient> terms, double joulesPerUnit, double rSquared, String table) {

    private static final double JOULES_PER_WATT_HOUR = 3600;

    /** Table 3: BERT and GPT; durations in "10^6 seconds" (see {@link EfficiencyRegression}), energy in joules. */
    public static final Regression TRANSFORMER_TABLE_3 = new Regression(
            List.of(
                    new Coefficient(Variable.CONSTANT, 23.8962, 22.579, 25.214),
                    new Coefficient(Variable.PROJECTIONS, 0.1089, 0.087, 0.131),
                    new Coefficient(Variable.ATTENTION_SCORES, 0.4743, 0.463, 0.486),
                    new Coefficient(Variable.ATTENTION_OUTPUT, -0.1029, -0.173, -0.033)),
            1,
            0.93,
            "table 3");

    /** Table 4: LSTM and GRU; energy in watt-hours. */
    public static final Regression RECURRENT_TABLE_4 = new Regression(
            List.of(
                    new Coefficient(Variable.CONSTANT, 0.3601, 0.330, 0.391),
                    new Coefficient(Variable.GATES, -1.2099, -1.596, -0.823),
                    new Coefficient(Variable.HIDDEN_UPDATE, 4041.5679, 3234.431, 4848.705)),
            JOULES_PER_WATT_HOUR,
            0.83,
            "table 4");

    /** Table 5: LSTM and GRU with operations (TFLOP) and parameters (millions); energy in watt-hours. */
    public static final Regression RECURRENT_TABLE_5 = new Regression(
            List.of(
                    new Coefficient(Variable.CONSTANT, 0.2228, 0.197, 0.248),
                    new Coefficient(Variable.GATES, -11.5928, -12.450, -10.736),
                    new Coefficient(Variable.HIDDEN_UPDATE, 2.381e4, 2.24e4, 2.53e4),
                    new Coefficient(Variable.TERA_FLOPS, -0.1181, -0.123, -0.113),
                    new Coefficient(Variable.MILLION_PARAMETERS, 0.1173, 0.112, 0.123)),
            JOULES_PER_WATT_HOUR,
            0.907,
            "table 5");

    public Regression {
        terms = List.copyOf(terms);
    }

    /** What a coefficient multiplies. */
    public enum Variable {
        CONSTANT("constant"),
        PROJECTIONS("projections"),
        ATTENTION_SCORES("attention scores"),
        ATTENTION_OUTPUT("attention output"),
        GATES("gates"),
        HIDDEN_UPDATE("hidden update"),
        TERA_FLOPS("TFLOP"),
        MILLION_PARAMETERS("million parameters");

        private final String label;

        Variable(String label) {
            this.label = label;
        }

        /** Its name in terms of an estimate. */
        public String label() {
            return label;
        }
    }

    /**
     * One line of the table.
     *
     * @param variable what it multiplies
     * @param estimate the coefficient
     * @param low lower end of its 95 % interval
     * @param high upper end
     */
    public record Coefficient(Variable variable, double estimate, double low, double high) {}
}
