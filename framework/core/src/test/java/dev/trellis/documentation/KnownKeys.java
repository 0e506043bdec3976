package dev.trellis.documentation;

import dev.trellis.error.TrellisException;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.Node.Entry;
import dev.trellis.internal.yaml.Node.Mapping;
import dev.trellis.internal.yaml.Node.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Finds the keys that a reader accepts. Only the code of the reader contains these keys, so this class adds an unknown key
 * to each mapping of a valid document and takes the accepted keys from the error.
 */
final class KnownKeys {
    private static final String UNKNOWN = "a_key_that_no_reader_of_this_project_has_ever_heard_of";
    private static final String LIST = "Use one of: ";

    private KnownKeys() {}

    /**
     * The keys of every mapping in the document that has a fixed set of keys.
     *
     * @param reader reads the document, and fails at a key that it does not know
     */
    static Set<String> in(Node document, Consumer<Node> reader) {
        reader.accept(document);
        Set<String> keys = new TreeSet<>();
        for (Node variant : variants(document)) {
            keys(variant, reader).ifPresent(keys::addAll);
        }
        return keys;
    }

    /**
     * The keys of the mapping under one key of a document; none where something else stands there.
     *
     * @param reader as for {@link #in}
     */
    static Set<String> of(Mapping document, String key, Consumer<Node> reader) {
        Entry entry = document.entries().get(key);
        Set<String> keys = new TreeSet<>();
        if (entry != null && entry.value() instanceof Mapping mapping) {
            Map<String, Entry> changed = new LinkedHashMap<>(document.entries());
            changed.put(key, new Entry(entry.keyLocation(), withUnknown(mapping)));
            keys(new Mapping(changed, document.location()), reader).ifPresent(keys::addAll);
        }
        return keys;
    }

    private static Mapping withUnknown(Mapping mapping) {
        Map<String, Entry> more = new LinkedHashMap<>(mapping.entries());
        more.put(UNKNOWN, new Entry(mapping.location(), new Node.Scalar("x", "x", mapping.location())));
        return new Mapping(more, mapping.location());
    }

    private static Optional<List<String>> keys(Node document, Consumer<Node> reader) {
        try {
            reader.accept(document);
            return Optional.empty();
        } catch (TrellisException e) {
            String advice = String.valueOf(e.problem().advice());
            return e.name().equals("unknown_key") && advice.startsWith(LIST)
                    ? Optional.of(Arrays.asList(
                            advice.substring(LIST.length(), advice.length() - 1).split(", ")))
                    : Optional.empty();
        }
    }

    /** The document with the unknown key in one of its mappings, once for each. */
    private static List<Node> variants(Node node) {
        List<Node> variants = new ArrayList<>();
        if (node instanceof Mapping mapping) {
            variants.add(withUnknown(mapping));
            mapping.entries()
                    .forEach((key, entry) -> variants(entry.value()).forEach(variant -> {
                        Map<String, Entry> changed = new LinkedHashMap<>(mapping.entries());
                        changed.put(key, new Entry(entry.keyLocation(), variant));
                        variants.add(new Mapping(changed, mapping.location()));
                    }));
        } else if (node instanceof Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                for (Node variant : variants(sequence.items().get(i))) {
                    List<Node> changed = new ArrayList<>(sequence.items());
                    changed.set(i, variant);
                    variants.add(new Sequence(changed, sequence.location()));
                }
            }
        }
        return variants;
    }
}
