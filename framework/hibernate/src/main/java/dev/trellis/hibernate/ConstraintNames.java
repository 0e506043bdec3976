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
 * A naming strategy that distinguishes names that the author wrote from names that Hibernate generates. The strategy gives
 * Hibernate a placeholder ({@code trellis_7}) as the name of each constraint and index. The strategy also records for each
 * placeholder the name that the author wrote, if any, and whether the author declared an index, because Hibernate treats a
 * unique index as a unique constraint. A delegate, the application's strategy, names tables and columns.
 */
final class ConstraintNames implements ImplicitNamingStrategy {

    /**
     * The declaration behind a placeholder.
     *
     * @param name the name that the author wrote; null if the author wrote none
     * @param position increases in the order in which Hibernate read the declarations
     */
    record Declaration(@Nullable String name, boolean index, int position) {}

    private final Map<String, Declaration> declarations = new HashMap<>();
    private final Map<List<Object>, String> placeholders = new HashMap<>();
    private ImplicitNamingStrategy delegate = ImplicitNamingStrategyJpaCompliantImpl.INSTANCE;

    void delegateTo(ImplicitNamingStrategy strategy) {
        delegate = strategy;
    }

    /** Returns the declaration behind a name in the metadata. A name that is not a placeholder was written by the author. */
    Declaration declaration(String name) {
        Declaration declaration = declarations.get(name);
        return declaration == null ? new Declaration(name, false, Integer.MAX_VALUE) : declaration;
    }

    /**
     * Returns the placeholder of a constraint or index. Calls with the same table, columns and name return the same
     * placeholder, because Hibernate collects the columns of a natural key by the name of its constraint.
     */
    private Identifier placeholder(ImplicitConstraintNameSource source, boolean index) {
        Identifier provided = source.getUserProvidedIdentifier();
        if (provided != null && declarations.containsKey(provided.getText())) {
            return provided;
        }
        String name = provided == null || provided.getText().isEmpty() ? null : PhysicalNames.of(provided);
        List<Object> key = new ArrayList<>(List.of(source.kind(), source.getTableName(), source.getColumnNames()));
        key.add(name);
        String placeholder = placeholders.computeIfAbsent(key, unused -> "trellis_" + placeholders.size());
        declarations.putIfAbsent(placeholder, new Declaration(name, index, declarations.size()));
        return Identifier.toIdentifier(placeholder);
    }

    @Override
    public Identifier determineForeignKeyName(ImplicitForeignKeyNameSource source) {
        return placeholder(source, false);
    }

    @Override
    public Identifier determineUniqueKeyName(ImplicitUniqueKeyNameSource source) {
        return placeholder(source, source.kind() == ImplicitConstraintNameSource.Kind.INDEX);
    }

    @Override
    public Identifier determineIndexName(ImplicitIndexNameSource source) {
        return placeholder(source, source.kind() == ImplicitConstraintNameSource.Kind.INDEX);
    }

    @Override
    public Identifier determinePrimaryTableName(ImplicitEntityNameSource source) {
        return delegate.determinePrimaryTableName(source);
    }

    @Override
    public Identifier determineJoinTableName(ImplicitJoinTableNameSource source) {
        return delegate.determineJoinTableName(source);
    }

    @Override
    public Identifier determineCollectionTableName(ImplicitCollectionTableNameSource source) {
        return delegate.determineCollectionTableName(source);
    }

    @Override
    public Identifier determineDiscriminatorColumnName(ImplicitDiscriminatorColumnNameSource source) {
        return delegate.determineDiscriminatorColumnName(source);
    }

    @Override
    public Identifier determineTenantIdColumnName(ImplicitTenantIdColumnNameSource source) {
        return delegate.determineTenantIdColumnName(source);
    }

    @Override
    public Identifier determineIdentifierColumnName(ImplicitIdentifierColumnNameSource source) {
        return delegate.determineIdentifierColumnName(source);
    }

    @Override
    public Identifier determineBasicColumnName(ImplicitBasicColumnNameSource source) {
        return delegate.determineBasicColumnName(source);
    }

    @Override
    public Identifier determineJoinColumnName(ImplicitJoinColumnNameSource source) {
        return delegate.determineJoinColumnName(source);
    }

    @Override
    public Identifier determinePrimaryKeyJoinColumnName(ImplicitPrimaryKeyJoinColumnNameSource source) {
        return delegate.determinePrimaryKeyJoinColumnName(source);
    }

    @Override
    public Identifier determineAnyDiscriminatorColumnName(ImplicitAnyDiscriminatorColumnNameSource source) {
        return delegate.determineAnyDiscriminatorColumnName(source);
    }

    @Override
    public Identifier determineAnyKeyColumnName(ImplicitAnyKeyColumnNameSource source) {
        return delegate.determineAnyKeyColumnName(source);
    }

    @Override
    public Identifier determineMapKeyColumnName(ImplicitMapKeyColumnNameSource source) {
        return delegate.determineMapKeyColumnName(source);
    }

    @Override
    public Identifier determineListIndexColumnName(ImplicitIndexColumnNameSource source) {
        return delegate.determineListIndexColumnName(source);
    }
}
