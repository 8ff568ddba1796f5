package io.wattledger.estimator.network;

import static io.wattledger.estimator.catalogue.ReferenceData.number;
import static io.wattledger.estimator.catalogue.ReferenceData.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.wattledger.estimator.Precision;
import io.wattledger.estimator.catalogue.ReferenceData;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedCountsTest {

    private static final double GIGA = 1e9;

    @Test
    void shouldReproduceTorchvisionsTableOfWeights() throws IOException {
        ReferenceData data = ReferenceData.orSkip();
        TreeSet<String> checked = new TreeSet<>();

        for (Map<String, String> row : data.read("torchvision_weights_meta.csv")) {
            String name = text(row, "weights_enum").replaceFirst("_(Quantized)?Weights$", "");
            String spelled = name.replace("MobileNet_V2", "mobilenetv2").toLowerCase(Locale.ROOT);
            if (Networks.find(spelled).isEmpty()) {
                continue;
            }
            int crop = (int) number(row, "crop_size");
            NetworkCost cost = Networks.find(spelled)
                    .orElseThrow()
                    .withInput(new Shape.Image(3, crop, crop))
                    .forward(1, Precision.FP32);

            assertThat(cost.parameters()).as("parameters of %s", row).isEqualTo((long) number(row, "num_params"));
            assertThat(cost.macs() / GIGA)
                    .as("GMACs of %s", row)
                    .isCloseTo(number(row, "gops_per_forward(_ops; GMACs as published)"), withinPercentage(1));
            checked.add(spelled + "@" + crop);
        }

        assertThat(checked)
                .contains(
                        "alexnet@224",
                        "vgg16@224",
                        "resnet18@224",
                        "resnet50@224",
                        "mobilenetv2@224",
                        "efficientnet_b2@288",
                        "efficientnet_b7@600",
                        "vit_b_16@224",
                        "vit_b_16@384",
                        "vit_l_16@512")
                .hasSize(17);
    }

    /**
     * Parameters as published: torchvision's model pages (alexnet to vit-l-16), the sum over the tensors of the checkpoints on
     * Hugging Face (bert, gpt2, llama, qwen3), timm's model pages (deit, mobilenetv2_140).
     */
    @ParameterizedTest
    @CsvSource({
        "alexnet, 61100840",
        "vgg11, 132863336",
        "vgg13, 133047848",
        "vgg16, 138357544",
        "vgg19, 143667240",
        "resnet18, 11689512",
        "resnet34, 21797672",
        "resnet50, 25557032",
        "resnet101, 44549160",
        "resnet152, 60192808",
        "mobilenetv2, 3504872",
        "mobilenetv2-1.4, 6108776",
        "efficientnet-b0, 5288548",
        "efficientnet-b1, 7794184",
        "efficientnet-b2, 9109994",
        "efficientnet-b3, 12233232",
        "efficientnet-b4, 19341616",
        "efficientnet-b5, 30389784",
        "efficientnet-b6, 43040704",
        "efficientnet-b7, 66347960",
        "vit-b-16, 86567656",
        "vit-l-16, 304326632",
        "deit-tiny, 5717416",
        "deit-small, 22050664",
        "deit-base, 86567656",
        "bert-base, 109482240",
        "bert-large, 335141888",
        "gpt2, 124439808",
        "gpt2-medium, 354823168",
        "gpt2-large, 774030080",
        "gpt2-xl, 1557611200",
        "llama-3.1-8b-instruct, 8030261248",
        "llama-3.1-70b-instruct, 70553706496",
        "qwen3-32b, 32762123264",
        "qwen3-30b-a3b-instruct-2507, 30532122624",
        "qwen3-235b-a22b-instruct-2507, 235093634560"
    })
    void shouldHaveThePublishedParameters(String name, long parameters) {
        assertThat(forward(name).parameters()).isEqualTo(parameters);
    }

    /** Model cards: 3.3 and 22 billion parameters are activated per token; the embedding is looked up, not multiplied. */
    @ParameterizedTest
    @CsvSource({"qwen3-30b-a3b-instruct-2507, 3.3e9, 2048", "qwen3-235b-a22b-instruct-2507, 22e9, 4096"})
    void shouldActivateAsManyParametersPerTokenAsPublished(String name, double activated, int hidden) {
        long embedding = 151_936L * hidden;

        long perToken = Networks.find(name)
                        .orElseThrow()
                        .decodeStep(0, 1, Precision.BF16)
                        .macs()
                + embedding;

        assertThat((double) perToken).isCloseTo(activated, withinPercentage(3));
    }

    @ParameterizedTest
    @CsvSource({
        "resnet-50, resnet50",
        "ResNet50, resnet50",
        "VGG-16, vgg16",
        "vit-base-patch16-224, vit-b-16",
        "vit_b_16, vit-b-16",
        "mobilenetv2-100, mobilenetv2",
        "efficientnet_b0, efficientnet-b0",
        "efficientnetb7, efficientnet-b7",
        "gpt-2-xl, gpt2-xl",
        "bert_base_uncased, bert-base"
    })
    void shouldFindOtherSpellings(String spelled, String name) {
        assertThat(Networks.find(spelled)).get().extracting(Network::name).isEqualTo(name);
    }

    @Test
    void shouldFindNoOther() {
        assertThat(Networks.find("vgg17")).isEmpty();
    }

    @Test
    void shouldListEveryNetworkUnderItsOwnName() {
        List<String> names = Networks.names();

        assertThat(names).hasSizeGreaterThan(35).isSorted();
        for (String name : names) {
            Network network = Networks.find(name).orElseThrow();
            assertThat(network.name()).isEqualTo(name);
            assertThat(network.source()).as(name).isNotBlank();
        }
    }

    private static NetworkCost forward(String name) {
        return Networks.find(name).orElseThrow().forward(1, Precision.FP32);
    }
}
