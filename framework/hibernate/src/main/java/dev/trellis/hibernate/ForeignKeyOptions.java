package dev.trellis.hibernate;

import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.ReferentialAction;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.annotations.OnDeleteAction;
import org.jspecify.annotations.Nullable;

/** What the author says of a foreign key in SQL's words: {@code @ForeignKey(options = "on delete cascade")}. */
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

    /** The key with what the mapping says; options come after, and override, {@code @OnDelete}. */
    static ForeignKey apply(ForeignKey key, org.hibernate.mapping.ForeignKey mapped) {
        OnDeleteAction onDelete = mapped.getOnDeleteAction();
        ForeignKey next =
                onDelete == null ? key : key.withActions(ReferentialAction.valueOf(onDelete.name()), key.onUpdate());
        return apply(apply(next, tail(mapped.getKeyDefinition())), mapped.getOptions());
    }

    /** What follows the reference in a whole definition, whose columns the mapping knows already. */
    private static @Nullable String tail(@Nullable String definition) {
        return definition == null ? null : DEFINITION.matcher(definition).replaceFirst(" ");
    }

    private static ForeignKey apply(ForeignKey key, @Nullable String options) {
        if (options == null || options.isBlank()) {
            return key;
        }
        ForeignKey next = key;
        Matcher clause = CLAUSE.matcher(options);
        int end = 0;
        while (clause.find()) {
            end = clause.end();
            next = apply(next, clause);
        }
        if (!options.substring(end).isBlank()) {
            throw EntityModelException.unknownOptions(
                    "foreign key " + key.columns() + " to " + key.references(),
                    options.substring(end).strip(),
                    "what can be said is: on delete ..., on update ..., match ..., deferrable, initially deferred");
        }
        return next;
    }

    private static ForeignKey apply(ForeignKey key, Matcher clause) {
        String action = clause.group("action");
        if (action != null) {
            ReferentialAction does = ReferentialAction.of(action).orElseThrow();
            return clause.group("event").equalsIgnoreCase("delete")
                    ? key.withActions(does, key.onUpdate())
                    : key.withActions(key.onDelete(), does);
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
                match == null ? key.match() : match.equalsIgnoreCase("simple") ? null : match.toLowerCase(Locale.ROOT),
                deferrable == null ? key.deferrable() : deferrable.equalsIgnoreCase("deferrable"),
                initially == null ? key.initiallyDeferred() : initially.equalsIgnoreCase("deferred"));
    }
}
