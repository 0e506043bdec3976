package dev.trellis.hibernate.cases.composite;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.Table;
import java.io.Serializable;

public final class Composite {
    public static final String MODEL = """
            tables:
              plan:
                columns: {year: integer, area: string(8), title: string(255)}
                primary_key: [year, area]
              task:
                columns:
                  plan_year: integer
                  plan_area: string(8)
                  number: integer
                  title: string(255)
                primary_key: [plan_year, plan_area, number]
                foreign_keys:
                  - {columns: [plan_year, plan_area], references: "plan(year, area)"}
              vote:
                columns:
                  voter: string(20)
                  plan_year: integer
                  plan_area: string(8)
                  value: {type: integer, nullable: false}
                primary_key: [voter, plan_year, plan_area]
                foreign_keys:
                  - {columns: [plan_year, plan_area], references: "plan(year, area)"}
            """;

    @Entity
    @Table(name = "plan")
    static class Plan {
        @EmbeddedId
        PlanId id;

        String title;
    }

    @Embeddable
    record PlanId(int year, @Column(length = 8) String area) implements Serializable {}

    @Entity
    @Table(name = "task")
    static class Task {
        @EmbeddedId
        TaskId id;

        @ManyToOne
        @MapsId("plan")
        @JoinColumn(name = "plan_year", referencedColumnName = "year")
        @JoinColumn(name = "plan_area", referencedColumnName = "area")
        Plan plan;

        String title;
    }

    @Embeddable
    record TaskId(PlanId plan, int number) implements Serializable {}

    @Entity
    @Table(name = "vote")
    @IdClass(VoteId.class)
    static class Vote {
        @Id
        @Column(length = 20)
        String voter;

        @Id
        @ManyToOne
        @JoinColumn(name = "plan_area", referencedColumnName = "area")
        @JoinColumn(name = "plan_year", referencedColumnName = "year")
        Plan plan;

        int value;
    }

    record VoteId(String voter, PlanId plan) implements Serializable {}
}
