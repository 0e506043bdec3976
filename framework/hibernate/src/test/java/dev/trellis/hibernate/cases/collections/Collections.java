package dev.trellis.hibernate.cases.collections;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;

public final class Collections {
    public static final String MODEL = """
            tables:
              student:
                columns: {id: bigint, name: string(255)}
                primary_key: [id]
              course:
                columns: {id: bigint}
                primary_key: [id]
              enrolment:
                columns: {student_id: bigint, course_id: bigint}
                primary_key: [student_id, course_id]
                foreign_keys:
                  - {columns: [student_id], references: student(id), on_delete: cascade}
                  - {columns: [course_id], references: course(id)}
                indexes: [{columns: [course_id]}]
              student_nickname:
                columns: {student_id: bigint, nickname: {type: string(30), nullable: false}}
                primary_key: [student_id, nickname]
                foreign_keys: [{columns: [student_id], references: student(id)}]
              student_phone:
                columns: {student_id: bigint, place: integer, kind: string(10), number: string(20)}
                primary_key: [student_id, place]
                foreign_keys: [{columns: [student_id], references: student(id)}]
                checks: [{name: ck_student_phone_place, sql: place>=0}]
              student_mark:
                columns: {student_id: bigint, subject: string(40), mark: integer}
                primary_key: [student_id, subject]
                foreign_keys: [{columns: [student_id], references: student(id)}]
            """;

    @Entity
    @Table(name = "student")
    static class Student {
        @Id
        long id;

        String name;

        @ManyToMany
        @JoinTable(
                name = "enrolment",
                joinColumns = @JoinColumn(name = "student_id", foreignKey = @ForeignKey(options = "on delete cascade")),
                inverseJoinColumns = @JoinColumn(name = "course_id"),
                indexes = @Index(columnList = "course_id"))
        Set<Course> courses;

        @ElementCollection
        @CollectionTable(name = "student_nickname", joinColumns = @JoinColumn(name = "student_id"))
        @Column(name = "nickname", length = 30, nullable = false)
        Set<String> nicknames;

        @ElementCollection
        @CollectionTable(name = "student_phone", joinColumns = @JoinColumn(name = "student_id"))
        @OrderColumn(name = "place")
        List<Phone> phones;

        @ElementCollection
        @CollectionTable(name = "student_mark", joinColumns = @JoinColumn(name = "student_id"))
        @MapKeyColumn(name = "subject", length = 40)
        @Column(name = "mark")
        Map<String, Integer> marks;
    }

    @Entity
    @Table(name = "course")
    static class Course {
        @Id
        long id;

        @ManyToMany(mappedBy = "courses")
        Set<Student> students;
    }

    @Embeddable
    static class Phone {
        @Column(length = 10)
        String kind;

        @Column(length = 20)
        String number;
    }
}
