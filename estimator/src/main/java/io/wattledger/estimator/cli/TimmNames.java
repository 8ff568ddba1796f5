package io.wattledger.estimator.cli;

import io.wattledger.estimator.network.Family;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the name of a model in timm tells of it. The rules are ours, by the architectures that timm documents. */
final class TimmNames {

    /** Said of weights, of a port or of a detail, before the name of the family. */
    private static final Pattern PREFIX = Pattern.compile("^(tf|legacy|dm|nf|gc|wide|eca|ese|test|tiny)_");

    /** Spellings of families that would else be families of their own. */
    private static final Map<String, String> SPELLINGS = Map.of(
            "res2net", "resnet",
            "res2next", "resnext",
            "cs3", "cspdarknet");

    private static final Pattern SPELLING = Pattern.compile("^(res2next|res2net|cs3)");
    private static final Pattern LETTERS = Pattern.compile("^[a-z]+");

    /** Convolutional, though their names begin like those of others. */
    private static final Pattern CONVOLUTIONAL = Pattern.compile(
            "efficientnet|mobilenet|mnasnet|fbnet|ghostnet|rexnet|lcnet|tinynet|hardcore|mixnet|mobileone"
                    + "|^xception|^fastvit|^repvit|^efficientformer|^poolformer");

    /** Windowed or hierarchical transformers, and convolutions with attention. */
    private static final Pattern HYBRID = Pattern.compile(
            "^coat|^max|^levit|^mobilevit|^edgenext|^efficientvit|^nextvit|^vitamin|^tiny_vit|^visformer"
                    + "|^vit_.*(resnet|r26|r50)|^caformer|^convformer|^swin|^davit|^twins|^nest|^focalnet|^hiera|^mvit"
                    + "|^pvt|^gcvit|^pit_|^sam_hiera|^bat_|halo|botnet|lambda|lamhalo|^xcit|^volo|^crossvit|^tnt"
                    + "|^sequencer|^convit|^cait");

    /** Layers of one width from the first patch to the last, with attention or with products in its place. */
    private static final Pattern TRANSFORMER =
            Pattern.compile("^vit_|^deit|^beit|^eva|^flexivit|^samvit|^mixer|^gmixer|^resmlp|^gmlp|^test_vit|^sam");

    private TimmNames() {}

    /** The first word, without digits: "efficientnet" of "tf_efficientnet_b0.ns_jft_in1k". */
    static String series(String model) {
        String name = PREFIX.matcher(withoutWeights(model)).replaceFirst("");
        Matcher spelling = SPELLING.matcher(name);
        if (spelling.find()) {
            name = SPELLINGS.getOrDefault(spelling.group(), "") + name.substring(spelling.end());
        }
        Matcher letters = LETTERS.matcher(name);
        return letters.find() ? letters.group() : name;
    }

    /** What kind of network it is. */
    static Family family(String model) {
        if (CONVOLUTIONAL.matcher(model).find()) {
            return Family.CNN;
        }
        if (HYBRID.matcher(model).find()) {
            return Family.VISION_HYBRID;
        }
        return TRANSFORMER.matcher(model).find() ? Family.VISION_TRANSFORMER : Family.CNN;
    }

    /** Without the tag of the weights behind the first dot. */
    private static String withoutWeights(String model) {
        return model.split("\\.", 2)[0];
    }
}
