package dev.trellis.hibernate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.naming.ImplicitAnyDiscriminatorColumnNameSource;
import org.hibernate.boot.model.naming.ImplicitAnyKeyColumnNameSource;
import org.hibernate.boot.model.naming.ImplicitBasicColumnNameSource;
import org.hibernate.boot.model.naming.ImplicitCollectionTableNameSource;
import org.hibernate.boot.model.naming.ImplicitConstraintNameSource;
import org.hibernate.boot.model.naming.ImplicitDiscriminatorColumnNameSource;
import org.hibernate.boot.model.naming.ImplicitEntityNameSource;
import org.hibernate.boot.model.naming.ImplicitForeignKeyNameSource;
import org.hibernate.boot.model.naming.ImplicitIdentifierColumnNameSource;
import org.hibernate.boot.model.naming.ImplicitIndexColumnNameSource;
import org.hibernate.boot.model.naming.ImplicitIndexNameSource;
import org.hibernate.boot.model.naming.ImplicitJoinColumnNameSource;
import org.hibernate.boot.model.naming.ImplicitJoinTableNameSource;
import org.hibernate.boot.model.naming.ImplicitMapKeyColumnNameSource;
import org.hibernate.boot.model.naming.ImplicitNamingStrategy;
import org.hibernate.boot.model.naming.ImplicitNamingStrategyJpaCompliantImpl;
import org.hibernate.boot.model.naming.ImplicitPrimaryKeyJoinColumnNameSource;
import org.hibernate.boot.model.naming.ImplicitTenantIdColumnNameSource;
import org.hibernate.boot.model.naming.ImplicitUniqueKeyNameSource;
import org.jspecify.annotations.Nullable;

/**
 * Stands where Hibernate would make up names of constraints and indexes. It hands out numbers in their place and remembers
 * what the author wrote behind each, so that what has no name can be told from what has one; and it remembers what is an
 * index, which Hibernate forgets of a unique one. Names of tables and columns are left to the strategy beneath.
 */
final class ConstraintNames implements ImplicitNamingStrategy {

    /**
     * What stands behind a number.
     *
     * @param name what the author wrote; null for nothing
     * @param number grows in the order in which Hibernate met them
     */
    record Given(@Nullable String name, boolean index, int number) {}

    private final Map<String, Given> given = new HashMap<>();
    private final Map<List<Object>, String> numbers = new HashMap<>();
    private ImplicitNamingStrategy beneath = ImplicitNamingStrategyJpaCompliantImpl.INSTANCE;

    void completing(ImplicitNamingStrategy strategy) {
        beneath = strategy;
    }

    /** What stands behind the name of a constraint or an index; a name that this did not hand out is the author's. */
    Given behind(String name) {
        Given found = given.get(name);
        return found == null ? new Given(name, false, Integer.MAX_VALUE) : found;
    }

    /** Asked again for the same thing it gives the same answer: the columns of a natural key are gathered that way. */
    private Identifier next(ImplicitConstraintNameSource source, boolean index) {
        Identifier own = source.getUserProvidedIdentifier();
        if (own != null && given.containsKey(own.getText())) {
            return own;
        }
        String name = own == null || own.getText().isEmpty() ? null : PhysicalNames.of(own);
        List<Object> key = new ArrayList<>(List.of(source.kind(), source.getTableName(), source.getColumnNames()));
        key.add(name);
        String number = numbers.computeIfAbsent(key, asked -> "trellis_" + numbers.size());
        given.putIfAbsent(number, new Given(name, index, given.size()));
        return Identifier.toIdentifier(number);
    }

    @Override
    public Identifier determineForeignKeyName(ImplicitForeignKeyNameSource source) {
        return next(source, false);
    }

    @Override
    public Identifier determineUniqueKeyName(ImplicitUniqueKeyNameSource source) {
        return next(source, source.kind() == ImplicitConstraintNameSource.Kind.INDEX);
    }

    @Override
    public Identifier determineIndexName(ImplicitIndexNameSource source) {
        return next(source, source.kind() == ImplicitConstraintNameSource.Kind.INDEX);
    }

    @Override
    public Identifier determinePrimaryTableName(ImplicitEntityNameSource source) {
        return beneath.determinePrimaryTableName(source);
    }

    @Override
    public Identifier determineJoinTableName(ImplicitJoinTableNameSource source) {
        return beneath.determineJoinTableName(source);
    }

    @Override
    public Identifier determineCollectionTableName(ImplicitCollectionTableNameSource source) {
        return beneath.determineCollectionTableName(source);
    }

    @Override
    public Identifier determineDiscriminatorColumnName(ImplicitDiscriminatorColumnNameSource source) {
        return beneath.determineDiscriminatorColumnName(source);
    }

    @Override
    public Identifier determineTenantIdColumnName(ImplicitTenantIdColumnNameSource source) {
        return beneath.determineTenantIdColumnName(source);
    }

    @Override
    public Identifier determineIdentifierColumnName(ImplicitIdentifierColumnNameSource source) {
        return beneath.determineIdentifierColumnName(source);
    }

    @Override
    public Identifier determineBasicColumnName(ImplicitBasicColumnNameSource source) {
        return beneath.determineBasicColumnName(source);
    }

    @Override
    public Identifier determineJoinColumnName(ImplicitJoinColumnNameSource source) {
        return beneath.determineJoinColumnName(source);
    }

    @Override
    public Identifier determinePrimaryKeyJoinColumnName(ImplicitPrimaryKeyJoinColumnNameSource source) {
        return beneath.determinePrimaryKeyJoinColumnName(source);
    }

    @Override
    public Identifier determineAnyDiscriminatorColumnName(ImplicitAnyDiscriminatorColumnNameSource source) {
        return beneath.determineAnyDiscriminatorColumnName(source);
    }

    @Override
    public Identifier determineAnyKeyColumnName(ImplicitAnyKeyColumnNameSource source) {
        return beneath.determineAnyKeyColumnName(source);
    }

    @Override
    public Identifier determineMapKeyColumnName(ImplicitMapKeyColumnNameSource source) {
        return beneath.determineMapKeyColumnName(source);
    }

    @Override
    public Identifier determineListIndexColumnName(ImplicitIndexColumnNameSource source) {
        return beneath.determineListIndexColumnName(source);
    }
}
