package dev.trellis.hibernate.cases.joined;

import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.Table;

public final class Joined {
    public static final String MODEL = """
            tables:
              party:
                columns: {id: bigint, name: string(255)}
                primary_key: [id]
              company:
                columns: {id: bigint, vat: string(255)}
                primary_key: [id]
                foreign_keys: [{columns: [id], references: party(id)}]
              human:
                columns: {party_id: bigint, born: date}
                primary_key: [party_id]
                foreign_keys: [{columns: [party_id], references: party(id), on_delete: cascade}]
            """;

    @Entity
    @Table(name = "party")
    @Inheritance(strategy = InheritanceType.JOINED)
    abstract static class Party {
        @Id
        long id;

        String name;
    }

    @Entity
    @Table(name = "company")
    static class Company extends Party {
        String vat;
    }

    @Entity
    @Table(name = "human")
    @PrimaryKeyJoinColumn(name = "party_id", foreignKey = @ForeignKey(options = "on delete cascade"))
    static class Human extends Party {
        java.time.LocalDate born;
    }
}
