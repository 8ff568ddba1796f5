package io.wattledger.estimator.catalogue;

import static io.wattledger.estimator.catalogue.ReferenceData.number;
import static io.wattledger.estimator.catalogue.ReferenceData.rounded;
import static io.wattledger.estimator.catalogue.ReferenceData.text;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.PowerShare;
import io.wattledger.estimator.Rate;
import io.wattledger.estimator.Watts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The cost lines of vision models, computed from measured throughput at 224 × 224 pixels. */
final class ImageCosts {

    private static final String METHOD = "board-power-over-throughput";

    private static final String DERIVATION =
            "%s W board power x %s utilisation (assumed) / %s images/s;" + " low: %s utilisation; high: %s utilisation";
    private static final String SOURCE = "timm results, %s (PyTorch 2.4.0, CUDA 12.4, mixed precision, 224 x 224;"
            + " Apache-2.0); NVIDIA GeForce specifications";

    private record Board(String gpu, String fileName, Watts power) {}

    private static final List<Board> BOARDS = List.of(
            new Board("rtx-4090-24gb", "rtx4090", ImageEnergy.RTX_4090_NVIDIA),
            new Board("rtx-3090-24gb", "rtx3090", ImageEnergy.RTX_3090_NVIDIA));

    private static final List<String> MODELS =
            List.of("resnet50", "vit-base-patch16-224", "efficientnet-b0", "mobilenetv2-100");

    private final ReferenceData data;

    ImageCosts(ReferenceData data) {
        this.data = data;
    }

    List<List<String>> lines() throws IOException {
        List<List<String>> lines = new ArrayList<>();
        for (String model : MODELS) {
            for (Board board : BOARDS) {
                lines.addAll(point(model, board));
            }
        }
        return lines;
    }

    private List<List<String>> point(String model, Board board) throws IOException {
        String file = "benchmark-infer-amp-nchw-pt240-cu124-%s.csv".formatted(board.fileName());
        Map<String, String> run = data.read(file).stream()
                .filter(line -> text(line, "model").equals(model.replace('-', '_')))
                .filter(line -> text(line, "infer_img_size").equals("224"))
                .findFirst()
                .orElseThrow();
        double imagesPerSecond = number(run, "infer_samples_per_sec");
        Estimate<Joules> perImage = ImageEnergy.perImage(board.power(), imagesPerSecond);
        String derivation = DERIVATION.formatted(
                rounded(board.power().value()),
                PowerShare.CENTRAL_ASSUMED,
                text(run, "infer_samples_per_sec"),
                PowerShare.LOW_ASSUMED,
                PowerShare.HIGH);
        List<List<String>> lines = new ArrayList<>();
        for (Rate rate : Rate.values()) {
            boolean perInference = rate == Rate.INFERENCE;
            Estimate<Joules> joules = perInference ? perImage : Estimate.exactly(new Joules(0));
            lines.add(List.of(
                    model,
                    board.gpu(),
                    text(run, "infer_batch_size"),
                    rate.label(),
                    rounded(joules.low().value()),
                    rounded(joules.central().value()),
                    rounded(joules.high().value()),
                    METHOD,
                    perInference ? derivation : "an image has no tokens",
                    SOURCE.formatted(file),
                    "2024"));
        }
        return lines;
    }
}
