package dev.trellis.internal.lint;

import dev.trellis.dialect.Dialect;
import dev.trellis.error.TrellisException;
import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.lint.RevisionContext;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import dev.trellis.script.LocatedOperation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Applies the rules to one revision while replaying its upgrade on a schema. */
final class RevisionCheck {
    private final RevisionContext revision;
    private final List<LintRule> rules;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<TableName> created = new HashSet<>();
    private final ExecutedSql executed;
    private Schema schema;

    /**
     * Creates the check of one revision.
     *
     * @param schema the schema before the revision
     * @param executed receives the raw SQL of the revision
     */
    RevisionCheck(RevisionContext revision, List<LintRule> rules, Schema schema, ExecutedSql executed) {
        this.revision = revision;
        this.rules = rules;
        this.schema = schema;
        this.executed = executed;
    }

    List<Finding> findings() {
        return findings;
    }

    /** Checks the revision, and returns the schema after its upgrade. */
    Schema run() {
        rules.forEach(rule -> findings.addAll(rule.check(revision)));
        return checkEach(revision.body().upgrade());
    }

    /**
     * Checks the operations of the downgrade, which run after the upgrade. The rules for a revision as a whole are about
     * its upgrade.
     */
    void runDowngrade() {
        List<LocatedOperation> downgrade = revision.body().downgrade();
        if (downgrade != null) {
            schema = checkEach(downgrade);
        }
    }

    private Schema checkEach(List<LocatedOperation> operations) {
        for (LocatedOperation located : operations) {
            if (located.operation() instanceof Autocommit autocommit) {
                autocommit
                        .operations()
                        .forEach(operation -> check(new LocatedOperation(operation, located.location()), true));
            } else {
                check(located, false);
            }
        }
        return schema;
    }

    private void check(LocatedOperation located, boolean autocommit) {
        Dialect dialect = revision.dialect();
        Operation operation = located.operation();
        OperationContext context = context(located, autocommit);
        rules.forEach(rule -> findings.addAll(rule.check(context)));
        if (operation instanceof ExecuteSql execute) {
            created.addAll(SqlOperations.createdTables(execute, dialect));
            SqlOperations.of(execute, dialect, schema)
                    .forEach(equivalent -> checkSql(new LocatedOperation(equivalent, located.location()), autocommit));
        } else if (operation instanceof CreateTable create) {
            created.add(create.table().name());
        } else if (operation instanceof RenameTable rename && created.remove(rename.table())) {
            created.add(rename.table().renamed(rename.to()));
        }
        executed.add(operation, dialect);
        try {
            schema = operation.apply(schema, dialect.quoting());
        } catch (TrellisException e) {
            // The operation works on objects that raw SQL has created; a replay does not know these objects.
        }
    }

    /** Applies the rules that read SQL to an operation that is equivalent to raw SQL. The schema stays the same. */
    private void checkSql(LocatedOperation equivalent, boolean autocommit) {
        OperationContext context = context(equivalent, autocommit);
        rules.stream().filter(LintRule::readsSql).forEach(rule -> findings.addAll(rule.check(context)));
    }

    private OperationContext context(LocatedOperation located, boolean autocommit) {
        return new OperationContext(revision, located, schema, created, executed.changes(), autocommit);
    }
}
