package dev.trellis.config;

import dev.trellis.error.Location;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.Node.Entry;
import dev.trellis.internal.yaml.Node.Mapping;
import dev.trellis.internal.yaml.Node.Scalar;
import dev.trellis.internal.yaml.Node.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${NAME}} and {@code ${NAME:-default}} in the values of a document. A doubled dollar sign stands for a
 * dollar sign.
 */
final class Variables {
    private static final Pattern VARIABLE = Pattern.compile("\\$(\\$)?\\{([A-Za-z_][A-Za-z0-9_.]*)(?::-([^}]*))?}");

    private final UnaryOperator<@Nullable String> values;

    private Variables(UnaryOperator<@Nullable String> values) {
        this.values = values;
    }

    /** Returns variables that have their values from arguments, from the configuration, or from the environment. */
    static Variables of(
            Map<String, String> arguments,
            Map<String, String> configured,
            UnaryOperator<@Nullable String> environment) {
        return new Variables(name -> arguments.containsKey(name)
                ? arguments.get(name)
                : configured.containsKey(name) ? configured.get(name) : environment.apply(name));
    }

    Node fill(Node node) {
        if (node instanceof Mapping mapping) {
            Map<String, Entry> entries = new LinkedHashMap<>();
            mapping.entries()
                    .forEach((key, entry) -> entries.put(key, new Entry(entry.keyLocation(), fill(entry.value()))));
            return new Mapping(entries, mapping.location());
        }
        if (node instanceof Sequence sequence) {
            return new Sequence(sequence.items().stream().map(this::fill).toList(), sequence.location());
        }
        Scalar scalar = (Scalar) node;
        if (!(scalar.value() instanceof String text) || text.indexOf("${") < 0) {
            return node;
        }
        String filled = fill(text, scalar.location());
        return new Scalar(value(filled), filled, scalar.location());
    }

    String fill(String text, Location location) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder filled = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            refuseUnfinished(text.substring(end, matcher.start()), location);
            end = matcher.end();
            matcher.appendReplacement(filled, Matcher.quoteReplacement(replacement(matcher, location)));
        }
        refuseUnfinished(text.substring(end), location);
        return matcher.appendTail(filled).toString();
    }

    /** Refuses <code>${</code> that begins no complete variable. */
    private static void refuseUnfinished(String text, Location location) {
        int start = text.indexOf("${");
        if (start >= 0 && (start == 0 || text.charAt(start - 1) != '$')) {
            throw ConfigurationException.unfinishedVariable(location, text.substring(start));
        }
    }

    private String replacement(Matcher matcher, Location location) {
        if (matcher.group(1) != null) {
            return matcher.group().substring(1);
        }
        String value = values.apply(matcher.group(2));
        if (value != null && !(value.isEmpty() && matcher.group(3) != null)) {
            return value;
        }
        if (matcher.group(3) == null) {
            throw ConfigurationException.unsetVariable(location, matcher.group(2));
        }
        return matcher.group(3);
    }

    /** Converts {@code true} and {@code false}, so that a variable can be the value of a boolean setting. */
    private static Object value(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> text;
        };
    }
}
