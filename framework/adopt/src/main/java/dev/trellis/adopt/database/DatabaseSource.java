package dev.trellis.adopt.database;

import dev.trellis.adopt.source.Applied;
import dev.trellis.adopt.source.Converted;
import dev.trellis.adopt.source.ConvertedScript;
import dev.trellis.adopt.source.ConvertedScript.Body;
import dev.trellis.adopt.source.DerivedIdentifier;
import dev.trellis.adopt.source.Source;
import dev.trellis.adopt.source.SourceContext;
import dev.trellis.adopt.source.SourceException;
import dev.trellis.error.Location;
import dev.trellis.internal.diff.NativeTypes;
import dev.trellis.internal.diff.SchemaDiff;
import dev.trellis.internal.diff.Scope;
import dev.trellis.operation.Operation;
import dev.trellis.report.Diff;
import dev.trellis.revision.Revision;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The tables and definitions of a database, whose state is its own record. */
public final class DatabaseSource implements Source {
    private static final String PLACE = "the database";

    @Override
    public String name() {
        return "the database";
    }

    @Override
    public Converted convert(SourceContext context) {
        BranchSelection selection = BranchSelection.of(context);
        List<String> named = context.dialect().capabilities().schemas() ? selection.schemas() : List.of();
        Map<String, Schema> schemas = selection.split(context.catalog().apply(named));
        List<ConvertedScript> scripts = new ArrayList<>();
        for (String label : inOrder(schemas)) {
            scripts.add(script(label, schemas, context));
        }
        return new Converted(scripts, List.of(), List.of(), List.of(), Set.of(), named);
    }

    private static String id(String label) {
        return DerivedIdentifier.of("database", label);
    }

    private static ConvertedScript script(String label, Map<String, Schema> schemas, SourceContext context) {
        Schema schema = schemas.getOrDefault(label, Schema.EMPTY);
        Diff diff = SchemaDiff.of(
                schema,
                Schema.EMPTY,
                Scope.EVERYTHING,
                context.naming(),
                context.dialect(),
                (desired, actual, rejected) -> desired);
        String dialect = context.dialect().name();
        List<Operation> upgrade = NativeTypes.in(dialect, diff.operations());
        List<Operation> downgrade =
                NativeTypes.in(dialect, diff.reversed(context.dialect().quoting()));
        List<String> dependsOn = referredBranches(label, schemas).stream()
                .map(DatabaseSource::id)
                .toList();
        return new ConvertedScript(
                new Revision(id(label), List.of(), Set.of(label), dependsOn),
                label,
                "baseline",
                new Body.Operations(upgrade, downgrade),
                List.of("The tables and definitions that existed when the database was adopted."),
                Location.of(PLACE));
    }

    /** Returns the branches to whose tables the tables of a branch refer. */
    private static Set<String> referredBranches(String label, Map<String, Schema> schemas) {
        Set<String> referred = new TreeSet<>();
        for (Table table : schemas.getOrDefault(label, Schema.EMPTY).tables().values()) {
            for (ForeignKey key : table.foreignKeys()) {
                schemas.forEach((other, schema) -> {
                    if (!other.equals(label)
                            && schema.table(key.referredTable()).isPresent()) {
                        referred.add(other);
                    }
                });
            }
        }
        return referred;
    }

    /** Returns the labels in an order in which a branch follows the branches to which its tables refer. */
    private static List<String> inOrder(Map<String, Schema> schemas) {
        Map<String, Set<String>> remaining = new LinkedHashMap<>();
        schemas.keySet().forEach(label -> remaining.put(label, referredBranches(label, schemas)));
        Set<String> order = new LinkedHashSet<>();
        while (!remaining.isEmpty()) {
            Set<String> next = remaining.entrySet().stream()
                    .filter(entry -> order.containsAll(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            if (next.isEmpty()) {
                throw SourceException.cannotConvert(
                        Location.of(PLACE),
                        "tables of the branches " + String.join(", ", remaining.keySet())
                                + " refer to each other, so that no branch can be created first",
                        "Put these tables into one branch: --set tables.LABEL=PATTERN,PATTERN");
            }
            order.addAll(next);
            remaining.keySet().removeAll(next);
        }
        return List.copyOf(order);
    }

    /** Returns that every baseline is applied: the database contains what it creates. */
    @Override
    public Applied applied(SourceContext context, Connection connection, Converted converted) {
        return new Applied(
                true,
                converted.scripts().stream().map(ConvertedScript::id).collect(Collectors.toSet()),
                List.of(),
                List.of());
    }
}
