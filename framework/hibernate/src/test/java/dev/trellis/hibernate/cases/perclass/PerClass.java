package dev.trellis.hibernate.cases.perclass;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

public final class PerClass {
    public static final String MODEL = """
            tables:
              bank:
                columns: {id: bigint}
                primary_key: [id]
              card:
                columns: {id: bigint, sum: {type: integer, nullable: false}, bank_id: bigint, digits: string(16)}
                primary_key: [id]
                foreign_keys: [{columns: [bank_id], references: bank(id), on_delete: cascade}]
              cash:
                columns: {id: bigint, sum: {type: integer, nullable: false}, bank_id: bigint, till: {type: integer, nullable: false}}
                primary_key: [id]
                foreign_keys: [{columns: [bank_id], references: bank(id), on_delete: cascade}]
            """;

    @Entity
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Payment {
        @Id
        long id;

        int sum;

        @ManyToOne
        @JoinColumn(name = "bank_id", foreignKey = @jakarta.persistence.ForeignKey(options = "on delete cascade"))
        Bank bank;
    }

    @Entity
    @Table(name = "card")
    static class Card extends Payment {
        @Column(length = 16)
        String digits;
    }

    @Entity
    @Table(name = "cash")
    static class Cash extends Payment {
        int till;
    }

    @Entity
    @Table(name = "bank")
    static class Bank {
        @Id
        long id;
    }
}
