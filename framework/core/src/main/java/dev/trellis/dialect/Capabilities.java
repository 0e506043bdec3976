package dev.trellis.dialect;

/**
 * What a database can do, asked instead of its name.
 *
 * @param transactionalDdl whether a transaction that is rolled back takes its DDL with it
 * @param comments whether tables and columns have comments
 * @param schemas whether a database holds several schemas
 * @param namedEnums whether an enumeration is an object with a name
 * @param constraintNames whether every constraint has a name in the catalogue
 * @param identifierLimit how many bytes of UTF-8 a name may have; {@link Integer#MAX_VALUE} for no limit
 */
public record Capabilities(
        boolean transactionalDdl,
        boolean comments,
        boolean schemas,
        boolean namedEnums,
        boolean constraintNames,
        int identifierLimit) {}
