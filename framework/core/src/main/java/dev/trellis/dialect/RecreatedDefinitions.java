package dev.trellis.dialect;

import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The views and triggers that a database leaves with the old name of a renamed table or column, and that are therefore
 * created again with the new name.
 *
 * @param definitions the definitions before the rename
 */
public record RecreatedDefinitions(List<DependentDefinition> definitions) {
    public RecreatedDefinitions {
        definitions = List.copyOf(definitions);
    }

    /** Returns the definitions with the new name of the column; without those that do not use the old name. */
    public List<DependentDefinition> after(AlterColumn rename, Dialect dialect) {
        TableName table = rename.table();
        return renamed((definition, sql) -> RenamedReferences.column(
                sql,
                dialect.syntax(),
                table.name(),
                rename.column(),
                rename.newName(),
                definition.name().kind() == DefinitionKind.TRIGGER
                        && definition.name().isOn(table),
                dialect::quote));
    }

    /** Returns the definitions with the new name of the table; without those that do not use the old name. */
    public List<DependentDefinition> after(RenameTable rename, Dialect dialect) {
        return renamed((definition, sql) ->
                RenamedReferences.table(sql, dialect.syntax(), rename.table().name(), rename.to(), dialect::quote));
    }

    private interface Rename {
        String apply(DependentDefinition definition, String sql);
    }

    private List<DependentDefinition> renamed(Rename rename) {
        List<DependentDefinition> renamed = new ArrayList<>();
        for (DependentDefinition each : definitions) {
            List<String> create =
                    each.create().stream().map(sql -> rename.apply(each, sql)).toList();
            if (!create.equals(each.create())) {
                renamed.add(new DependentDefinition(each.name(), each.drop(), create));
            }
        }
        return renamed;
    }

    /**
     * Sorts definitions so that each follows the definitions that its text mentions.
     *
     * @param definitions the definitions with the SQL that creates each
     */
    public static List<DependentDefinition> sorted(List<DependentDefinition> definitions, Dialect dialect) {
        Set<DependentDefinition> done = new LinkedHashSet<>();
        Function<DependentDefinition, String> text = each -> String.join(" ", each.create());
        for (DependentDefinition each : definitions) {
            place(each, definitions, text, dialect, done, Set.of());
        }
        return List.copyOf(done);
    }

    private static void place(
            DependentDefinition definition,
            List<DependentDefinition> all,
            Function<DependentDefinition, String> text,
            Dialect dialect,
            Set<DependentDefinition> done,
            Set<DependentDefinition> above) {
        if (done.contains(definition) || above.contains(definition)) {
            return;
        }
        Set<DependentDefinition> now = new HashSet<>(above);
        now.add(definition);
        for (DependentDefinition other : all) {
            if (!other.equals(definition)
                    && other.name().kind() == DefinitionKind.VIEW
                    && RenamedReferences.mentions(
                            text.apply(definition),
                            dialect.syntax(),
                            other.name().name().name())) {
                place(other, all, text, dialect, done, now);
            }
        }
        done.add(definition);
    }
}
