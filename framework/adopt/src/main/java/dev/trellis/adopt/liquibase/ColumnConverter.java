package dev.trellis.adopt.liquibase;

import dev.trellis.adopt.liquibase.ChangeSetConversion.NotConverted;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts columns and the constraints within them. */
final class ColumnConverter {
    /** Attributes that only Oracle has, or that name what the databases of Trellis do not name. */
    private static final Set<String> WITHOUT_MEANING = Set.of(
            "notNullConstraintName",
            "validateNullable",
            "validateUnique",
            "validatePrimaryKey",
            "validateForeignKey",
            "defaultOnNull");

    private static final Pattern REFERENCES = Pattern.compile("\\s*(?:(\\w+)\\.)?(\\w+)\\s*\\(([^)]+)\\)\\s*");

    private final ChangeSetConversion out;
    private final ValueConverter values;

    ColumnConverter(ChangeSetConversion out, ValueConverter values) {
        this.out = out;
        this.values = values;
    }

    /**
     * A column with its constraints.
     *
     * @param column the column
     * @param primaryKey whether it belongs to the primary key
     * @param primaryKeyName null if the key has no name
     * @param unique whether it is unique
     * @param uniqueName null if the constraint has no name
     * @param foreignKey null if it refers to nothing
     */
    record Parts(
            Column column,
            boolean primaryKey,
            @Nullable String primaryKeyName,
            boolean unique,
            @Nullable String uniqueName,
            @Nullable ForeignKey foreignKey) {}

    /** Returns the column of an element. */
    Parts parts(ChangeNode node) {
        String name = out.names().name(ChangeSetConversion.require(node, "name"));
        String typeText = ChangeSetConversion.require(node, "type");
        ColumnType type = out.types().type(typeText);
        Column column = Column.of(name, type).withDefault(values.defaultValue(node, type));
        boolean isGenerated = node.flag("autoIncrement", false)
                || LiquibaseType.parse(typeText).isSerial();
        Identity identity = identity(node);
        if (isGenerated) {
            column = column.withIdentity(identity).withNullable(false);
        }
        String remarks = node.get("remarks");
        if (remarks != null && out.dialect().capabilities().comments()) {
            column = column.withComment(remarks);
        }
        ChangeNode constraints = node.child("constraints");
        if (constraints == null) {
            return new Parts(column, false, null, false, null, null);
        }
        constraints.ignore(WITHOUT_MEANING);
        boolean isKey = constraints.flag("primaryKey", false);
        boolean isNullable = constraints.flag("nullable", true) && !isKey && !isGenerated;
        String keyName = constraints.get("primaryKeyName");
        String uniqueName = constraints.get("uniqueConstraintName");
        return new Parts(
                column.withNullable(isNullable),
                isKey,
                keyName == null ? null : out.names().name(keyName),
                constraints.flag("unique", false),
                uniqueName == null ? null : out.names().name(uniqueName),
                foreignKey(constraints, name));
    }

    /** Returns the identity that the attributes {@code startWith}, {@code incrementBy} and {@code generationType} state. */
    static Identity identity(ChangeNode node) {
        String kind = node.get("generationType");
        return new Identity(
                kind != null && kind.toLowerCase(Locale.ROOT).startsWith("always"),
                number(node.get("startWith")),
                number(node.get("incrementBy")));
    }

    private static @Nullable Long number(@Nullable String text) {
        if (text != null && !text.strip().matches("-?\\d{1,18}")) {
            throw new NotConverted("'" + text + "' is not a whole number");
        }
        return text == null ? null : Long.valueOf(text.strip());
    }

    private @Nullable ForeignKey foreignKey(ChangeNode constraints, String column) {
        String references = constraints.get("references");
        String table = constraints.get("referencedTableName");
        String columns = constraints.get("referencedColumnNames");
        String schema = constraints.get("referencedTableSchemaName");
        String name = constraints.get("foreignKeyName");
        boolean cascades = constraints.flag("deleteCascade", false);
        boolean isDeferred = constraints.flag("initiallyDeferred", false);
        boolean isDeferrable = constraints.flag("deferrable", false) || isDeferred;
        if (references == null && table == null) {
            return null;
        }
        if (references != null) {
            Matcher matcher = REFERENCES.matcher(references);
            if (!matcher.matches()) {
                throw new NotConverted("'" + references + "' is not of the form table(column)");
            }
            schema = matcher.group(1);
            table = matcher.group(2);
            columns = matcher.group(3);
        }
        TableName referred = out.names().table(schema, String.valueOf(table));
        return new ForeignKey(
                name == null ? null : out.names().name(name),
                List.of(column),
                referred,
                out.names().names(columns == null ? "id" : columns),
                cascades ? ReferentialAction.CASCADE : ReferentialAction.NO_ACTION,
                ReferentialAction.NO_ACTION,
                null,
                isDeferrable,
                isDeferred);
    }
}
