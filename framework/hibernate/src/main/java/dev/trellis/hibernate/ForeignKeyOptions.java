package dev.trellis.hibernate;

import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.ReferentialAction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.annotations.OnDeleteAction;
import org.jspecify.annotations.Nullable;

/** The SQL that an author appends to a foreign key: {@code @ForeignKey(options = "on delete cascade")}. */
final class ForeignKeyOptions {
    private static final Pattern CLAUSE = Pattern.compile(
            "\\G\\s*(?:on\\s+(?<event>delete|update)\\s+(?<action>no\\s+action|restrict|cascade|set\\s+null|set\\s+default)"
                    + "|match\\s+(?<match>full|partial|simple)"
                    + "|(?<deferrable>(?:not\\s+)?deferrable)"
                    + "|initially\\s+(?<initially>deferred|immediate))(?=\\s|$)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DEFINITION = Pattern.compile(
            "\\s*(?:foreign\\s+key.*?)?references\\s+[^()]+?(?:\\([^)]*\\)|\\s(?=on\\s|match\\s|deferr|not\\s|initially\\s)|$)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private ForeignKeyOptions() {}

    /**
     * Returns a key with the actions and options that its mapping declares. There are three sources; where two of them set
     * the same action, the later one in this order applies: {@code @OnDelete}, the SQL of
     * {@code @ForeignKey(foreignKeyDefinition)}, and the SQL of {@code @ForeignKey(options)}.
     *
     * @throws EntityModelException {@code unknown_options} for any other SQL
     */
    static ForeignKey apply(ForeignKey key, org.hibernate.mapping.ForeignKey mapped) {
        OnDeleteAction onDelete = mapped.getOnDeleteAction();
        ForeignKey annotated =
                onDelete == null ? key : key.withActions(ReferentialAction.valueOf(onDelete.name()), key.onUpdate());
        return apply(apply(annotated, clauses(mapped.getKeyDefinition())), mapped.getOptions());
    }

    /**
     * Returns the part of a foreign key definition after {@code references table (columns)}. The columns are not read from
     * the definition, because Hibernate's mapping contains them.
     */
    private static @Nullable String clauses(@Nullable String definition) {
        return definition == null ? null : DEFINITION.matcher(definition).replaceFirst(" ");
    }

    private static ForeignKey apply(ForeignKey key, @Nullable String options) {
        if (options == null || options.isBlank()) {
            return key;
        }
        ForeignKey changed = key;
        Matcher clause = CLAUSE.matcher(options);
        int end = 0;
        while (clause.find()) {
            end = clause.end();
            changed = apply(changed, clause);
        }
        if (!options.substring(end).isBlank()) {
            throw EntityModelException.unknownOptions(
                    "foreign key " + key.columns() + " to " + key.references(),
                    options.substring(end).strip(),
                    "Use on delete ..., on update ..., match ..., deferrable and initially deferred only.");
        }
        return changed;
    }

    private static ForeignKey apply(ForeignKey key, Matcher clause) {
        String action = clause.group("action");
        if (action != null) {
            ReferentialAction referential = ReferentialAction.of(action).orElseThrow();
            return clause.group("event").equalsIgnoreCase("delete")
                    ? key.withActions(referential, key.onUpdate())
                    : key.withActions(key.onDelete(), referential);
        }
        String match = clause.group("match");
        String deferrable = clause.group("deferrable");
        String initially = clause.group("initially");
        return new ForeignKey(
                key.name(),
                key.columns(),
                key.referredTable(),
                key.referredColumns(),
                key.onDelete(),
                key.onUpdate(),
                match == null ? key.match() : ForeignKey.Match.of(match).orElse(null),
                deferrable == null ? key.deferrable() : deferrable.equalsIgnoreCase("deferrable"),
                initially == null ? key.initiallyDeferred() : initially.equalsIgnoreCase("deferred"));
    }
}
