package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.network.LayerCost;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.NetworkCost;
import io.wattledger.estimator.network.Operation;
import io.wattledger.estimator.network.Shape;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * What the command {@code flops} prints. In training, the multiply-adds of each layer are those of forward and backward
 * pass together, as in the total.
 *
 * @param network that was counted
 * @param cost of its forward pass
 * @param training whether a training step was asked for
 * @param perLayer whether every layer is listed
 */
record FlopsReport(Network network, NetworkCost cost, boolean training, boolean perLayer) {

    private static final double MEGA = 1e6;

    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s (%s), %s, batch %d, %s, %s%n%n",
                network.name(),
                network.family().label(),
                network.input(),
                cost.batch(),
                cost.precision().label(),
                training ? "training step" : "forward pass");
        long parameters = cost.parameters();
        new Columns("quantity", "value")
                .row("multiply-adds", SiUnits.of((double) macs(), "MACs"))
                .row("operations", SiUnits.of(flops(macs()).doubleValue(), "FLOPs"))
                .row("parameters", SiUnits.of((double) parameters, ""))
                .row("parameter memory", SiUnits.of(cost.parameterBytes(), "B"))
                .row("activation memory", SiUnits.of(cost.activationBytes(), "B"))
                .row("peak memory", SiUnits.of(peak(), "B"))
                .print(out);
        if (perLayer) {
            out.println();
            layers().print(out);
        }
    }

    private Columns layers() {
        Columns table = new Columns("layer", "kind", "input", "output", "MMACs", "parameters", "activations MB");
        for (LayerCost layer : cost.layers()) {
            table.row(
                    layer.name(),
                    layer.kind(),
                    layer.input().toString(),
                    layer.output().toString(),
                    millions((double) macs(layer.macs())),
                    Long.toString(layer.parameters()),
                    millions(layer.activationBytes()));
        }
        return table;
    }

    /** One line per layer, whole numbers. */
    void printCsv(PrintWriter out) throws IOException {
        CSVPrinter printer = new CSVPrinter(
                out, CSVFormat.RFC4180.builder().setRecordSeparator("\n").get());
        printer.printRecord(
                "layer", "kind", "input", "output", "flops", "macs", "parameters", "parameterBytes", "activationBytes");
        for (LayerCost layer : cost.layers()) {
            long macs = macs(layer.macs());
            printer.printRecord(
                    layer.name(),
                    layer.kind(),
                    layer.input(),
                    layer.output(),
                    flops(macs),
                    macs,
                    layer.parameters(),
                    BigDecimal.valueOf(layer.parameterBytes()).toPlainString(),
                    BigDecimal.valueOf(layer.activationBytes()).toPlainString());
        }
    }

    private static String millions(double value) {
        return String.format(Locale.ROOT, "%.3f", value / MEGA);
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("model", network.name())
                .put("family", network.family().label())
                .set("input", json(network.input()));
        json.put("batch", cost.batch())
                .put("precision", cost.precision().label())
                .put("pass", training ? "training" : "forward")
                .put("flops", flops(macs()))
                .put("macs", macs())
                .put("parameters", cost.parameters());
        bytes(json, "parameterBytes", cost.parameterBytes());
        bytes(json, "activationBytes", cost.activationBytes());
        bytes(json, "peakMemoryBytes", peak());
        if (perLayer) {
            ArrayNode layers = json.putArray("layers");
            cost.layers().forEach(layer -> layers.add(json(layer)));
        }
        return json;
    }

    private ObjectNode json(LayerCost layer) {
        long macs = macs(layer.macs());
        ObjectNode json = Json.object()
                .put("name", layer.name())
                .put("kind", layer.kind())
                .set("input", json(layer.input()));
        json.<ObjectNode>set("output", json(layer.output()))
                .put("flops", flops(macs))
                .put("macs", macs)
                .put("parameters", layer.parameters());
        bytes(json, "parameterBytes", layer.parameterBytes());
        bytes(json, "activationBytes", layer.activationBytes());
        ArrayNode operations = json.putArray("operations");
        for (Operation operation : layer.operations()) {
            operations
                    .addObject()
                    .put("name", operation.name())
                    .put(
                            "kind",
                            operation.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .put("macs", macs(operation.macs()));
        }
        return json;
    }

    /** The same form as in a network file. */
    private static ObjectNode json(Shape shape) {
        ObjectNode json = Json.object();
        if (shape instanceof Shape.Image image) {
            json.putObject("image")
                    .put("channels", image.channels())
                    .put("height", image.height())
                    .put("width", image.width());
        } else if (shape instanceof Shape.Sequence sequence) {
            json.putObject("sequence").put("length", sequence.length()).put("features", sequence.features());
        } else if (shape instanceof Shape.Tokens tokens) {
            json.put("tokens", tokens.length());
        } else if (shape instanceof Shape.Vector vector) {
            json.put("vector", vector.features());
        }
        return json;
    }

    private long macs() {
        return macs(cost.macs());
    }

    private long macs(long forward) {
        return training ? NetworkCost.trainingMacs(forward) : forward;
    }

    private double peak() {
        return training ? cost.training().peakMemoryBytes() : cost.peakMemoryBytes();
    }

    private static BigInteger flops(long macs) {
        return BigInteger.valueOf(macs).shiftLeft(1);
    }

    /** Whole bytes without an exponent; only 4-bit numbers can make halves. */
    private static void bytes(ObjectNode json, String name, double bytes) {
        if (bytes == Math.rint(bytes) && bytes < Long.MAX_VALUE) {
            json.put(name, (long) bytes);
        } else {
            json.put(name, bytes);
        }
    }
}
