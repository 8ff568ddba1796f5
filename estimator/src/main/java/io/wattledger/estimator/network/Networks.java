package io.wattledger.estimator.network;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The networks that come with the estimator. */
public final class Networks {

    private static final Map<String, Supplier<Network>> BY_NAME = all();
    private static final Map<String, String> ALIASES = aliases();

    private Networks() {}

    /** Names of all of them, in alphabetical order; other common spellings are found too. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /** The network of a name, in any case and with '_' or '-'. */
    public static Optional<Network> find(String name) {
        return nameOf(name).map(own -> Objects.requireNonNull(BY_NAME.get(own)).get());
    }

    /** Its one name: the same as the network's own, which takes a while to build. */
    public static Optional<String> nameOf(String name) {
        String spelled = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return Optional.of(ALIASES.getOrDefault(spelled, spelled)).filter(BY_NAME::containsKey);
    }

    private static Map<String, Supplier<Network>> all() {
        Map<String, Supplier<Network>> all = new TreeMap<>();
        Stream.of(
                        PlainConvolutionalNetworks.all(),
                        ResidualNetworks.all(),
                        MobileNetworks.all(),
                        VisionTransformers.all(),
                        LanguageNetworks.all())
                .forEach(all::putAll);
        return all;
    }

    private static Map<String, String> aliases() {
        Map<String, String> aliases = new HashMap<>();
        aliases.put("vit-base-patch16-224", "vit-b-16");
        aliases.put("vit-large-patch16-224", "vit-l-16");
        aliases.put("vit-b16", "vit-b-16");
        aliases.put("vit-l16", "vit-l-16");
        aliases.put("deit-tiny-patch16-224", "deit-tiny");
        aliases.put("deit-small-patch16-224", "deit-small");
        aliases.put("deit-base-patch16-224", "deit-base");
        aliases.put("mobilenet-v2", "mobilenetv2");
        aliases.put("mobilenetv2-100", "mobilenetv2");
        aliases.put("mobilenetv2-1.0", "mobilenetv2");
        aliases.put("mobilenetv2-140", "mobilenetv2-1.4");
        aliases.put("bert-base-uncased", "bert-base");
        aliases.put("bert-large-uncased", "bert-large");
        aliases.put("gpt2-small", "gpt2");
        aliases.put("gpt-2", "gpt2");
        aliases.put("llama-3.1-8b", "llama-3.1-8b-instruct");
        aliases.put("llama-3.1-70b", "llama-3.1-70b-instruct");
        aliases.put("qwen3-30b-a3b", "qwen3-30b-a3b-instruct-2507");
        aliases.put("qwen3-235b-a22b", "qwen3-235b-a22b-instruct-2507");
        for (String name : BY_NAME.keySet()) {
            if (name.matches("(vgg|resnet)\\d+")) {
                aliases.put(name.replaceFirst("(\\d)", "-$1"), name);
            }
            if (name.startsWith("efficientnet-b")) {
                aliases.put(name.replace("-b", "b"), name);
            }
            if (name.startsWith("gpt2-")) {
                aliases.put(name.replace("gpt2", "gpt-2"), name);
            }
        }
        return Map.copyOf(aliases);
    }
}
