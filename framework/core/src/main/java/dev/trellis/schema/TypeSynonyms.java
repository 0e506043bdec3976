package dev.trellis.schema;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The portable types that databases and other tools call by another name. */
final class TypeSynonyms {
    private static final Map<String, String> TYPES = types(
            "boolean: bool bit logical",
            "smallint: tinyint int2 smallserial",
            "integer: int int4 mediumint serial",
            "bigint: int8 long bigserial biginteger",
            "numeric(10,2): decimal dec number money bigdecimal",
            "real: float4",
            "double: float float8 double_precision",
            "char(1): character nchar",
            "string(255): varchar varchar2 nvarchar nvarchar2 str unicode",
            "text: clob longtext mediumtext tinytext ntext longvarchar citext",
            "binary(255): varbinary bytes",
            "blob: bytea longblob mediumblob image largebinary",
            "time: timetz",
            "timestamp: datetime datetime2 smalldatetime",
            "timestamptz: datetimeoffset timestamp_tz timestampltz",
            "uuid: guid uniqueidentifier",
            "json: jsonb");

    private TypeSynonyms() {}

    private static Map<String, String> types(String... lines) {
        Map<String, String> types = new HashMap<>();
        for (String line : lines) {
            String[] parts = line.split(": ", 2);
            for (String synonym : parts[1].split(" ")) {
                types.put(synonym, parts[0]);
            }
        }
        return types;
    }

    /**
     * Returns the portable type of a synonym, with the numbers of the synonym where the type takes numbers.
     *
     * @param numbers the numbers with their parentheses; empty if there are none
     */
    static Optional<String> of(String synonym, String numbers) {
        String folded = synonym.toLowerCase(Locale.ROOT);
        String type = TYPES.get(folded);
        if (type == null && folded.startsWith("character varying")) {
            type = "string(255)";
        } else if (type == null && folded.startsWith("double precision")) {
            type = "double";
        } else if (type == null && folded.startsWith("timestamp with time zone")) {
            type = "timestamptz";
        }
        if (type == null || numbers.isEmpty() || !type.contains("(")) {
            return Optional.ofNullable(type);
        }
        return Optional.of(type.substring(0, type.indexOf('(')) + numbers);
    }
}
