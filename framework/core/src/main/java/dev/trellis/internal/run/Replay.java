package dev.trellis.internal.run;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.operation.DropEnum;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import dev.trellis.script.LocatedOperation;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes the schema that results from applying scripts to an empty one, without a database. The resulting schema lacks the
 * effects of raw SQL and Java, because Trellis would have to run the SQL or the Java code to know the effects.
 */
public final class Replay {
    private final Branches branches;
    private final ParseContext parsing;
    private final EnumerationOwners owners;

    public Replay(Branches branches, ParseContext parsing) {
        this.branches = branches;
        this.owners = new EnumerationOwners(branches, parsing);
        this.parsing = parsing;
    }

    /**
     * Returns the schema of a database with these heads.
     *
     * @throws TrellisException with the location of an operation that cannot be applied to the schema before it
     */
    public Schema schema(Heads heads) {
        return heads.isEmpty() ? Schema.EMPTY : schema(branches.graph().applied(heads));
    }

    /**
     * Returns the schema of a database that has run these revisions.
     *
     * @param revisions the revisions in the order of execution
     * @throws TrellisException with the location of an operation that cannot be applied to the schema before it
     */
    public Schema schema(Collection<Revision> revisions) {
        Schema schema = Schema.EMPTY;
        for (Revision revision : revisions) {
            MigrationScript script = branches.script(revision.id());
            if (script != null) {
                for (LocatedOperation located : script.body(parsing).upgrade()) {
                    schema = withKeptEnumerations(schema, apply(schema, located, parsing.dialect()), located, revision);
                }
            }
        }
        return schema;
    }

    /**
     * Returns the schema after the operation, including each enumeration that remains although its last column was dropped.
     */
    private Schema withKeptEnumerations(Schema before, Schema after, LocatedOperation instruction, Revision revision) {
        if (after.enums().size() >= before.enums().size() || instruction.operation() instanceof DropEnum) {
            return after;
        }
        Schema kept = after;
        for (Map.Entry<TableName, Enumeration> type : before.enums().entrySet()) {
            if (!after.enums().containsKey(type.getKey())
                    && !owners.isOwner(branches.of(revision.id()), type.getKey())) {
                kept = kept.withEnum(type.getValue());
            }
        }
        return kept;
    }

    /**
     * Returns the catalogue of a database with these heads, as far as the scripts show it: a table that raw SQL or Java has
     * created is unknown.
     *
     * @param protection decides which enumerations the scripts of a branch may not change
     * @param defaultSchema the configured default schema; null if none is configured
     * @throws TrellisException with the location of an operation that cannot be applied to the schema before it
     */
    Catalog catalog(Heads heads, Protection protection, @Nullable String defaultSchema) {
        Catalog catalog = Catalog.ofSchema(Schema.EMPTY, parsing.dialect(), defaultSchema);
        if (heads.isEmpty()) {
            return catalog;
        }
        for (Revision revision : branches.graph().applied(heads)) {
            MigrationScript script = branches.script(revision.id());
            if (script != null) {
                Catalog ofBranch = new BranchCatalog(catalog, owners, protection, branches.of(revision.id()), true);
                for (LocatedOperation instruction : script.body(parsing).upgrade()) {
                    located(instruction, () -> {
                        ofBranch.applied(
                                instruction.operation(), parsing.dialect().quoting());
                        return catalog;
                    });
                }
            }
        }
        return catalog;
    }

    /**
     * Returns the schema after one operation.
     *
     * @throws TrellisException with the location of the operation if it cannot be applied
     */
    public static Schema apply(Schema schema, LocatedOperation instruction, Dialect dialect) {
        return located(instruction, () -> instruction.operation().apply(schema, dialect.quoting()));
    }

    private static <T> T located(LocatedOperation instruction, Supplier<T> action) {
        try {
            return action.get();
        } catch (TrellisException e) {
            throw e.problem().location() != null
                    ? e
                    : new TrellisException(e.problem().at(instruction.location()), e);
        }
    }
}
