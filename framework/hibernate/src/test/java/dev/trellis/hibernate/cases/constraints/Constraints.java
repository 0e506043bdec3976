package dev.trellis.hibernate.cases.constraints;

import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import org.hibernate.annotations.Check;
import org.hibernate.annotations.NaturalId;

@SuppressWarnings("deprecation") // the older annotations are read as well
public final class Constraints {
    public static final String MODEL = """
            tables:
              slot:
                columns:
                  id: bigint
                  room: {type: integer, nullable: false}
                  day: {type: integer, nullable: false}
                  code: string(10)
                  label: string(10)
                  hour: integer
                  minute: integer
                  deleted: integer
                  country: string(2)
                  number: integer
                primary_key: [id]
                unique:
                  - [code]
                  - {name: one_per_day, columns: [room, day]}
                  - [day, hour]
                  - [country, number]
                checks:
                  - {name: hours, sql: hour < 24}
                  - {name: named, sql: day > 0}
                  - {name: ck_slot_minute, sql: minute < 60}
                indexes:
                  - {columns: [day, {column: hour, order: desc}]}
                  - {name: by_room, columns: [room]}
                  - {columns: [label], unique: true}
                  - {columns: [{column: hour, order: desc}, minute], unique: true}
                  - {columns: [{expression: lower(label)}]}
                  - {columns: [{expression: "(code) || (label)"}]}
                  - {columns: [{expression: "(code) || ')'"}]}
                  - {columns: [minute], include: [hour, day], where: deleted is null}
            """;

    @Entity
    @Table(
            name = "slot",
            uniqueConstraints = {
                @UniqueConstraint(
                        name = "one_per_day",
                        columnNames = {"room", "day"}),
                @UniqueConstraint(columnNames = {"day", "hour"})
            },
            check = @CheckConstraint(name = "hours", constraint = "hour < 24"),
            indexes = {
                @Index(columnList = "day, hour desc"),
                @Index(name = "by_room", columnList = "room asc"),
                @Index(columnList = "label", unique = true),
                @Index(columnList = "hour DESC, minute", unique = true),
                @Index(columnList = "(lower(label))"),
                @Index(columnList = "(code) || (label)"),
                @Index(columnList = "((code) || ')')"),
                @Index(columnList = "minute", options = "include (hour, day) where deleted is null")
            })
    @Check(name = "named", constraints = "day > 0")
    static class Slot {
        @Id
        long id;

        int room;
        int day;

        @Column(length = 10, unique = true)
        String code;

        @Column(length = 10)
        String label;

        Integer hour;

        @Check(constraints = "minute < 60")
        Integer minute;

        Integer deleted;

        @NaturalId
        @Column(length = 2)
        String country;

        @NaturalId
        Integer number;
    }
}
