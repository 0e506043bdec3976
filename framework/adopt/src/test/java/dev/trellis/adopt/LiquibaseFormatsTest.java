package dev.trellis.adopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.adopt.source.Note;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The formats of changelogs, and how they include each other. Liquibase applies each of them, too. */
@SuppressWarnings("NullAway.Init")
class LiquibaseFormatsTest {
    private static final Map<String, String> SAME_SQL = Map.of(
            "log.xml", """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <databaseChangeLog logicalFilePath="shop" xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                            xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                                http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                        <property name="size" value="40"/>
                        <changeSet id="1" author="ann">
                            <comment>the customers</comment>
                            <sql>create table customer (id int not null, name varchar(${size}));
                    create index ix_name on customer (name);</sql>
                            <rollback>drop table customer;</rollback>
                        </changeSet>
                        <changeSet id="2" author="ann" dbms="oracle"><sql>no</sql></changeSet>
                        <changeSet id="3" author="bob">
                            <sql endDelimiter="@@">insert into customer values (1, 'a;b') @@ insert into customer values (2, 'c')</sql>
                            <rollback><empty/></rollback>
                        </changeSet>
                    </databaseChangeLog>
                    """,
            "log.yaml", """
                    databaseChangeLog:
                      - logicalFilePath: shop
                      - property: {name: size, value: 40}
                      - changeSet:
                          id: 1
                          author: ann
                          comment: the customers
                          changes:
                            - sql:
                                sql: |-
                                  create table customer (id int not null, name varchar(${size}));
                                  create index ix_name on customer (name);
                          rollback: drop table customer;
                      - changeSet:
                          id: 2
                          author: ann
                          dbms: oracle
                          changes:
                            - sql: {sql: "no"}
                      - changeSet:
                          id: 3
                          author: bob
                          changes:
                            - sql:
                                endDelimiter: "@@"
                                sql: insert into customer values (1, 'a;b') @@ insert into customer values (2, 'c')
                          rollback:
                            - empty: {}
                    """,
            "log.json", """
                    {"databaseChangeLog": [
                      {"logicalFilePath": "shop"},
                      {"property": {"name": "size", "value": "40"}},
                      {"changeSet": {"id": "1", "author": "ann", "comment": "the customers",
                          "changes": [{"sql": {"sql": "create table customer (id int not null, name varchar(${size}));\\ncreate index ix_name on customer (name);"}}],
                          "rollback": "drop table customer;"}},
                      {"changeSet": {"id": "2", "author": "ann", "dbms": "oracle", "changes": [{"sql": {"sql": "no"}}]}},
                      {"changeSet": {"id": "3", "author": "bob",
                          "changes": [{"sql": {"endDelimiter": "@@", "sql": "insert into customer values (1, 'a;b') @@ insert into customer values (2, 'c')"}}],
                          "rollback": [{"empty": {}}]}}
                    ]}
                    """,
            "log.sql", """
                    --liquibase formatted sql logicalFilePath:shop
                    --property name:size value:40

                    --changeset ann:1
                    --comment the customers
                    create table customer (id int not null, name varchar(${size}));
                    create index ix_name on customer (name);
                    --rollback drop table customer;

                    --changeset ann:2 dbms:oracle
                    no
                    --changeset bob:3 endDelimiter:@@
                    insert into customer values (1, 'a;b') @@ insert into customer values (2, 'c')
                    --rollback empty
                    """);

