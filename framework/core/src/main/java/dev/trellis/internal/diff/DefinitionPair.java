package dev.trellis.internal.diff;

import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A definition of the model and the same definition of the database.
 *
 * @param written the name as the model writes it
 * @param desired the definition with the SQL of the model, its name with the arguments as the database spells them
 * @param canonical the desired definition as inspection would read it back
 * @param actual the definition as inspection has read it, with the name of {@code desired}; null if it does not exist
 */
record DefinitionPair(
        DefinitionName written,
        Definition desired,
        Definition canonical,
        @Nullable Definition actual) {

    DefinitionName name() {
        return desired.name();
    }

    /** Returns whether the database has the definition as the model wants it. */
    boolean isEqual() {
        return actual != null
                && actual.sql().equals(canonical.sql())
                && Objects.equals(actual.comment(), canonical.comment());
    }

    /**
     * Pairs the definitions. A desired definition without a canonical form is left out, because the database has no SQL for
     * it.
     */
    static List<DefinitionPair> of(Schema desired, Schema canonical, Schema actual) {
        Map<DefinitionName, List<Definition>> canonicalByKey =
                byKey(canonical.definitions().values());
        Map<DefinitionName, List<Definition>> desiredByKey =
                byKey(desired.definitions().values());
        List<DefinitionPair> pairs = new ArrayList<>();
        desiredByKey.forEach((key, wanted) -> {
            List<Definition> spelled = new ArrayList<>(canonicalByKey.getOrDefault(key, List.of()));
            for (Definition each : wanted) {
                Definition match = take(each, spelled, wanted.size() == 1);
                if (match != null) {
                    pairs.add(of(each, match, actual));
                }
            }
        });
        return pairs;
    }

    private static DefinitionPair of(Definition desired, Definition canonical, Schema actual) {
        DefinitionName written = desired.name();
        DefinitionName name = written.withArguments(canonical.name().arguments());
        Definition found = actual.definitions().get(canonical.name());
        return new DefinitionPair(
                written, desired.withName(name), canonical, found == null ? null : found.withName(name));
    }

    /** Removes and returns the canonical form of a definition: the one with its schema and arguments, else the next one. */
    private static @Nullable Definition take(Definition desired, List<Definition> spelled, boolean isOnly) {
        DefinitionName name = desired.name();
        Definition match = null;
        for (Definition each : spelled) {
            boolean isExact = each.name().equals(name);
            boolean isSchema =
                    Objects.equals(each.name().name().schema(), name.name().schema());
            if (isExact) {
                match = each;
                break;
            }
            if (match == null || (isSchema && !isOnly)) {
                match = each;
            }
        }
        if (match != null) {
            spelled.remove(match);
        }
        return match;
    }

    private static Map<DefinitionName, List<Definition>> byKey(Collection<Definition> definitions) {
        Map<DefinitionName, List<Definition>> byKey = new HashMap<>();
        definitions.forEach(definition -> byKey.computeIfAbsent(key(definition.name()), none -> new ArrayList<>())
                .add(definition));
        return byKey;
    }

    /** Returns the name in lower case and without its schema and arguments, whose spelling only the database knows. */
    static DefinitionName key(DefinitionName name) {
        return name.withNames(each -> TableName.of(each.name().toLowerCase(Locale.ROOT)))
                .withArguments(null);
    }
}
