package dev.trellis.hibernate.mappings.tablegenerators;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.TableGenerator;

public final class TableGenerators {
    @Entity(name = "ByTable")
    static class ByTable {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE)
        Long id;

        String text;
    }

    @Entity(name = "ByNamedTable")
    static class ByNamedTable {
        @Id
        @TableGenerator(
                name = "numbers",
                table = "id_number",
                pkColumnName = "for_entity",
                valueColumnName = "next_number",
                allocationSize = 5)
        @GeneratedValue(strategy = GenerationType.TABLE, generator = "numbers")
        Integer id;

        String text;
    }
}
