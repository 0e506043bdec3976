package dev.trellis.poser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.poser.model.PoserCustomer;
import dev.trellis.poser.model.PoserDeliveryRoute;
import dev.trellis.poser.model.PoserDeliveryStop;
import dev.trellis.poser.model.PoserProduct;
import dev.trellis.report.DiffReport;
import dev.trellis.retail.model.Batch;
import dev.trellis.retail.model.BatchRow;
import dev.trellis.retail.model.Brand;
import dev.trellis.retail.model.Category;
import dev.trellis.retail.model.Customer;
import dev.trellis.retail.model.Department;
import dev.trellis.retail.model.Employee;
import dev.trellis.retail.model.Permission;
import dev.trellis.retail.model.Person;
import dev.trellis.retail.model.PersonEmail;
import dev.trellis.retail.model.PersonPhone;
import dev.trellis.retail.model.Product;
import dev.trellis.retail.model.ProductCode;
import dev.trellis.retail.model.ProductCost;
import dev.trellis.retail.model.ProductPrice;
import dev.trellis.retail.model.Purchase;
import dev.trellis.retail.model.PurchaseItem;
import dev.trellis.retail.model.Role;
import dev.trellis.retail.model.Setting;
import dev.trellis.retail.model.Store;
import dev.trellis.retail.model.Subdepartment;
import dev.trellis.retail.model.User;
import dev.trellis.retail.model.UserRole;
import dev.trellis.retail.model.Vendor;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An application that uses the entity classes of the base and of Poser with Hibernate, in the tables that the scripts created.
 * Without SQLite, for which Hibernate itself has no dialect.
 */
class HibernateApplicationTest {
    private static final List<Class<?>> ENTITIES = List.of(
            Batch.class,
            BatchRow.class,
            Brand.class,
            Category.class,
            Customer.class,
            Department.class,
            Employee.class,
            Permission.class,
            Person.class,
            PersonEmail.class,
            PersonPhone.class,
            Product.class,
            ProductCode.class,
            ProductCost.class,
            ProductPrice.class,
            Purchase.class,
            PurchaseItem.class,
            Role.class,
            Setting.class,
            Store.class,
            Subdepartment.class,
            User.class,
            UserRole.class,
            Vendor.class,
            PoserCustomer.class,
            PoserProduct.class,
            PoserDeliveryRoute.class,
            PoserDeliveryStop.class);

    private static final String UUID_TYPE = "hibernate.type.preferred_uuid_jdbc_type";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
    void hibernate_validates_the_tables_and_finds_what_it_stored_in_base_and_extension(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind);
                Trellis trellis = ShippedBranchesTest.trellis(folder, database, Listener.NONE)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            assertEquals(
                    List.of(),
                    trellis.check(null).stream()
                            .map(DiffReport::operations)
                            .flatMap(List::stream)
                            .toList());
            Map<String, Object> settings = kind == Kind.MYSQL ? Map.of(UUID_TYPE, "CHAR") : Map.of();
            try (SessionFactory sessions = sessions(database, settings)) {
                UUID key = sessions.fromTransaction(session -> {
                    Customer customer = new Customer();
                    customer.setName("Rosa");
                    session.persist(customer);
                    PoserCustomer extension = new PoserCustomer();
                    extension.setCustomer(customer);
                    extension.setNickname("the one with the dog");
                    session.persist(extension);
                    return customer.getUuid();
                });
                assertEquals("Rosa: the one with the dog", sessions.fromTransaction(session -> {
                    PoserCustomer found = session.find(PoserCustomer.class, key);
                    return found.getCustomer().getName() + ": " + found.getNickname();
                }));
            }
        }
    }

    @Test
    void hibernate_on_mysql_without_the_setting_expects_keys_of_binary_16() throws Exception {
        try (TestDatabase database = TestDatabase.open(Kind.MYSQL);
                Trellis trellis = ShippedBranchesTest.trellis(folder, database, Listener.NONE)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            SchemaManagementException error = assertThrows(
                    SchemaManagementException.class,
                    () -> sessions(database, Map.of()).close());
            assertEquals(
                    "Schema validation: wrong column type encountered in column [uuid] in table [batch]; found [char"
                            + " (Types#CHAR)], but expecting [binary(16) (Types#BINARY)]",
                    error.getMessage());
        }
    }

    private static SessionFactory sessions(TestDatabase database, Map<String, Object> settings) {
        StandardServiceRegistryBuilder builder = new StandardServiceRegistryBuilder()
                .applySetting("hibernate.connection.url", database.url())
                .applySetting("hibernate.hbm2ddl.auto", "validate")
                .applySettings(settings);
        if (database.user() != null) {
            builder.applySetting("hibernate.connection.username", database.user());
        }
        if (database.password() != null) {
            builder.applySetting("hibernate.connection.password", database.password());
        }
        StandardServiceRegistry registry = builder.build();
        try {
            MetadataSources sources = new MetadataSources(registry);
            ENTITIES.forEach(sources::addAnnotatedClass);
            return sources.buildMetadata().buildSessionFactory();
        } catch (RuntimeException e) {
            StandardServiceRegistryBuilder.destroy(registry);
            throw e;
        }
    }
}
