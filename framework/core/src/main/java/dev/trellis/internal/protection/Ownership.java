package dev.trellis.internal.protection;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.revision.Revision;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import dev.trellis.script.LocatedOperation;
import dev.trellis.sql.ObjectKind;
import dev.trellis.sql.StatementSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which branch owns which table (DESIGN section 6, rule 1): the one whose model declares it or whose scripts create it, by
 * an operation or by SQL that says so. Tables that SQL makes up as it runs are not known. The views of a protected branch
 * are protected like its tables. Making it reads every script, so it is made only where somebody asks.
 */
public final class Ownership {
    private final Map<TableName, Branch> owners;
    private final Map<TableName, Branch> protectedEver;

    private Ownership(Map<TableName, Branch> owners, Map<TableName, Branch> protectedEver) {
        this.owners = owners;
        this.protectedEver = protectedEver;
    }

    /**
     * Reads who owns what.
     *
     * @param models the desired schema of a branch, empty when it has none
     * @throws TrellisException {@code two_owners} for every table that two branches claim
     */
    public static Ownership of(Branches branches, Function<Branch, Schema> models, ParseContext reading) {
        Map<TableName, Set<Branch>> claims = new TreeMap<>();
        Map<TableName, Branch> protectedEver = new TreeMap<>();
        Map<Branch, Claimed> byScripts = new LinkedHashMap<>();
        for (Revision revision : branches.graph().order()) {
            Branch branch = branches.of(revision.id());
            MigrationScript script = branches.script(revision.id());
            if (branch != null && script != null) {
                byScripts
                        .computeIfAbsent(branch, none -> new Claimed(reading.dialect()))
                        .read(script.body(reading).upgrade());
            }
        }
        for (Branch branch : branches.all()) {
            Claimed claimed = byScripts.getOrDefault(branch, new Claimed(reading.dialect()));
            Set<TableName> declared = models.apply(branch).tables().keySet();
            for (TableName table : union(claimed.now, declared)) {
                claims.computeIfAbsent(table, none -> new LinkedHashSet<>()).add(branch);
            }
            if (branch.isProtected()) {
                union(claimed.ever, declared).forEach(table -> protectedEver.put(table, branch));
            }
        }
        return new Ownership(single(claims), protectedEver);
    }

    private static Set<TableName> union(Set<TableName> one, Set<TableName> other) {
        Set<TableName> union = new TreeSet<>(one);
        union.addAll(other);
        return union;
    }

    private static Map<TableName, Branch> single(Map<TableName, Set<Branch>> claims) {
        List<Problem> problems = new ArrayList<>();
        Map<TableName, Branch> owners = new TreeMap<>();
        claims.forEach((table, branches) -> {
            List<Branch> some = List.copyOf(branches);
            owners.put(table, some.get(0));
            if (some.size() > 1) {
                problems.add(ProtectionException.twoOwners(table, some.get(0), some.get(1)));
            }
        });
        if (!problems.isEmpty()) {
            throw new TrellisException(problems, null);
        }
        return owners;
    }

    /** The branch that owns a table, or null when nobody does. */
    public @Nullable Branch of(TableName table) {
        return owners.get(table);
    }

    /** The tables that a branch owns, sorted. */
    public Set<TableName> of(Branch branch) {
        Set<TableName> tables = new TreeSet<>();
        owners.forEach((table, owner) -> {
            if (owner.equals(branch)) {
                tables.add(table);
            }
        });
        return tables;
    }

    /** The protected branch that a table belongs to, or belonged to at any revision; null when it never did. */
    public @Nullable Branch protector(TableName table) {
        return protectedEver.get(table);
    }

    /** Every table that belongs to a protected branch, or did at any revision. */
    public Set<TableName> protectedTables() {
        return protectedEver.keySet();
    }

    /** The tables that the scripts of one branch create: those that are left at the end, and all that ever were. */
    private static final class Claimed {
        private final Dialect dialect;
        private final Set<TableName> now = new TreeSet<>();
        private final Set<TableName> ever = new TreeSet<>();

        Claimed(Dialect dialect) {
            this.dialect = dialect;
        }

        void read(List<LocatedOperation> instructions) {
            instructions.forEach(instruction -> read(instruction.operation()));
        }

        private void read(Operation operation) {
            if (operation instanceof CreateTable create) {
                add(create.table().name());
            } else if (operation instanceof DropTable drop) {
                now.remove(drop.table());
            } else if (operation instanceof RenameTable rename && now.remove(rename.table())) {
                add(rename.table().renamed(rename.to()));
            } else if (operation instanceof Autocommit autocommit) {
                autocommit.operations().forEach(this::read);
            } else if (operation instanceof ExecuteSql execute) {
                StatementParser.parseAll(execute.sql().in(dialect.name()), dialect.syntax())
                        .forEach(this::read);
            }
        }

        private void read(StatementSummary summary) {
            if (!(summary instanceof StatementSummary.Definition definition)) {
                return;
            }
            List<TableName> names =
                    definition.names().stream().map(dialect::parseTableName).toList();
            boolean table = definition.kind() == ObjectKind.TABLE;
            String newName = definition.newName();
            if (definition instanceof StatementSummary.Create) {
                if (table) {
                    names.forEach(this::add);
                } else if (definition.kind() == ObjectKind.VIEW) {
                    ever.addAll(names);
                }
            } else if (definition instanceof StatementSummary.Drop) {
                if (table) {
                    names.forEach(now::remove);
                }
            } else if (newName != null && names.size() == 1 && now.remove(names.get(0))) {
                add(names.get(0).renamed(dialect.parseTableName(newName).name()));
            }
        }

        private void add(TableName table) {
            now.add(table);
            ever.add(table);
        }
    }
}
