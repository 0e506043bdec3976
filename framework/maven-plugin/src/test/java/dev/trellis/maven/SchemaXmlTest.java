package dev.trellis.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Property;
import org.jooq.meta.jaxb.Target;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** jOOQ's code generator reads the XML; its code compiles and has the tables, keys and types of the scripts. */
class SchemaXmlTest {
    private static final String SCRIPT = """
            revision: 000000000001
            down_revision: null
            branch_labels: [shop]
            upgrade:
              - create_table:
                  name: customer
                  comment: "who buys <here>"
                  columns:
                    uuid: uuid
                    name: {type: string(40), nullable: false, comment: full name}
                    active: {type: boolean, nullable: false, default: true}
                    score: {type: "numeric(10,2)"}
                    rate: double
                    small: smallint
                    big: bigint
                    note: text
                    photo: blob
                    born: date
                    opens: time
                    created: {type: timestamptz, default_sql: CURRENT_TIMESTAMP}
                    mood: {type: "enum(mood: fine, sad)"}
                    tag: {type: {postgresql: citext, default: text}}
                    settings: json
                  primary_key: [uuid]
                  unique: [[name]]
                  checks: [{name: ck_customer_score, sql: score >= 0}]
              - create_table:
                  name: purchase
                  columns:
                    id: {type: integer, identity: true}
                    customer_uuid: {type: uuid, nullable: false}
                    customer_name: string(40)
                  primary_key: [id]
                  foreign_keys:
                    - {columns: [customer_uuid], references: customer(uuid)}
                    - {columns: [customer_name], references: customer(name)}
                  indexes: [{columns: [{column: customer_uuid, order: desc}]}, {expressions: [lower(customer_name)], name: ix_lower}]
              - rename_table: {table: purchase, to: shop_order}
            downgrade: []
            """;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"postgresql, POSTGRES", "mysql, MYSQL", "mariadb, MARIADB", "sqlite, SQLITE", "h2, H2"})
    void jooq_generates_code(String dialect, String jooqDialect) throws Exception {
        Files.createDirectories(folder.resolve("db"));
        Files.writeString(folder.resolve("db/1.yaml"), SCRIPT);
        Path configuration = Files.writeString(folder.resolve("trellis.yaml"), "branches: {shop: {directory: db}}\n");
        Path xml = folder.resolve("target/schema.xml");

        int tables = SchemaXml.run(
                configuration, xml, Map.of("target", "heads", "schema", "public", "dialect", dialect), Map.of());
        assertEquals(2, tables);
        Map<String, String> code = generate(xml, jooqDialect);

        String customer = code.getOrDefault("Customer.java", "");
        assertContains(customer, "TableField<CustomerRecord, java.util.UUID> UUID");
        assertContains(
                customer,
                "TableField<CustomerRecord, String> NAME = createField(DSL.name(\"name\"),"
                        + " SQLDataType.VARCHAR(40).nullable(false)");
        assertContains(customer, "TableField<CustomerRecord, Boolean> ACTIVE");
        assertContains(customer, "TableField<CustomerRecord, BigDecimal> SCORE");
        assertContains(customer, "TableField<CustomerRecord, Double> RATE");
        assertContains(customer, "TableField<CustomerRecord, Short> SMALL");
        assertContains(customer, "TableField<CustomerRecord, Long> BIG");
        assertContains(customer, "TableField<CustomerRecord, String> NOTE");
        assertContains(customer, "TableField<CustomerRecord, byte[]> PHOTO");
        assertContains(customer, "TableField<CustomerRecord, LocalDate> BORN");
        assertContains(customer, "TableField<CustomerRecord, LocalTime> OPENS");
        assertContains(customer, "TableField<CustomerRecord, OffsetDateTime> CREATED");
        assertContains(customer, "TableField<CustomerRecord, JSON> SETTINGS");
        assertContains(customer, "who buys <here>");
        String order = code.getOrDefault("ShopOrder.java", "");
        assertContains(order, "SQLDataType.INTEGER.nullable(false).identity(true)");
        assertContains(order, "Identity<ShopOrderRecord, Integer> getIdentity()");
        assertContains(code.getOrDefault("Keys.java", ""), "UniqueKey<CustomerRecord> ");
        assertContains(code.getOrDefault("Keys.java", ""), "ForeignKey<ShopOrderRecord, CustomerRecord> ");
        assertContains(code.getOrDefault("Indexes.java", ""), "ShopOrder.SHOP_ORDER.CUSTOMER_UUID.desc()");
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), () -> part + "\nis missing in\n" + text);
    }

    /** Generates and compiles code, and returns it by file name. */
    private Map<String, String> generate(Path xml, String dialect) throws Exception {
        Path sources = folder.resolve("generated-" + dialect);
        GenerationTool.generate(new Configuration()
                .withGenerator(new Generator()
                        .withDatabase(new Database()
                                .withName("org.jooq.meta.xml.XMLDatabase")
                                .withProperties(
                                        new Property().withKey("dialect").withValue(dialect),
                                        new Property().withKey("xmlFile").withValue(xml.toString())))
                        .withGenerate(new Generate().withComments(true))
                        .withTarget(new Target().withPackageName("generated").withDirectory(sources.toString()))));
        Map<String, String> code = new TreeMap<>();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(sources)) {
            for (Path file :
                    all.filter(each -> each.toString().endsWith(".java")).toList()) {
                files.add(file);
                code.merge(file.getFileName().toString(), Files.readString(file), String::concat);
            }
        }
        compile(files);
        return code;
    }

    private void compile(List<Path> files) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean isCompiled = compiler.getTask(
                            messages,
                            manager,
                            null,
                            List.of(
                                    "-d",
                                    Files.createDirectories(folder.resolve("classes"))
                                            .toString(),
                                    "-nowarn",
                                    "-proc:none",
                                    "-cp",
                                    System.getProperty(
                                            "surefire.test.class.path", System.getProperty("java.class.path"))),
                            null,
                            manager.getJavaFileObjectsFromPaths(files))
                    .call();
            assertTrue(isCompiled, messages.toString());
        }
    }
}
