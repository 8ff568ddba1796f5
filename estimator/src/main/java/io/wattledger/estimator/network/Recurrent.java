package io.wattledger.estimator.network;

import io.wattledger.estimator.network.Operation.Geometry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Recurrent layers over a sequence, one step after another. Parameters as in PyTorch, whose gates have two biases.
 *
 * @param cell what is computed in a step
 * @param hidden features of the state
 * @param layers stacked
 * @param bidirectional whether each layer also runs from the end to the start
 */
public record Recurrent(Cell cell, int hidden, int layers, boolean bidirectional) implements Leaf {

    private static final int BIASES_PYTORCH = 2;

    /** What a step computes. */
    public enum Cell {
        /** One product. */
        RNN(1),
        /** Three gates. */
        GRU(3),
        /** Four gates. */
        LSTM(4);

        private final int gates;

        Cell(int gates) {
            this.gates = gates;
        }

        /** Products of a step, each of input and state with a matrix. */
        public int gates() {
            return gates;
        }

        /** The name in tables and network files. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Recurrent {
        Checks.positive(cell.label(), "the hidden size", hidden);
        Checks.positive(cell.label(), "the number of layers", layers);
    }

    @Override
    public String kind() {
        return cell.label();
    }

    @Override
    public Effect effect(Shape input, Run run) {
        Shape.Sequence sequence = run.sequence(input);
        int outputs = Math.multiplyExact(cell.gates(), hidden);
        int directions = bidirectional ? 2 : 1;
        int features = sequence.features();
        long parameters = 0;
        List<Operation> operations = new ArrayList<>();
        for (int layer = 1; layer <= layers; layer++) {
            for (int direction = 1; direction <= directions; direction++) {
                int inputs = Math.addExact(features, hidden);
                parameters = Math.addExact(
                        parameters, Math.multiplyExact((long) outputs, Math.addExact(inputs, BIASES_PYTORCH)));
                Geometry geometry = new Geometry(inputs, outputs, 1, 1, 1, 1, run.batch(), sequence.length());
                String name = "layer %d gates%s".formatted(layer, direction == 1 ? "" : " backward");
                operations.add(Operation.of(name, Operation.Kind.GATES, geometry));
            }
            features = Math.multiplyExact(hidden, directions);
        }
        Shape output = new Shape.Sequence(sequence.length(), features);
        long inner = Math.multiplyExact(output.elements(), layers - 1);
        return new Effect(output, parameters, operations, inner, 0, false);
    }
}
