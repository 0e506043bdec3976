package dev.trellis.internal.run;

import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the branch whose scripts created an enumeration type together with a column. Trellis drops such a type with the last
 * column that uses the type, but only for the branch that created the type. Trellis keeps a type that {@code create_enum} or
 * raw SQL created. This class reads all scripts, but only when an operation drops the last column of an enumeration.
 */
final class EnumerationOwners {
    private final Branches branches;
    private final ParseContext parsing;
    /**
     * The owners, by the name of the enumeration without its schema; an empty value if {@code create_enum} or raw SQL
     * created the enumeration. Null until the scripts have been read.
     */
    private @Nullable Map<String, Optional<Branch>> owners;

    EnumerationOwners(Branches branches, ParseContext parsing) {
        this.branches = branches;
        this.parsing = parsing;
    }

    /** Returns whether there is another branch than that of a script, which may own what the script changes. */
    boolean hasSeveralBranches() {
        return branches.all().size() > 1;
    }

    /** Returns whether the enumeration was created with a column by a script of the branch. */
    boolean isOwner(@Nullable Branch branch, TableName enumeration) {
        if (owners == null) {
            owners = read();
        }
        Optional<Branch> owner = owners.get(enumeration.name());
        return owner != null && owner.isPresent() && owner.get().equals(branch);
    }

    private Map<String, Optional<Branch>> read() {
        Map<String, Optional<Branch>> found = new HashMap<>();
        List<String> executed = new ArrayList<>();
        branches.readBodies(parsing, (script, body) -> {
            Optional<Branch> branch = Optional.ofNullable(branches.of(script.id()));
            body.upgrade().forEach(each -> read(each.operation(), branch, found, executed));
        });
        return found;
    }

    private void read(
            Operation operation, Optional<Branch> branch, Map<String, Optional<Branch>> found, List<String> executed) {
        if (operation instanceof CreateTable create) {
            create.table().columns().stream()
                    .map(Column::type)
                    .forEach(type -> createdWithColumn(type, branch, found, executed));
        } else if (operation instanceof AddColumn add) {
            createdWithColumn(add.column().type(), branch, found, executed);
        } else if (operation instanceof AlterColumn alter) {
            createdWithColumn(alter.type(), branch, found, executed);
        } else if (operation instanceof CreateEnum create) {
            found.putIfAbsent(create.type().name().name(), Optional.empty());
        } else if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(each -> read(each, branch, found, executed));
        } else if (operation instanceof ExecuteSql execute) {
            String sql = execute.sql().in(parsing.dialect().name());
            if (sql != null && sql.toLowerCase(Locale.ROOT).contains("type")) {
                executed.add(sql);
            }
        }
    }

    private static void createdWithColumn(
            @Nullable ColumnType type,
            Optional<Branch> branch,
            Map<String, Optional<Branch>> found,
            List<String> executed) {
        if (type instanceof Enumeration enumeration) {
            String name = enumeration.name().name();
            // SQL in a DO block or a function may have created the
            // type, so any earlier SQL that contains the name counts.
            String folded = name.toLowerCase(Locale.ROOT);
            boolean isMentioned = executed.stream()
                    .anyMatch(sql -> sql.toLowerCase(Locale.ROOT).contains(folded));
            found.putIfAbsent(name, isMentioned ? Optional.empty() : branch);
        }
    }
}
