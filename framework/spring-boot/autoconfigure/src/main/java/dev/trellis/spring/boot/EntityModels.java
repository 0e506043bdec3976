package dev.trellis.spring.boot;

import dev.trellis.hibernate.EntityModel;
import dev.trellis.model.ModelSource;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.io.ResourceLoader;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypesScanner;
import org.springframework.util.ClassUtils;

/** The entity classes of the application as models, with the names that Boot's settings of Hibernate give to tables. */
final class EntityModels {
    private final ListableBeanFactory beans;
    private final ResourceLoader resources;

    EntityModels(ListableBeanFactory beans, ResourceLoader resources) {
        this.beans = beans;
        this.resources = resources;
    }

    /** Returns the model of the entities that Boot has scanned; null if Boot does not configure Jakarta Persistence. */
    @Nullable
    ModelSource ofApplication(@Nullable DataSource dataSource) {
        PersistenceManagedTypes types =
                beans.getBeanProvider(PersistenceManagedTypes.class).getIfAvailable();
        return types == null || types.getManagedClassNames().isEmpty()
                ? null
                : new ScannedModel("the entities of the application", () -> types, dataSource);
    }

    /** Returns the model of the entities in some packages and their subpackages. */
    @Nullable
    ModelSource inPackages(List<String> packages, @Nullable DataSource dataSource) {
        return packages.isEmpty()
                ? null
                : new ScannedModel(
                        "the entities in " + String.join(", ", packages),
                        () -> new PersistenceManagedTypesScanner(resources).scan(packages.toArray(String[]::new)),
                        dataSource);
    }

    /** A model that reads the entity classes only when needed, because an upgrade does not need the model. */
    private final class ScannedModel implements ModelSource {
        private final String display;
        private final Supplier<PersistenceManagedTypes> types;
        private final @Nullable DataSource dataSource;

        ScannedModel(String display, Supplier<PersistenceManagedTypes> types, @Nullable DataSource dataSource) {
            this.display = display;
            this.types = types;
            this.dataSource = dataSource;
        }

        @Override
        public Schema read(Naming naming, Function<TableName, Optional<Table>> bases) {
            return model().read(naming, bases);
        }

        @Override
        public Schema read(Naming naming, Function<TableName, Optional<Table>> bases, String dialect) {
            return model().read(naming, bases, dialect);
        }

        @Override
        public String display() {
            return display;
        }

        private EntityModel model() {
            Class<?>[] classes = types.get().getManagedClassNames().stream()
                    .map(name -> ClassUtils.resolveClassName(name, resources.getClassLoader()))
                    .toArray(Class<?>[]::new);
            EntityModel model = EntityModel.of(classes);
            Map<String, Object> settings = new LinkedHashMap<>(HibernateSettings.of(beans, dataSource));
            for (Map.Entry<String, Object> setting : settings.entrySet()) {
                model = model.setting(setting.getKey(), setting.getValue());
            }
            return model;
        }
    }
}