    private static final Map<String, String> SAME_TABLE = Map.of(
            "log.xml", """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <databaseChangeLog logicalFilePath="shop" xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                            xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                                http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                        <changeSet id="1" author="ann">
                            <preConditions onFail="MARK_RAN"><not><tableExists tableName="customer"/></not></preConditions>
                            <createTable tableName="customer">
                                <column name="id" type="int"><constraints primaryKey="true" nullable="false"/></column>
                                <column name="name" type="varchar(20)" defaultValue="none"/>
                            </createTable>
                            <createIndex tableName="customer" indexName="ix_name"><column name="name"/></createIndex>
                            <insert tableName="customer"><column name="id" valueNumeric="1"/><column name="name" value="Ann"/></insert>
                        </changeSet>
                    </databaseChangeLog>
                    """,
            "log.yaml", """
                    databaseChangeLog:
                    - logicalFilePath: shop
                    - changeSet:
                        id: 1
                        author: ann
                        preConditions:
                        - onFail: MARK_RAN
                        - not:
                          - tableExists: {tableName: customer}
                        changes:
                        - createTable:
                            tableName: customer
                            columns:
                            - column: {name: id, type: int, constraints: {primaryKey: true, nullable: false}}
                            - column: {name: name, type: varchar(20), defaultValue: none}
                        - createIndex: {tableName: customer, indexName: ix_name, columns: [{column: {name: name}}]}
                        - insert:
                            tableName: customer
                            columns:
                            - column: {name: id, valueNumeric: 1}
                            - column: {name: name, value: Ann}
                    """,
            "log.json", """
                    {"databaseChangeLog": [{"logicalFilePath": "shop"}, {"changeSet": {"id": "1", "author": "ann",
                      "preConditions": [{"onFail": "MARK_RAN"}, {"not": [{"tableExists": {"tableName": "customer"}}]}],
                      "changes": [
                        {"createTable": {"tableName": "customer", "columns": [
                          {"column": {"name": "id", "type": "int", "constraints": {"primaryKey": true, "nullable": false}}},
                          {"column": {"name": "name", "type": "varchar(20)", "defaultValue": "none"}}]}},
                        {"createIndex": {"tableName": "customer", "indexName": "ix_name", "columns": [{"column": {"name": "name"}}]}},
                        {"insert": {"tableName": "customer", "columns": [
                          {"column": {"name": "id", "valueNumeric": 1}}, {"column": {"name": "name", "value": "Ann"}}]}}]}}]}
                    """);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"log.xml", "log.yaml", "log.json", "log.sql"})
    void sql_gives_the_same_scripts_in_every_format(String format) throws IOException {
        Map<String, String> expected = scripts("log.sql", SAME_SQL);
        assertEquals(3, expected.size(), expected.toString());
        assertEquals(expected, scripts(format, SAME_SQL));
        String first = expected.values().stream()
                .filter(text -> text.contains("the customers"))
                .findFirst()
                .orElseThrow();
        assertTrue(first.contains("-- downgrade\ndrop table customer;"), first);
        assertTrue(first.contains("varchar(40)"), first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"log.xml", "log.yaml", "log.json"})
    void changes_give_the_same_scripts_in_every_format(String format) throws IOException {
        Map<String, String> expected = scripts("log.xml", SAME_TABLE);
        assertEquals(2, expected.size());
        assertEquals(expected, scripts(format, SAME_TABLE));
        String text = String.join("\n", expected.values());
        assertTrue(text.contains("create_table"), text);
        assertTrue(text.contains("create_index"), text);
        assertTrue(text.contains("bulk_insert"), text);
    }

    private Map<String, String> scripts(String format, Map<String, String> changelogs) throws IOException {
        LiquibaseProject project = new LiquibaseProject(Files.createTempDirectory(folder, "format"), format)
                .write(format, String.valueOf(changelogs.get(format)));
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project.update(database);
            AdoptionReport report = project.adopt(database);
            assertEquals(List.of(), report.gaps());
            assertFalse(report.isFinding(), String.valueOf(report.reason()));
            assertEquals(report.scripts().size(), report.recorded().size());
            return project.scriptTexts();
        }
    }

    @Test
    void includes_are_followed_in_the_order_of_liquibase() {
        LiquibaseProject project = new LiquibaseProject(folder, "db/root.yaml")
                .write("db/root.yaml", """
                        databaseChangeLog:
                          - property: {name: kind, value: int, global: true}
                          - include: {file: first.xml, relativeToChangelogFile: true}
                          - includeAll: {path: all, relativeToChangelogFile: true}
                          - include: {file: db/last.sql}
                          - includeAll: {path: db/none, errorIfMissingOrEmpty: false}
                          - include: {file: db/none.xml, errorIfMissing: false}
                        """)
                .write("db/first.xml", """
                        <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                                    http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                            <changeSet id="1" author="ann">
                                <createTable tableName="first"><column name="id" type="${kind}"/></createTable>
                            </changeSet>
                        </databaseChangeLog>
                        """)
                .write("db/all/b.sql", "--liquibase formatted sql\n--changeset ann:b\ncreate table b (id int);\n")
                .write("db/all/a/z.sql", "create table z (id int)\n")
                .write("db/all/notes.txt", "not a changelog\n")
                .write("db/last.sql", """
                        --liquibase formatted sql
                        --changeset ann:last splitStatements:false
                        --preconditions onFail:HALT
                        --precondition-sql-check expectedResult:0 select count(*) from b
                        create trigger t after insert on b begin delete from z; delete from b; end;
                        /* liquibase rollback
                        drop trigger t;
                        */
                        """);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE);
                TestDatabase converted = TestDatabase.open(Kind.SQLITE)) {
            project.update(database);
            AdoptionReport report = project.adopt(database);
            assertEquals(List.of(), report.gaps());
            assertFalse(report.isFinding(), report.toString());
            assertEquals(
                    List.of("1", "raw", "b", "last"),
                    report.scripts().stream()
                            .map(AdoptionReport.Script::message)
                            .toList());
            assertEquals(4, report.recorded().size());
            assertTrue(report.notes().stream().map(Note::change).anyMatch(note -> note.contains("is not a changelog")));
            try (Trellis trellis = project.trellis(converted)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
                trellis.downgrade("-1", none -> true);
                assertEquals(List.of(), converted.query("select name from sqlite_master where type = 'trigger'"));
            }
        }
    }
}
