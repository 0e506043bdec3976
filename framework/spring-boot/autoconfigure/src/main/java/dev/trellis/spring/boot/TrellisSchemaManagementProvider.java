package dev.trellis.spring.boot;

import dev.trellis.Trellis;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;

/**
 * Tells Boot that Trellis manages the schema, so that Hibernate does not create the tables of an embedded database
 * ({@code spring.jpa.hibernate.ddl-auto}).
 */
final class TrellisSchemaManagementProvider implements SchemaManagementProvider {
    private final ListableBeanFactory beans;

    TrellisSchemaManagementProvider(ListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public SchemaManagement getSchemaManagement(DataSource dataSource) {
        return beans.getBeanNamesForType(Trellis.class, false, false).length == 0
                ? SchemaManagement.UNMANAGED
                : SchemaManagement.MANAGED;
    }
}
