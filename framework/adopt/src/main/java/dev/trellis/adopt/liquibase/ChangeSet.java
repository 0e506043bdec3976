package dev.trellis.adopt.liquibase;

import dev.trellis.adopt.source.DerivedIdentifier;
import dev.trellis.adopt.source.PrintableName;
import dev.trellis.error.Location;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A change set of a changelog.
 *
 * @param path the logical path of its file, which Liquibase records
 * @param file the file that contains it
 * @param node its element, in which properties are replaced by their values
 * @param quotingStrategy {@code objectQuotingStrategy}; null for Liquibase's default
 * @param missing the names of properties without a value
 */
record ChangeSet(
        String id,
        String author,
        String path,
        ChangelogFile file,
        ChangeNode node,
        @Nullable String quotingStrategy,
        Set<String> missing) {
    /** The attributes and elements of a change set that are not changes. */
    static final Set<String> PROPERTIES = Set.of(
            "id",
            "author",
            "context",
            "contextFilter",
            "labels",
            "dbms",
            "runAlways",
            "runOnChange",
            "failOnError",
            "runInTransaction",
            "objectQuotingStrategy",
            "created",
            "ignore",
            "runOrder",
            "runWith",
            "runWithSpoolFile",
            "logicalFilePath",
            "onValidationFail",
            "comment",
            "preConditions",
            "validCheckSum",
            "rollback",
            "modifySql",
            "changes");

    /** Returns the key by which Liquibase identifies the change set, on one line. */
    String key() {
        return PrintableName.of(path + "::" + id + "::" + author);
    }

    /** Returns the identifier of the revision. */
    String revision() {
        return DerivedIdentifier.of("liquibase", path, id, author);
    }

    Location location() {
        return node.location();
    }

    /** Returns the changes in their order. */
    List<ChangeNode> changes() {
        return node.children().stream()
                .flatMap(child -> child.name().equals("changes") ? child.children().stream() : Stream.of(child))
                .filter(child -> !PROPERTIES.contains(child.name()))
                .toList();
    }

    /** Returns one line that describes the change set: its comment, else its identifier. */
    String message() {
        ChangeNode comment = node.child("comment");
        String text = comment == null ? null : comment.textOr("text");
        String line = text == null ? "" : PrintableName.of(text.strip().replaceAll("\\s+", " "));
        if (line.length() > 100) {
            line = line.substring(0, 97) + "...";
        }
        return line.isEmpty() ? PrintableName.of(id).strip() : line;
    }
}
