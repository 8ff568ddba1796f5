package io.wattledger.estimator.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Freshness;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.generation.SomeCalibration;
import io.wattledger.estimator.serving.Calibrations;
import io.wattledger.estimator.serving.ServingRoofline;
import io.wattledger.estimator.vision.VisionCalibrations;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Laws that hold for every method, model and GPU. */
class MethodLawTest {

    private static final int ROUNDS = 300;

    private final Models models = new Models(CostCatalogue.bundled());
    private final Methods methods = new Methods(
            CostCatalogue.bundled(),
            AlphaFlopsCoefficients.QUADRO_T2000_ASPERTI_2021,
            Optional.empty(),
            new RooflineInServing(
                    Optional.of(new ServingRoofline(Calibrations.ofOnes(), Freshness.on(LocalDate.of(2026, 12, 1))))),
            new RooflineInVision(Optional.of(VisionCalibrations.simple()), Freshness.on(LocalDate.of(2026, 12, 1))),
            new GenerationSteps(Optional.of(SomeCalibration.of()), Freshness.on(LocalDate.of(2026, 12, 1))));
    private final Estimator estimator = new Estimator(methods, true);
    private Random random = new Random();

    @BeforeEach
    void seed() {
        long seed = System.nanoTime();
        random = new Random(seed);
        System.out.println("MethodLawTest seed " + seed);
    }

    @Test
    void shouldKeepEveryRangeInOrderAndEveryTermSourced() {
        int answered = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Model model = oneOf(List.copyOf(models.names()), models::require);
            Optional<Answer> answer =
                    ask(model, anyGpu(), oneOf(methods.names()), anyTokens(model), random.nextInt(64) + 1);
            if (answer.isPresent()) {
                answered++;
                Estimate<Joules> energy = answer.get().energy();
                assertThat(energy.low().value())
                        .as("%s", answer.get())
                        .isLessThanOrEqualTo(energy.central().value());
                assertThat(energy.central().value())
                        .isLessThanOrEqualTo(energy.high().value());
                assertThat(energy.high().value()).as("%s", answer.get()).isPositive();
                assertThat(answer.get().terms()).isNotEmpty().allSatisfy(term -> assertThat(term.source())
                        .isNotBlank());
            }
        }
        assertThat(answered).isGreaterThan(ROUNDS / 10);
    }

    @Test
    void shouldTakeMoreEnergyForMoreTokens() {
        for (String name : List.of("bert-base", "bert-large", "gpt2")) {
            for (String method : List.of(FlopsPerWatt.NAME, AlphaFlops.NAME, HardwareEfficiency.NAME)) {
                int fewer = random.nextInt(200) + 1;
                int more = fewer + random.nextInt(200) + 8;
                Model model = models.require(name);
                Gpu gpu = GpuCatalogue.bundled().require("a100-pcie-80gb");

                double small = ask(model, gpu, method, fewer, 1)
                        .orElseThrow()
                        .energy()
                        .central()
                        .value();
                double large = ask(model, gpu, method, more, 1)
                        .orElseThrow()
                        .energy()
                        .central()
                        .value();

                assertThat(large)
                        .as("%s by %s, %d and %d tokens", name, method, fewer, more)
                        .isGreaterThan(small);
            }
        }
    }

    @Test
    void shouldTakeMoreEnergyForALargerBatchButNoMorePerInference() {
        for (String method : List.of(AlphaFlops.NAME, HardwareEfficiency.NAME)) {
            for (int i = 0; i < 20; i++) {
                int batch = random.nextInt(60) + 1;
                int larger = batch + random.nextInt(60) + 1;
                Model model =
                        models.require(oneOf(List.of("resnet18", "resnet50", "vgg11", "mobilenetv2", "vit-b-16")));
                Gpu gpu = GpuCatalogue.bundled().require("rtx-2080-ti");

                double each = ask(model, gpu, method, -1, batch)
                        .orElseThrow()
                        .energy()
                        .central()
                        .value();
                double eachOfMore = ask(model, gpu, method, -1, larger)
                        .orElseThrow()
                        .energy()
                        .central()
                        .value();

                assertThat(eachOfMore)
                        .as("%s by %s, batch %d and %d", model.name(), method, batch, larger)
                        .isLessThanOrEqualTo(each * (1 + 1e-12));
                assertThat(eachOfMore * larger).isGreaterThan(each * batch);
            }
        }
    }

    @Test
    void shouldTakeMoreEnergyForMoreLayersOfTheSameKind() {
        List<String> resnets = List.of("resnet18", "resnet34");
        List<String> vggs = List.of("vgg11", "vgg13", "vgg16", "vgg19");
        List<String> berts = List.of("bert-small", "bert-base", "bert-large");
        for (String method : List.of(FlopsPerWatt.NAME, AlphaFlops.NAME, HardwareEfficiency.NAME)) {
            for (List<String> family : List.of(resnets, vggs, berts)) {
                List<Double> joules = new ArrayList<>();
                for (String name : family) {
                    Model model = models.require(name);
                    int tokens = model.family().vision() ? -1 : 128;
                    joules.add(ask(model, GpuCatalogue.bundled().require("a100-pcie-80gb"), method, tokens, 1)
                            .orElseThrow()
                            .energy()
                            .central()
                            .value());
                }
                assertThat(joules).as("%s of %s", method, family).isSorted();
            }
        }
    }

    private Optional<Answer> ask(Model model, Gpu gpu, String method, int tokens, int batch) {
        try {
            Workload workload = new Workload(
                    model,
                    Optional.of(gpu),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.of(batch),
                    tokens < 0 ? OptionalLong.empty() : OptionalLong.of(tokens),
                    0,
                    0);
            return Optional.of(estimator.answer(workload, Optional.of(method), Place.UNKNOWN));
        } catch (EstimateException e) {
            assertThat(e.getMessage()).isNotBlank();
            return Optional.empty();
        }
    }

    private int anyTokens(Model model) {
        return switch (model.family()) {
            case LANGUAGE_DECODER, LANGUAGE_ENCODER -> random.nextInt(300) + 1;
            default -> -1;
        };
    }

    private Gpu anyGpu() {
        return oneOf(GpuCatalogue.bundled().gpus());
    }

    private <T> T oneOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private <T, R> R oneOf(List<T> list, Function<T, R> of) {
        return of.apply(oneOf(list));
    }
}
