package dev.trellis.internal.protection;

import dev.trellis.branch.Branch;
import dev.trellis.error.Problem;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The branch of each view, function and other definition. Names are compared without regard to letter case. A name without a
 * schema, or without arguments, matches a name with them, because only the database knows the default schema and spells the
 * arguments.
 */
final class DefinitionOwners {
    /**
     * A definition of a branch.
     *
     * @param name the name as the script or the model spells it
     */
    record Owned(DefinitionName name, Branch branch) {}

    private record Key(
            DefinitionKind kind, String name, @Nullable String table) {
        static Key of(DefinitionName name) {
            TableName table = name.table();
            return new Key(name.kind(), folded(name.name().name()), table == null ? null : folded(table.name()));
        }

        private static String folded(String name) {
            return name.toLowerCase(Locale.ROOT);
        }
    }

    /** The kinds of objects that are neither relations with columns nor parts of a table. */
    static final Set<DefinitionKind> SEPARATE =
            Set.of(DefinitionKind.FUNCTION, DefinitionKind.PROCEDURE, DefinitionKind.SEQUENCE, DefinitionKind.DOMAIN);

    private final Map<Key, List<Owned>> owned = new HashMap<>();

    /** Adds the definitions of a branch. */
    void add(Branch branch, Collection<DefinitionName> names) {
        for (DefinitionName name : names) {
            List<Owned> same = owned.computeIfAbsent(Key.of(name), none -> new ArrayList<>());
            if (same.stream().noneMatch(each -> each.branch().equals(branch) && mayEqual(each.name(), name))) {
                same.add(new Owned(name, branch));
            }
        }
    }

    /** Finds the owner of a definition; null if no branch owns it. */
    @Nullable
    Owned find(DefinitionName name) {
        List<Owned> same = owned.getOrDefault(Key.of(name), List.of());
        return same.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .or(() -> same.stream()
                        .filter(each -> mayEqual(each.name(), name))
                        .findFirst())
                .orElse(null);
    }

    /**
     * Finds a definition of one of the kinds by its name alone, whatever its table and arguments are; null if there is
     * none.
     */
    @Nullable
    Owned find(Set<DefinitionKind> kinds, TableName name) {
        return owned.values().stream()
                .flatMap(List::stream)
                .filter(each -> kinds.contains(each.name().kind())
                        && each.name().name().name().equalsIgnoreCase(name.name())
                        && mayEqual(each.name().name().schema(), name.schema()))
                .findFirst()
                .orElse(null);
    }

    /** Returns whether a branch other than the given one owns a definition. */
    boolean hasOthersThan(Branch branch) {
        return owned.values().stream()
                .flatMap(List::stream)
                .anyMatch(each -> !each.branch().equals(branch));
    }

    /** Returns the names of the definitions of some kinds, sorted. */
    Set<TableName> names(Set<DefinitionKind> kinds) {
        Set<TableName> names = new TreeSet<>();
        owned.values().stream()
                .flatMap(List::stream)
                .filter(each -> kinds.contains(each.name().kind()))
                .forEach(each -> names.add(each.name().name()));
        return names;
    }

    /** Returns the names of all definitions. */
    Stream<DefinitionName> all() {
        return owned.values().stream().flatMap(List::stream).map(Owned::name);
    }

    /** Returns the names of a branch, sorted. */
    Set<DefinitionName> of(Branch branch) {
        Set<DefinitionName> names = new TreeSet<>();
        owned.values().stream()
                .flatMap(List::stream)
                .filter(each -> each.branch().label().equals(branch.label()))
                .forEach(each -> names.add(each.name()));
        return names;
    }

    /** Passes a problem for each definition that two branches own. */
    void requireSingleOwners(Consumer<Problem> problems) {
        for (List<Owned> same : owned.values()) {
            for (int i = 0; i < same.size(); i++) {
                for (int j = i + 1; j < same.size(); j++) {
                    if (mayEqual(same.get(i).name(), same.get(j).name())
                            && !same.get(i).branch().equals(same.get(j).branch())) {
                        problems.accept(ProtectionException.twoOwners(
                                same.get(i).name(),
                                same.get(i).branch(),
                                same.get(j).branch()));
                    }
                }
            }
        }
    }

    private static boolean mayEqual(DefinitionName one, DefinitionName other) {
        return mayEqual(one.name().schema(), other.name().schema()) && mayEqual(one.arguments(), other.arguments());
    }

    private static boolean mayEqual(@Nullable String one, @Nullable String other) {
        return one == null
                || other == null
                || Objects.equals(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
    }
}
