package dev.trellis.spring.boot;

import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

/** Tells Boot that {@link TrellisInitializer} initializes the database, so that beans which use a database depend on it. */
final class TrellisDatabaseInitializerDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {
    TrellisDatabaseInitializerDetector() {}

    @Override
    protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
        return Set.of(TrellisInitializer.class);
    }
}
