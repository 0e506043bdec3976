package dev.trellis.internal.footprint;

import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.operation.Operation;
import dev.trellis.revision.Revision;
import dev.trellis.schema.TableName;
import dev.trellis.script.LocatedOperation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the footprints of revisions from their scripts. */
public final class FootprintReader {
    private final List<ParseContext> contexts;
    private final SqlNames sql;
    private final ObjectGraph graph = new ObjectGraph();
    private final IdentityHashMap<MigrationScript, Upgrade> upgrades = new IdentityHashMap<>();

    /** The effects of the upgrade of a script; {@code unreadable} is empty if every dialect can read the script. */
    private record Upgrade(Map<Operation, Effects> effects, List<TableName> declared, String unreadable) {}

    /**
     * Reads all scripts.
     *
     * @param further scripts that are no part of the branches
     * @param contexts one for each dialect; the first one reads the scripts that are the same for all dialects
     */
    public FootprintReader(Branches branches, Collection<MigrationScript> further, List<ParseContext> contexts) {
        this.contexts = List.copyOf(contexts);
        this.sql = new SqlNames(contexts.stream().map(ParseContext::dialect).toList());
        for (Revision revision : branches.graph().order()) {
            MigrationScript script = branches.script(revision.id());
            if (script != null) {
                add(script);
            }
        }
        further.forEach(this::add);
    }

    private void add(MigrationScript script) {
        Upgrade upgrade = read(script);
        upgrade.effects().values().forEach(effects -> graph.add(script.id(), effects));
        upgrade.declared().forEach(graph::add);
        upgrades.put(script, upgrade);
    }

    private Upgrade read(MigrationScript script) {
        Set<Operation> operations = new LinkedHashSet<>();
        String problem = "";
        int readable = 0;
        for (ParseContext context : contexts) {
            if (readable > 0 && !script.dependsOnDialect()) {
                break;
            }
            try {
                script.body(context).upgrade().stream()
                        .map(LocatedOperation::operation)
                        .forEach(operations::add);
                readable++;
            } catch (TrellisException e) {
                // The branch does not support this dialect, or its script is broken, which other commands report.
                problem = e.problem().message();
            }
        }
        Map<Operation, Effects> effects = new LinkedHashMap<>();
        operations.forEach(operation -> effects.put(operation, EffectCollector.of(operation, sql)));
        return new Upgrade(effects, declared(script), readable > 0 ? "" : problem);
    }

    /** Returns the objects that the header declares, in every reading of a name with a dot. */
    private static List<TableName> declared(MigrationScript script) {
        List<TableName> declared = new ArrayList<>();
        List<String> touches = script.header().touches();
        for (String text : touches == null ? List.<String>of() : touches) {
            int dot = text.indexOf('.');
            if (dot > 0 && dot < text.length() - 1) {
                // A variable in the name of the schema may have any value.
                declared.add(text.contains("${") ? TableName.of(text.substring(dot + 1)) : TableName.parse(text));
            }
            declared.add(TableName.of(text));
        }
        return declared;
    }

    /**
     * Returns the footprint of a revision.
     *
     * @param script a script of the branches, or one of the further scripts
     */
    public Footprint of(MigrationScript script) {
        Upgrade upgrade = upgrades.get(script);
        if (upgrade == null) {
            throw new IllegalArgumentException("the script of " + script.id() + " has not been read");
        }
        Footprint footprint = new Footprint(script.id());
        upgrade.effects().forEach((operation, effects) -> {
            String description = operation.describe();
            new FootprintBuilder(graph, footprint, description).add(effects);
            if (effects.isUnknown() && script.header().touches() == null) {
                footprint.useEverything(description);
            }
        });
        FootprintBuilder declared = new FootprintBuilder(graph, footprint, "touches in the header");
        upgrade.declared().forEach(object -> declared.add(Effect.Kind.ANY, object));
        upgrade.declared().stream()
                .filter(object -> object.name().indexOf('.') < 0)
                .forEach(footprint::name);
        if (!upgrade.unreadable().isEmpty()) {
            footprint.useEverything("a script that cannot be read: " + upgrade.unreadable());
        }
        return footprint;
    }
}
