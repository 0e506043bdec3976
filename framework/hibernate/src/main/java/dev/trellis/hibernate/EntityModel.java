package dev.trellis.hibernate;

import dev.trellis.model.ModelSource;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A model described by Jakarta Persistence entity classes.
 *
 * <pre>{@code
 * public final class PoserPlugin extends TrellisPlugin {
 *     @Override
 *     protected void configure(TrellisBinder trellis) {
 *         trellis.branch("poser")
 *                 .scripts("db/poser")
 *                 .model(EntityModel.of(PoserCustomer.class, PoserProduct.class));
 *     }
 * }
 * }</pre>
 *
 * <p>The model contains the tables of the named classes and no others. Entities of other branches are found by following
 * attributes; foreign keys may reference their tables. If a package of the named classes contains an entity class that is
 * not named, reading the model is an error ({@code unregistered_entity}), because a forgotten class would look like a
 * dropped table.
 *
 * <p>Names without quotes are lower case in the model. Names of constraints and indexes that the author omitted come from
 * the naming convention. The page {@code model} of the documentation describes which annotations are read.
 *
 * <p>Instances are immutable; {@link #referringTo}, {@link #setting} and {@link #sequencesInScripts} return a changed copy.
 */
public final class EntityModel implements ModelSource {
    private final EntityClasses classes;
    private final List<Class<?>> others;
    private final HibernateSettings settings;
    private final boolean sequencesInScripts;

    private EntityModel(
            EntityClasses classes, List<Class<?>> others, HibernateSettings settings, boolean sequencesInScripts) {
        this.classes = classes;
        this.others = List.copyOf(others);
        this.settings = settings;
        this.sequencesInScripts = sequencesInScripts;
    }

    private static EntityModel of(EntityClasses classes) {
        return new EntityModel(classes, List.of(), HibernateSettings.NONE, false);
    }

    /**
     * Returns the model of the given entities.
     *
     * @param entities the entities of the branch; embeddables, mapped superclasses and converters are permitted; of these,
     *     only converters with {@code autoApply} must be named
     */
    public static EntityModel of(Class<?>... entities) {
        List<Class<?>> listed = List.of(entities);
        return of(new EntityClasses(describe(listed), () -> new LinkedHashSet<>(listed)));
    }

    /** Returns the model of all entities in the packages of the given classes, without subpackages. */
    public static EntityModel inPackagesOf(Class<?>... anchors) {
        List<Class<?>> listed = List.of(anchors);
        String display = listed.stream().map(Class::getPackageName).distinct().collect(Collectors.joining(", "));
        return of(new EntityClasses(display, () -> EntityScanner.entitiesInPackagesOf(listed)));
    }

    /**
     * Returns the model of the classes that a persistence unit lists.
     *
     * @param anchor a class of the jar or folder that contains {@code META-INF/persistence.xml}
     * @param unit the name of the unit
     */
    public static EntityModel ofUnit(Class<?> anchor, String unit) {
        return of(new EntityClasses("persistence unit " + unit, () -> PersistenceUnit.classes(anchor, unit)));
    }

    /**
     * Returns a model that knows entities of other branches. Such entities must be named if no attribute leads to them, or
     * if they are in a package of this branch.
     */
    public EntityModel referringTo(Class<?>... entities) {
        List<Class<?>> more = new ArrayList<>(others);
        more.addAll(Arrays.asList(entities));
        return new EntityModel(classes, more, settings, sequencesInScripts);
    }

    /**
     * Returns a model that reads the entities with a setting of Hibernate, as the application does. Settings of the
     * connection and the dialect have no effect.
     *
     * @param name the name of the setting, for example {@code hibernate.physical_naming_strategy}
     */
    public EntityModel setting(String name, Object value) {
        return new EntityModel(classes, others, settings.with(HibernateSettings.ALL, name, value), sequencesInScripts);
    }

    /**
     * Returns a model with a setting that the application uses with one database only.
     *
     * @param database the dialect name, for example {@code mysql}
     * @param name the name of the setting, for example {@code hibernate.type.preferred_uuid_jdbc_type}
     */
    public EntityModel setting(String database, String name, Object value) {
        return new EntityModel(classes, others, settings.with(database, name, value), sequencesInScripts);
    }

    /**
     * Returns a model that accepts identifiers generated by a sequence or a table, which scripts of the branch create.
     * Without this call, such an identifier is an error ({@code unknown_generator}), because a model does not contain
     * sequences.
     */
    public EntityModel sequencesInScripts() {
        return new EntityModel(classes, others, settings, true);
    }

    /**
     * Reads the tables that the entity classes map to.
     *
     * @throws EntityModelException {@code unregistered_entity}, {@code bad_entity}, {@code no_entities},
     *     {@code no_such_unit}, {@code two_owners}, {@code unknown_options}, {@code unknown_type}, {@code unknown_generator},
     *     {@code unknown_view} or {@code unnamed_check}; the message names the class, the column or the table
     */
    @Override
    public Schema read(Naming naming, Function<TableName, Optional<Table>> bases) {
        return read(naming, bases, SqlText.DEFAULT);
    }

    /**
     * Reads the tables that the entity classes map to. On MySQL and MariaDB, which distinguish the letter case of table
     * names, a name without quotes keeps the letter case of the mapping; on other databases the name becomes lower case.
     *
     * @throws EntityModelException for the same reasons as {@link #read(Naming, Function)}
     */
    @Override
    public Schema read(Naming naming, Function<TableName, Optional<Table>> bases, String dialect) {
        Set<Class<?>> owned = classes.find().get();
        EntityScanner.requireComplete(owned, others);
        return new EntitySchema(owned, others, settings, sequencesInScripts).read(naming, dialect);
    }

    @Override
    public String display() {
        return classes.display();
    }

    private static String describe(List<Class<?>> entities) {
        return entities.size() <= 3
                ? entities.stream().map(Class::getName).collect(Collectors.joining(", "))
                : entities.get(0).getName() + " and " + (entities.size() - 1) + " more entities";
    }

    /**
     * The source of the classes and its name in messages.
     *
     * @param find finds the classes when the model is read
     */
    private record EntityClasses(String display, Supplier<Set<Class<?>>> find) {}
}
